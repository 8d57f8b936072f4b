import { hash } from 'node:crypto';
import { DomainError } from './refusal.js';

/**
 * Drawing lots that anybody can repeat (双随机). What is drawn from is committed to before public randomness enters, so that nobody
 * can look at the lots and try again. docs/DRAWS.md tells every step; the version is stored with each draw, and a change of any rule
 * needs a new one.
 */
export const DRAW_ALGORITHM = 'sha256-tickets-2';

const WHOLE = 10_000;

/** One object in the population of a draw. Public ids are unique within the roster. */
export interface RosterEntry {
  readonly publicId: string;
  readonly classCode: string;
  /** Chances within its class: the lowest of so many lots counts. */
  readonly weight: number;
}

export interface Ticket extends RosterEntry {
  readonly ticket: string;
}

/** How many of each class, or which share of it: whole numbers by class code. */
export type ByClass = Readonly<Record<string, number>>;

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

/** The sizes that these ratios give for classes of these numbers. Throws RATIO_OUT_OF_RANGE when a class has no ratio. */
export function sizesOf(counts: ByClass, ratios: ByClass): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).map(([classCode, count]) => {
      const ratio = Object.hasOwn(ratios, classCode) ? ratios[classCode] : undefined;
      if (ratio === undefined) throw new DomainError('RATIO_OUT_OF_RANGE', { facts: { classCode } });
      return [classCode, sampleSize(count, ratio)];
    }),
  );
}

/**
 * The key of all lots of a draw. It takes the seed, which everybody can compute, and the key of the salts, which oversight alone gets
 * to know: a ticket that anybody could compute would tell, by how high it is, of which class a drawn object must be.
 */
export function lotKey(seed: string, saltKey: string): string {
  requireKey(seed);
  requireKey(saltKey);
  return hash('sha256', `${DRAW_ALGORITHM}|lots|${seed}|${saltKey}`, 'hex');
}

/** The ticket (抽签号) of an object: the lowest of as many hashes as it has weight, so that its chances are exactly in proportion. */
export function ticketOf(key: string, publicId: string, weight: number): string {
  let lowest = hash('sha256', `${key}|object|${publicId}|1`, 'hex');
  for (let number = 2; number <= weight; number += 1) {
    const next = hash('sha256', `${key}|object|${publicId}|${number}`, 'hex');
    if (next < lowest) lowest = next;
  }
  return lowest;
}

/**
 * Draws from each class its number, lowest ticket first, from a roster that comes in any order and piece by piece: it never holds
 * more than what is drawn. Equal tickets go by public id.
 */
export class Lots {
  readonly #key: string;
  readonly #strata: ReadonlyMap<string, Lowest>;

  constructor(key: string, sizes: ByClass) {
    this.#key = key;
    this.#strata = new Map(Object.entries(sizes).map(([classCode, size]) => [classCode, new Lowest(size)]));
  }

  add({ publicId, classCode, weight }: RosterEntry): void {
    const ticket = ticketOf(this.#key, publicId, weight);
    this.#strata.get(classCode)?.add({ publicId, classCode, weight, ticket });
  }

  /**
   * What is drawn, by class code and then ticket. With `previous` only what a continued draw adds: the larger sample contains the
   * smaller one, so it begins where that one ended.
   */
  drawn(previous: ByClass = {}): Ticket[] {
    const strata = [...this.#strata].sort(([a], [b]) => byText(a, b));
    return strata.flatMap(([classCode, lowest]) => lowest.inOrder().slice(previous[classCode] ?? 0));
  }
}

/** Draws from a whole roster at once. */
export function drawObjects(key: string, roster: readonly RosterEntry[], sizes: ByClass): Ticket[] {
  requireDistinct(roster.map(({ publicId }) => publicId));
  const lots = new Lots(key, sizes);
  for (const entry of roster) lots.add(entry);
  return lots.drawn();
}

/** The lowest tickets so far, as a heap with the highest of them on top, which the next lower one replaces. */
class Lowest {
  readonly #size: number;
  readonly #heap: Ticket[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  add(ticket: Ticket): void {
    const [top] = this.#heap;
    if (this.#heap.length < this.#size) {
      this.#heap.push(ticket);
      this.#rise(this.#heap.length - 1, ticket);
    } else if (top !== undefined && byTicket(ticket, top) < 0) this.#sink(ticket);
  }

  inOrder(): Ticket[] {
    return [...this.#heap].sort(byTicket);
  }

  #rise(from: number, ticket: Ticket): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || byTicket(parent, ticket) >= 0) break;
      this.#heap[at] = parent;
      at = above;
    }
    this.#heap[at] = ticket;
  }

  #sink(ticket: Ticket): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const rightIsHigher = left !== undefined && right !== undefined && byTicket(right, left) > 0;
      const higher = rightIsHigher ? right : left;
      if (higher === undefined || byTicket(higher, ticket) <= 0) break;
      heap[at] = higher;
      at = 2 * at + (rightIsHigher ? 2 : 1);
    }
    heap[at] = ticket;
  }
}

/** The order of tickets, across classes as well. */
export function byTicket(a: Ticket, b: Ticket): number {
  return byText(a.ticket, b.ticket) || byText(a.publicId, b.publicId);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function requireKey(key: string): void {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new RangeError('A seed or key is 64 lower-case hex digits');
}

/** An object that stood twice in the roster would have two chances. */
export function requireDistinct(publicIds: readonly string[]): void {
  if (new Set(publicIds).size !== publicIds.length)
    throw new RangeError('A public id stands twice in the list');
}
