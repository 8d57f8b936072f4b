import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { READ_ITEM_RATIOS } from '../../store/spot-check-ratios.js';
import { READ_RATIOS } from '../../store/spot-checks.js';
import { actorOf, type Context } from '../context.js';

export interface SpotCheckRatioRow {
  /** Null: the general ratio of the class. */
  readonly item: { readonly code: string; readonly labelZh: string; readonly labelEn: string } | null;
  readonly classCode: string;
  readonly classZh: string;
  readonly classEn: string;
  readonly ratioBasisPoints: number;
  readonly validFrom: string;
  readonly recordedAt: string;
  readonly reason: string;
  readonly setBy: string | null;
  readonly approvedBy: string | null;
}

/**
 * The spot-check ratios in force in the caller's jurisdiction on a day, as known now or at an earlier instant: the general one of
 * each risk class, then what is set for single items.
 */
export async function readSpotCheckRatios(
  context: Context,
  on: string,
  knownAt: string | null,
): Promise<SpotCheckRatioRow[]> {
  const values = [ENTERPRISE_RISK_SECTOR, on, knownAt ?? 'infinity', actorOf(context).regionCodes];
  const [general, ofItems] = await Promise.all([
    context.store.run(READ_RATIOS, values),
    context.store.run(READ_ITEM_RATIOS, values),
  ]);
  return [
    ...general.map((row) => ({ ...row, item: null })),
    ...ofItems.map(({ itemCode, itemZh, itemEn, ...row }) => ({
      ...row,
      item: { code: itemCode, labelZh: itemZh, labelEn: itemEn },
    })),
  ];
}
