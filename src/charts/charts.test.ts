import { describe, expect, test } from '@jest/globals';
import { xmlProblem } from '../../tests/support/well-formed-xml.js';
import type { AlarmMonth } from '../domain/alarm-figures.js';
import type { Tier, TierMonth, WorkMonth } from '../domain/station-picture.js';
import { drawAlarms } from './alarms.js';
import { drawHazards } from './hazards.js';
import { drawMoves } from './moves.js';
import type { Sheet } from './sheet.js';
import { drawTiers } from './tiers.js';
import { drawVisits } from './visits.js';

const ENGLISH: Sheet = { width: 960, height: 480, language: 'en' };
const CHINESE: Sheet = { ...ENGLISH, language: 'zh' };
const HOSTILE = `</text><script>alert(1)</script>&lt;"'<img src="http://example.test/x">`;
const MONTHS = ['2026-05-01', '2026-06-01', '2026-07-01'];

function tier(mark: string, rank: number | null, colour: string, [en, zh]: readonly [string, string]): Tier {
  const basis = rank === null ? 'BY_DEFAULT' : 'RATED';
  return { mark, basis, rank, colour, label: { zh, en }, inForce: true };
}

const CIVILISED = tier('CIVILISED', 1, 'green', ['Civilised', '文明出租屋']);
const KEY = tier('KEY', 2, 'yellow', ['Key', '重点出租屋']);
const UNSEEN = tier('by default', null, 'grey', ['Not yet inspected', '未检查']);

function tierMonthsOf(...tiers: readonly Tier[]): TierMonth[] {
  return MONTHS.map((month, at) => ({
    month,
    counts: tiers.map((tier, place) => ({ tier, count: 10 * (at + 1) + place })),
    moves: [
      { from: CIVILISED, to: KEY, direction: 'DOWN', count: 3 },
      { from: KEY, to: CIVILISED, direction: 'UP', count: 2 },
      { from: null, to: UNSEEN, direction: null, count: 50 },
    ],
  }));
}

const WORK: WorkMonth[] = MONTHS.map((month, at) => ({
  ...{ month, visits: 20, found: 5 + at, closed: 4, failed: 1, open: 2 + at },
  ...{ termsEnded: 4, termsMissed: 1, missedBasisPoints: 2_500 },
}));

function alarmsOf(en: string, zh: string, ...counts: (number | null)[]): AlarmMonth[] {
  const kind = { code: 'TELECOM_FRAUD', label: { zh, en } };
  return MONTHS.map((month, at) => {
    const count = counts[at] ?? null;
    return { month, figures: [{ kind, count, villages: 1, onYear: null, onMonth: null }] };
  });
}

function officers(...names: readonly string[]) {
  return names.map((name, at) => ({ officerId: String(at), name, visits: 100 - at }));
}

/** Each chart with a label of the data in it. */
const CHARTS: readonly (readonly [string, (sheet: Sheet, label: string) => string])[] = [
  ['tiers', (sheet, label) => drawTiers(tierMonthsOf(tier('X', 1, 'green', [label, label]), KEY), sheet)],
  ['moves', (sheet) => drawMoves(tierMonthsOf(CIVILISED, KEY), sheet)],
  ['hazards', (sheet) => drawHazards(WORK, sheet)],
  ['visits', (sheet, label) => drawVisits(officers(label, '示例警员乙'), sheet)],
  ['alarms', (sheet, label) => drawAlarms(alarmsOf(label, label, 5, null, 3), sheet)],
];
const WITH_LABELS = CHARTS.filter(([name]) => ['tiers', 'visits', 'alarms'].includes(name));

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

describe('A chart', () => {
  test.each(CHARTS)('of %s is one well-formed SVG of the size asked for', (_name, draw) => {
    for (const sheet of [ENGLISH, { ...CHINESE, width: 320, height: 200 }]) {
      const svg = draw(sheet, '示例');
      expect(xmlProblem(svg)).toBeNull();
      expect(svg).toMatch(new RegExp(`^<svg width="${sheet.width}" height="${sheet.height}" `));
    }
  });

  test.each(CHARTS)(
    'of %s has the same bytes for the same figures, whatever was drawn in between',
    (_name, draw) => {
      const first = draw(ENGLISH, 'Label');
      for (const [, other] of CHARTS) other(CHINESE, '其他');
      expect(draw(ENGLISH, 'Label')).toBe(first);
    },
  );

  test.each(CHARTS)('of %s can neither act nor load anything', (_name, draw) => {
    const svg = draw(ENGLISH, 'Label');
    expect(svg).not.toMatch(
      /<(?:script|style|image|foreignObject|animate|use|a)\b|\son\w+=|javascript:|@import/i,
    );
    expect(svg.replaceAll(/ xmlns(?::xlink)?="[^"]*"/g, '')).not.toMatch(/https?:|href|data:/);
  });

  test.each(WITH_LABELS)('of %s shows what its data are called, and escapes it', (_name, draw) => {
    expect(textsOf(draw(ENGLISH, '示例标签')).join(' ')).toContain('示例标签');
    const svg = draw({ ...ENGLISH, width: 1_600 }, HOSTILE);
    expect(xmlProblem(svg)).toBeNull();
    expect(svg).toContain('&lt;');
    expect(svg).not.toMatch(/<script|<img/);
  });

  test('speaks the language of its sheet: title, legend and axis', () => {
    expect(textsOf(drawHazards(WORK, ENGLISH))).toEqual(
      expect.arrayContaining(['Hazards found and put right', 'Found', 'Closed', 'hazards', '2026-05']),
    );
    expect(textsOf(drawHazards(WORK, CHINESE))).toEqual(
      expect.arrayContaining(['隐患发现与整改', '发现', '销号', '处', '2026-05']),
    );
  });

  test('of nothing is still a chart', () => {
    const empty = [drawTiers([], ENGLISH), drawVisits([], ENGLISH), drawAlarms([], ENGLISH)];
    expect(empty.map(xmlProblem)).toEqual([null, null, null]);
  });
});

describe('The chart of tiers', () => {
  test("stacks them in the tiers' own colours", () => {
    const svg = drawTiers(tierMonthsOf(CIVILISED, KEY, UNSEEN), ENGLISH);
    expect(svg).toContain('fill="#4c9f70"');
    expect(svg).toContain('fill="#e9c46a"');
    expect(svg).toContain('fill="#b8bcc2"');
  });

  test('draws a tier whose colour nobody has heard of', () => {
    expect(xmlProblem(drawTiers(tierMonthsOf(tier('X', 1, 'ultraviolet', ['X', 'X'])), ENGLISH))).toBeNull();
  });
});

describe('The chart of visits', () => {
  test('shows the 40 officers with most visits', () => {
    const names = Array.from({ length: 60 }, (_, at) => `Officer ${at}.`);
    const texts = textsOf(drawVisits(officers(...names), { ...ENGLISH, height: 1_000 }));
    expect(texts).toContain('Officer 0.');
    expect(texts).not.toContain('Officer 40.');
  });
});

describe('The chart of alarms', () => {
  test('says that it stands beside the tiers, and leaves a gap where nothing is known', () => {
    const svg = drawAlarms(alarmsOf('Fraud', '电信诈骗', 5, null, 3), ENGLISH);
    expect(textsOf(svg).join(' ')).toContain('neither is said to cause the other');
    expect(svg).not.toBe(drawAlarms(alarmsOf('Fraud', '电信诈骗', 5, 0, 3), ENGLISH));
  });
});
