import type { CivilDate } from '../../domain/civil-date.js';
import { proposableFrom } from '../../domain/grade-in-effect.js';
import { nameGrades } from '../../store/grades.js';
import { COUNT_HELD_RATINGS, type HeldRatingRow, LIST_HELD_RATINGS } from '../../store/held-ratings.js';
import { readStandards } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { readingReach } from '../grade-reach.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { HeldRatingRow };

/** A rating that officers have not brought to the grade that its standard indicates. */
export interface HeldRating {
  readonly row: HeldRatingRow;
  readonly direction: 'UP' | 'DOWN';
  /** The first day on which the next step may be proposed. */
  readonly proposableFromOn: CivilDate;
}

/** Held ratings of a sector that the caller is in charge of, or oversees, in the order of their subjects' ids. */
export async function listHeldRatings(
  context: Context,
  sector: string,
  request: PageRequest,
): Promise<Page<HeldRating>> {
  const query = { list: LIST_HELD_RATINGS, values: [sector, ...readingReach(context.actor)], keys: 1 };
  const page = await readPage(context.store, query, request);
  const rows = await nameGrades(context.store, page.rows);
  const standards = await readStandards(
    context.store,
    rows.map(({ standardId }) => standardId),
  );
  return {
    ...page,
    rows: rows.map((row, at): HeldRating => {
      const standard = standards[at]?.definition;
      const from = standard === undefined ? null : proposableFrom(standard, row);
      return { row, direction: from === null ? 'DOWN' : 'UP', proposableFromOn: from ?? row.heldSinceOn };
    }),
  };
}

export async function countHeldRatings(context: Context, sector: string): Promise<number> {
  return (await runOne(context.store, COUNT_HELD_RATINGS, [sector, ...readingReach(context.actor)])).count;
}
