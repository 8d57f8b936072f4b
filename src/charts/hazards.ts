import type { WorkMonth } from '../domain/station-picture.js';
import { render } from './render.js';
import { monthName, type Sheet, toneOf } from './sheet.js';

/** Hazards found and closed as bars, and as a line those open at the end of each month. */
export function drawHazards(months: readonly WorkMonth[], sheet: Sheet): string {
  const words = {
    found: { zh: '发现', en: 'Found' },
    closed: { zh: '销号', en: 'Closed' },
    open: { zh: '月末未整改', en: 'Open at the end of the month' },
  };
  return render(
    {
      title: { zh: '隐患发现与整改', en: 'Hazards found and put right' },
      unit: { zh: '处', en: 'hazards' },
      categories: months.map(({ month }) => monthName(month)),
      series: [
        {
          type: 'bar',
          name: words.found[sheet.language],
          itemStyle: { color: toneOf('orange') },
          data: months.map(({ found }) => found),
        },
        {
          type: 'bar',
          name: words.closed[sheet.language],
          itemStyle: { color: toneOf('green') },
          data: months.map(({ closed }) => closed),
        },
        {
          type: 'line',
          name: words.open[sheet.language],
          itemStyle: { color: toneOf('red') },
          data: months.map(({ open }) => open),
        },
      ],
    },
    sheet,
  );
}
