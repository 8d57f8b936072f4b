import type { RatingRow } from '../../store/ratings.js';
import { seesInternalRatings } from '../actor.js';
import type { Context } from '../context.js';
import { type Moment, NOW, requireKnown, requirePast } from '../moment.js';

/**
 * The ratings of a subject that the caller may see, today or as of a day and a moment of knowledge: internal ones, such as the
 * credit risk class of an enterprise, stay with the regulators of their sector and with oversight (不公开).
 * Throws NOTHING_KNOWN for a moment at which the subject was not on file yet.
 */
export async function listRatings(
  context: Context,
  subjectId: string,
  moment: Moment = NOW,
): Promise<RatingRow[]> {
  const ratings = await readRatings(context, subjectId, moment);
  return ratings.filter(({ internal, sector }) => !internal || seesInternalRatings(context.actor, sector));
}

async function readRatings(context: Context, subjectId: string, moment: Moment): Promise<RatingRow[]> {
  const { loaders } = context;
  if (moment.validAt === null && moment.knownAt === null) return loaders.ratings.load(subjectId);
  requirePast(context.today, moment);
  if (moment.knownAt !== null) requireKnown(await loaders.firstKnown.load(subjectId), moment);
  return loaders.ratingsAsOf(moment).load(subjectId);
}
