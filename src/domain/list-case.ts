import { addDays, addMonths, type CivilDate } from './civil-date.js';
import { DomainError } from './refusal.js';
import type { Label } from './standard.js';
import { addWorkingDays, type WorkCalendar, type WorkingDayDeadline } from './working-days.js';

/** What must come before an entry: written notice, publication as proposed, or the notice that a court has given itself. */
export type NoticeKind = 'PRIOR_NOTICE' | 'PUBLICITY' | 'COURT';

/** What entering and leaving a list asks for, as its dated rule says. */
export interface ListTerms {
  readonly notice: NoticeKind;
  /** From delivery of the notice, or from publication; null where a court has heard the subject. */
  readonly objectionWorkingDays: number | null;
  readonly decideObjectionWorkingDays: number;
  /** Null: an entry has no term. */
  readonly termMonths: number | null;
  /** How long an entry must have lasted before repair may be applied for; null: no repair here. */
  readonly leastMonths: number | null;
  readonly leastFrom: 'ENTRY' | 'CORRECTION' | null;
  readonly decideRepairWorkingDays: number | null;
  /** How long the use of an entry may be suspended at most; null: not at all. */
  readonly suspensionMonths: number | null;
}

export type CaseState = 'PROPOSED' | 'NOTICED' | 'CONFIRMED' | 'DROPPED';

/** Where a case (列入程序) stands, as whoever acts on it must know. */
export interface CaseFacts {
  readonly state: CaseState;
  readonly notice: NoticeKind;
  readonly proposedById: string;
  readonly objectionUntilOn: CivilDate | null;
  /** Whether holidays that nobody has published yet may move that day; null while nobody was told. */
  readonly objectionIsProvisional: boolean | null;
  readonly hasOpenObjection: boolean;
}

export type CaseAct = 'SERVE_NOTICE' | 'PUBLISH' | 'OBJECT' | 'DECIDE_OBJECTION' | 'CONFIRM' | 'DROP';

/** Who acts, and when: for objections the day on which they were filed. */
export interface Acting {
  readonly officerId: string;
  readonly on: CivilDate;
}

const HINDRANCES = {
  DECIDED: { zh: '列入程序已经终结。', en: 'The case is decided already.' },
  TOLD: { zh: '已经告知或者公示。', en: 'Notice was given already.' },
  NOT_TOLD: {
    zh: '尚未书面告知事实、理由、依据、措施和陈述申辩的权利（守信名单为公示），不得列入。',
    en: 'Nobody was told yet of facts, basis, measures and the right to object (of red lists: nothing was published), so there can be no entry.',
  },
  TERM_RUNNING: {
    zh: '陈述申辩期（公示期）尚未届满，不得列入。',
    en: 'The term to object has not ended, so there can be no entry.',
  },
  TERM_PROVISIONAL: {
    zh: '陈述申辩期（公示期）跨入放假安排尚未公布的年度，截止日尚不确定，公布后方可列入。',
    en: 'The term to object runs into a year whose holidays are not published, so nobody knows yet that it has ended.',
  },
  TERM_OVER: { zh: '异议不在陈述申辩期（公示期）内。', en: 'The objection lies outside the term to object.' },
  OBJECTION_OPEN: { zh: '尚有异议未作出答复。', en: 'An objection is not decided yet.' },
  OTHER_NOTICE: {
    zh: '该名单的告知方式不同：守信名单为公示，法院移送的不另行告知，其余为书面告知。',
    en: 'This list asks for another kind of notice: red lists are published, courts have given their own, of all others notice is served.',
  },
  SAME_OFFICER: {
    zh: '提出列入的人员不得决定异议，也不得确认列入。',
    en: 'Whoever has proposed the entry decides no objection to it and does not confirm it.',
  },
} as const satisfies Record<string, Label>;

export type Hindrance = keyof typeof HINDRANCES;

/**
 * What speaks against an act on a case; null: nothing. An entry is only made after notice (or publication, or the referral of a court), after the
 * whole term to object, with no objection open, and by another officer than the one who proposed it.
 * Source: written notice with facts, reasons, basis and measures before a black list, publicity before a red list [L]; second officer [D].
 */
