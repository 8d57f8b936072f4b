import type { CivilDate } from './civil-date.js';
import type { ListEntry, Measure, Verdict } from './verdict.js';

/** One element of an answer, in codes and ids: neither names nor texts. */
export interface AnswerElement {
  readonly kind: ElementKind;
  /** Code of the list, the kind of record or the measure. */
  readonly code: string;
  /** The list entry or the record that it is about, or follows from. */
  readonly id: string;
}

export const ELEMENT_KINDS = ['LIST', 'SUSPENSION', 'OBJECTION', 'REPAIR', 'RECORD', 'MEASURE'] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** What an answer says, without the days on which it was asked and on which its data came in. */
export interface AnswerSubstance {
  readonly verdict: Verdict['verdict'];
  readonly reasonCode: Verdict['reasonCode'];
  readonly elements: readonly AnswerElement[];
}

/** What is read of an answer for its substance. */
export interface AnswerInFull extends Pick<Verdict, 'verdict' | 'reasonCode'> {
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
export function substanceOf({ verdict, reasonCode, on, lists, records }: AnswerInFull): AnswerSubstance {
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
  return { verdict, reasonCode, elements: [...ofLists, ...ofRecords] };
}

function measuresOf(measures: readonly Pick<Measure, 'code'>[], id: string): AnswerElement[] {
  return measures.map(({ code }) => ({ kind: 'MEASURE', code, id }));
}

/** What is there now and was not, and the other way round. */
export interface SubstanceChange {
  readonly added: readonly AnswerElement[];
  readonly removed: readonly AnswerElement[];
}

/** How two answers differ in substance; null when they say the same. The order of elements says nothing. */
export function changeBetween(before: AnswerSubstance, after: AnswerSubstance): SubstanceChange | null {
  const added = without(after.elements, before.elements);
  const removed = without(before.elements, after.elements);
  const isSame = before.verdict === after.verdict && before.reasonCode === after.reasonCode;
  return isSame && added.length + removed.length === 0 ? null : { added, removed };
}

function without(elements: readonly AnswerElement[], others: readonly AnswerElement[]): AnswerElement[] {
  const known = new Set(others.map(nameOf));
  return elements.filter((element) => !known.has(nameOf(element)));
}

function nameOf({ kind, code, id }: AnswerElement): string {
  return `${kind} ${code} ${id}`;
}
