import { isCivilDate, type CivilDate } from './civil-date.js';
import { type Problem, unless } from './problem.js';
import type { RefusalCode } from './refusal.js';
import type { Label, Source, Standard } from './standard.js';
import { isCount, isLabelled, isNamed, isSourced } from './well-formed.js';

const PERIODS = [
  'DAY',
  'WEEK',
  'HALF_MONTH',
  'MONTH',
  'CALENDAR_WEEK',
  'CALENDAR_HALF_MONTH',
  'CALENDAR_MONTH',
] as const;

/**
 * What a grade can lead to, with the units in which each is said.
 *
 * INSPECTION_INTERVAL time between two inspections · FIRST_VISIT_TERM time to the first one · INSPECTION_EFFORT hundredths of
 * an inspector's day that one inspection takes · SPOT_CHECK_RATIO share drawn · DRAW_WEIGHT chances in a draw · EXTRA_PATROLS
 * additional patrols a month · APPROVAL_EFFECT what an approval is told to do · RETAINED_SHARE share of presale funds kept back ·
 * LOAN_LIMIT, LOAN_RATE largest sum and yearly rate of a points loan · ASSIGNMENT_PRIORITY place in the order of assignment, 1
 * first · AWARD_ELIGIBILITY, BENEFIT what somebody may have.
 */
export const TREATMENT_UNITS = {
  INSPECTION_INTERVAL: PERIODS,
  FIRST_VISIT_TERM: PERIODS,
  INSPECTION_EFFORT: ['HUNDREDTH_DAY'],
  SPOT_CHECK_RATIO: ['BASIS_POINT'],
  DRAW_WEIGHT: ['TIMES'],
  EXTRA_PATROLS: ['PER_MONTH'],
  APPROVAL_EFFECT: ['NONE'],
  RETAINED_SHARE: ['BASIS_POINT'],
  LOAN_LIMIT: ['YUAN'],
  LOAN_RATE: ['BASIS_POINT'],
  ASSIGNMENT_PRIORITY: ['RANK'],
  AWARD_ELIGIBILITY: ['NONE'],
  BENEFIT: ['NONE', 'TIMES', 'YUAN', 'BASIS_POINT'],
} as const satisfies Record<string, readonly string[]>;

export type TreatmentKind = keyof typeof TREATMENT_UNITS;
export type TreatmentUnit = (typeof TREATMENT_UNITS)[TreatmentKind][number];

/** Effects of an approval that a subject can only lose by. */
export const ADVERSE_EFFECTS: ReadonlySet<string> = new Set([
  'DENY',
  'RESTRICT',
  'KEY_REVIEW',
  'NO_COMMITMENT_SHORTCUT',
  'MORE_CHECKS',
]);

/** Effects of an approval that a subject can only gain by. */
const FAVOURABLE_EFFECTS: ReadonlySet<string> = new Set([
  'FAST_TRACK',
  'TOLERANCE',
  'PRIORITY',
  'FEE_REDUCTION',
  'COMMITMENT_SHORTCUT',
  'FEWER_CHECKS',
]);

/** All that points of residents and households may lead to: incentives. */
const INCENTIVES: ReadonlySet<TreatmentKind> = new Set([
  'LOAN_LIMIT',
  'LOAN_RATE',
  'AWARD_ELIGIBILITY',
  'BENEFIT',
]);

/** Kinds that burden whoever they apply to, whatever their value. */
const BURDENS: ReadonlySet<TreatmentKind> = new Set(['EXTRA_PATROLS', 'RETAINED_SHARE']);

/** Kinds that allocate inspections; an internal class may lead to nothing else. */
const ALLOCATIONS: ReadonlySet<TreatmentKind> = new Set([
  'INSPECTION_INTERVAL',
  'FIRST_VISIT_TERM',
  'INSPECTION_EFFORT',
  'SPOT_CHECK_RATIO',
  'DRAW_WEIGHT',
]);

/** Kinds without which nobody would be inspected: even the lowest risk is never exempt (不免抽). */
const LASTING: ReadonlySet<TreatmentKind> = new Set([
  'INSPECTION_INTERVAL',
  'FIRST_VISIT_TERM',
  'SPOT_CHECK_RATIO',
]);

/** Kinds of which a grade can have several, told apart by their codes. */
const CODED: ReadonlySet<TreatmentKind> = new Set(['APPROVAL_EFFECT', 'AWARD_ELIGIBILITY', 'BENEFIT']);

const WHOLE_BASIS_POINTS = 10_000;

