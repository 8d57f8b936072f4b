import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { Label } from '../domain/standard.js';
import type { Sheet } from './sheet.js';

type Echarts = typeof import('echarts');

const require = createRequire(import.meta.url);
let loaded: Echarts | null = null;

/**
 * Loaded when the first chart is drawn, so that a start does not pay for it; in one file, which takes a sixth of the time of
 * its six hundred modules.
 */
function echarts(): Echarts {
  return (loaded ??= require('echarts/dist/echarts.min.js') as Echarts);
}

/** Fonts of the reader's machine: none is fetched. In single quotes, because ECharts puts them into an attribute as they are. */
const FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif";

type Series = BarSeriesOption | LineSeriesOption;

export interface Drawing {
  readonly title: Label;
  /** What a chart must not be read without. */
  readonly subtitle?: Label;
  /** What the axis of numbers counts. */
  readonly unit: Label;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Bars that lie, for categories with long names. */
  readonly lying?: boolean;
}

/** A drawing as SVG. The same drawing on the same sheet gives the same bytes, and nothing in it can act or load anything. */
export function render(drawing: Drawing, sheet: Sheet): string {
  const { width, height } = sheet;
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(drawing, sheet));
    return settled(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function optionOf(drawing: Drawing, sheet: Sheet): EChartsOption {
  const { title, subtitle, unit, categories, series, lying = false } = drawing;
  const { language } = sheet;
  const axis = { data: [...categories], axisTick: { show: false }, axisLabel: { overflow: 'truncate' } };
  const named = { type: 'category', ...axis } as const;
  // What goes down is drawn below the line, and is no negative number of anything.
  const axisLabel = { formatter: (value: number) => Math.abs(value).toLocaleString('en') };
  const counted = { type: 'value', name: unit[language], minInterval: 1, axisLabel } as const;
  const bottom = 18 + LEGEND_LINE * legendLines(series, sheet);
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT },
    title: {
      text: title[language],
      subtext: subtitle?.[language] ?? '',
      left: 'center',
      textStyle: { fontSize: 16 },
      silent: true,
    },
    legend: { bottom: 0, itemGap: LEGEND_GAP, selectedMode: false, silent: true },
    grid: { left: 12, right: 24, top: 72, bottom: lying ? 36 : bottom, containLabel: true },
    xAxis: lying ? { ...counted, nameLocation: 'middle', nameGap: 28 } : named,
    yAxis: lying ? { ...named, inverse: true, axisLabel: { ...axis.axisLabel, width: 120 } } : counted,
    series: series.map((one) => ({ ...one, silent: true, emphasis: { disabled: true } })),
  } as EChartsOption;
}

const LEGEND_GAP = 28;
const LEGEND_LINE = 22;
const LEGEND_SYMBOL = 30;
/** A Latin letter at the size of legends; a Chinese character is twice as wide. */
const LETTER = 6.5;

/** ECharts does not tell how many lines a legend will take before it has drawn over the axis. */
function legendLines(series: readonly Series[], { width }: Sheet): number {
  const names = series.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const letters = names.join('').replaceAll(/[^\0-\xff]/g, '  ').length;
  return Math.ceil((letters * LETTER + names.length * (LEGEND_SYMBOL + LEGEND_GAP)) / (width * 0.9));
}

const OWN_ID = /(id="|url\(#|href="#)zr\d+-/g;

/**
 * ECharts numbers what it has drawn since the process began, in ids and in class names for a mouse that never comes. Classes
 * and their style go; ids begin with a digest of the drawing, so that charts on one page do not take each other's.
 */
function settled(svg: string): string {
  const still = svg
    .replace(/<style[^>]*>[^]*?<\/style>/g, '')
    .replace(/ class="zr[^"]*"/g, '')
    .replace(OWN_ID, '$1-');
  const digest = createHash('sha256').update(still).digest('hex').slice(0, 8);
  return still.replace(/(id="|url\(#|href="#)-/g, `$1c${digest}-`).trimEnd();
}
