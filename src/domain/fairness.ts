/**
 * How likely it is that chance alone does what was seen. Only +, −, × and ÷ are used, which every machine rounds alike, so that the same
 * figures come out everywhere.
 */

const PLACES = 6;

/** Rests of a distribution smaller than this share of its peak are too small to show. */
const NEGLIGIBLE = 1e-18;

/**
 * The probability that at least `observed` of independent events happen, each with a probability of its own (Poisson binomial): how often
 * somebody is drawn who stood on several rosters with different shares.
 */
export function tailOfDraws(probabilities: readonly number[], observed: number): number {
  if (observed <= 0) return 1;
  if (observed > probabilities.length) return 0;
  // below[k]: exactly k so far, for k < observed; whatever reaches `observed` has left the table.
  const below = new Array<number>(observed).fill(0);
  below[0] = 1;
  let reached = 0;
  for (const probability of probabilities) {
    reached += (below[observed - 1] ?? 0) * probability;
    for (let k = observed - 1; k >= 0; k--) {
      const fromBelow = k === 0 ? 0 : (below[k - 1] ?? 0) * probability;
      below[k] = (below[k] ?? 0) * (1 - probability) + fromBelow;
    }
  }
  return Math.min(1, reached);
}

/** The probability of at least `observed` hits in `trials` trials of one probability (binomial): how often a pair meets. */
export function tailOfTrials(trials: number, probability: number, observed: number): number {
  if (observed <= 0) return 1;
  if (observed > trials || probability <= 0) return 0;
  if (probability >= 1) return 1;
  // Weights relative to the peak, so that neither a power nor a factorial is needed and nothing underflows at once.
  const odds = probability / (1 - probability);
  const peak = Math.min(trials, Math.floor((trials + 1) * probability));
  let [total, tail] = [0, 0];
  const add = (k: number, weight: number) => {
    total += weight;
    if (k >= observed) tail += weight;
  };
  for (let [k, weight] = [peak, 1]; k <= trials && weight > NEGLIGIBLE; k++) {
    add(k, weight);
    weight *= ((trials - k) / (k + 1)) * odds;
  }
  for (let [k, weight] = [peak - 1, peak / (trials - peak + 1) / odds]; k >= 0 && weight > NEGLIGIBLE; k--) {
    add(k, weight);
    weight *= k / (trials - k + 1) / odds;
  }
  return tail / total;
}

/** A probability or a share with six places, as text. */
export function formatShare(share: number): string {
  return share.toFixed(PLACES);
}
