import type { TierMonth, TierMove } from '../domain/station-picture.js';
import { render } from './render.js';
import { monthName, type Sheet, toneOf } from './sheet.js';

/** Moves to a better tier above the line, to a worse one below it. */
export function drawMoves(months: readonly TierMonth[], sheet: Sheet): string {
  const words = { UP: { zh: '升级', en: 'To a better tier' }, DOWN: { zh: '降级', en: 'To a worse tier' } };
  return render(
    {
      title: { zh: '出租屋等级变动', en: 'Moves between tiers' },
      unit: { zh: '次', en: 'moves' },
      categories: months.map(({ month }) => monthName(month)),
      series: [
        {
          type: 'bar',
          stack: 'moves',
          name: words.UP[sheet.language],
          itemStyle: { color: toneOf('green') },
          data: months.map(({ moves }) => movesOf(moves, 'UP')),
        },
        {
          type: 'bar',
          stack: 'moves',
          name: words.DOWN[sheet.language],
          itemStyle: { color: toneOf('red') },
          data: months.map(({ moves }) => -movesOf(moves, 'DOWN')),
        },
      ],
    },
    sheet,
  );
}

function movesOf(moves: readonly TierMove[], wanted: 'UP' | 'DOWN'): number {
  return moves.reduce((sum, { direction, count }) => (direction === wanted ? sum + count : sum), 0);
}
