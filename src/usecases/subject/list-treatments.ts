import type { AppliedTreatment } from '../../store/rating-history.js';
import { seesInternalRatings } from '../actor.js';
import type { Context } from '../context.js';
import { type Moment, NOW, requireKnown, requirePast } from '../moment.js';

export type { AppliedTreatment };

/**
 * What applies to a subject and why (分级措施): the treatments of the grades it has, today or as of a day and a moment of
 * knowledge. Those of internal classes tell the class and stay with whoever may know it.
 */
export async function listTreatments(
  context: Context,
  subjectId: string,
  moment: Moment = NOW,
): Promise<AppliedTreatment[]> {
  requirePast(context.today, moment);
  if (moment.knownAt !== null) requireKnown(await context.loaders.firstKnown.load(subjectId), moment);
  const treatments = await context.loaders.treatments(moment).load(subjectId);
  return treatments.filter(({ internal, sector }) => !internal || seesInternalRatings(context.actor, sector));
}
