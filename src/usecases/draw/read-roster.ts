import { READ_ROSTER, type RosterRow } from '../../store/spot-checks.js';
import type { Context } from '../context.js';

const SLICE = 5_000;

/** The whole frozen roster of a draw the caller may see, a slice at a time, in the order its hash is made in. */
export async function* readRoster(context: Context, drawId: string): AsyncGenerator<readonly RosterRow[]> {
  let after: string | null = null;
  for (;;) {
    const slice: RosterRow[] = await context.store.run(READ_ROSTER, [drawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.publicId;
  }
}
