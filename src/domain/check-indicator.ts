import { commonMultiple } from './points.js';
import { type Problem, unless } from './problem.js';
import type { RefusalCode } from './refusal.js';
import type { Indicator, Standard, TaperStep } from './standard.js';
import { isCount, isLabelled, isNamed, isSourced, repeated } from './well-formed.js';

/** A hundred thousand points: what one event may count, so that sums stay exact. */
const MOST_OF_ONE_EVENT = 10_000_000;
const MOST_COMMON = 1_000_000n;

type Fault = readonly [holds: boolean, zh: string, en: string, code?: RefusalCode];

/** What is wrong with one indicator of a standard. */
export function checkIndicator(indicator: Indicator, standard: Standard): Problem[] {
  const { code } = indicator;
  const faults = [
    ...headFaults(indicator, standard),
    ...pointFaults(indicator),
    ...capFaults(indicator),
    ...taperFaults(indicator),
    ...directRuleFaults(indicator, standard),
  ];
  return faults.flatMap(([holds, zh, en, refusal = 'UNSOUND_STANDARD']) =>
    unless(holds, refusal, { zh: `指标 ${code} ${zh}。`, en: `Indicator ${code} ${en}.` }),
  );
}

function headFaults(indicator: Indicator, { categories = [], window = 'ROLLING' }: Standard): Fault[] {
  const { code, label, recordTypes, validDays, onlyWhileOpen, category, source } = indicator;
  return [
    [isNamed(code) && isLabelled(label), '缺少代码或名称', 'lacks a code or a label'],
    [isSourced(source), '缺少依据来源', 'lacks a source'],
    [recordTypes.length > 0, '未指明信息类别', 'names no record type'],
    ...repeated(recordTypes).map((type): Fault => [
      false,
      `重复列出信息类别 ${type}`,
      `names the record type ${type} twice`,
    ]),
    [validDays === null || isCount(validDays), '的有效期不足一天', 'is valid for less than a day'],
    [
      !onlyWhileOpen || validDays === null,
      '既要求“未了结期间计分”又规定了有效天数',
      'counts only while the record is open and yet lapses after a number of days',
    ],
    [
      window !== 'LIFETIME' || validDays === null,
      '规定了有效天数而标准终身计分',
      'lapses in a standard for a lifetime',
    ],
    [
      category === undefined || categories.some((known) => known.code === category),
      `属于标准没有的类别 ${String(category)}`,
      `is of the category ${String(category)}, which the standard does not have`,
      'UNKNOWN_INDICATOR',
    ],
  ];
}

function pointFaults({ pointsHundredths, per, rangeHundredths }: Indicator): Fault[] {
  const { least, most } = rangeHundredths ?? { least: 0, most: 0 };
  const isRange = per === 'RANGE';
  return [
    [
      Number.isSafeInteger(pointsHundredths),
      '的分值不是百分之一分的整数',
      'has points that are not a whole number of hundredths',
    ],
    [
      Math.abs(pointsHundredths) <= MOST_OF_ONE_EVENT,
      '的一次计分过多',
      'has more points than any standard needs',
    ],
    [
      isRange === (rangeHundredths !== undefined),
      '的分值区间与计分方式不符',
      'has a range and does not count by it, or the reverse',
    ],
    [
      !isRange || (isCount(most) && Number.isSafeInteger(least) && least >= 0 && least <= most),
      '的分值区间不成立',
      'has a range that ends before it begins',
    ],
    [
      !isRange ||
        (Math.abs(pointsHundredths) >= least && Math.abs(pointsHundredths) <= most && pointsHundredths !== 0),
      '的默认分值不在区间内',
      'has points outside its own range',
    ],
  ];
}

function capFaults(indicator: Indicator): Fault[] {
  const { capHundredths, periodCapsHundredths: periods, pointsHundredths, per } = indicator;
  const caps = [periods?.day, periods?.month, periods?.year, capHundredths].filter(
    (cap) => cap !== undefined,
  );
  const oneEvent =
    per === 'AMOUNT' ? 1 : Math.max(Math.abs(pointsHundredths), indicator.rangeHundredths?.most ?? 0);
  return [
    // A single fine of millions would else outweigh everything, and no column could hold the score.
    [per !== 'AMOUNT' || capHundredths !== undefined, '按数量计分而没有封顶', 'counts amounts without a cap'],
    [caps.every(isCount), '的封顶分值不是正整数', 'has a cap that is not a whole number above zero'],
    [caps.length === 0 || pointsHundredths !== 0, '有封顶而没有分值', 'has a cap but no points'],
    [
      caps.every((cap) => cap < 1 || cap >= oneEvent),
      '的封顶低于一次计分',
      'has a cap below one event',
      'CAP_BELOW_EVENT',
    ],
    [
      caps.every((cap, at) => at === 0 || cap >= (caps[at - 1] ?? 0)),
      '的长周期封顶低于短周期封顶',
      'has a cap of a longer time below that of a shorter one',
    ],
  ];
}

