import { type CivilDate, daysBetween } from './civil-date.js';

/** What a measure does to the matter at hand. The first five are adverse, the rest rewards. */
export type MeasureEffect =
  | 'DENY'
  | 'RESTRICT'
  | 'KEY_REVIEW'
  | 'NO_COMMITMENT_SHORTCUT'
  | 'MORE_CHECKS'
  | 'FAST_TRACK'
  | 'PRIORITY'
  | 'COMMITMENT_SHORTCUT'
  | 'TOLERANCE'
  | 'FEE_REDUCTION'
  | 'FEWER_CHECKS';

export interface Measure {
  readonly code: string;
  readonly mustOrMay: 'MUST' | 'MAY';
  readonly effect: MeasureEffect;
  /** Instrument and article. A measure without one must not be taken. */
  readonly legalBasis: string;
}

/** One list that the subject stands on, with the measures that apply to the matter at hand. */
export interface ListEntry {
  readonly listCode: string;
  readonly kind: 'RED' | 'BLACK' | 'ABNORMAL' | 'FOCUS';
  readonly measures: readonly Measure[];
  /** The last day on which the use of the punishment is suspended (暂停使用惩戒); null: it is not. */
  readonly suspendedUntilOn: CivilDate | null;
}

/** Somebody broke what he had promised in an approval (违反信用承诺); a kind of record that this service writes itself. */
export const COMMITMENT_BREACHED = 'COMMITMENT_BREACHED';

/** One record of the credit file that counts on the day, with the measures that it leads to in the matter at hand. */
export interface AdverseRecord {
  readonly recordId: string;
  readonly type: string;
  readonly measures: readonly Measure[];
}

/**
 * All that a verdict may rest on. An enterprise's risk class and a person's points are left out on purpose: they must
 * never feed an approval.
 */
export interface CheckFacts {
  /** Null: no such subject on file. */
  readonly subjectStatus: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED' | null;
  readonly lists: readonly ListEntry[];
  readonly records: readonly AdverseRecord[];
  /** The day that the data stand for; null: there are none. */
  readonly dataOn: CivilDate | null;
  readonly on: CivilDate;
  readonly staleAfterDays: number;
}

export interface Verdict {
  readonly verdict: 'CLEAR' | 'FAST_TRACK' | 'CAUTION' | 'RESTRICTED' | 'SUSPENDED_USE' | 'UNKNOWN';
  readonly reasonCode:
    | 'SUBJECT_UNKNOWN'
    | 'SUBJECT_DEREGISTERED'
    | 'LICENCE_REVOKED'
    | 'NO_DATA'
    | 'DATA_STALE'
    | 'MANDATORY_RESTRICTION'
    | 'ADVERSE_MEASURE'
    | 'ON_ADVERSE_LIST'
    | 'COMMITMENT_BREACHED'
    | 'PUNISHMENT_SUSPENDED'
    | 'REWARD'
    | 'NOTHING_ADVERSE';
  /** The lists that the verdict rests on, in the order given. */
  readonly listCodes: readonly string[];
  /** The records that it rests on, in the order given. */
  readonly recordIds: readonly string[];
}

/** What a measure rests on (依据): a list or a record. */
type Ground = Pick<ListEntry, 'measures'>;

const RESTRICTING: ReadonlySet<MeasureEffect> = new Set<MeasureEffect>(['DENY', 'RESTRICT']);
const REWARDING: ReadonlySet<MeasureEffect> = new Set<MeasureEffect>([
  'FAST_TRACK',
  'PRIORITY',
  'COMMITMENT_SHORTCUT',
  'TOLERANCE',
  'FEE_REDUCTION',
  'FEWER_CHECKS',
]);

/**
 * The answer of a credit check, by the first of these that holds:
 *
 * 1. UNKNOWN: the subject is not on file, deregistered or revoked; there are no data; or they are older than
 *    `staleAfterDays`. Unknown is not good and not bad: the officer has to look elsewhere.
 * 2. RESTRICTED: a list in use or a record carries a measure that must deny or restrict this matter.
 * 3. CAUTION: a list in use or a record carries another adverse measure (one that may deny or restrict; key review and the
 *    like), or the subject stands on a black, abnormal or focus list that says nothing about this matter, or has broken a
 *    commitment and not made it good.
 * 4. SUSPENDED_USE: what would be adverse is suspended on `on`; after `suspendedUntilOn` it holds again by itself.
 * 5. FAST_TRACK: a red list carries a reward for this matter.
 * 6. CLEAR.
 *
 * The officer decides; this only says what lists, records and the published measures say. Objections and repairs that are still
 * open change nothing here: they are told beside the verdict.
 * Source: measures and lists, national list of basic punishment measures [L]; suspension, credit and enforcement (H9) [K];
 * order and staleness [D]. Throws Error for a measure without legal basis: the data are broken, and no answer is right.
 */
