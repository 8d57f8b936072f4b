import type { AlarmMonth } from '../domain/alarm-figures.js';
import { render } from './render.js';
import { monthName, type Sheet, TONES } from './sheet.js';

/** A line for each kind; a month without a figure is a gap, because unknown is not none. */
export function drawAlarms(months: readonly AlarmMonth[], sheet: Sheet): string {
  const kinds = months[0]?.figures.map(({ kind }) => kind) ?? [];
  return render(
    {
      title: { zh: '警情', en: 'Alarms' },
      subtitle: {
        zh: '与出租屋等级并列展示，不表示因果关系',
        en: 'Shown beside the tiers; neither is said to cause the other',
      },
      unit: { zh: '起', en: 'alarms' },
      categories: months.map(({ month }) => monthName(month)),
      series: kinds.map((kind, at) => ({
        type: 'line',
        name: kind.label[sheet.language],
        itemStyle: { color: TONES[at % TONES.length] ?? TONES[0] },
        data: months.map(({ figures }) => figures[at]?.count ?? null),
      })),
    },
    sheet,
  );
}
