import type { CivilDate } from '../../domain/civil-date.js';
import type { ApprovalSettings } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { acceptedOf } from './accepted-of.js';
import { clockOfMatter } from './clock-of-matter.js';

/**
 * A matter that nobody accepted, and of which nobody told in time what is missing, as the law has accepted it; any other as it is.
 * Source: 行政许可法 art. 32 [L].
 */
export function acceptedByLaw(matter: MatterRow, on: CivilDate, settings: ApprovalSettings): MatterRow {
  const isDeemed = matter.state === 'RECEIVED' && clockOfMatter(matter, on, settings).isDeemedAccepted;
  return isDeemed ? acceptedOf(matter, on, settings) : matter;
}
