import type { CivilDate } from '../../domain/civil-date.js';
import { LIST_SPOT_CHECK_LIMITS, type SpotCheckLimitRow } from '../../store/inspection-items.js';
import type { Context } from '../context.js';

export type { SpotCheckLimitRow };

/** How often enterprises may, or must, be inspected, as it is in force on a day. */
export function listSpotCheckLimits(context: Context, on: CivilDate): Promise<SpotCheckLimitRow[]> {
  return context.store.run(LIST_SPOT_CHECK_LIMITS, [on]);
}
