import { createHash } from 'node:crypto';

const twoTo32 = 2 ** 32;
/** Each step adds this share of the circle; the points stay as evenly spread as points can, however many there are. */
const goldenRatio = 0.618_033_988_749_894_9;

/**
 * Chance that can be repeated: the same seed gives the same numbers on every machine.
 * Source: xoshiro128**, Blackman and Vigna, public domain algorithm (checked 2026-11-22). Not for secrets and not for draws.
 */
export class Random {
  readonly #seed: string;
  readonly #state: Int32Array;

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.#seed = seed;
    this.#state = Int32Array.from({ length: 4 }, (_, at) => digest.readInt32LE(at * 4));
  }

  /** A source of its own for one part of the work, so that a change in that part leaves all others as they were. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  /** 32 bits as a number from 0 to 2³² − 1. */
  bits(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#state;
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const mixed = c ^ a;
    const last = d ^ b;
    this.#state[0] = a ^ last;
    this.#state[1] = b ^ mixed;
    this.#state[2] = mixed ^ (b << 9);
    this.#state[3] = rotated(last, 11);
    return result;
  }

  /** From 0 up to, not including, 1. */
  share(): number {
    return this.bits() / twoTo32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[this.between(0, choices.length - 1)];
    if (choice === undefined) throw new RangeError('There is nothing to pick from.');
    return choice;
  }

  /** Two different ones. */
  pickTwo<Choice>(choices: readonly Choice[]): [Choice, Choice] {
    const first = this.pick(choices);
    const second = this.pick(choices.filter((choice) => choice !== first));
    return [first, second];
  }
}

/**
 * Deals out kinds in given shares (adding up to 1) so that any number of members has them almost exactly, yet in no
 * visible order. Chance alone would miss a published distribution by more than its rounding.
 */
export class Shares<Kind extends string> {
  readonly #edges: readonly (readonly [Kind, number])[];
  #place: number;

  constructor(shares: Readonly<Record<Kind, number>>, random: Random) {
    let sum = 0;
    this.#edges = Object.entries<number>(shares).map(([kind, share]) => [kind as Kind, (sum += share)]);
    this.#place = random.share();
  }

  next(): Kind {
    this.#place = (this.#place + goldenRatio) % 1;
    const found = this.#edges.find(([, edge]) => this.#place < edge) ?? this.#edges.at(-1);
    if (found === undefined) throw new RangeError('There are no shares.');
    return found[0];
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
