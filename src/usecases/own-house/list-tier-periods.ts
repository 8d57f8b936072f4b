import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { type Period, periodsOf } from '../../domain/tier-periods.js';
import type { Context } from '../context.js';
import type { NamedHistoryRow } from '../history-loaders.js';

/** Far more than the tier of a house changes in its life. */
const MOST_CHANGES = 100;

export type TierPeriodRow = Period<NamedHistoryRow>;

/** The tiers that a house which the caller has been shown has had, newest first, from its last hundred changes. */
export async function listTierPeriods({ loaders }: Context, houseId: string): Promise<TierPeriodRow[]> {
  const page = { limit: MOST_CHANGES, backward: false, from: null };
  const { rows } = await loaders.history({ knownAt: null, page }).load(`${houseId} ${RENTAL_HOUSE_SECTOR}`);
  return periodsOf(rows);
}
