import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { READ_RATIOS, type RatioRow } from '../../store/spot-checks.js';
import { actorOf, type Context } from '../context.js';

export type { RatioRow };

/** The spot-check ratio of each risk class in force in the caller's jurisdiction on a day, as known now or at an earlier instant. */
export function readSpotCheckRatios(
  context: Context,
  on: string,
  knownAt: string | null,
): Promise<RatioRow[]> {
  const { regionCodes } = actorOf(context);
  return context.store.run(READ_RATIOS, [ENTERPRISE_RISK_SECTOR, on, knownAt ?? 'infinity', regionCodes]);
}
