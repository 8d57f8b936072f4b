import DataLoader from 'dataloader';
import type { RatedRecord } from '../domain/rating.js';
import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import type { Store } from '../store/door.js';
import { type EnterpriseRow, FIND_ENTERPRISES } from '../store/enterprises.js';
import { type CheckRow, type FeedbackRow, FIND_CHECKS, LIST_FEEDBACK } from '../store/credit-checks.js';
import { nameGrades } from '../store/grades.js';
import { FIND_HAZARDS, LIST_HAZARDS_OF_HOUSES, type HazardRow } from '../store/hazards.js';
import {
  COUNT_INSPECTIONS,
  FIND_INSPECTIONS,
  type InspectionRow,
  LIST_INSPECTIONS,
} from '../store/inspections.js';
import { FIND_PERSONS, type PersonRow } from '../store/persons.js';
import { READ_RATED_RECORDS, READ_RATINGS, type RatingRow } from '../store/ratings.js';
import { type PublishedStandard, readStandards } from '../store/standards.js';
import { COUNT_RECORDS, FIND_RECORDS, LIST_RECORDS, type RecordRow } from '../store/records.js';
import { FIND_REGIONS, type RegionRow } from '../store/regions.js';
import { FIND_HOUSES, type HouseRow } from '../store/rental-houses.js';
import { type DrawnObjectRow, type DrawRow, FIND_DRAWS, LIST_DRAWN_OBJECTS } from '../store/spot-checks.js';
import type { PagedStatement, Statement } from '../store/statement.js';
import { type Actor, seesInternalRatings } from './actor.js';
import { type Page, type PageRequest, pageOf, readRows } from './paging.js';

export type { DrawnObjectRow, HazardRow, HouseRow, InspectionRow, RecordRow, RegionRow };

/**
 * Everything that is looked up by id, batched per request and already narrowed to what the actor may see: an id from
 * outside his jurisdiction loads `null`, exactly like an id that does not exist.
 */
export interface Loaders {
  readonly house: DataLoader<string, HouseRow | null>;
  readonly person: DataLoader<string, PersonRow | null>;
  readonly inspection: DataLoader<string, InspectionRow | null>;
  readonly hazard: DataLoader<string, HazardRow | null>;
  readonly hazardsOfHouse: DataLoader<string, HazardRow[]>;
  readonly enterprise: DataLoader<string, EnterpriseRow | null>;
  /** Draws tell risk classes, so for others than regulators of the sector and oversight there are none. */
  readonly draw: DataLoader<string, DrawRow | null>;
  /** Checks of the caller's own office. */
  readonly check: DataLoader<string, CheckRow | null>;
  readonly feedbackOfCheck: DataLoader<string, FeedbackRow[]>;
  readonly region: DataLoader<string, RegionRow | null>;
  readonly record: DataLoader<string, RecordRow | null>;
  /** All current ratings of a subject, internal ones included: `visibleRatings` decides which of them leave. */
  readonly ratings: DataLoader<string, RatingRow[]>;
  /** What a rating rests on: the standard by its id, the records by their subject. */
  readonly standard: DataLoader<string, PublishedStandard | null>;
  readonly ratedRecords: DataLoader<string, RatedRecord[]>;
  readonly recordCount: DataLoader<string, number>;
  readonly inspectionCount: DataLoader<string, number>;
  /** The same page of the records of many subjects, newest first. */
  records(page: PageRequest): DataLoader<string, Page<RecordRow>>;
  /** The same page of the inspections of many houses, newest first. */
  inspections(page: PageRequest): DataLoader<string, Page<InspectionRow>>;
  /** The same page of what many draws have drawn, in the order of their lists. */
  drawnObjects(page: PageRequest): DataLoader<string, Page<DrawnObjectRow>>;
}

