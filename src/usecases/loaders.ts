import DataLoader from 'dataloader';
import type { CivilDate, Instant } from '../domain/civil-date.js';
import type { Membership } from '../domain/household.js';
import type { Store } from '../store/door.js';
import { type EnterpriseRow, FIND_ENTERPRISES } from '../store/enterprises.js';
import { FIND_GRADE_CHANGES, FIND_PENDING_CHANGES, type GradeChangeRow } from '../store/grade-changes.js';
import { nameGrades } from '../store/grades.js';
import { FIND_HAZARDS, type HazardRow } from '../store/hazards.js';
import {
  FIND_INSPECTIONS,
  type InspectionRow,
  LIST_INSPECTIONS,
  type VisitDetails,
} from '../store/inspections.js';
import { FIND_JOBS, type JobRow } from '../store/jobs.js';
import type { NoticeRow } from '../store/notices.js';
import type { PenaltyTransferRow } from '../store/penalty-transfers.js';
import { FIND_PERSONS, type PersonRow } from '../store/persons.js';
import { READ_RATINGS, type RatingRow } from '../store/ratings.js';
import {
  FIND_STANDARDS,
  type PublishedStandard,
  readStandards,
  type StandardRow,
} from '../store/standards.js';
import {
  COUNT_RECORDS,
  type FiledRecord,
  FIND_RECORDS,
  LIST_RECORDS,
  READ_CREDIT_FILES,
  type RecordRow,
} from '../store/records.js';
import {
  type AppliedTreatment,
  READ_FIRST_KNOWN,
  READ_RATINGS_AS_OF,
  READ_TREATMENTS,
} from '../store/rating-history.js';
import { type ListEntryRow, READ_LIST_ENTRIES } from '../store/lists.js';
import { READ_MEMBERSHIPS } from '../store/memberships.js';
import { FIND_REGIONS, type RegionRow } from '../store/regions.js';
import { FIND_HOUSEHOLDS, type HouseholdRow, LIST_MEMBERS } from '../store/households.js';
import { FIND_HOUSES, type HouseRow } from '../store/rental-houses.js';
import { type DrawnObjectRow, LIST_DRAWN_OBJECTS } from '../store/drawn-objects.js';
import type { Statement } from '../store/statement.js';
import { type Moment, momentValues } from './moment.js';
import type { Actor } from './actor.js';
import { type ApprovalLoaders, makeApprovalLoaders } from './approval-loaders.js';
import { type DraftLoaders, makeDraftLoaders } from './draft-loaders.js';
import { type DrawLoaders, makeDrawLoaders } from './draw-loaders.js';
import { readingReach } from './grade-reach.js';
import { type HistoryLoaders, makeHistoryLoaders } from './history-loaders.js';
import { type HouseLoaders, makeHouseLoaders } from './house-loaders.js';
import { type ListLoaders, makeListLoaders } from './list-loaders.js';
import type { NoteLook } from './look-at-checks.js';
import { makeRoundLoaders, type RoundLoaders } from './round-loaders.js';
import { countEach, type FileLoader, filesEach, manyEach, oneEach, pagesEach, perQuery } from './batches.js';
import { makeOwnViewLoaders, type OwnViewLoaders } from './own-view-loaders.js';
import type { Page, PageRequest } from './paging.js';
import { makeScreeningLoaders, type ScreeningLoaders } from './screening-loaders.js';
import { makeSpotCheckLoaders, type SpotCheckLoaders } from './spot-check-loaders.js';
import { makeRegisterLoaders, type RegisterLoaders } from './register-loaders.js';
import { makeRelianceLoaders, type RelianceLoaders } from './reliance-loaders.js';
import { makeVisitLoaders, type VisitLoaders } from './visit-loaders.js';

export type {
  DrawnObjectRow,
  GradeChangeRow,
  HazardRow,
  HouseholdRow,
  HouseRow,
  InspectionRow,
  NoticeRow,
  PenaltyTransferRow,
  RecordRow,
  RegionRow,
  VisitDetails,
};

/**
 * Everything that is looked up by id, batched per request and already narrowed to what the actor may see: an id from
 * outside his jurisdiction loads `null`, exactly like an id that does not exist.
 */
