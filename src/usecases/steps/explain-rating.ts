import type { Instant } from '../../domain/civil-date.js';
import { rate, type Rating } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import type { RatingRow } from '../../store/ratings.js';
import type { FiledRecord } from '../../store/records.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import { type CreditFile, readCreditFile } from './read-credit-file.js';

export type { RatingRow };

/** Why a rating is what it is: each contribution with its record, its points and the clause of the standard. */
export interface Explanation {
  readonly standard: Standard;
  readonly file: CreditFile;
  readonly rating: Rating;
  readonly reasons: Rating['reasons'];
  /** The records of the file by their ids. */
  readonly records: ReadonlyMap<string, FiledRecord>;
}

/** A stored rating: whose it is, by which standard, as of which day, and by what was known when it was recorded; now unless given. */
export interface RatingToExplain extends Pick<RatingRow, 'standardId' | 'subjectId' | 'ratedOn'> {
  readonly recordedAt?: Instant | null;
}

/**
 * Works a stored rating out again from its standard and its records, as of the day on which it was worked out: also when that
 * was yesterday and the night's run is still to come. Two statements, however many records there are; once for all fields of a
 * request that rest on it.
 */
export function explainRating(
  context: Context,
  { standardId, subjectId, ratedOn, recordedAt }: RatingToExplain,
): Promise<Explanation> {
  return explained(context, { standardId, subjectId, ratedOn, recordedAt: recordedAt ?? null });
}

const explained = oncePerRequest(explain);

async function explain(
  context: Context,
  { standardId, subjectId, ratedOn: on, recordedAt }: RatingToExplain,
): Promise<Explanation> {
  const published = await context.loaders.standard.load(standardId);
  if (published === null) throw new Error(`Standard ${standardId} is gone.`);
  const standard = published.definition;
  const file = await readCreditFile(context, { subjectId, standard, on, knownAt: recordedAt ?? null });
  const rating = rate(standard, file.records, on, file.memberCount);
  const records = new Map(file.records.map((record) => [record.id, record]));
  return { standard, file, rating, reasons: rating.reasons, records };
}
