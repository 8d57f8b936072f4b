import type { CivilDate, Instant } from '../../domain/civil-date.js';
import { rate, type Rating } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import type { RatingRow } from '../../store/ratings.js';
import type { FiledRecord } from '../../store/records.js';
import type { Context } from '../context.js';
import { type CreditFile, readCreditFile } from '../steps/read-credit-file.js';

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

/** A stored rating: whose it is, by which standard, and as of which day and knowledge; today and now unless given. */
export interface RatingToExplain extends Pick<RatingRow, 'standardId' | 'subjectId'> {
  readonly validAt?: CivilDate | null;
  readonly knownAt?: Instant | null;
}

/** Works a stored rating out again from its standard and its records. Two statements, however many records there are. */
export async function explainRating(
  context: Context,
  { standardId, subjectId, validAt, knownAt }: RatingToExplain,
): Promise<Explanation> {
  const published = await context.loaders.standard.load(standardId);
  if (published === null) throw new Error(`Standard ${standardId} is gone.`);
  const standard = published.definition;
  const on = validAt ?? context.today;
  const file = await readCreditFile(context, { subjectId, standard, on, knownAt: knownAt ?? null });
  const rating = rate(standard, file.records, on, file.memberCount);
  const records = new Map(file.records.map((record) => [record.id, record]));
  return { standard, file, rating, reasons: rating.reasons, records };
}
