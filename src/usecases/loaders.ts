import DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import { FIND_HAZARDS, LIST_HAZARDS_OF_HOUSES, type HazardRow } from '../store/hazards.js';
import { FIND_INSPECTIONS, type InspectionRow } from '../store/inspections.js';
import { FIND_PERSONS, type PersonRow } from '../store/persons.js';
import { READ_RATINGS, type RatingRow } from '../store/ratings.js';
import { FIND_RECORDS, type RecordRow } from '../store/records.js';
import { FIND_REGIONS, type RegionRow } from '../store/regions.js';
import { FIND_HOUSES, type HouseRow } from '../store/rental-houses.js';
import type { Statement } from '../store/statement.js';
import type { Actor } from './context.js';

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
  readonly region: DataLoader<string, RegionRow | null>;
  readonly record: DataLoader<string, RecordRow | null>;
  /** All current ratings of a subject, internal ones included: `visibleRatings` decides which of them leave. */
  readonly ratings: DataLoader<string, RatingRow[]>;
}

export function makeLoaders(store: Store, actor: Actor | null): Loaders {
  const roots = actor?.regionCodes ?? [];
  const byId = <Row extends { id: string }>(find: Statement<Row>) =>
    oneEach((ids) => store.run(find, [ids, roots]), (row: Row) => row.id);
  return {
    house: byId(FIND_HOUSES),
    person: byId(FIND_PERSONS),
    inspection: byId(FIND_INSPECTIONS),
    hazard: byId(FIND_HAZARDS),
    hazardsOfHouse: manyEach((ids) => store.run(LIST_HAZARDS_OF_HOUSES, [ids, null]), (row) => row.houseId),
    region: oneEach((codes) => store.run(FIND_REGIONS, [codes]), (row) => row.code),
    record: oneEach((ids) => store.run(FIND_RECORDS, [ids]), (row) => row.id),
    ratings: manyEach((ids) => store.run(READ_RATINGS, [ids]), (row) => row.subjectId),
  };
}

type Fetch<Row> = (keys: readonly string[]) => Promise<Row[]>;

function oneEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

function manyEach<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => {
    const found = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await fetch(keys)) found.get(keyOf(row))?.push(row);
    return keys.map((key) => found.get(key) ?? []);
  });
}
