import {
  FIRST_STANDARD_KNOWN,
  LIST_IN_FORCE,
  LIST_VERSIONS,
  type StandardRow,
} from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Moment, momentValues, requireKnown } from '../moment.js';

export type { StandardRow };

/**
 * Published standards (评价标准): all versions, or those in force on a day; as known at a moment. They are published, so every officer
 * reads them, days to come included. Throws NOTHING_KNOWN for a moment before the first was known here.
 */
export async function listStandards(
  { store, today }: Context,
  sector: string | null,
  moment: Moment,
): Promise<StandardRow[]> {
  if (moment.knownAt !== null) {
    requireKnown((await runOne(store, FIRST_STANDARD_KNOWN, [sector])).recordedAt, moment);
  }
  const [day, known] = momentValues(today, moment);
  if (moment.validAt === null) return store.run(LIST_VERSIONS, [sector, known]);
  return store.run(LIST_IN_FORCE, [sector, known, day]);
}
