import { type Problem, unless } from './problem.js';
import type { Indicator, Label, RecordTypeEntry, Source, Standard } from './standard.js';

/** What a place adds to a standard (“4+X”); everything else is the parent's. */
export interface LocalAddition {
  readonly sector: string;
  readonly version: string;
  readonly title: Label;
  readonly inForceFrom: string;
  readonly source: Source;
  readonly extends: { readonly sector: string; readonly version: string };
  readonly recordTypes?: readonly RecordTypeEntry[];
  /** Record types that bring a subject into the added sector; every type it names unless given. */
  readonly enrolledBy?: readonly string[];
  readonly indicators: readonly Indicator[];
}

/** What is wrong with an addition, measured by the limits that its parent sets; empty when it keeps them. */
export function checkAddition(parent: Standard, addition: LocalAddition): Problem[] {
  const { additions: limits } = parent;
  const beyond = (holds: boolean, zh: string, en: string) => unless(holds, 'LIMITS_EXCEEDED', { zh, en });
  if (limits === undefined)
    return beyond(false, '上级标准不允许地方增设。', 'The parent standard allows no additions.');
  const { mostIndicators, mostPointsHundredths, category } = limits;
  const known = new Set(parent.indicators.map(({ code }) => code));
  return [
    ...beyond(
      addition.sector !== parent.sector,
      '增设内容须有自己的领域代码。',
      'An addition needs a sector of its own.',
    ),
    ...beyond(
      addition.indicators.length <= mostIndicators,
      `增设指标多于 ${mostIndicators} 项。`,
      `There are more than ${mostIndicators} added indicators.`,
    ),
    ...addition.indicators.flatMap(({ code, ...indicator }) => {
      const { pointsHundredths, rangeHundredths, per, capHundredths } = indicator;
      // What is counted by its amount has no event of its own: there the cap is what one record can bring.
      const ofAmount = per === 'AMOUNT' ? (capHundredths ?? Infinity) : 0;
      const most = Math.max(Math.abs(pointsHundredths), rangeHundredths?.most ?? 0, ofAmount);
      const isDirect = indicator.setsGrade !== undefined || indicator.keepsGrade !== undefined;
      return [
        ...beyond(
          !known.has(code),
          `增设指标 ${code} 与上级指标重名。`,
          `The parent has an indicator ${code} already.`,
        ),
        ...beyond(
          indicator.category === category,
          `增设指标 ${code} 不属于类别 ${category}。`,
          `Added indicator ${code} is not of the category ${category}.`,
        ),
        ...beyond(
          most <= mostPointsHundredths,
          `增设指标 ${code} 一次计分过多。`,
          `Added indicator ${code} counts too much for one event.`,
        ),
        ...beyond(
          !isDirect,
          `增设指标 ${code} 不得直接判定等级。`,
          `Added indicator ${code} must not set a grade.`,
        ),
      ];
    }),
  ];
}

/** The parent with what a place adds to it: a standard of its own, which cannot be added to again. */
export function withAddition(parent: Standard, addition: LocalAddition): Standard {
  const { additions: _limits, enrolledBy: _enrolled, ...taken } = parent;
  return {
    ...taken,
    ...addition,
    recordTypes: [...(parent.recordTypes ?? []), ...(addition.recordTypes ?? [])],
    indicators: [...parent.indicators, ...addition.indicators],
  };
}
