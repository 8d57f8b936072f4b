import { type Actor, regulates, type Role } from './actor.js';

/** The roles that propose and confirm changes of grade, in the sectors that their office is in charge of. */
const IN_CHARGE: readonly Role[] = ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER'];

/** Whose changes of grade somebody deals with: binds of `inReach`, in its order. */
export type GradeReach = readonly [
  regionCodes: readonly string[],
  /** Null: every sector. */
  sectors: readonly string[] | null,
  /** Of the internal sectors only these; null: all of them. */
  internalSectors: readonly string[] | null,
];

const NOWHERE: GradeReach = [[], [], []];

/**
 * Where an officer proposes and decides changes of grade: inside his jurisdiction, in the sectors that are named for his office,
 * and in internal ones, such as enterprise risk, only as their regulator. An office that is in charge of the standards of all
 * sectors has no say in the grade of anybody in particular.
 */
export function actingReach(actor: Actor): GradeReach {
  if (!actor.roles.some((role) => IN_CHARGE.includes(role))) return NOWHERE;
  const internal = actor.sectors.filter((sector) => regulates(actor, sector));
  return [actor.regionCodes, actor.sectors, internal];
}

/** Where he may know of them: where he acts, and everywhere in the jurisdiction for oversight. */
export function readingReach(actor: Actor | null): GradeReach {
  if (actor === null) return NOWHERE;
  return actor.roles.includes('AUDITOR') ? [actor.regionCodes, null, null] : actingReach(actor);
}