export function hindranceTo(act: CaseAct, facts: CaseFacts, acting: Acting): Hindrance | null {
  if (facts.state === 'CONFIRMED' || facts.state === 'DROPPED') return 'DECIDED';
  switch (act) {
    case 'SERVE_NOTICE':
      return hindranceToTelling(facts, 'PRIOR_NOTICE');
    case 'PUBLISH':
      return hindranceToTelling(facts, 'PUBLICITY');
    case 'OBJECT':
      return hindranceToObjecting(facts, acting.on);
    case 'DECIDE_OBJECTION':
      return acting.officerId === facts.proposedById ? 'SAME_OFFICER' : null;
    case 'CONFIRM':
      return hindranceToEntry(facts, acting);
    case 'DROP':
      return null;
  }
}

function hindranceToTelling({ state, notice }: CaseFacts, wanted: NoticeKind): Hindrance | null {
  if (notice !== wanted) return 'OTHER_NOTICE';
  return state === 'PROPOSED' ? null : 'TOLD';
}

function hindranceToObjecting({ state, objectionUntilOn }: CaseFacts, filedOn: CivilDate): Hindrance | null {
  if (state !== 'NOTICED' || objectionUntilOn === null) return 'NOT_TOLD';
  return filedOn > objectionUntilOn ? 'TERM_OVER' : null;
}

function hindranceToEntry(facts: CaseFacts, { officerId, on }: Acting): Hindrance | null {
  if (officerId === facts.proposedById) return 'SAME_OFFICER';
  if (facts.notice === 'COURT') return null;
  if (facts.state !== 'NOTICED' || facts.objectionUntilOn === null) return 'NOT_TOLD';
  if (on <= facts.objectionUntilOn) return 'TERM_RUNNING';
  if (facts.objectionIsProvisional === true) return 'TERM_PROVISIONAL';
  return facts.hasOpenObjection ? 'OBJECTION_OPEN' : null;
}

/** Throws OWN_DRAFT or WRONG_STATE, with the reason in words, where something speaks against the act. */
export function requireAct(act: CaseAct, facts: CaseFacts, acting: Acting, field: readonly string[]): void {
  const hindrance = hindranceTo(act, facts, acting);
  if (hindrance === null) return;
  const explanation = HINDRANCES[hindrance];
  if (hindrance === 'SAME_OFFICER') throw new DomainError('OWN_DRAFT', { field, explanation });
  const until = facts.objectionUntilOn;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation,
    ...(until === null ? {} : { facts: { until } }),
  });
}

/** What a case waits for. */
export type CaseStep = 'SERVE_NOTICE' | 'PUBLISH' | 'WAIT_FOR_OBJECTIONS' | 'DECIDE_OBJECTION' | 'CONFIRM';

/**
 * The next step of a case on a day; null: none, it is decided. A term that is still provisional does not hold it back: whoever confirms
 * has it counted anew, and is refused while it may still move.
 */
export function nextStep(facts: CaseFacts, on: CivilDate): CaseStep | null {
  if (facts.state === 'CONFIRMED' || facts.state === 'DROPPED') return null;
  if (facts.notice !== 'COURT' && facts.state === 'PROPOSED')
    return facts.notice === 'PUBLICITY' ? 'PUBLISH' : 'SERVE_NOTICE';
  if (facts.hasOpenObjection) return 'DECIDE_OBJECTION';
  const { objectionUntilOn } = facts;
  return objectionUntilOn !== null && on <= objectionUntilOn ? 'WAIT_FOR_OBJECTIONS' : 'CONFIRM';
}

/**
 * The last day on which objections may be filed; the day of delivery or publication is not counted.
 * Throws Error for a list of courts, which has no such term.
 */
export function objectionTerm(
  { objectionWorkingDays }: ListTerms,
  toldOn: CivilDate,
  calendar: WorkCalendar,
): WorkingDayDeadline {
  if (objectionWorkingDays === null) throw new Error('Courts give their own notice.');
  return addWorkingDays(toldOn, objectionWorkingDays, calendar);
}