export function makeLoaders(store: Store, actor: Actor | null): Loaders {
  const roots = actor?.regionCodes ?? [];
  const byId = <Row extends { id: string }>(find: Statement<Row>) =>
    oneEach(
      (ids) => store.run(find, [ids, roots]),
      (row: Row) => row.id,
    );
  return {
    house: oneEach(
      async (ids) => nameGrades(store, await store.run(FIND_HOUSES, [ids, roots])),
      (row) => row.id,
    ),
    person: byId(FIND_PERSONS),
    inspection: byId(FIND_INSPECTIONS),
    hazard: byId(FIND_HAZARDS),
    hazardsOfHouse: manyEach(
      (ids) => store.run(LIST_HAZARDS_OF_HOUSES, [ids, null]),
      (row) => row.houseId,
    ),
    enterprise: oneEach(
      (ids) => store.run(FIND_ENTERPRISES, [ids]),
      (row) => row.id,
    ),
    draw: seesInternalRatings(actor, ENTERPRISE_RISK_SECTOR) ? byId(FIND_DRAWS) : nothing(),
    check: oneEach(
      (ids) => store.run(FIND_CHECKS, [ids, actor?.officeId ?? null]),
      (row) => row.id,
    ),
    feedbackOfCheck: manyEach(
      (ids) => store.run(LIST_FEEDBACK, [ids]),
      (row) => row.checkId,
    ),
    region: oneEach(
      (codes) => store.run(FIND_REGIONS, [codes]),
      (row) => row.code,
    ),
    record: oneEach(
      (ids) => store.run(FIND_RECORDS, [ids]),
      (row) => row.id,
    ),
    ratings: manyEach(
      async (ids) => nameGrades(store, await store.run(READ_RATINGS, [ids])),
      (row) => row.subjectId,
    ),
    standard: new DataLoader((ids) => readStandards(store, ids)),
    ratedRecords: manyEach(
      (ids) => store.run(READ_RATED_RECORDS, [ids]),
      (row) => row.subjectId,
    ),
    recordCount: countEach((ids) => store.run(COUNT_RECORDS, [ids])),
    inspectionCount: countEach((ids) => store.run(COUNT_INSPECTIONS, [ids])),
    ...makePageLoaders(store),
  };
}

/** Pages of what hangs on rows that the caller has been shown. */
function makePageLoaders(store: Store): Pick<Loaders, 'records' | 'inspections' | 'drawnObjects'> {
  return {
    records: perPage((page) =>
      pagesEach(store, LIST_RECORDS, page, { keys: 2, parentOf: (row) => row.subjectId }),
    ),
    inspections: perPage((page) =>
      pagesEach(store, LIST_INSPECTIONS, page, { keys: 2, parentOf: (row) => row.houseId }),
    ),
    drawnObjects: perPage((page) =>
      pagesEach(store, LIST_DRAWN_OBJECTS, page, { keys: 1, parentOf: (row) => row.drawId }),
    ),
  };
}

type Fetch<Row> = (keys: readonly string[]) => Promise<Row[]>;

function oneEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

function nothing<Row>(): DataLoader<string, Row | null> {
  return new DataLoader((keys) => Promise.resolve(keys.map(() => null)));
}

function manyEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => {
    const found = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await fetch(keys)) found.get(keyOf(row))?.push(row);
    return keys.map((key) => found.get(key) ?? []);
  });
}

function countEach(fetch: Fetch<{ id: string; count: number }>): DataLoader<string, number> {
  return new DataLoader(async (keys) => {
    const counts = new Map((await fetch(keys)).map(({ id, count }) => [id, count]));
    return keys.map((key) => counts.get(key) ?? 0);
  });
}

type PageLoader<Row> = DataLoader<string, Page<Row>>;

/** One loader for each page asked for, so that the same page of many parents is one statement. */
function perPage<Row>(make: (page: PageRequest) => PageLoader<Row>): (page: PageRequest) => PageLoader<Row> {
  const made = new Map<string, PageLoader<Row>>();
  return (page) => {
    const key = JSON.stringify(page);
    const loader = made.get(key) ?? make(page);
    made.set(key, loader);
    return loader;
  };
}

function pagesEach<Row>(
  store: Store,
  list: PagedStatement<Row>,
  page: PageRequest,
  { keys, parentOf }: { readonly keys: number; readonly parentOf: (row: Row) => string },
): PageLoader<Row> {
  const rowsOf = manyEach((ids) => readRows(store, { list, values: [ids], keys }, page), parentOf);
  return new DataLoader(async (ids) =>
    (await rowsOf.loadMany(ids)).map((rows) => pageOf(rowsOrThrow(rows), page)),
  );
}

function rowsOrThrow<Row>(rows: Row[] | Error): Row[] {
  if (rows instanceof Error) throw rows;
  return rows;
}
