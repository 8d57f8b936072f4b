export interface LoadBounds {
  /** How many visits may have been made by the end of each day: those whose window has opened. Never falls. */
  readonly open: readonly number[];
  /** How many must have been made by the end of each day. Never falls, is at most `open`, and equals it on the last day. */
  readonly due: readonly number[];
  /** Visits of one day, at most. */
  readonly capacity: number;
}

/**
 * How many visits to make on each day, as evenly as the bounds allow: drawn as a taut string between what is open and what
 * is due, which makes the heaviest day as light as it can be, then the rest as level as it can be. Where a day cannot be cut
 * evenly, the earlier days take the odd visit, so that what goes wrong can still be made up for.
 *
 * The bounds must leave a way: whoever calls has seen that what is due first can be done first without exceeding capacity.
 */
export function levelLoad({ open, due, capacity }: LoadBounds): number[] {
  // What must be done by each day so that no later day has more than it can take.
  const least = [...due];
  for (let day = least.length - 2; day >= 0; day--) {
    least[day] = Math.max(at(least, day), at(least, day + 1) - capacity);
  }
  // What can be done by each day, having only so many hands before it.
  const most = [...open];
  for (let day = 0; day < most.length; day++) {
    most[day] = Math.min(at(most, day), (day === 0 ? 0 : at(most, day - 1)) + capacity);
  }
  let done = 0;
  return open.map((_, day) => {
    const load = nextLoad({ least, most }, day, done);
    done += load;
    return load;
  });
}

/** How far the string falls or rises on this day: straight to the first bound that it has to bend around. */
function nextLoad(
  { least, most }: { readonly least: readonly number[]; readonly most: readonly number[] },
  day: number,
  done: number,
): number {
  let [flattest, steepest] = [0, Infinity];
  for (let end = day; end < least.length; end++) {
    const days = end - day + 1;
    const [needed, possible] = [(at(least, end) - done) / days, (at(most, end) - done) / days];
    if (needed > steepest) return Math.ceil(steepest);
    if (possible < flattest) return Math.ceil(flattest);
    flattest = Math.max(flattest, needed);
    steepest = Math.min(steepest, possible);
  }
  return Math.ceil(flattest);
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? 0;
}
