import type { Contribution } from '../../domain/rating.js';
import { rate } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import type { RatingRow } from '../../store/ratings.js';
import type { Context } from '../context.js';

export type { RatingRow };

/** Why a rating is what it is: each contribution with its record, its points and the clause of the standard. */
export interface Explanation {
  readonly standard: Standard;
  readonly reasons: readonly Contribution[];
}

/** Works a stored rating out again from its standard and its records. */
export async function explainRating(
  { loaders, today }: Context,
  { standardId, subjectId }: Pick<RatingRow, 'standardId' | 'subjectId'>,
): Promise<Explanation> {
  const [standard, records] = await Promise.all([
    loaders.standard.load(standardId),
    loaders.ratedRecords.load(subjectId),
  ]);
  if (standard === null) throw new Error(`Standard ${standardId} is gone.`);
  return { standard: standard.definition, reasons: rate(standard.definition, records, today).reasons };
}
