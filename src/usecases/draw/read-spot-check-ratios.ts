import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { READ_RATIOS, type RatioRow } from '../../store/spot-checks.js';
import type { Context } from '../context.js';

export type { RatioRow };

/** The spot-check ratio of each risk class in force on a day, as known now or at an earlier instant. */
export function readSpotCheckRatios(
  context: Context,
  on: string,
  knownAt: string | null,
): Promise<RatioRow[]> {
  return context.store.run(READ_RATIOS, [ENTERPRISE_RISK_SECTOR, on, knownAt ?? 'infinity']);
}