function taperFaults({ taper, per, periodCapsHundredths }: Indicator): Fault[] {
  if (taper === undefined) return [];
  const ends = taper.map(({ upToUnits }) => upToUnits ?? Infinity);
  const isEarningLess = (step: TaperStep, at: number) =>
    at === 0 || step.unitsForPoints >= (taper[at - 1]?.unitsForPoints ?? 0);
  return [
    [per === 'AMOUNT', '递减而不按数量计分', 'tapers and does not count amounts'],
    [
      periodCapsHundredths === undefined,
      '递减时不得再按日、月、年封顶',
      'tapers and has caps of day, month or year',
    ],
    [
      !taper.every(({ unitsForPoints }) => isCount(unitsForPoints)) || commonMultiple(taper) <= MOST_COMMON,
      '各档的数量没有足够小的公倍数',
      'tapers by numbers whose common multiple is too large to count exactly',
    ],
    [taper.length > 0 && ends.at(-1) === Infinity, '的递减没有最后一档', 'tapers without a last step'],
    [
      ends.every((end, at) => (end === Infinity || isCount(end)) && (at === 0 || end > (ends[at - 1] ?? 0))),
      '的递减各档没有依次上升',
      'tapers by steps that do not rise',
    ],
    [
      taper.every(
        (step, at) => isCount(step.unitsForPoints) && step.unitsForPoints <= 1_000 && isEarningLess(step, at),
      ),
      '的递减后档不应多于前档',
      'tapers by a step that earns more than the one before',
    ],
  ];
}

function directRuleFaults(indicator: Indicator, standard: Standard): Fault[] {
  const { setsGrade, keepsGrade, minCount, pointsHundredths, validDays, onlyWhileOpen } = indicator;
  const { bands, window = 'ROLLING' } = standard;
  if (setsGrade === undefined && keepsGrade === undefined) {
    return [
      [pointsHundredths !== 0, '既无分值也无直接判定', 'has neither points nor a direct rule'],
      [minCount === undefined, '有最少次数而无直接判定', 'has a least number of records but no direct rule'],
    ];
  }
  const ranks = bands.map(({ rank }) => rank);
  const isKnown = (grade: string | undefined) =>
    grade === undefined || bands.some(({ code }) => code === grade);
  const isOfRank = (grade: string | undefined, rank: number) =>
    grade !== undefined && bands.find(({ code }) => code === grade)?.rank === rank;
  const ends = validDays !== null || onlyWhileOpen || (window !== 'ROLLING' && window !== 'LIFETIME');
  return [
    [
      isKnown(setsGrade),
      `直接判定的等级 ${String(setsGrade)} 不存在`,
      `sets the grade ${String(setsGrade)}, which no band has`,
      'UNKNOWN_GRADE',
    ],
    [
      isKnown(keepsGrade),
      `保底的等级 ${String(keepsGrade)} 不存在`,
      `keeps the grade ${String(keepsGrade)}, which no band has`,
      'UNKNOWN_GRADE',
    ],
    [
      !isOfRank(setsGrade, Math.min(...ranks)),
      `直接判定为最好等级 ${String(setsGrade)}，没有作用`,
      `sets the best grade ${String(setsGrade)}, which changes nothing`,
    ],
    [
      !isOfRank(keepsGrade, Math.max(...ranks)),
      `保底为最差等级 ${String(keepsGrade)}，没有作用`,
      `keeps the worst grade ${String(keepsGrade)}, which changes nothing`,
    ],
    [
      minCount === undefined || isCount(minCount),
      '的最少次数小于一',
      'has a least number of records below one',
    ],
    [
      setsGrade === undefined || ends,
      '一票否决既无期限也无终止事由',
      'has a veto without a term or an event that ends it',
      'VETO_WITHOUT_END',
    ],
  ];
}
