import type { TierMonth } from '../domain/station-picture.js';
import { render } from './render.js';
import { monthName, type Sheet, toneOf } from './sheet.js';

/** Houses by tier at the end of each month, stacked, in the colours of the tiers. */
export function drawTiers(months: readonly TierMonth[], sheet: Sheet): string {
  const tiers = months[0]?.counts.map(({ tier }) => tier) ?? [];
  return render(
    {
      title: { zh: '各等级出租屋', en: 'Rental houses by tier' },
      subtitle: { zh: '月末', en: 'At the end of each month' },
      unit: { zh: '户', en: 'houses' },
      categories: months.map(({ month }) => monthName(month)),
      series: tiers.map((tier, at) => ({
        type: 'bar',
        stack: 'houses',
        name: tier.label[sheet.language],
        itemStyle: { color: toneOf(tier.colour) },
        data: months.map(({ counts }) => counts[at]?.count ?? 0),
      })),
    },
    sheet,
  );
}
