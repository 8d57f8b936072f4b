import type pg from 'pg';
import { addDays, addMonths, type CivilDate, dayOfMonth } from '../../src/domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { type Queryable, type Statement, statement } from '../../src/store/statement.js';
import { noteConductOfPeople } from '../../src/usecases/steps/note-conduct-of-people.js';
import { planInspections } from '../../src/usecases/steps/plan-inspections.js';
import { rerateSubjects } from '../../src/usecases/steps/rerate-subjects.js';
import { PROPERTY_SERVICE_SECTOR } from './property-services.js';

/** Says how far a phase has come. */
export type Report = (done: number, total: number) => void;

const subjectsAtOnce = 2_000;
const cause = 'loadDemoDistrict';

/** Lets the verbs' own steps run on the loader's connection, inside its one transaction. */
export function queryableOf(client: pg.ClientBase): Queryable {
  return {
    run: async <Row>({ name, text }: Statement<Row>, values: readonly unknown[]) => {
      const result = await client.query({ name, text, values: [...values] });
      return result.rows as Row[];
    },
  };
}

/**
 * Rates the houses by the standard, day after day in the order in which their files filled, so that the history of each
 * tier is what it would have been; `afterDay` is what officers did then.
 */
export async function rateHouses(
  queryable: Queryable,
  turningDays: ReadonlyMap<CivilDate, readonly string[]>,
  report: Report,
  afterDay: (on: CivilDate) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const days = [...turningDays].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [at, [on, subjectIds]] of days.entries()) {
    await rerateSubjects(queryable, { sector: RENTAL_HOUSE_SECTOR, subjectIds, on, cause });
    await afterDay(on);
    report(at + 1, days.length);
  }
}

/**
 * What happened to the houses comes into the files of their owners and managers, who are rated by it, as the nights would have done; for
 * all houses at once, so that nobody's grade has two histories of one day.
 */
export async function noteConduct(
  queryable: Queryable,
  { houseIds, on, newId }: { houseIds: readonly string[]; on: CivilDate; newId: () => string },
): Promise<void> {
  const trail = { subjectIds: new Set<string>(), rules: {}, purpose: null, matter: null };
  await noteConductOfPeople(queryable, trail, { houseIds, on, cause, newId });
  // Noted in the evening of the day, like what the officers have recorded themselves.
  await queryable.run(BACKDATE_CONDUCT, [houseIds]);
}

const BACKDATE_CONDUCT = statement<never>(
  'backdate-conduct',
  `update credit_record r set recorded_at = (r.occurred_on + time '18:00') at time zone 'Asia/Shanghai'
   where r.subject_id in (select person_id from house_tenure where house_id = any($1::uuid[])) and r.details ? 'houseRole'`,
);

/** Rates the enterprises as the monthly runs before today did, and today. */
export async function rateEnterprises(
  queryable: Queryable,
  { enterpriseIds, days }: { enterpriseIds: readonly string[]; days: readonly CivilDate[] },
  report: Report,
): Promise<void> {
  const total = enterpriseIds.length * days.length;
  let done = 0;
  for (const on of days) {
    for (const subjectIds of pieces(enterpriseIds)) {
      await rerateSubjects(queryable, { sector: ENTERPRISE_RISK_SECTOR, subjectIds, on, cause });
      report((done += subjectIds.length), total);
    }
  }
}

export async function ratePropertyServices(
  queryable: Queryable,
  subjectIds: readonly string[],
  on: CivilDate,
): Promise<void> {
  await rerateSubjects(queryable, { sector: PROPERTY_SERVICE_SECTOR, subjectIds, on, cause });
}

/** Rates those who take part in the scenarios, sector by sector; persons and their households alike. */
export async function rateScenarios(
  queryable: Queryable,
  subjectsBySector: ReadonlyMap<string, readonly string[]>,
  on: CivilDate,
): Promise<void> {
  for (const [sector, subjectIds] of subjectsBySector) {
    await rerateSubjects(queryable, { sector, subjectIds, on, cause });
  }
}

/** Works out when each house is due next, by the step that every verb of the station uses. */
export async function planAllInspections(
  queryable: Queryable,
  { houseIds, on }: { houseIds: readonly string[]; on: CivilDate },
  report: Report,
): Promise<void> {
  let done = 0;
  for (const piece of pieces(houseIds)) {
    await planInspections(queryable, piece, { on, byAct: false });
    report((done += piece.length), houseIds.length);
  }
}

/** The last days of the `count` months before the one of `today`, oldest first, and `today`. */
export function ratingDays(today: CivilDate, count: number): CivilDate[] {
  const firstOfMonth = addDays(today, 1 - dayOfMonth(today));
  const monthEnds = Array.from({ length: count }, (_, at) => addDays(addMonths(firstOfMonth, -at), -1));
  return [...monthEnds.reverse(), today];
}

function* pieces(ids: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += subjectsAtOnce) yield ids.slice(at, at + subjectsAtOnce);
}
