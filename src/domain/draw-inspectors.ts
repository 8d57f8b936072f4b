import { hash } from 'node:crypto';
import type { CivilDate } from './civil-date.js';
import { byTicket, requireDistinct, type Ticket } from './draw.js';
import { DomainError } from './refusal.js';

/** Who may be drawn as an inspector, as the register had it when the draw was committed to. */
export interface Inspector {
  readonly publicId: string;
  /** The last day on which the law-enforcement certificate (行政执法证) is valid. */
  readonly certificateExpiresOn: CivilDate;
  readonly specialties: readonly string[];
  /** Public ids of the objects that he must not inspect (回避). */
  readonly conflicts: readonly string[];
}

export interface InspectorRules {
  readonly perObject: number;
  readonly drawOn: CivilDate;
  /** One of these is needed; anybody will do when there are none. */
  readonly specialties: readonly string[];
  /** Pairs of last time that shall not go together again, as `a+b` with the lower one first. */
  readonly avoidPairs: readonly string[];
}

export interface Assignment {
  readonly objectPublicId: string;
  /** Lowest lot first. */
  readonly inspectorPublicIds: readonly string[];
  /** A pair of last time goes again, because nobody else was left. */
  readonly pairRepeated: boolean;
}

/** Whose certificate is valid on the day and who has a specialty that is needed. */
export function eligibleInspectors(
  inspectors: readonly Inspector[],
  { drawOn, specialties }: Pick<InspectorRules, 'drawOn' | 'specialties'>,
): Inspector[] {
  return inspectors.filter(
    (inspector) =>
      inspector.certificateExpiresOn >= drawOn &&
      (specialties.length === 0 || inspector.specialties.some((one) => specialties.includes(one))),
  );
}

/**
 * Refuses a draw that could come to an object which nobody may inspect: before anything is drawn, so that nothing is ever half done.
 * Throws TOO_FEW_INSPECTORS.
 * Source: at least two certificate holders at each inspection; recusal where interests conflict [L].
 */
export function requireInspectors(
  inspectors: readonly Inspector[],
  rules: Pick<InspectorRules, 'perObject' | 'drawOn' | 'specialties'>,
): void {
  const eligible = eligibleInspectors(inspectors, rules);
  const recused = new Map<string, number>();
  for (const { conflicts } of eligible)
    for (const publicId of conflicts) recused.set(publicId, (recused.get(publicId) ?? 0) + 1);
  const left = eligible.length - Math.max(0, ...recused.values());
  if (left < rules.perObject) throw tooFew(left, rules.perObject);
}

/**
 * Gives each drawn object its inspectors (随机匹配执法检查人员), object by object in the order of tickets across classes: the lowest
 * lots of those who may go there, have no more places than an even share, and have not gone together last time. The share is
 * exceeded, and then a pair repeated, only where nobody else is left. The answer is in the order of tickets.
 */
export function assignInspectors(
  key: string,
  objects: readonly Ticket[],
  inspectors: readonly Inspector[],
  rules: InspectorRules,
): Assignment[] {
  requireDistinct(inspectors.map(({ publicId }) => publicId));
  const eligible = eligibleInspectors(inspectors, rules);
  if (eligible.length < rules.perObject) throw tooFew(eligible.length, rules.perObject);
  const share = Math.ceil((objects.length * rules.perObject) / eligible.length);
  const pool = eligible.map((inspector) => ({
    publicId: inspector.publicId,
    conflicts: new Set(inspector.conflicts),
    places: 0,
  }));
  const avoid = new Set(rules.avoidPairs);
  return [...objects].sort(byTicket).map(({ publicId }) => {
    const free = pool.filter(({ conflicts }) => !conflicts.has(publicId));
    if (free.length < rules.perObject) throw tooFew(free.length, rules.perObject);
    const lots = withinShare(free, share, rules.perObject).map((seat) => ({
      seat,
      lot: inspectorLot(key, publicId, seat.publicId),
    }));
    const apart = apartFrom(lots, avoid, rules.perObject);
    const taken = apart ?? apartFrom(lots, new Set(), rules.perObject) ?? [];
    for (const { seat } of taken) seat.places += 1;
    return {
      objectPublicId: publicId,
      inspectorPublicIds: taken.map(({ seat }) => seat.publicId),
      pairRepeated: apart === null,
    };
  });
}

export function inspectorLot(key: string, objectPublicId: string, inspectorPublicId: string): string {
  return hash('sha256', `${key}|inspector|${objectPublicId}|${inspectorPublicId}`, 'hex');
}

/** A pair in the one way in which it is written. */
export function pairOf(one: string, other: string): string {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0 ? `${one}+${other}` : `${other}+${one}`;
}

interface Seat {
  readonly publicId: string;
  places: number;
}

/** Those below an even share of the places; the share rises for this object, one by one, until enough are there. */
function withinShare<One extends Seat>(free: readonly One[], share: number, perObject: number): One[] {
  for (let limit = share; ; limit += 1) {
    const below = free.filter(({ places }) => places < limit);
    if (below.length >= perObject) return below;
  }
}

interface Lot {
  readonly seat: Seat;
  readonly lot: string;
}

/** The first ones of whom no two have gone together last time; null when there are not so many. */
function apartFrom(lots: readonly Lot[], avoid: ReadonlySet<string>, perObject: number): Lot[] | null {
  const taken: Lot[] = [];
  for (const lot of lowestFirst(lots)) {
    const together = taken.some(({ seat }) => avoid.has(pairOf(seat.publicId, lot.seat.publicId)));
    if (!together) taken.push(lot);
    if (taken.length === perObject) return taken;
  }
  return null;
}

/** The lots in their order. Few of many are asked for, and finding those costs far less than sorting all. */
function* lowestFirst(lots: readonly Lot[]): Generator<Lot> {
  const rest = [...lots];
  while (rest.length > 0) {
    const lowest = rest.reduce((one, other) => (other.lot < one.lot ? other : one));
    rest.splice(rest.indexOf(lowest), 1);
    yield lowest;
  }
}

function tooFew(eligible: number, required: number): DomainError {
  return new DomainError('TOO_FEW_INSPECTORS', { facts: { eligible, required } });
}
