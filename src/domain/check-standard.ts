import { checkIndicator } from './check-indicator.js';
import { isCivilDate } from './civil-date.js';
import { type Problem, unless } from './problem.js';
import type { Band, Label, Standard } from './standard.js';
import { isCount, isLabelled, isNamed, isSourced, repeated } from './well-formed.js';

/** What is wrong with a standard; empty when it can be put in force. Record types are checked by `checkEvidence`. */
export function checkStandard(standard: Standard): Problem[] {
  return [
    ...headProblems(standard),
    ...schemeProblems(standard),
    ...(standard.categories ?? []).flatMap(({ code, label, capHundredths }) => [
      ...form(
        isNamed(code) && isLabelled(label),
        `类别 ${code} 缺少代码或名称。`,
        `Category ${code} lacks a code or a label.`,
      ),
      ...form(
        capHundredths === undefined || isCount(capHundredths),
        `类别 ${code} 的封顶分值不是正整数。`,
        `Category ${code} has a cap that is not a whole number above zero.`,
      ),
    ]),
    ...standard.indicators.flatMap((indicator) => checkIndicator(indicator, standard)),
    ...repeated(standard.indicators.map(({ code }) => code)).flatMap((code) =>
      form(false, `有两个指标的代码都是 ${code}。`, `Two indicators have the code ${code}.`),
    ),
    ...bandProblems(standard),
    ...markProblems(standard),
  ];
}

function headProblems(standard: Standard): Problem[] {
  const { sector, version, scoreHundredths, validMonths, review } = standard;
  const [least, most] = [scoreHundredths?.least ?? -Infinity, scoreHundredths?.most ?? Infinity];
  return [
    ...form(
      isNamed(sector) && isNamed(version),
      '标准缺少领域或版本。',
      'The standard lacks a sector or a version.',
    ),
    ...form(
      isLabelled(standard.title),
      '标准缺少中文或英文标题。',
      'The standard lacks a title in one of the two languages.',
    ),
    ...form(
      standard.subjectKinds.length > 0,
      '标准未指明主体类型。',
      'The standard names no kind of subject.',
    ),
    ...form(
      isCivilDate(standard.inForceFrom),
      '标准没有生效日期。',
      'The standard has no day from which it is in force.',
    ),
    ...form(
      Number.isSafeInteger(standard.baseHundredths),
      '基础分不是百分之一分的整数。',
      'The base score is not a whole number of hundredths.',
    ),
    ...form(least <= most, '得分的下限高于上限。', 'The least score lies above the most.'),
    ...form(isSourced(standard.source), '标准缺少依据来源。', 'The standard lacks a source.'),
    ...form(
      validMonths === undefined || isCount(validMonths),
      '评价有效期不足一个月。',
      'A rating is valid for less than a month.',
    ),
    ...form(
      review === undefined || (isCount(review.withinDays) && isCount(review.decidedWithinWorkingDays)),
      '复核期限不足一天。',
      'The review has a term of less than a day.',
    ),
  ];
}

const NATURAL = new Set(['PERSON', 'HOUSEHOLD', 'LAWYER']);

/** What a points scheme, an internal class and a household's rating must and must not be. */
function schemeProblems(standard: Standard): Problem[] {
  const { subjectKinds, members, settlement = 'AT_ONCE', pointsScheme = false, publication } = standard;
  return [
    ...form(
      members === undefined || subjectKinds.every((kind) => kind === 'HOUSEHOLD'),
      '只有家庭才能按成员计分。',
      'Only households are rated by their members.',
    ),
    ...form(
      members === undefined || settlement !== 'AT_ONCE',
      '按成员计分的家庭评价须定期结算。',
      'Ratings of households by their members must be settled period by period.',
    ),
    ...form(
      !pointsScheme || subjectKinds.every((kind) => kind === 'PERSON' || kind === 'HOUSEHOLD'),
      '积分制只适用于居民和家庭。',
      'A points scheme is for residents and households only.',
    ),
    ...form(
      pointsScheme || !subjectKinds.includes('HOUSEHOLD'),
      '家庭评价只能是积分制，只作激励。',
      'Households are rated by points schemes only: for incentives.',
    ),
    ...form(
      standard.additions === undefined ||
        (standard.categories ?? []).some(
          ({ code, capHundredths }) => code === standard.additions?.category && capHundredths !== undefined,
        ),
      '地方增设须计入一个有封顶的类别。',
      'Additions must count under a category that has a cap.',
    ),
    ...form(
      publication !== 'PUBLIC' || !(standard.internal || subjectKinds.some((kind) => NATURAL.has(kind))),
      '自然人的评价和内部分类不得公开。',
      'Grades of natural persons and internal classes are never public.',
    ),
  ];
}

function bandProblems(standard: Standard): Problem[] {
  const { bands, indicators } = standard;
  const directGrades = new Set(indicators.flatMap(({ setsGrade, keepsGrade }) => [setsGrade, keepsGrade]));
  return [
    ...repeated(bands.map(({ code }) => code)).flatMap((code) =>
      form(false, `有两个等级的代码都是 ${code}。`, `Two bands have the code ${code}.`),
    ),
    ...repeated(bands.map(({ rank }) => String(rank))).flatMap((rank) =>
      form(false, `有两个等级的位次都是 ${rank}。`, `Two bands have the rank ${rank}.`),
    ),
    ...bands.flatMap((band) => edgeProblems(band, directGrades.has(band.code))),
    ...coverageProblems(standard),
  ];
}

