import { hash } from 'node:crypto';
import type { CivilDate } from './civil-date.js';
import { DomainError } from './refusal.js';

/**
 * Drawing lots that anybody can repeat (双随机): with the seed, the roster and this page, pencil and a SHA-256 tool are
 * enough. Every object's lot is a hash of the seed and of its public id, and the lowest lots are drawn.
 * The version is stored with each draw; a change of any rule below needs a new one.
 */
export const DRAW_ALGORITHM = 'sha256-tickets-1';

const WHOLE = 10_000;
const INSPECTORS_PER_OBJECT = 2;

/** One object in the population of a draw. Public ids and class codes are ASCII and unique within the roster. */
export interface RosterEntry {
  readonly publicId: string;
  readonly classCode: string;
}

export interface DrawnObject extends RosterEntry {
  readonly ticket: string;
}

export interface Inspector {
  readonly publicId: string;
  /** The last day on which the law-enforcement certificate (行政执法证) is valid. */
  readonly certificateExpiresOn: CivilDate;
}

export interface Assignment {
  readonly objectPublicId: string;
  readonly inspectorPublicIds: readonly [string, string];
}

/**
 * How many of `population` are drawn at a ratio in hundredths of a percent: rounded up, so at least one of any population
 * and never more than all. The lowest risk never means ratio 0 (不免抽).
 * Throws RATIO_OUT_OF_RANGE for a ratio that is not a whole number above 0 and at most 10000.
 */
export function sampleSize(population: number, ratioBasisPoints: number): number {
  if (!Number.isSafeInteger(ratioBasisPoints) || ratioBasisPoints <= 0 || ratioBasisPoints > WHOLE) {
    throw new DomainError('RATIO_OUT_OF_RANGE');
  }
  const parts = population * ratioBasisPoints;
  if (!Number.isSafeInteger(population) || !Number.isSafeInteger(parts) || population < 0)
    throw new RangeError('A population is a whole number');
  const rest = parts % WHOLE;
  return (parts - rest) / WHOLE + (rest > 0 ? 1 : 0);
}

/** The lot of a public id: the lower-case hex SHA-256 of `seed:publicId` in UTF-8. */
export function ticket(seed: string, publicId: string): string {
  return hash('sha256', `${seed}:${publicId}`, 'hex');
}

/**
 * Draws from each class its share, lowest ticket first; equal tickets go by public id. The order of the roster does not
 * matter. The answer is ordered by class code, then ticket.
 * Throws RATIO_OUT_OF_RANGE when a class of the roster has no ratio or an impossible one.
 */
export function drawObjects(
  seed: string,
  roster: readonly RosterEntry[],
  ratios: Readonly<Record<string, number>>,
): DrawnObject[] {
  requireSeed(seed);
  requireRoster(roster);
  const classes = byClass(roster);
  return [...classes.keys()].sort(byCodeUnit).flatMap((classCode) => {
    const members = classes.get(classCode) ?? [];
    const ratio = Object.hasOwn(ratios, classCode) ? ratios[classCode] : undefined;
    if (ratio === undefined) throw new DomainError('RATIO_OUT_OF_RANGE', { facts: { classCode } });
    const lots = members.map(({ publicId }) => ({ publicId, classCode, ticket: ticket(seed, publicId) }));
    return lots.sort(byTicket).slice(0, sampleSize(members.length, ratio));
  });
}

/**
 * What is published before a draw, so that the roster cannot be changed after it: the hex SHA-256 of its lines
 * `publicId,classCode` in UTF-8, each ended by a newline, sorted by code unit.
 */
export function rosterHash(roster: readonly RosterEntry[]): string {
  requireRoster(roster);
  const lines = roster.map(({ publicId, classCode }) => `${publicId},${classCode}\n`);
  return hash('sha256', lines.sort(byCodeUnit).join(''), 'hex');
}

/**
 * Assigns two inspectors to each object by the lowest tickets of `object|inspector`, so that who checks whom is a lot as
 * well. Whoever's certificate has expired before `on` takes no part.
 * Throws TOO_FEW_INSPECTORS when fewer than two remain.
 * Source: at least two certificate holders at each inspection [L].
 */
export function assignInspectors(
  seed: string,
  objectPublicIds: readonly string[],
  inspectors: readonly Inspector[],
  on: CivilDate,
): Assignment[] {
  requireSeed(seed);
  const eligible = inspectors.filter(({ certificateExpiresOn }) => certificateExpiresOn >= on);
  requireDistinct(eligible.map(({ publicId }) => publicId));
  if (eligible.length < INSPECTORS_PER_OBJECT) {
    throw new DomainError('TOO_FEW_INSPECTORS', {
      facts: { eligible: eligible.length, required: INSPECTORS_PER_OBJECT },
    });
  }
  return objectPublicIds.map((objectPublicId) => {
    const lots = eligible.map(({ publicId }) => ({
      publicId,
      ticket: ticket(seed, `${objectPublicId}|${publicId}`),
    }));
    const [first, second] = lots.sort(byTicket);
    if (!first || !second) throw new Error('Two inspectors were counted, but not found');
    return { objectPublicId, inspectorPublicIds: [first.publicId, second.publicId] };
  });
}

function byClass(roster: readonly RosterEntry[]): Map<string, RosterEntry[]> {
  const classes = new Map<string, RosterEntry[]>();
  for (const entry of roster) {
    const members = classes.get(entry.classCode);
    if (members) members.push(entry);
    else classes.set(entry.classCode, [entry]);
  }
  return classes;
}

function byTicket(a: { ticket: string; publicId: string }, b: { ticket: string; publicId: string }): number {
  return byCodeUnit(a.ticket, b.ticket) || byCodeUnit(a.publicId, b.publicId);
}

/** The order of bytes for ASCII, the same in every language and collation. */
function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function requireSeed(seed: string): void {
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new RangeError('A seed is 64 lower-case hex digits');
}

/** An object that stood twice in the roster would have two chances, and a comma or newline would make its lines ambiguous. */
function requireRoster(roster: readonly RosterEntry[]): void {
  for (const { publicId, classCode } of roster) {
    if (/[,\n|]/.test(publicId) || /[,\n|]/.test(classCode))
      throw new RangeError('An id or class has a separator in it');
  }
  requireDistinct(roster.map(({ publicId }) => publicId));
}

function requireDistinct(publicIds: readonly string[]): void {
  if (new Set(publicIds).size !== publicIds.length)
    throw new RangeError('A public id stands twice in the list');
}
