import { addDays, addMonths, type CivilDate, yearOf } from './civil-date.js';

/** Why an inspection is made. All but ROUTINE come from outside the plan: complaints, transfers from others, clues, emergencies. */
export const GROUNDS = ['ROUTINE', 'COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY'] as const;
export type Ground = (typeof GROUNDS)[number];

export type ItemCategory = 'GENERAL' | 'KEY';
export type LimitKind = 'ANNUAL_CAP' | 'NO_REPEAT' | 'AT_LEAST' | 'CLEAN_WINDOW';

/** How often enterprises may, or must, be inspected, from a day on. A null scope means all. */
export interface SpotCheckLimit {
  readonly code: string;
  readonly kind: LimitKind;
  readonly itemCode: string | null;
  readonly itemCategory: ItemCategory | null;
  /** Leading digits of a GB/T 4754 industry. */
  readonly industryPrefix: string | null;
  /** ANNUAL_CAP, AT_LEAST: times. NO_REPEAT, CLEAN_WINDOW: months. */
  readonly value: number;
  /** AT_LEAST only: the months within which it must happen. */
  readonly withinMonths: number | null;
  /** Grounds of inspections that this limit does not bind. */
  readonly exemptGrounds: readonly Ground[];
  readonly validFrom: CivilDate;
}

export interface ItemInScope {
  readonly code: string;
  readonly category: ItemCategory;
}

/** An inspection that was carried out, at the place or from afar (非现场检查 counts like any other). */
export interface PastInspection {
  readonly inspectedOn: CivilDate;
  readonly items: readonly ItemInScope[];
  readonly ground: Ground;
  /** No problem was found, by any of its result codes. */
  readonly isClean: boolean;
}

/** A visit that a draw has ordered and nobody has made yet. */
export interface PendingVisit {
  readonly drawnOn: CivilDate;
  readonly ground: Ground;
}

/** One object that could be drawn; what is said of limits is said of the enterprise responsible for it. */
export interface Candidate {
  readonly status: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED';
  readonly classCode: string | null;
  readonly industryCode: string | null;
  /** A product, project or conduct that has left the register. */
  readonly isRetired: boolean;
  readonly inspections: readonly PastInspection[];
  readonly pending: readonly PendingVisit[];
}

/** The day that is asked about. */
export interface Reckoning {
  readonly on: CivilDate;
  /** A drawn visit that was never made ceases to count after so many days; or an office that forgets would shield. */
  readonly pendingDays: number;
}

export interface ComingDraw extends Reckoning {
  readonly ground: Ground;
  readonly items: readonly ItemInScope[];
}

