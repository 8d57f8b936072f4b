import type { CivilDate } from './civil-date.js';
import type { ListEntry, Measure, Verdict } from './verdict.js';

/** One thing that an answer rests on, in codes and ids: neither names nor texts. */
export interface AnswerGround {
  readonly kind: GroundKind;
  /** Code of the list, the kind of record or the measure. */
  readonly code: string;
  /** The list entry or the record that it is about, or follows from. */
  readonly id: string;
}

export const GROUND_KINDS = ['LIST', 'SUSPENSION', 'OBJECTION', 'REPAIR', 'RECORD', 'MEASURE'] as const;
export type GroundKind = (typeof GROUND_KINDS)[number];

/** What an answer says, without the days on which it was asked and on which its data came in. */
export interface AnswerSubstance {
  readonly verdict: Verdict['verdict'];
  readonly reasonCode: Verdict['reasonCode'];
  readonly grounds: readonly AnswerGround[];
}

/** What is read of an answer for its substance. */
export interface AnswerGrounds extends Pick<Verdict, 'verdict' | 'reasonCode'> {
  readonly on: CivilDate;
  readonly lists: readonly (Pick<ListEntry, 'listCode' | 'suspendedUntilOn'> & {
    readonly entryId: string;
    readonly objectedOn: CivilDate | null;
    readonly repairAppliedOn: CivilDate | null;
    readonly measures: readonly Pick<Measure, 'code'>[];
  })[];
  readonly records: readonly {
    readonly recordId: string;
    readonly type: string;
    readonly measures: readonly Pick<Measure, 'code'>[];
  }[];
}

/**
 * What an answer says in substance: the verdict, and every list entry, suspension, open objection, open repair, record and measure
 * that it rests on. Two answers with the same substance are the same to whoever relies on them.
 * Source: an office that relied on an answer is told when it would change (国办发〔2020〕49号, use of credit over the whole course) [D].
 */
export function substanceOf({ verdict, reasonCode, on, lists, records }: AnswerGrounds): AnswerSubstance {
  const ofLists = lists.flatMap(
    ({ listCode: code, entryId: id, suspendedUntilOn, objectedOn, repairAppliedOn, measures }) => [
      { kind: 'LIST' as const, code, id },
      ...(suspendedUntilOn !== null && on <= suspendedUntilOn
        ? [{ kind: 'SUSPENSION' as const, code, id }]
        : []),
      ...(objectedOn === null ? [] : [{ kind: 'OBJECTION' as const, code, id }]),
      ...(repairAppliedOn === null ? [] : [{ kind: 'REPAIR' as const, code, id }]),
      ...measuresOf(measures, id),
    ],
  );
  const ofRecords = records.flatMap(({ recordId: id, type: code, measures }) => [
    { kind: 'RECORD' as const, code, id },
    ...measuresOf(measures, id),
  ]);
  return { verdict, reasonCode, grounds: [...ofLists, ...ofRecords] };
}

function measuresOf(measures: readonly Pick<Measure, 'code'>[], id: string): AnswerGround[] {
  return measures.map(({ code }) => ({ kind: 'MEASURE', code, id }));
}

/** What is there now and was not, and the other way round. */
export interface SubstanceChange {
  readonly added: readonly AnswerGround[];
  readonly removed: readonly AnswerGround[];
}

/** How two answers differ in substance; null when they say the same. The order of grounds says nothing. */
export function changeBetween(before: AnswerSubstance, after: AnswerSubstance): SubstanceChange | null {
  const added = without(after.grounds, before.grounds);
  const removed = without(before.grounds, after.grounds);
  const isSame = before.verdict === after.verdict && before.reasonCode === after.reasonCode;
  return isSame && added.length + removed.length === 0 ? null : { added, removed };
}

function without(grounds: readonly AnswerGround[], others: readonly AnswerGround[]): AnswerGround[] {
  const known = new Set(others.map(nameOf));
  return grounds.filter((ground) => !known.has(nameOf(ground)));
}

function nameOf({ kind, code, id }: AnswerGround): string {
  return `${kind} ${code} ${id}`;
}