export interface Loaders
  extends
    ApprovalLoaders,
    DraftLoaders,
    DrawLoaders,
    HistoryLoaders,
    HouseLoaders,
    ListLoaders,
    RegisterLoaders,
    RelianceLoaders,
    RoundLoaders,
    VisitLoaders,
    OwnViewLoaders,
    ScreeningLoaders,
    SpotCheckLoaders {
  readonly house: DataLoader<string, HouseRow | null>;
  readonly person: DataLoader<string, PersonRow | null>;
  readonly household: DataLoader<string, HouseholdRow | null>;
  /** Who is a member of a household now. */
  readonly members: DataLoader<string, { householdId: string; personId: string }[]>;
  readonly inspection: DataLoader<string, InspectionRow | null>;
  readonly hazard: DataLoader<string, HazardRow | null>;
  readonly enterprise: DataLoader<string, EnterpriseRow | null>;
  readonly region: DataLoader<string, RegionRow | null>;
  readonly record: DataLoader<string, RecordRow | null>;
  /** All current ratings of a subject, internal ones included: `listRatings` decides which of them leave. */
  readonly ratings: DataLoader<string, RatingRow[]>;
  /** Changes of grade by their id, and those that wait to be confirmed by their subject, for whoever deals with them or oversees it. */
  readonly gradeChange: DataLoader<string, GradeChangeRow | null>;
  readonly pendingChanges: DataLoader<string, GradeChangeRow[]>;
  /** The same as of a day and a moment of knowledge. */
  ratingsAsOf(moment: Moment): DataLoader<string, RatingRow[]>;
  /** What follows from the ratings of a subject, internal ones included: `listTreatments` decides which of it leaves. */
  treatments(moment: Moment): DataLoader<string, AppliedTreatment[]>;
  /** Lists that subjects stand on. */
  listEntries(moment: Moment): DataLoader<string, ListEntryRow[]>;
  /** When the service came to know of a subject. */
  readonly firstKnown: DataLoader<string, Instant | null>;
  /** What a rating rests on: the standard by its id, the records by their subject. */
  readonly standard: DataLoader<string, PublishedStandard | null>;
  /** Files and memberships of households as they were known at a moment; null: now. */
  readonly creditFile: FileLoader<FiledRecord>;
  readonly memberships: FileLoader<Membership>;
  /** The same with its place among the versions of its sector, which a later one may change. */
  readonly standardVersion: DataLoader<string, StandardRow | null>;
  /** Jobs of the caller's office as they are at this moment. */
  readonly job: DataLoader<string, JobRow | null>;
  readonly recordCount: DataLoader<string, number>;
  /** The same page of the records of many subjects, newest first. */
  records(page: PageRequest): DataLoader<string, Page<RecordRow>>;
  /** The same page of the inspections of many houses, newest first. */
  inspections(page: PageRequest): DataLoader<string, Page<InspectionRow>>;
  /** The same page of what many draws have drawn, in the order of their lists. */
  drawnObjects(page: PageRequest): DataLoader<string, Page<DrawnObjectRow>>;
}

export function makeLoaders(
  store: Store,
  actor: Actor | null,
  today: CivilDate,
  noteLook: NoteLook,
): Loaders {
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
    household: byId(FIND_HOUSEHOLDS),
    ...makeFileLoaders(store),
    inspection: byId(FIND_INSPECTIONS),
    hazard: byId(FIND_HAZARDS),
    ...makeVisitLoaders(store, roots),
    enterprise: oneEach(
      (ids) => store.run(FIND_ENTERPRISES, [ids]),
      (row) => row.id,
    ),
    region: oneEach(
      (codes) => store.run(FIND_REGIONS, [codes]),
      (row) => row.code,
    ),
    ...makeMomentLoaders(store, today),
    ...makeApprovalLoaders(store, actor, noteLook),
    ...makeDraftLoaders(store, actor),
    ...makeDrawLoaders(store, actor, today),
    ...makeChangeLoaders(store, actor),
    ...makeHistoryLoaders(store),
    ...makeRoundLoaders(store, actor),
    ...makeOwnViewLoaders(store, actor),
    ...makeHouseLoaders(store, actor, today),
    ...makeSpotCheckLoaders(store, actor, today),
    ...makeListLoaders(store, actor, today),
    ...makeRegisterLoaders(store, actor, today),
    ...makeRelianceLoaders(store, actor),
    ...makeScreeningLoaders(store, actor),
    job: oneEach(
      (ids) => store.run(FIND_JOBS, [ids, actor?.officeId ?? null]),
      (row) => row.id,
      { cache: false },
    ),
    ...makePageLoaders(store),
  };
}

