import { BLOCK } from '../../domain/merkle.js';
import { READ_ROSTER, type RosterRow } from '../../store/draw-lists.js';
import type { Queryable } from '../../store/statement.js';

/** Whole blocks of the tree, so that no block is cut in two. */
const SLICE = 8 * BLOCK;

/** The whole frozen roster, a slice at a time, in the order its hash is made in. */
export async function* rosterSlices(
  queryable: Queryable,
  rosterDrawId: string,
): AsyncGenerator<readonly RosterRow[]> {
  let after: string | null = null;
  for (;;) {
    const slice: RosterRow[] = await queryable.run(READ_ROSTER, [rosterDrawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.publicId;
  }
}
