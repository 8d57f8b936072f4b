import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { type MatterTimesRow, READ_MATTER_TIMES } from '../../store/matter-times.js';
import { approvalReach } from '../approval-reach.js';
import type { Context } from '../context.js';

export type { MatterTimesRow };

/** How long decisions took, item by item, against what the law gives (办理时长), of decisions from `from` through `to`. */
export function readMatterTimes(context: Context, from: CivilDate, to: CivilDate): Promise<MatterTimesRow[]> {
  if (from > to) throw new DomainError('BAD_USER_INPUT', { field: ['to'] });
  const [officeId, roots] = approvalReach(context);
  return context.store.run(READ_MATTER_TIMES, [from, officeId, roots, to, context.today]);
}
