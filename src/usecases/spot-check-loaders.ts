import type DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import {
  type CorrectionCheckRow,
  CORRECTIONS_OF_VISITS,
  type CorrectionRow,
  FIND_CORRECTIONS,
  LIST_CORRECTION_CHECKS,
} from '../store/corrections.js';
import type { Store } from '../store/door.js';
import { LIST_RECUSALS, LIST_REPLACEMENTS, type RecusalRow, type ReplacementRow } from '../store/recusals.js';
import {
  type AmendmentRow,
  FIND_PROPOSALS,
  type FindingRow,
  LIST_AMENDMENTS,
  LIST_FINDINGS,
  type ListProposalRow,
} from '../store/spot-check-results.js';
import {
  FIND_VISITS,
  FIND_VISITS_OF_OBJECTS,
  LIST_SEATS,
  LIST_VISIT_NOTICES,
  type SeatRow,
  type VisitNoticeRow,
  type VisitRow,
} from '../store/spot-check-visits.js';
import { type Actor, seesInternalRatings } from './actor.js';
import { manyEach, nothing, oneEach } from './batches.js';
import { type DrawTerm, makeTermLoader } from './publication-terms.js';

export type {
  AmendmentRow,
  CorrectionCheckRow,
  CorrectionRow,
  DrawTerm,
  FindingRow,
  ListProposalRow,
  RecusalRow,
  ReplacementRow,
  SeatRow,
  VisitNoticeRow,
  VisitRow,
};

export interface SpotCheckLoaders {
  /** Inside the jurisdiction of regulators of enterprise risk, and of oversight; for others there are none. */
  readonly visit: DataLoader<string, VisitRow | null>;
  readonly correction: DataLoader<string, CorrectionRow | null>;
  readonly listProposal: DataLoader<string, ListProposalRow | null>;
  /** The rest is of what the caller has been shown. Keys are made by `objectKey`. */
  readonly visitOfObject: DataLoader<string, VisitRow | null>;
  readonly seatsOfVisit: DataLoader<string, SeatRow[]>;
  readonly noticesOfVisit: DataLoader<string, VisitNoticeRow[]>;
  readonly recusalsOfVisit: DataLoader<string, RecusalRow[]>;
  readonly replacementsOfVisit: DataLoader<string, ReplacementRow[]>;
  readonly findingsOfVisit: DataLoader<string, FindingRow[]>;
  readonly amendmentsOfVisit: DataLoader<string, AmendmentRow[]>;
  readonly correctionOfVisit: DataLoader<string, CorrectionRow | null>;
  readonly checksOfCorrection: DataLoader<string, CorrectionCheckRow[]>;
  readonly publicationTerm: DataLoader<string, DrawTerm | null>;
}

/** A drawn object as a key: its draw and its subject. */
export function objectKey({ drawId, subjectId }: { drawId: string; subjectId: string }): string {
  return `${drawId} ${subjectId}`;
}

/** What follows after a draw. */
export function makeSpotCheckLoaders(store: Store, actor: Actor | null, today: CivilDate): SpotCheckLoaders {
  const roots = actor?.regionCodes ?? [];
  const isInternal = seesInternalRatings(actor, ENTERPRISE_RISK_SECTOR);
  const idOf = (row: { readonly id: string }) => row.id;
  return {
    visit: isInternal ? oneEach((ids) => store.run(FIND_VISITS, [ids, roots]), idOf) : nothing(),
    correction: isInternal ? oneEach((ids) => store.run(FIND_CORRECTIONS, [ids, roots]), idOf) : nothing(),
    listProposal: isInternal ? oneEach((ids) => store.run(FIND_PROPOSALS, [ids, roots]), idOf) : nothing(),
    visitOfObject: oneEach((keys) => {
      const pairs = keys.map((key) => key.split(' '));
      const [draws, subjects] = [pairs.map(([draw]) => draw), pairs.map(([, subject]) => subject)];
      return store.run(FIND_VISITS_OF_OBJECTS, [draws, subjects]);
    }, objectKey),
    ...makeDetailLoaders(store),
    publicationTerm: makeTermLoader(store, today),
  };
}

type Details =
  | 'seatsOfVisit'
  | 'noticesOfVisit'
  | 'recusalsOfVisit'
  | 'replacementsOfVisit'
  | 'findingsOfVisit'
  | 'amendmentsOfVisit'
  | 'correctionOfVisit'
  | 'checksOfCorrection';

function makeDetailLoaders(store: Store): Pick<SpotCheckLoaders, Details> {
  const visitOf = (row: { readonly visitId: string }) => row.visitId;
  return {
    seatsOfVisit: manyEach((ids) => store.run(LIST_SEATS, [ids]), visitOf),
    noticesOfVisit: manyEach((ids) => store.run(LIST_VISIT_NOTICES, [ids]), visitOf),
    recusalsOfVisit: manyEach((ids) => store.run(LIST_RECUSALS, [ids]), visitOf),
    replacementsOfVisit: manyEach((ids) => store.run(LIST_REPLACEMENTS, [ids]), visitOf),
    findingsOfVisit: manyEach((ids) => store.run(LIST_FINDINGS, [ids]), visitOf),
    amendmentsOfVisit: manyEach((ids) => store.run(LIST_AMENDMENTS, [ids]), visitOf),
    correctionOfVisit: oneEach((ids) => store.run(CORRECTIONS_OF_VISITS, [ids]), visitOf),
    checksOfCorrection: manyEach(
      (ids) => store.run(LIST_CORRECTION_CHECKS, [ids]),
      (row) => row.orderId,
    ),
  };
}