function edgeProblems(band: Band, isDirect: boolean): Problem[] {
  const { code, label, colour, rank, minHundredths, maxHundredths } = band;
  const edges = [minHundredths, maxHundredths];
  return [
    ...form(
      isNamed(code) && isLabelled(label),
      `等级 ${code} 缺少代码或名称。`,
      `Band ${code} lacks a code or a label.`,
    ),
    ...form(isNamed(colour), `等级 ${code} 缺少颜色。`, `Band ${code} lacks a colour.`),
    ...form(isCount(rank), `等级 ${code} 的位次小于 1。`, `Band ${code} has a rank below 1.`),
    ...form(
      edges.every((edge) => edge === null || Number.isSafeInteger(edge)),
      `等级 ${code} 的分界不是百分之一分的整数。`,
      `Band ${code} has an edge that is not a whole number of hundredths.`,
    ),
    ...form(
      lowerEdge(band) <= upperEdge(band),
      `等级 ${code} 的上界低于下界。`,
      `Band ${code} ends before it begins.`,
    ),
    ...form(
      holdsScores(band) || isDirect,
      `等级 ${code} 不含任何分值，也没有直接判定规则。`,
      `Band ${code} holds no score and no direct rule leads to it.`,
    ),
  ];
}

/** Every score must lie in exactly one band, and ranks must follow the scores. */
function coverageProblems({ bands, direction }: Standard): Problem[] {
  const rising = bands.filter(holdsScores).sort((a, b) => lowerEdge(a) - lowerEdge(b));
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last) return gap(false, '没有任何等级包含分值。', 'No band holds any score.');
  const problems = [
    ...gap(
      first.minHundredths === null,
      `低于等级 ${first.code} 的分值没有等级。`,
      `Scores below band ${first.code} have no grade.`,
    ),
    ...gap(
      last.maxHundredths === null,
      `高于等级 ${last.code} 的分值没有等级。`,
      `Scores from the end of band ${last.code} upwards have no grade.`,
    ),
  ];
  for (const [at, upper] of rising.entries()) {
    const lower = rising[at - 1];
    if (lower) problems.push(...neighbourProblems(lower, upper, direction));
  }
  return problems;
}

function neighbourProblems(lower: Band, upper: Band, direction: Standard['direction']): Problem[] {
  const [zh, en] = [`等级 ${lower.code} 与 ${upper.code} 之间`, `bands ${lower.code} and ${upper.code}`];
  return [
    ...gap(upperEdge(lower) >= lowerEdge(upper), `${zh}有空档。`, `There is a gap between ${en}.`),
    ...unless(upperEdge(lower) <= lowerEdge(upper), 'BAND_OVERLAP', {
      zh: `${zh}有重叠。`,
      en: `There is an overlap of ${en}.`,
    }),
    ...form(
      upper.rank < lower.rank === (direction === 'HIGHER_IS_BETTER'),
      `${zh}的位次与分值方向相反。`,
      `The ranks of ${en} run against the direction of the scores.`,
    ),
  ];
}

/** The marks of those who have no grade, and what a complete file is said to hold. */
function markProblems({ byDefault, notRated, bands, expects = [] }: Standard): Problem[] {
  const isMarked = (mark: { label: Label; colour: string } | null | undefined) =>
    mark == null || (isLabelled(mark.label) && isNamed(mark.colour));
  const { gradeCode } = byDefault ?? {};
  return [
    ...form(
      byDefault === null || byDefault.evidence.length > 0,
      '没有任何信息类别能使主体得到评价。',
      'No record type would ever make a subject rated.',
    ),
    ...form(
      isMarked(byDefault),
      '“未评”标识缺少名称或颜色。',
      'The mark of the not yet rated lacks a label or a colour.',
    ),
    ...unless(gradeCode === undefined || bands.some(({ code }) => code === gradeCode), 'UNKNOWN_GRADE', {
      zh: `默认等级 ${String(gradeCode)} 不在等级表中。`,
      en: `The grade by default ${String(gradeCode)} is none of the bands.`,
    }),
    ...form(
      isMarked(notRated),
      '“不予评价”标识缺少名称或颜色。',
      'The mark of the not rated lacks a label or a colour.',
    ),
    ...expects.flatMap(({ code, label, recordTypes }) =>
      form(
        isNamed(code) && isLabelled(label) && recordTypes.length > 0,
        `应有数据 ${code} 缺少名称或信息类别。`,
        `Expected data ${code} lack a label or a record type.`,
      ),
    ),
  ];
}

const lowerEdge = (band: Band): number => band.minHundredths ?? -Infinity;
const upperEdge = (band: Band): number => band.maxHundredths ?? Infinity;
const holdsScores = (band: Band): boolean => lowerEdge(band) < upperEdge(band);

const form = (holds: boolean, zh: string, en: string): Problem[] =>
  unless(holds, 'UNSOUND_STANDARD', { zh, en });
const gap = (holds: boolean, zh: string, en: string): Problem[] => unless(holds, 'BAND_GAP', { zh, en });