/** What stands in credit files, of subjects that the caller has been shown. */
function makeFileLoaders(
  store: Store,
): Pick<
  Loaders,
  | 'record'
  | 'recordCount'
  | 'ratings'
  | 'standard'
  | 'standardVersion'
  | 'creditFile'
  | 'memberships'
  | 'members'
> {
  return {
    record: oneEach(
      (ids) => store.run(FIND_RECORDS, [ids]),
      (row) => row.id,
    ),
    ratings: manyEach(
      async (ids) => nameGrades(store, await store.run(READ_RATINGS, [ids])),
      (row) => row.subjectId,
    ),
    standard: new DataLoader((ids) => readStandards(store, ids)),
    standardVersion: oneEach(
      (ids) => store.run(FIND_STANDARDS, [ids, 'infinity']),
      (row) => row.id,
    ),
    recordCount: countEach((ids) => store.run(COUNT_RECORDS, [ids])),
    creditFile: filesEach((ids, moments) => store.run(READ_CREDIT_FILES, [ids, moments])),
    memberships: filesEach((ids, moments) => store.run(READ_MEMBERSHIPS, [ids, moments])),
    members: manyEach(
      (ids) => store.run(LIST_MEMBERS, [ids]),
      (row) => row.householdId,
    ),
  };
}

/** Changes of grade, narrowed to where the actor deals with them; whoever does so nowhere costs the database nothing. */
function makeChangeLoaders(
  store: Store,
  actor: Actor | null,
): Pick<Loaders, 'gradeChange' | 'pendingChanges'> {
  const reach = readingReach(actor);
  const read = (find: Statement<GradeChangeRow>) => (ids: readonly string[]) =>
    reach[0].length === 0 ? Promise.resolve([]) : store.run(find, [ids, ...reach]);
  return {
    gradeChange: oneEach(read(FIND_GRADE_CHANGES), (row) => row.id),
    pendingChanges: manyEach(read(FIND_PENDING_CHANGES), (row) => row.subjectId),
  };
}

/** What held on a day, as it was known at a moment. */
function makeMomentLoaders(
  store: Store,
  today: CivilDate,
): Pick<Loaders, 'ratingsAsOf' | 'treatments' | 'listEntries' | 'firstKnown'> {
  const values = (moment: Moment) => momentValues(today, moment);
  const known = oneEach(
    (ids) => store.run(READ_FIRST_KNOWN, [ids]),
    (row) => row.id,
  );
  return {
    ratingsAsOf: perQuery((moment: Moment) =>
      manyEach(
        async (ids) => nameGrades(store, await store.run(READ_RATINGS_AS_OF, [ids, ...values(moment)])),
        (row) => row.subjectId,
      ),
    ),
    treatments: perQuery((moment: Moment) =>
      manyEach(
        (ids) => store.run(READ_TREATMENTS, [ids, ...values(moment)]),
        (row) => row.subjectId,
      ),
    ),
    listEntries: perQuery((moment: Moment) =>
      manyEach(
        (ids) => store.run(READ_LIST_ENTRIES, [ids, ...values(moment)]),
        (row) => row.subjectId,
      ),
    ),
    firstKnown: new DataLoader(async (ids: readonly string[]) => {
      const rows = await known.loadMany(ids);
      return rows.map((row) => (row === null || row instanceof Error ? null : row.recordedAt));
    }),
  };
}

/** Pages of what hangs on rows that the caller has been shown. */
function makePageLoaders(store: Store): Pick<Loaders, 'records' | 'inspections' | 'drawnObjects'> {
  return {
    records: perQuery((page: PageRequest) =>
      pagesEach(store, LIST_RECORDS, page, { keys: 2, parentOf: (row) => row.subjectId }),
    ),
    inspections: perQuery((page: PageRequest) =>
      pagesEach(store, LIST_INSPECTIONS, page, { keys: 2, parentOf: (row) => row.houseId }),
    ),
    drawnObjects: perQuery((page: PageRequest) =>
      pagesEach(store, LIST_DRAWN_OBJECTS, page, { keys: 1, parentOf: (row) => row.drawId }),
    ),
  };
}
