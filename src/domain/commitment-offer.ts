import type { CivilDate } from './civil-date.js';
import { type AdverseRecord, COMMITMENT_BREACHED, type ListEntry } from './verdict.js';

export const COMMITMENT_KINDS = ['REPLACE_PAPERS', 'TOLERANCE', 'FILING'] as const;
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];

export const FORBIDDING_REASONS = ['SAFETY', 'SECURITY', 'IRREPARABLE'] as const;
export type ForbiddingReason = (typeof FORBIDDING_REASONS)[number];

export const COMMITMENT_OBSTACLES = [
  ...FORBIDDING_REASONS,
  'NOT_OF_THIS_ITEM',
  'SUBJECT_UNKNOWN',
  'SUBJECT_NOT_ACTIVE',
  'BREACH_NOT_REPAIRED',
  'MEASURE',
] as const;

/** Why a kind of commitment is not open to an applicant. */
export interface CommitmentObstacle {
  readonly code: (typeof COMMITMENT_OBSTACLES)[number];
  /** Instrument and article, or the document that stands in the way; null where the item simply does not offer it. */
  readonly basis: string | null;
}

export interface KindOffer {
  readonly kind: CommitmentKind;
  /** Empty: it is open. */
  readonly obstacles: readonly CommitmentObstacle[];
}

export interface OfferFacts {
  readonly item: {
    readonly commitmentKinds: readonly CommitmentKind[];
    readonly noCommitmentReason: ForbiddingReason | null;
    readonly noCommitmentBasis: string | null;
  };
  /** Null: no such subject on file. */
  readonly subjectStatus: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED' | null;
  /** Lists, and records that count on the day, of whichever office, with their published measures in the field of the item. */
  readonly lists: readonly Pick<ListEntry, 'measures' | 'suspendedUntilOn'>[];
  readonly records: readonly (Pick<AdverseRecord, 'type' | 'measures'> & {
    readonly documentNumber: string | null;
    readonly occurredOn: CivilDate;
  })[];
  readonly on: CivilDate;
}

/**
 * Which kinds of commitment are open to an applicant in an item, and what stands in the way of the others.
 *
 * None is where safety, security or something irreparable is at stake; nor while a breach of an earlier one is not repaired; nor
 * while a list in use, or a record, carries the published measure that takes the shortcut away. A list whose use is suspended takes nothing
 * away.
 * Source: 国办发〔2020〕42号, where commitments are not for and whom they are closed to [L]; measures, national list of basic punishment
 * measures [L]; suspension of use (H9) [K].
 */
export function offerCommitments(facts: OfferFacts, kinds: readonly CommitmentKind[]): readonly KindOffer[] {
  const common = [...ofItem(facts), ...ofSubject(facts), ...ofBreaches(facts), ...ofMeasures(facts)];
  return kinds.map((kind) => ({
    kind,
    obstacles:
      facts.item.noCommitmentReason !== null || facts.item.commitmentKinds.includes(kind)
        ? common
        : [{ code: 'NOT_OF_THIS_ITEM', basis: null }, ...common],
  }));
}

function ofItem({ item }: OfferFacts): CommitmentObstacle[] {
  return item.noCommitmentReason === null
    ? []
    : [{ code: item.noCommitmentReason, basis: item.noCommitmentBasis }];
}

function ofSubject({ subjectStatus }: OfferFacts): CommitmentObstacle[] {
  if (subjectStatus === null) return [{ code: 'SUBJECT_UNKNOWN', basis: null }];
  return subjectStatus === 'ACTIVE' ? [] : [{ code: 'SUBJECT_NOT_ACTIVE', basis: null }];
}

/** Breaches that count are those that are neither repaired nor withdrawn. */
function ofBreaches({ records }: OfferFacts): CommitmentObstacle[] {
  return records
    .filter(({ type }) => type === COMMITMENT_BREACHED)
    .map(({ documentNumber, occurredOn }) => ({
      code: 'BREACH_NOT_REPAIRED',
      basis: documentNumber === null ? occurredOn : `${documentNumber}（${occurredOn}）`,
    }));
}

/** One obstacle for each legal basis, however many grounds carry the measure. */
function ofMeasures({ lists, records, on }: OfferFacts): CommitmentObstacle[] {
  const inUse = lists.filter(({ suspendedUntilOn }) => suspendedUntilOn === null || on > suspendedUntilOn);
  const bases = [...inUse, ...records]
    .flatMap(({ measures }) => measures)
    .filter(({ effect }) => effect === 'NO_COMMITMENT_SHORTCUT')
    .map(({ legalBasis }) => legalBasis);
  return [...new Set(bases)].map((basis) => ({ code: 'MEASURE', basis }));
}