/** What follows from a grade, from a day on (分级措施). A later day supersedes an earlier one of the same kind, code and grade. */
export interface Treatment {
  /** Null: the treatment of subjects that were never rated. */
  readonly gradeCode: string | null;
  readonly kind: TreatmentKind;
  /** Which effect, award or benefit. */
  readonly code?: string;
  readonly label?: Label;
  readonly value: number;
  readonly unit: TreatmentUnit;
  /** True: from this day on there is no such treatment; the value says nothing then. */
  readonly ends?: boolean;
  /** True: it burdens the subject, so it needs a legal basis. */
  readonly burden?: boolean;
  /** Instrument and article. */
  readonly legalBasis?: string;
  readonly validFrom: CivilDate;
  readonly reason: string;
  readonly source: Source;
}

/** The standard whose grades are treated. */
export type Treated = Pick<Standard, 'bands' | 'internal' | 'pointsScheme'>;

/** What is wrong with treatments; empty when they can be put in force. */
export function checkTreatments(treatments: readonly Treatment[], standard: Treated): Problem[] {
  const keys = treatments.map(
    ({ gradeCode, kind, code, validFrom }) => `${kind} ${code ?? ''} ${gradeCode ?? '-'} ${validFrom}`,
  );
  return treatments.flatMap((treatment, at) => [
    ...faultsOf(treatment, standard).flatMap(([holds, zh, en, code = 'UNSOUND_STANDARD']) => {
      const of = `${treatment.kind} ${treatment.gradeCode ?? '—'}`;
      return unless(holds, code, { zh: `措施 ${of} ${zh}。`, en: `Treatment ${of} ${en}.` });
    }),
    ...unless(keys.indexOf(keys[at] ?? '') === at, 'UNSOUND_STANDARD', {
      zh: `措施 ${keys[at] ?? ''} 重复。`,
      en: `Treatment ${keys[at] ?? ''} stands twice.`,
    }),
  ]);
}

type Fault = readonly [holds: boolean, zh: string, en: string, code?: RefusalCode];

function faultsOf(treatment: Treatment, standard: Treated): Fault[] {
  const { gradeCode, kind, code, label, validFrom, reason, source } = treatment;
  const isGraded = gradeCode === null || standard.bands.some((band) => band.code === gradeCode);
  return [
    [Object.hasOwn(TREATMENT_UNITS, kind), '的种类不存在', 'is of a kind that does not exist'],
    [
      isGraded,
      `的等级 ${String(gradeCode)} 不存在`,
      `is for ${String(gradeCode)}, which no band has`,
      'UNKNOWN_GRADE',
    ],
    ...valueFaults(treatment),
    [
      kind !== 'FIRST_VISIT_TERM' || gradeCode === null,
      '只适用于未评的主体',
      'is for those who were never rated',
    ],
    [!CODED.has(kind) || (isNamed(code) && isLabelled(label)), '缺少代码或名称', 'lacks a code or a label'],
    [
      treatment.ends !== true || !LASTING.has(kind),
      '不能取消，只能改为另一数值',
      'cannot end, only change its value',
    ],
    [isCivilDate(validFrom), '没有起始日期', 'has no day from which it holds'],
    [isNamed(reason) && isSourced(source), '缺少理由或依据来源', 'lacks a reason or a source'],
    ...burdenFaults(treatment, standard),
  ];
}

function valueFaults({ kind, value, unit }: Treatment): Fault[] {
  const units: readonly string[] = Object.hasOwn(TREATMENT_UNITS, kind) ? TREATMENT_UNITS[kind] : [];
  return [
    [isCount(value), '的数值不是正整数', 'has a value that is not a whole number above zero'],
    [units.includes(unit), `不以 ${unit} 为单位`, `is not said in ${unit}`],
    [unit !== 'BASIS_POINT' || value <= WHOLE_BASIS_POINTS, '超过百分之百', 'is more than the whole'],
  ];
}

function burdenFaults(treatment: Treatment, { internal, pointsScheme = false }: Treated): Fault[] {
  const { kind, code = '', burden = false, legalBasis } = treatment;
  const isAdverse = BURDENS.has(kind) || (kind === 'APPROVAL_EFFECT' && ADVERSE_EFFECTS.has(code));
  return [
    [burden || !isAdverse, '是不利措施而未标明', 'burdens the subject and does not say so'],
    [
      !pointsScheme || (!burden && INCENTIVES.has(kind)),
      '以积分对居民或家庭采取不利措施',
      'burdens a resident or a household by points',
      'POINTS_MUST_NOT_BURDEN',
    ],
    [
      kind !== 'APPROVAL_EFFECT' || ADVERSE_EFFECTS.has(code) || FAVOURABLE_EFFECTS.has(code),
      `的效果 ${code} 不存在`,
      `has the effect ${code}, which does not exist`,
    ],
    [
      !burden || isNamed(legalBasis),
      '是不利措施而没有法律依据',
      'is a burden without a legal basis',
      'BURDEN_WITHOUT_BASIS',
    ],
    [
      !internal || ALLOCATIONS.has(kind),
      '超出了内部分类的用途',
      'goes beyond what an internal class is for',
      'INTERNAL_CLASS_ONLY_ALLOCATES',
    ],
  ];
}
