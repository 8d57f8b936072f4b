import { hash } from 'node:crypto';
import type { CivilDate } from './civil-date.js';
import { lotKey } from './draw.js';
import { inspectorLot } from './draw-inspectors.js';

/** The draw whose lots say who comes next. */
export interface DrawnLots {
  readonly seed: string;
  /** Null for draws of the first kind, whose lots rest on the seed alone. */
  readonly saltKey: string | null;
  readonly objectPublicId: string;
}

/** Somebody who stood in the pool of the draw, as he is now. */
export interface PoolMember {
  readonly publicId: string;
  readonly expiresOn: CivilDate;
  readonly isActive: boolean;
  /** A conflict of interest with this very object. */
  readonly hasConflict: boolean;
  /** Whether he holds one of the specialties that the items of the draw ask for. */
  readonly hasSpecialty: boolean;
  /** Has, or had, a seat at this visit. */
  readonly isTaken: boolean;
}

export type Unfit = 'CERTIFICATE_ENDED' | 'LEFT' | 'CONFLICT' | 'SPECIALTY' | 'TAKEN';

/** Why somebody cannot go to this object on a day; null: he can. */
export function unfitnessOf(member: PoolMember, on: CivilDate): Unfit | null {
  if (member.isTaken) return 'TAKEN';
  if (!member.isActive) return 'LEFT';
  if (member.expiresOn < on) return 'CERTIFICATE_ENDED';
  if (member.hasConflict) return 'CONFLICT';
  return member.hasSpecialty ? null : 'SPECIALTY';
}

/**
 * Who of the pool takes the place of somebody who cannot go: the lots of the draw go on where they stopped, so nobody chooses. Whoever
 * holds the lowest lot among those who can go on the day; null when nobody can. The draw itself stays as it is.
 * How many visits he has already does not count here: what the draw spread evenly is not spread anew.
 * Source: recusal and replacement without choice [L 54号 asks for reasons, the lots K].
 */
export function nextInspector(
  lots: DrawnLots,
  pool: readonly PoolMember[],
  on: CivilDate,
): PoolMember | null {
  const able = pool.filter((member) => unfitnessOf(member, on) === null);
  const ordered = able
    .map((member) => ({ member, lot: lotOf(lots, member.publicId) }))
    .sort((a, b) => byCodeUnit(a.lot, b.lot) || byCodeUnit(a.member.publicId, b.member.publicId));
  return ordered[0]?.member ?? null;
}

/** The lot of an inspector for an object, as the algorithm of the draw has it. */
function lotOf({ seed, saltKey, objectPublicId }: DrawnLots, inspectorPublicId: string): string {
  if (saltKey === null) return hash('sha256', `${seed}:${objectPublicId}|${inspectorPublicId}`, 'hex');
  return inspectorLot(lotKey(seed, saltKey), objectPublicId, inspectorPublicId);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
