import type DataLoader from 'dataloader';
import {
  type HazardCheckRow,
  type HazardRow,
  LIST_HAZARD_CHECKS,
  LIST_HAZARDS_OF_HOUSES,
} from '../store/hazards.js';
import { COUNT_INSPECTIONS, READ_VISIT_DETAILS, type VisitDetails } from '../store/inspections.js';
import { FIND_NOTICES, type NoticeRow } from '../store/notices.js';
import { FIND_TRANSFERS, type PenaltyTransferRow, READ_TRANSFER_FILES } from '../store/penalty-transfers.js';
import type { Store } from '../store/door.js';
import { countEach, manyEach, oneEach } from './batches.js';

export interface VisitLoaders {
  /** Every look at a hazard, and where the officers of an inspection were; of those that the caller has been shown. */
  readonly checksOfHazard: DataLoader<string, HazardCheckRow[]>;
  readonly visitDetails: DataLoader<string, VisitDetails | null>;
  readonly hazardsOfHouse: DataLoader<string, HazardRow[]>;
  readonly inspectionCount: DataLoader<string, number>;
  /** Inside the jurisdiction. */
  readonly transfer: DataLoader<string, PenaltyTransferRow | null>;
  readonly transferFile: DataLoader<string, { id: string; file: object } | null>;
  readonly notice: DataLoader<string, NoticeRow | null>;
}

/** What visits leave behind. */
export function makeVisitLoaders(store: Store, roots: readonly string[]): VisitLoaders {
  return {
    checksOfHazard: manyEach(
      (ids) => store.run(LIST_HAZARD_CHECKS, [ids]),
      (row) => row.hazardId,
    ),
    visitDetails: oneEach(
      (ids) => store.run(READ_VISIT_DETAILS, [ids]),
      (row) => row.id,
    ),
    hazardsOfHouse: manyEach(
      (ids) => store.run(LIST_HAZARDS_OF_HOUSES, [ids, null]),
      (row) => row.houseId,
    ),
    inspectionCount: countEach((ids) => store.run(COUNT_INSPECTIONS, [ids])),
    transfer: oneEach(
      (ids) => store.run(FIND_TRANSFERS, [ids, roots]),
      (row) => row.id,
    ),
    transferFile: oneEach(
      (ids) => store.run(READ_TRANSFER_FILES, [ids]),
      (row) => row.id,
    ),
    notice: oneEach(
      (ids) => store.run(FIND_NOTICES, [ids, roots]),
      (row) => row.id,
    ),
  };
}
