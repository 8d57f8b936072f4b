import { FIRST_POLICY_KNOWN, READ_POLICIES, type TreatmentRow } from '../../store/treatments.js';
import { READ_SECTORS } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { seesInternalRatings } from '../actor.js';
import { actorOf, type Context } from '../context.js';
import { type Moment, momentValues, requireKnown } from '../moment.js';

export type { TreatmentRow };

/**
 * The policy of a sector (分级措施) in the jurisdiction: what each grade leads to on a day, as known at a moment. That of an internal
 * class stays with whoever may know the class. Throws NOTHING_KNOWN for a moment before any was known.
 */
export async function listPolicies(
  context: Context,
  sector: string,
  moment: Moment,
): Promise<TreatmentRow[]> {
  const { store, today } = context;
  const { regionCodes } = actorOf(context);
  const [known] = await store.run(READ_SECTORS, [[sector]]);
  if (known === undefined || (known.internal && !seesInternalRatings(context.actor, sector))) return [];
  if (moment.knownAt !== null) {
    requireKnown((await runOne(store, FIRST_POLICY_KNOWN, [sector])).recordedAt, moment);
  }
  return store.run(READ_POLICIES, [[sector], ...momentValues(today, moment), regionCodes]);
}
