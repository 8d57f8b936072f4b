/** How many visits open on one day and are due on another; both count days of work from 0, today. */
export interface OpenVisits {
  readonly opens: number;
  readonly due: number;
  readonly count: number;
}

/**
 * How many visits to make today, so that this day and all days to come are loaded as evenly as their windows allow: looks for the
 * stretch of days whose visits are densest, because no plan can do with less there; sets it aside with its visits, and goes on
 * with what is left until the stretch holds today. Where its visits cannot be cut evenly, the earlier days take the odd one, so that
 * what goes wrong can still be made up for.
 *
 * If some plan can make all visits with so many hands a day, doing this much first each day leaves a plan for the rest.
 * Source: Yao, Demers, Shenker, A scheduling model for reduced CPU energy, FOCS 1995 [S]; here a day's work is cut into whole visits.
 */
export function loadOfToday(visits: readonly OpenVisits[], days: number): number {
  let rest = visits;
  for (let left = days; rest.length > 0 && left > 0;) {
    const { from, to, count } = densest(rest, left);
    if (from === 0) return Math.ceil(count / (to + 1));
    rest = setAside(rest, from, to);
    left -= to - from + 1;
  }
  return 0;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Visits that can be made in it only. */
  readonly count: number;
}

function densest(visits: readonly OpenVisits[], days: number): Stretch {
  // dueOn[from][to]: visits due on `to` that open on `from` or later.
  const dueOn = Array.from({ length: days }, () => new Array<number>(days).fill(0));
  for (const { opens, due, count } of visits) {
    for (let from = 0; from <= opens; from++) add(dueOn[from], due, count);
  }
  let best: Stretch = { from: 0, to: days - 1, count: 0 };
  for (const [from, due] of dueOn.entries()) {
    let count = 0;
    for (let to = from; to < days; to++) {
      count += due[to] ?? 0;
      if (count * (best.to - best.from + 1) > best.count * (to - from + 1)) best = { from, to, count };
    }
  }
  return best;
}

/** What is left without these days: the visits that need none of them, with windows that leap over them. */
function setAside(visits: readonly OpenVisits[], from: number, to: number): OpenVisits[] {
  const days = to - from + 1;
  return visits
    .filter(({ opens, due }) => opens < from || due > to)
    .map(({ opens, due, count }) => ({
      opens: opens > to ? opens - days : Math.min(opens, from),
      due: due > to ? due - days : Math.min(due, from - 1),
      count,
    }));
}

function add(numbers: number[] | undefined, index: number, count: number): void {
  if (numbers !== undefined) numbers[index] = (numbers[index] ?? 0) + count;
}