export function decideVerdict(facts: CheckFacts): Verdict {
  requireBases(facts);
  const unknown = unknownReason(facts);
  if (unknown) return { verdict: 'UNKNOWN', reasonCode: unknown, listCodes: [], recordIds: [] };
  const suspended = facts.lists.filter((entry) => isSuspended(entry, facts.on));
  const inUse = facts.lists.filter((entry) => !isSuspended(entry, facts.on));
  const { records } = facts;
  return (
    because(
      'RESTRICTED',
      'MANDATORY_RESTRICTION',
      inUse.filter(mustRestrict),
      records.filter(mustRestrict),
    ) ??
    because(
      'CAUTION',
      'ADVERSE_MEASURE',
      inUse.filter(hasAdverseMeasure),
      records.filter(hasAdverseMeasure),
    ) ??
    because('CAUTION', 'ON_ADVERSE_LIST', inUse.filter(isAdverseList)) ??
    because('CAUTION', 'COMMITMENT_BREACHED', [], records.filter(isBreach)) ??
    because('SUSPENDED_USE', 'PUNISHMENT_SUSPENDED', suspended.filter(isAdverse)) ??
    because('FAST_TRACK', 'REWARD', inUse.filter(hasReward)) ?? {
      verdict: 'CLEAR',
      reasonCode: 'NOTHING_ADVERSE',
      listCodes: [],
      recordIds: [],
    }
  );
}

function requireBases({ lists, records }: CheckFacts): void {
  for (const { measures } of [...lists, ...records]) {
    const unfounded = measures.find(({ legalBasis }) => legalBasis.trim() === '');
    if (unfounded) throw new Error(`Measure ${unfounded.code} has no legal basis`);
  }
}

function unknownReason({
  subjectStatus,
  dataOn,
  on,
  staleAfterDays,
}: CheckFacts): Verdict['reasonCode'] | null {
  if (subjectStatus === null) return 'SUBJECT_UNKNOWN';
  if (subjectStatus === 'DEREGISTERED') return 'SUBJECT_DEREGISTERED';
  if (subjectStatus === 'REVOKED') return 'LICENCE_REVOKED';
  if (dataOn === null) return 'NO_DATA';
  return daysBetween(dataOn, on) > staleAfterDays ? 'DATA_STALE' : null;
}

function because(
  verdict: Verdict['verdict'],
  reasonCode: Verdict['reasonCode'],
  entries: readonly ListEntry[],
  records: readonly AdverseRecord[] = [],
): Verdict | null {
  if (entries.length + records.length === 0) return null;
  const listCodes = entries.map(({ listCode }) => listCode);
  return { verdict, reasonCode, listCodes, recordIds: records.map(({ recordId }) => recordId) };
}

function isSuspended({ suspendedUntilOn }: ListEntry, on: CivilDate): boolean {
  return suspendedUntilOn !== null && on <= suspendedUntilOn;
}

function mustRestrict({ measures }: Ground): boolean {
  return measures.some(({ mustOrMay, effect }) => mustOrMay === 'MUST' && RESTRICTING.has(effect));
}

function hasAdverseMeasure({ measures }: Ground): boolean {
  return measures.some(({ effect }) => !REWARDING.has(effect));
}

function isAdverseList({ kind }: ListEntry): boolean {
  return kind !== 'RED';
}

function isBreach({ type }: AdverseRecord): boolean {
  return type === COMMITMENT_BREACHED;
}

function isAdverse(entry: ListEntry): boolean {
  return isAdverseList(entry) || hasAdverseMeasure(entry);
}

/** Asked last, when every other kind of list has led to a verdict: only red lists remain. */
function hasReward({ measures }: ListEntry): boolean {
  return measures.some(({ effect }) => REWARDING.has(effect));
}

/** What the officer decided in the matter (反馈). */
export type Decision = 'GRANTED' | 'GRANTED_WITH_CONDITIONS' | 'REFUSED' | 'WITHDRAWN';

/** Whether a decision grants what was applied for. */
export function isGrant(decision: Decision | null): boolean {
  return decision === 'GRANTED' || decision === 'GRANTED_WITH_CONDITIONS';
}

/**
 * Whether a decision departs from the answer, which then needs a reason: granting what must be denied or restricted, or
 * refusing where nothing adverse was found. Under CAUTION, SUSPENDED_USE and UNKNOWN the officer weighs freely.
 * Source: 国办发〔2020〕49号, restrictions only as published [K].
 */
export function departsFrom(verdict: Verdict['verdict'], decision: Decision): boolean {
  if (verdict === 'RESTRICTED') return isGrant(decision);
  if (verdict === 'CLEAR' || verdict === 'FAST_TRACK') return decision === 'REFUSED';
  return false;
}
