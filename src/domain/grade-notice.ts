import type { CivilDate } from './civil-date.js';
import { formatDecimal } from './decimal.js';
import type { ProposableChange } from './grade-in-effect.js';
import type { Contribution } from './rating.js';
import { bandByCode, type Standard } from './standard.js';

/** What a notice is written from. Its paragraphs serve other notices about grades, too. */
export interface NoticeFacts {
  /** Office that gives the notice. */
  readonly officeName: string;
  /** As the notice addresses the subject; masked where it is a natural person. */
  readonly subjectName: string;
  /** Credit code, address code, or number in the register, where there is one. */
  readonly subjectCode: string | null;
  readonly standard: Standard;
  readonly change: ProposableChange;
  /** What the rating of that day rests on. */
  readonly reasons: readonly Contribution[];
  /** What follows from each of the two grades, one Chinese clause for each treatment. */
  readonly treatments: { readonly from: readonly string[]; readonly to: readonly string[] };
  readonly on: CivilDate;
}

const PLACES = 2;

/**
 * The notice of a proposed change of grade in Chinese (等级调整告知书): what is to change, the facts and reasons with their clauses,
 * what follows from the new grade and what from the old one, and how to object. A standard that says nothing of a review still leaves the right to
 * object, without a term.
 * Source: written notice with facts, reasons, basis, measures and the right to object, as before an entry on a list [L]; its form [D].
 */
export function gradeNotice(facts: NoticeFacts): string {
  const { officeName, subjectName, subjectCode, standard, change, on } = facts;
  const [from, to] = [change.fromGradeCode, change.toGradeCode].map((code) => bandByCode(standard, code));
  const direction = change.direction === 'UP' ? '升级' : '降级';
  return [
    '等级调整告知书',
    `${subjectName}${subjectCode === null ? '' : `（${subjectCode}）`}：`,
    `一、调整事项：依据《${standard.title.zh}》（${standard.version} 版，${standard.source.instrument}），拟将等级由“${from?.label.zh ?? ''}”调整为“${to?.label.zh ?? ''}”（${direction}），经另一名工作人员确认后生效。`,
    `二、事实、理由和依据：${reasonsIn(facts)}`,
    `三、措施：${measuresIn(facts)}`,
    `四、异议：${objectionTo(facts)}`,
    `${officeName}　${on}`,
  ].join('\n');
}

export function reasonsIn({
  standard,
  reasons,
  on,
}: Pick<NoticeFacts, 'standard' | 'reasons' | 'on'>): string {
  if (reasons.length === 0) return `截至 ${on}，信用档案中没有计分或者直接判定的事项。`;
  // Two records of one kind give the same reason; it is said once.
  const said = [...new Set(reasons.map((reason) => reasonIn(standard, reason)))];
  const lines = said.map((reason, at) => `${at + 1}. ${reason}`);
  return ['', ...lines].join('\n');
}

function reasonIn(standard: Standard, reason: Contribution): string {
  const { indicatorCode, pointsHundredths, setsGrade, keepsGrade, lapsesOn, source } = reason;
  const label = standard.indicators.find(({ code }) => code === indicatorCode)?.label.zh ?? indicatorCode;
  const effects = [
    ...(pointsHundredths === 0 ? [] : [`计 ${formatDecimal(pointsHundredths, PLACES)} 分`]),
    ...(setsGrade === null ? [] : [`等级不高于“${bandByCode(standard, setsGrade).label.zh}”`]),
    ...(keepsGrade === null ? [] : [`等级不低于“${bandByCode(standard, keepsGrade).label.zh}”`]),
    ...(lapsesOn === null ? [] : [`自 ${lapsesOn} 起不再计入`]),
  ];
  const basis = [source.instrument, ...(source.clause === undefined ? [] : [source.clause])].join('，');
  return `${[label, ...effects].join('，')}（依据：${basis}）。`;
}

export function measuresIn(
  { treatments: { from, to } }: Pick<NoticeFacts, 'treatments'>,
  former: '现行' | '变动前' = '现行',
): string {
  const said = (clauses: readonly string[]) => (clauses.length === 0 ? '无特别措施' : clauses.join('；'));
  return `${former === '现行' ? '调整后' : '变动后'}：${said(to)}。${former}：${said(from)}。`;
}

export function objectionTo({
  officeName,
  standard: { review },
}: Pick<NoticeFacts, 'officeName' | 'standard'>): string {
  if (review === undefined) return `如有异议，可以向${officeName}陈述、申辩或者申请复核。`;
  const { withinDays, decidedWithinWorkingDays } = review;
  return `如有异议，可以自收到本告知书之日起 ${withinDays} 日内向${officeName}陈述、申辩或者申请复核；${officeName}自收到之日起 ${decidedWithinWorkingDays} 个工作日内答复。`;
}
