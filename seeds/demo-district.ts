import pg from 'pg';
import type { CivilDate } from '../src/domain/civil-date.js';
import { withoutIndexes } from '../src/store/bulk.js';
import { rowTypes } from '../src/store/statement.js';
import { planStationRounds } from '../src/usecases/steps/plan-station-rounds.js';
import { addMatters } from './district/approval-matters.js';
import { confirmUpgrades } from './district/confirm-upgrades.js';
import { DistrictFiller, type Filled } from './district/filler.js';
import type { OnProgress } from './district/progress.js';
import {
  noteConduct,
  planAllInspections,
  queryableOf,
  rateEnterprises,
  rateHouses,
  ratePropertyServices,
  rateScenarios,
  ratingDays,
} from './district/rate-district.js';
import { addResidents } from './district/residents.js';
import { Random } from './district/random.js';
import { type DistrictSize, planDistrict } from './district/size.js';
import { makeWorld } from './district/world.js';
import { loadReference } from './load-reference.js';

export type { Progress } from './district/progress.js';
export { type DistrictSize, districtSizes } from './district/size.js';

export interface DemoDistrict {
  /** Connects as the role that owns the tables, to a migrated database. */
  readonly ownerUrl: string;
  readonly size: DistrictSize;
  /** The same seed, size and day give the same district to the last character. */
  readonly seed: number;
  /** The day on which the district stands: its records end the day before, its worklists begin on it. */
  readonly today: CivilDate;
  readonly onProgress?: OnProgress;
  /** True: a demo district that is there is removed first, with everything that was done in it. */
  readonly replace?: boolean;
}

/** Districts made here are remembered by a name that begins like this; no other district may be removed. */
const demoPrefix = 'demo ';
const loadLock = 7_301_442_121;

/** The database is not one that a demo district may be loaded into, or removed from. */
export class DistrictRefused extends Error {
  override readonly name = 'DistrictRefused';
}

/** The district that a database holds, such as `demo heshan seed 1`; null: none. The database is migrated. */
export async function readDistrict(ownerUrl: string): Promise<string | null> {
  const owner = await connect(ownerUrl);
  try {
    return await districtOf(owner);
  } finally {
    await owner.end();
  }
}

/**
 * Fills an empty database with a demo district. Everything happens in one transaction, so that a loader that is killed
 * leaves an empty database and not half a district.
 *
 * @returns false when the database has a demo district already, perhaps another starter's.
 * @throws DistrictRefused when the database holds subjects that are no demo district.
 */
export async function loadDemoDistrict(options: DemoDistrict): Promise<boolean> {
  const { ownerUrl, replace = false, onProgress = () => undefined } = options;
  const owner = await connect(ownerUrl);
  try {
    onProgress({ phase: 'reference', done: 0, total: 1 });
    if (replace) await inTransaction(owner, () => removeDistrict(owner));
    await loadReference(ownerUrl);
    onProgress({ phase: 'reference', done: 1, total: 1 });
    const isFilled = await inTransaction(owner, async () => {
      if (!(await isEmpty(owner))) return false;
      await fill(owner, options, onProgress);
      return true;
    });
    if (!isFilled) return false;
    onProgress({ phase: 'tidying', done: 0, total: 1 });
    // Reads that need an index only are as fast from the first request on as they will be later.
    await owner.query('vacuum (analyze)');
    onProgress({ phase: 'tidying', done: 1, total: 1 });
    return true;
  } finally {
    await owner.end();
  }
}

/** Loaders of one database come one after the other. A failed transaction ends with the connection. */
async function inTransaction<Result>(owner: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await owner.query('begin');
  await owner.query('select pg_advisory_xact_lock($1)', [loadLock]);
  const result = await work();
  await owner.query('commit');
  return result;
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    types: rowTypes,
    options:
      '-c timezone=UTC -c statement_timeout=0 -c jit=off -c work_mem=64MB -c maintenance_work_mem=256MB',
  });
  // A connection that breaks makes the statement under way fail; without a listener it would end the process.
  owner.on('error', () => undefined);
  await owner.connect();
  return owner;
}

async function districtOf(owner: pg.Client): Promise<string | null> {
  const { rows } = await owner.query<{ value: string }>(
    `select value from installation where key = 'district'`,
  );
  return rows[0]?.value ?? null;
}