/** Why somebody is not on a roster, in the order in which the first one is told. */
export const EXCLUSION_REASONS = [
  'DEREGISTERED',
  'NOT_RATED',
  'AT_CAP',
  'REPEATED_TOO_SOON',
  'CLEAN_WINDOW',
  'OBJECT_RETIRED',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export interface Exclusion {
  readonly reason: ExclusionReason;
  /** The state in the register, or the code of the limit; null where the reason says it all. */
  readonly detail: string | null;
}

/**
 * The limit of a kind that counts for an item in an industry on a day: of each code its latest row, and of those that concern
 * both the one with the narrowest scope: for the item, then for its category, then for the longest part of the industry.
 */
export function limitFor(
  limits: readonly SpotCheckLimit[],
  kind: LimitKind,
  scope: { readonly item: ItemInScope | null; readonly industryCode: string | null; readonly on: CivilDate },
): SpotCheckLimit | null {
  const concerning = inForce(limits, scope.on).filter(
    (limit) => limit.kind === kind && concerns(limit, scope.item, scope.industryCode),
  );
  return concerning.sort(byNarrowness)[0] ?? null;
}

/**
 * Why an object cannot be drawn, or null when it can. The exclusions come before the roster is frozen, each with its reason.
 * Source: 国办发〔2024〕54号, annual cap of inspections with exempt grounds [S]; 《食品生产经营监督检查管理办法》, the same items
 * not again within three months [L]; a window free of routine checks after a clean one [D].
 */
export function exclusionOf(
  candidate: Candidate,
  draw: ComingDraw,
  limits: readonly SpotCheckLimit[],
): Exclusion | null {
  if (candidate.status !== 'ACTIVE') return { reason: 'DEREGISTERED', detail: candidate.status };
  if (candidate.classCode === null) return { reason: 'NOT_RATED', detail: null };
  const judges = [
    ['ANNUAL_CAP', 'AT_CAP', isAtCap],
    ['NO_REPEAT', 'REPEATED_TOO_SOON', isRepeatedTooSoon],
    ['CLEAN_WINDOW', 'CLEAN_WINDOW', isInCleanWindow],
  ] as const;
  for (const [kind, reason, strikes] of judges) {
    const codes = (draw.items.length === 0 ? [null] : draw.items).flatMap((item) => {
      const limit = limitFor(limits, kind, { item, industryCode: candidate.industryCode, on: draw.on });
      const isBound = limit !== null && !limit.exemptGrounds.includes(draw.ground);
      return isBound && strikes(limit, candidate, draw, item) ? [limit.code] : [];
    });
    const [detail] = codes.sort();
    if (detail !== undefined) return { reason, detail };
  }
  return candidate.isRetired ? { reason: 'OBJECT_RETIRED', detail: null } : null;
}

/** Visits of this year and those still to be made, all offices together; what was made on an exempt ground is not counted. */
export function countedVisits(
  { exemptGrounds }: Pick<SpotCheckLimit, 'exemptGrounds'>,
  { inspections, pending }: Pick<Candidate, 'inspections' | 'pending'>,
  { on, pendingDays }: Reckoning,
): number {
  const made = inspections.filter(
    ({ inspectedOn, ground }) => yearOf(inspectedOn) === yearOf(on) && !exemptGrounds.includes(ground),
  );
  const ordered = pending.filter(
    ({ drawnOn, ground }) =>
      drawnOn <= on && addDays(drawnOn, pendingDays) > on && !exemptGrounds.includes(ground),
  );
  return made.length + ordered.length;
}

function isAtCap(limit: SpotCheckLimit, candidate: Candidate, reckoning: Reckoning): boolean {
  return countedVisits(limit, candidate, reckoning) >= limit.value;
}

/** Whatever the ground of the earlier inspection was: to the enterprise it was the same question. */
function isRepeatedTooSoon(
  limit: SpotCheckLimit,
  { inspections }: Candidate,
  { on }: Reckoning,
  item: ItemInScope | null,
): boolean {
  return inspections.some(
    ({ inspectedOn, items }) =>
      items.some(({ code }) => code === item?.code) && addMonths(inspectedOn, limit.value) > on,
  );
}

/**
 * A clean check opens the window, and a later one that found something closes it. One on an exempt ground opens none, or whoever
 * complains about himself would be left alone.
 */
function isInCleanWindow(limit: SpotCheckLimit, { inspections }: Candidate, { on }: Reckoning): boolean {
  return inspections.some(
    ({ inspectedOn, ground, isClean }) =>
      isClean &&
      !limit.exemptGrounds.includes(ground) &&
      addMonths(inspectedOn, limit.value) > on &&
      !inspections.some((other) => !other.isClean && other.inspectedOn >= inspectedOn),
  );
}

/**
 * Whether somebody who should have been inspected so many times within so many months has not been; never before he has been
 * there for that long.
 * Source: each food business at least once in two years [L].
 */
export function isOverdue(
  limit: SpotCheckLimit,
  subject: {
    readonly openedOn: CivilDate;
    readonly industryCode: string | null;
    readonly inspections: readonly PastInspection[];
  },
  on: CivilDate,
): boolean {
  const { withinMonths, industryPrefix } = limit;
  if (withinMonths === null || !isOfIndustry(subject.industryCode, industryPrefix)) return false;
  if (addMonths(subject.openedOn, withinMonths) > on) return false;
  const made = subject.inspections.filter(
    ({ inspectedOn, items }) =>
      addMonths(inspectedOn, withinMonths) > on &&
      inspectedOn <= on &&
      ((limit.itemCode === null && limit.itemCategory === null) ||
        items.some((item) => concerns(limit, item, subject.industryCode))),
  );
  return made.length < limit.value;
}

function inForce(limits: readonly SpotCheckLimit[], on: CivilDate): SpotCheckLimit[] {
  const latest = new Map<string, SpotCheckLimit>();
  for (const limit of limits) {
    const known = latest.get(limit.code);
    if (limit.validFrom <= on && (known === undefined || known.validFrom < limit.validFrom))
      latest.set(limit.code, limit);
  }
  return [...latest.values()];
}

function concerns(
  { itemCode, itemCategory, industryPrefix }: SpotCheckLimit,
  item: ItemInScope | null,
  industryCode: string | null,
): boolean {
  return (
    (itemCode === null || itemCode === item?.code) &&
    (itemCategory === null || itemCategory === item?.category) &&
    isOfIndustry(industryCode, industryPrefix)
  );
}

function isOfIndustry(industryCode: string | null, prefix: string | null): boolean {
  return prefix === null || (industryCode?.startsWith(prefix) ?? false);
}

function byNarrowness(one: SpotCheckLimit, other: SpotCheckLimit): number {
  return (
    Number(other.itemCode !== null) - Number(one.itemCode !== null) ||
    Number(other.itemCategory !== null) - Number(one.itemCategory !== null) ||
    (other.industryPrefix?.length ?? 0) - (one.industryPrefix?.length ?? 0) ||
    (one.code < other.code ? -1 : 1)
  );
}