/**
 * The term as the calendar of today has it, which may know holidays that were not published when the subject was told. It never ends
 * earlier than the day on record: whoever has relied on that day loses nothing. Source: [D].
 */
export function termAsKnown(recorded: CivilDate, counted: WorkingDayDeadline): WorkingDayDeadline {
  return { on: counted.on > recorded ? counted.on : recorded, provisional: counted.provisional };
}

/** Whether an entry holds no longer on a day; `validTo` is the first such day. */
export function hasEnded({ validTo }: { readonly validTo: CivilDate | null }, on: CivilDate): boolean {
  return validTo !== null && validTo <= on;
}

/** The first day on which an entry made on `enteredOn` would no longer hold by its term; null: it has none. */
export function termEnd({ termMonths }: ListTerms, enteredOn: CivilDate): CivilDate | null {
  return termMonths === null ? null : addMonths(enteredOn, termMonths);
}

/**
 * The first day on which repair may be applied for, the months running from the entry or from the correction as the list has it, and from a
 * correction before the entry never earlier than from the entry; null: never at this office. Source: wage arrears six months after correction, work safety twelve months [S]; the months are data.
 */
export function earliestRepair(
  { leastMonths, leastFrom }: ListTerms,
  enteredOn: CivilDate,
  correctedOn: CivilDate,
): CivilDate | null {
  if (leastMonths === null) return null;
  const from = leastFrom === 'CORRECTION' && correctedOn > enteredOn ? correctedOn : enteredOn;
  return addMonths(from, leastMonths);
}

/**
 * The last day until which the use of an entry may be suspended from a day on; null: it may not be. Days on which it was suspended before count
 * as if they had come right before, so that many suspensions are no longer than one; then the last day may lie before the day itself.
 * Source: grace of one to three months on commitment, credit and enforcement (H9) [K]; one grace for an entry [D].
 */
export function longestSuspension(
  { suspensionMonths }: ListTerms,
  from: CivilDate,
  daysBefore: number,
): CivilDate | null {
  if (suspensionMonths === null) return null;
  return addDays(addMonths(addDays(from, -daysBefore), suspensionMonths), -1);
}

/** What whoever is concerned is told before an entry. */
export interface ListNotice {
  readonly enterpriseName: string;
  readonly organName: string;
  readonly officeName: string;
  readonly listZh: string;
  readonly facts: string;
  readonly legalBasis: string;
  readonly measures: readonly { readonly label: string; readonly legalBasis: string }[];
  readonly objectionWorkingDays: number;
  readonly termMonths: number | null;
  readonly kind: 'PRIOR_NOTICE' | 'PUBLICITY';
}

/**
 * The notice in the words of the office: facts, basis, measures, term, and the right to object (列入告知书、公示). It names nobody but the entity.
 * Source: content of the notice [L]; wording [D].
 */
export function listNotice(notice: ListNotice): string {
  const { enterpriseName, organName, officeName, listZh, objectionWorkingDays, termMonths } = notice;
  const isPublicity = notice.kind === 'PUBLICITY';
  const measures = notice.measures.map(({ label, legalBasis }, at) => `${at + 1}. ${label}（${legalBasis}）`);
  return [
    isPublicity
      ? `${organName}拟将${enterpriseName}列入${listZh}，现予公示。`
      : `${enterpriseName}：${organName}拟将你单位列入${listZh}。`,
    `事实：${notice.facts}`,
    `依据：${notice.legalBasis}`,
    `列入后${isPublicity ? '可以享受' : '将被采取'}的措施：\n${measures.join('\n')}`,
    termMonths === null ? '列入无固定期限。' : `列入期限：${termMonths} 个月。`,
    isPublicity
      ? `如有异议，请自公示之日起 ${objectionWorkingDays} 个工作日内向${officeName}书面提出。`
      : `你单位可以自收到本告知书之日起 ${objectionWorkingDays} 个工作日内向${officeName}陈述、申辩；逾期未提出的，视为放弃。`,
  ].join('\n');
}
