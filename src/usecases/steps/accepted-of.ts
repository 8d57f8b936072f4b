import type { CivilDate } from '../../domain/civil-date.js';
import type { ApprovalSettings } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { clockOfMatter } from './clock-of-matter.js';

/** A received matter as it is once it is accepted on `on`, or counts as accepted on the day of receipt. */
export function acceptedOf(matter: MatterRow, on: CivilDate, settings: ApprovalSettings): MatterRow {
  const { isDeemedAccepted } = clockOfMatter(matter, on, settings);
  const acceptedOn = isDeemedAccepted ? matter.receivedOn : on;
  const accepted: MatterRow = { ...matter, state: 'ACCEPTED', acceptedOn, isDeemedAccepted };
  const { dueOn, provisional } = clockOfMatter(accepted, on, settings);
  return { ...accepted, dueOn, dueIsProvisional: provisional };
}
