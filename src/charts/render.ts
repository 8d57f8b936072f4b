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
export function render(drawing: Drawing, { width, height, language }: Sheet): string {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(drawing, language));
    return settled(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function optionOf(drawing: Drawing, language: keyof Label): EChartsOption {
  const { title, subtitle, unit, categories, series, lying = false } = drawing;
  const axis = { data: [...categories], axisTick: { show: false }, axisLabel: { overflow: 'truncate' } };
  const named = { type: 'category', ...axis } as const;
  const counted = { type: 'value', name: unit[language], minInterval: 1 } as const;
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT },
    title: { text: title[language], subtext: subtitle?.[language] ?? '', left: 'center', silent: true },
    legend: { bottom: 0, type: 'plain', selectedMode: false, silent: true },
    grid: { left: 12, right: 24, top: 72, bottom: 40, containLabel: true },
    xAxis: lying ? counted : named,
    yAxis: lying ? { ...named, inverse: true, axisLabel: { ...axis.axisLabel, width: 120 } } : counted,
    series: series.map((one) => ({ ...one, silent: true, emphasis: { disabled: true } })),
  } as EChartsOption;
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
