import { type Tier, type TierMonth, tierMonths } from '../../domain/station-picture.js';
import { COUNT_TIER_MOVES, LIST_TIERS, type TierRow } from '../../store/station-picture.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import type { PictureFrame } from '../picture-frame.js';

const read = oncePerRequest(async ({ store }: Context, frame: PictureFrame) => {
  const [tiers, moves] = await Promise.all([
    store.run(LIST_TIERS, [frame.to]),
    store.run(COUNT_TIER_MOVES, [frame.regionCodes, frame.from, frame.to]),
  ]);
  return tierMonths(tiers.map(tierOf), moves, frame.months);
});

/** Houses by tier at the end of each month, and what moved in it. Two statements, whatever the period. */
export function readTierMonths(context: Context, frame: PictureFrame): Promise<TierMonth[]> {
  return read(context, frame);
}

function tierOf({ labelZh, labelEn, ...tier }: TierRow): Tier {
  return { ...tier, label: { zh: labelZh, en: labelEn } };
}
