import type DataLoader from 'dataloader';
import { addMonths, type CivilDate } from '../domain/civil-date.js';
import type { HouseRole } from '../domain/house-tenure.js';
import { patrolMonth } from '../domain/patrol.js';
import type { Store } from '../store/door.js';
import { nameGrades } from '../store/grades.js';
import { LIST_TENURES, type TenureRow } from '../store/house-tenures.js';
import {
  COUNT_HOUSES_OF_PERSONS,
  type HouseOfPerson,
  LIST_HOUSES_OF_PERSONS,
  type ManagedSummary,
  READ_MANAGED_SUMMARIES,
} from '../store/houses-of-persons.js';
import { type HousePatrols, READ_PATROLS } from '../store/patrols.js';
import type { HouseRow } from '../store/rental-houses.js';
import type { Actor } from './actor.js';
import { countEach, manyEach, oneEach, pagesOf, perQuery } from './batches.js';
import { type Page, type PageRequest, readRows } from './paging.js';

export type { HousePatrols, ManagedSummary, TenureRow };

/** A page of the houses that somebody owns, or that he manages. */
export interface HousesQuery {
  readonly role: HouseRole;
  readonly page: PageRequest;
}

/** What belongs to houses and to the people who answer for them. */
export interface HouseLoaders {
  /** Who owned and who managed a house that the caller has been shown. */
  readonly tenures: DataLoader<string, TenureRow[]>;
  /** Patrols of a house as of today, and how many were done this month. */
  readonly patrols: DataLoader<string, HousePatrols | null>;
  /** Houses of many persons, inside the jurisdiction. */
  housesOf(query: HousesQuery): DataLoader<string, Page<HouseRow & HouseOfPerson>>;
  houseCountOf(role: HouseRole): DataLoader<string, number>;
  readonly managedSummary: DataLoader<string, ManagedSummary | null>;
}

const SUMMARY_MONTHS = 12;

export function makeHouseLoaders(store: Store, actor: Actor | null, today: CivilDate): HouseLoaders {
  const roots = actor?.regionCodes ?? [];
  const { asOf, firstOn, beforeOn } = patrolMonth(today, today);
  const since = addMonths(today, -SUMMARY_MONTHS);
  return {
    tenures: manyEach(
      (ids) => store.run(LIST_TENURES, [ids]),
      (row) => row.houseId,
    ),
    patrols: oneEach(
      (ids) => store.run(READ_PATROLS, [ids, asOf, firstOn, beforeOn]),
      (row) => row.houseId,
    ),
    housesOf: perQuery(({ role, page }: HousesQuery) => {
      const list = LIST_HOUSES_OF_PERSONS[role];
      return pagesOf(
        async (ids) =>
          nameGrades(store, await readRows(store, { list, values: [ids, roots], keys: 1 }, page)),
        page,
        (row) => row.personId,
      );
    }),
    houseCountOf: perQuery((role: HouseRole) =>
      countEach((ids) => store.run(COUNT_HOUSES_OF_PERSONS[role], [ids, roots])),
    ),
    managedSummary: oneEach(
      (ids) => store.run(READ_MANAGED_SUMMARIES, [ids, roots, since]),
      (row) => row.personId,
    ),
  };
}
