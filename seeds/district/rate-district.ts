import type pg from 'pg';
import { addDays, addMonths, type CivilDate, dayOfMonth } from '../../src/domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import type { Queryable, Statement } from '../../src/store/statement.js';
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
 * tier is what it would have been.
 */
export async function rateHouses(
  queryable: Queryable,
  turningDays: ReadonlyMap<CivilDate, readonly string[]>,
  report: Report,
): Promise<void> {
  const days = [...turningDays].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [at, [on, subjectIds]] of days.entries()) {
    await rerateSubjects(queryable, { sector: RENTAL_HOUSE_SECTOR, subjectIds, on, cause });
    report(at + 1, days.length);
  }
}

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
