import type { Contribution } from '../../domain/rating.js';
import { rate } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import { READ_RATED_RECORDS, READ_STANDARDS, type RatingRow } from '../../store/ratings.js';
import type { Context } from '../context.js';

export type { RatingRow };

/** Why a rating is what it is: each contribution with its record, its points and the clause of the standard. */
export interface Explanation {
  readonly standard: Standard;
  readonly reasons: readonly Contribution[];
}

/** Works the stored rating out again from its standard and its records; two statements whatever their number. */
export async function explainRating(context: Context, rating: RatingRow): Promise<Explanation> {
  const [standards, records] = await Promise.all([
    context.store.run(READ_STANDARDS, [[rating.sector], [rating.version]]),
    context.store.run(READ_RATED_RECORDS, [[rating.subjectId]]),
  ]);
  const standard = standards[0]?.definition;
  if (standard === undefined) throw new Error(`Standard ${rating.sector} ${rating.version} is gone.`);
  return { standard, reasons: rate(standard, records, context.today).reasons };
}
