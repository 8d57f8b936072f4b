import type { CivilDate } from '../../domain/civil-date.js';
import type { Policy } from '../../domain/policy.js';
import type { Queryable } from '../../store/statement.js';
import { READ_POLICIES } from '../../store/treatments.js';

/** A policy as it is published for everywhere; what single offices have set for their regions is left out. */
const EVERYWHERE = [''];

/** The policy of a sector that is in force on a day, by everything that is known now. */
export async function readPolicy(unit: Queryable, sector: string, on: CivilDate): Promise<Policy> {
  const rows = await unit.run(READ_POLICIES, [[sector], on, 'infinity', EVERYWHERE]);
  return rows.map(({ code, label, legalBasis, ...row }) => ({
    ...row,
    ...(code === null ? {} : { code }),
    ...(label === null ? {} : { label }),
    ...(legalBasis === null ? {} : { legalBasis }),
  }));
}
