import { type GradeName, nameGrades } from '../../store/grades.js';
import { FIND_HOUSE_BY_CODE } from '../../store/own-houses.js';
import type { Context } from '../context.js';

/** What whoever stands before the door may read. */
export interface HouseCodePage {
  readonly address: string;
  readonly stationName: string;
  /** Only where its station shows tiers (rule SHOW_TIER_COLOUR). */
  readonly tier: Pick<GradeName, 'labelZh' | 'labelEn' | 'colour'> | null;
}

/**
 * What the code on a door plate leads to (房屋二维码), for everybody who scans it; null for a code that no house has. Owner, tenants and
 * hazards are nobody's business here, and the tier only where the station has decided to show it.
 * Source: colour of the tier on the house code [S Shenzhen Longgang]; off unless decided [D].
 */
export async function readHouseCode(context: Context, code: string): Promise<HouseCodePage | null> {
  const [house] = await context.store.run(FIND_HOUSE_BY_CODE, [code, context.today]);
  if (house === undefined) return null;
  const { address, stationName, showsTier } = house;
  const [named] = showsTier ? await nameGrades(context.store, [house]) : [];
  if (named === undefined) return { address, stationName, tier: null };
  const { labelZh, labelEn, colour } = named;
  return { address, stationName, tier: { labelZh, labelEn, colour } };
}
