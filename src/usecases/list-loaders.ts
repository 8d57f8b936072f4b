import type DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import type { Store } from '../store/door.js';
import {
  FIND_CASES,
  LIST_CASE_PERSONS,
  LIST_CASES_OF_SUBJECTS,
  type ListCaseRow,
} from '../store/list-cases.js';
import {
  FIND_KEPT_ENTRIES,
  FIND_REPAIRS,
  LIST_EXIT_REQUESTS,
  LIST_EXITS,
  type ExitRequestRow,
  LIST_REPAIRS,
  LIST_SUSPENSIONS,
  type ListExitRow,
  type RepairRow,
  type SuspensionRow,
} from '../store/list-entries.js';
import {
  FIND_LIST_OBJECTIONS,
  LIST_OBJECTIONS_OF_CASES,
  LIST_OBJECTIONS_OF_ENTRIES,
  type ListObjectionRow,
} from '../store/list-objections.js';
import { FIND_LIST_ENTRIES, type ListEntryRow } from '../store/lists.js';
import type { Actor } from './actor.js';
import { manyEach, oneEach } from './batches.js';

export type { ExitRequestRow, ListCaseRow, ListExitRow, ListObjectionRow, RepairRow, SuspensionRow };

/** What is said about a case or about an entry. */
interface AboutEntry {
  readonly entryId: string | null;
  readonly caseId?: string | null;
}

type CasePerson = NonNullable<(typeof LIST_CASE_PERSONS)['row']>;

export interface ListLoaders {
  /** Cases of the caller's office, and of the regions that he oversees. */
  readonly listCase: DataLoader<string, ListCaseRow | null>;
  readonly casesOfSubject: DataLoader<string, ListCaseRow[]>;
  /** Lists are published, so every officer finds the entries of enterprises and law firms. */
  readonly listEntry: DataLoader<string, ListEntryRow | null>;
  readonly exitOfEntry: DataLoader<string, ListExitRow | null>;
  /** What the office of its case (of a delivered entry: an office that keeps the list) knows of an entry besides; for others there is none. */
  readonly objectionsOfEntry: DataLoader<string, ListObjectionRow[]>;
  readonly repairsOfEntry: DataLoader<string, RepairRow[]>;
  readonly exitRequestsOfEntry: DataLoader<string, ExitRequestRow[]>;
  readonly suspensionsOfEntry: DataLoader<string, SuspensionRow[]>;
  /** What is about a case or an entry of the caller's office, or of the regions that he oversees. */
  readonly listObjection: DataLoader<string, ListObjectionRow | null>;
  readonly listRepair: DataLoader<string, RepairRow | null>;
  /** Of cases that the caller has been shown. */
  readonly objectionsOfCase: DataLoader<string, ListObjectionRow[]>;
  readonly personsOfCase: DataLoader<string, CasePerson[]>;
}

/** The binds by which cases are narrowed: the office, and the regions where somebody oversees. */
export function caseReach(actor: Actor | null): unknown[] {
  return [actor?.officeId ?? null, actor?.regionCodes ?? [], actor?.roles.includes('AUDITOR') ?? false];
}

export function makeListLoaders(store: Store, actor: Actor | null, today: CivilDate): ListLoaders {
  const reach = caseReach(actor);
  const entryIdOf = (row: { readonly entryId: string | null }) => row.entryId ?? '';
  const caseIdOf = (row: { readonly caseId: string | null }) => row.caseId ?? '';
  const kept = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    const rows = await store.run(FIND_KEPT_ENTRIES, [...reach, today, ids]);
    return rows.map(({ id }) => id);
  };
  const shown = async <Row extends AboutEntry>(rows: readonly Row[]): Promise<Row[]> => {
    const entryIds = new Set(await kept(rows.flatMap(({ entryId }) => entryId ?? [])));
    const caseIds = rows.flatMap(({ caseId }) => caseId ?? []);
    const cases = caseIds.length === 0 ? [] : await store.run(FIND_CASES, [...reach, caseIds]);
    const caseIdsShown = new Set(cases.map(({ id }) => id));
    return rows.filter(
      ({ entryId, caseId }) => entryIds.has(entryId ?? '') || caseIdsShown.has(caseId ?? ''),
    );
  };
  return {
    listCase: oneEach(
      (ids) => store.run(FIND_CASES, [...reach, ids]),
      (row) => row.id,
    ),
    casesOfSubject: manyEach(
      (ids) => store.run(LIST_CASES_OF_SUBJECTS, [...reach, ids]),
      (row) => row.subjectId,
    ),
    listEntry: oneEach(
      (ids) => store.run(FIND_LIST_ENTRIES, [ids]),
      (row) => row.id,
    ),
    exitOfEntry: oneEach((ids) => store.run(LIST_EXITS, [ids]), entryIdOf),
    objectionsOfEntry: manyEach(
      async (ids) => store.run(LIST_OBJECTIONS_OF_ENTRIES, [await kept(ids)]),
      entryIdOf,
    ),
    repairsOfEntry: manyEach(async (ids) => store.run(LIST_REPAIRS, [await kept(ids)]), entryIdOf),
    exitRequestsOfEntry: manyEach(async (ids) => store.run(LIST_EXIT_REQUESTS, [await kept(ids)]), entryIdOf),
    suspensionsOfEntry: manyEach(async (ids) => store.run(LIST_SUSPENSIONS, [await kept(ids)]), entryIdOf),
    listObjection: oneEach(
      async (ids) => shown(await store.run(FIND_LIST_OBJECTIONS, [ids])),
      (row) => row.id,
    ),
    listRepair: oneEach(
      async (ids) => shown(await store.run(FIND_REPAIRS, [ids])),
      (row) => row.id,
    ),
    objectionsOfCase: manyEach((ids) => store.run(LIST_OBJECTIONS_OF_CASES, [ids]), caseIdOf),
    personsOfCase: manyEach((ids) => store.run(LIST_CASE_PERSONS, [ids]), caseIdOf),
  };
}