async function isEmpty(owner: pg.Client): Promise<boolean> {
  if ((await districtOf(owner)) !== null) return false;
  const { rowCount } = await owner.query('select from subject limit 1');
  if (rowCount === 0) return true;
  throw new DistrictRefused(
    'The database holds subjects that are no demo district; the demo goes into an empty one.',
  );
}

async function removeDistrict(owner: pg.Client): Promise<void> {
  const district = await districtOf(owner);
  if (district === null) return;
  if (!district.startsWith(demoPrefix))
    throw new DistrictRefused(`${district} is no demo district and is not removed.`);
  // Whatever refers to a subject or an office was done in the demo and goes with it; so do the treatments, which an
  // office may have set, and the reference data must then be loaded anew.
  await owner.query('truncate subject, office, data_delivery, access_log, screening_result cascade');
  await owner.query(`delete from installation where key in ('district', 'reference')`);
}

async function fill(
  owner: pg.Client,
  { size, seed, today }: DemoDistrict,
  onProgress: OnProgress,
): Promise<void> {
  const plan = planDistrict(size);
  const world = makeWorld(new Random(`demo district ${seed}`), today);
  const filler = new DistrictFiller(owner, world, plan);
  const filled = await withoutIndexes(owner, 'credit_record', async () => {
    const files = await filler.fill(onProgress);
    onProgress({ phase: 'indexes', done: 0, total: 1 });
    return files;
  });
  // Without statistics the set-based rating would be planned for empty tables.
  await owner.query('analyze');
  await rate(owner, filled, {
    today,
    earlierRatings: plan.earlierRatings,
    onProgress,
    newId: () => world.ids.next(),
  });
  await addResidents(queryableOf(owner), today);
  await addMatters(queryableOf(owner), today);
  await owner.query(`insert into installation (key, value) values ('district', $1)`, [
    `${demoPrefix}${size} seed ${seed}`,
  ]);
}

interface RatingPlan {
  readonly today: CivilDate;
  readonly earlierRatings: number;
  readonly onProgress: OnProgress;
  newId(): string;
}

async function rate(owner: pg.Client, filled: Filled, plan: RatingPlan): Promise<void> {
  const { today, earlierRatings, onProgress, newId } = plan;
  const { enterpriseIds, propertyServiceIds, turningDays, houseIds, stationIds, scenarios } = filled;
  const queryable = queryableOf(owner);
  await backdateRules(owner);
  const days = ratingDays(today, earlierRatings);
  const parts = enterpriseIds.length * days.length;
  const total = parts + turningDays.size;
  await rateEnterprises(queryable, { enterpriseIds, days }, (done) => {
    onProgress({ phase: 'ratings', done, total });
  });
  await ratePropertyServices(queryable, propertyServiceIds, today);
  await noteConduct(queryable, { houseIds, on: today, newId });
  await rateScenarios(queryable, scenarios, today);
  await rateHouses(
    queryable,
    turningDays,
    (done) => onProgress({ phase: 'ratings', done: parts + done, total }),
    (on) => confirmUpgrades(queryable, on, newId),
  );
  // As the night before today would have, for those whose last change lies further back.
  await rateHouses(queryable, new Map([[today, houseIds]]), () => undefined);
  // The district has stood for two years: each rating was known on the day on which it held, after the records of that day
  // had come in at five; those of today were worked out in the night.
  await owner.query(
    `update rating_history set recorded_at =
       (valid_from + case when valid_from < $1::date then time '17:30' else time '00:00' end) at time zone 'Asia/Shanghai'`,
    [today],
  );
  await planAllInspections(queryable, { houseIds, on: today }, (done, of) => {
    onProgress({ phase: 'schedules', done, total: of });
  });
  for (const stationId of stationIds) await planStationRounds(queryable, stationId, today);
}

/**
 * The district has stood for two years: its rules were known from the day on which they applied, so that any day may be asked
 * what was known on it. Comes before the ratings, because whoever has read a standard once does not read it again.
 */
async function backdateRules(owner: pg.Client): Promise<void> {
  const rules = {
    standard: 'in_force_from',
    treatment_policy: 'valid_from',
    measure: 'valid_from',
    list_rule: 'valid_from',
  };
  for (const [table, day] of Object.entries(rules)) {
    await owner.query(
      `update ${table} set recorded_at = least(recorded_at, ${day}::timestamp at time zone 'Asia/Shanghai')`,
    );
  }
}
