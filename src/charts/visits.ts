import type { OfficerVisits } from '../domain/station-picture.js';
import { render } from './render.js';
import { type Sheet, TONES } from './sheet.js';

/** More bars than these would be too thin to read. */
const MOST_OFFICERS = 40;

/** Visits of each officer, most first. */
export function drawVisits(officers: readonly OfficerVisits[], sheet: Sheet): string {
  const shown = officers.slice(0, MOST_OFFICERS);
  return render(
    {
      title: { zh: '民警检查次数', en: 'Visits by officer' },
      subtitle: { zh: '主检、协检均计', en: 'First and second officers both counted' },
      unit: { zh: '次', en: 'visits' },
      categories: shown.map(({ name }) => name),
      lying: true,
      series: [
        {
          type: 'bar',
          itemStyle: { color: TONES[0] },
          data: shown.map(({ visits }) => visits),
          barMaxWidth: 24,
        },
      ],
    },
    sheet,
  );
}
