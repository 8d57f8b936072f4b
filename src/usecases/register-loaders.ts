import type DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import type { Store } from '../store/door.js';
import { COUNT_YEAR_OF_INSPECTIONS, type YearOfInspectionsRow } from '../store/enterprise-inspections.js';
import { FIND_INSPECTION_OBJECTS, type InspectionObjectRow } from '../store/inspection-objects.js';
import { type ConflictRow, FIND_INSPECTORS, type InspectorRow, LIST_CONFLICTS } from '../store/inspectors.js';
import {
  FIND_SPOT_CHECK_PLANS,
  FIND_SPOT_CHECK_TASKS,
  LIST_TASKS_OF_PLANS,
  READ_TASK_PROGRESS,
  type SpotCheckPlanRow,
  type SpotCheckTaskRow,
  type TaskProgressRow,
} from '../store/spot-check-plans.js';
import { FIND_RATIO_PROPOSALS, type RatioProposalRow } from '../store/spot-check-ratios.js';
import type { Statement } from '../store/statement.js';
import { type Actor, seesInternalRatings } from './actor.js';
import { manyEach, nothing, oneEach } from './batches.js';

export type { ConflictRow, SpotCheckTaskRow, TaskProgressRow, YearOfInspectionsRow };

export interface RegisterLoaders {
  /** The registers and plans of random inspections, for regulators of the sector and oversight, inside their jurisdiction. */
  readonly inspector: DataLoader<string, InspectorRow | null>;
  readonly inspectionObject: DataLoader<string, InspectionObjectRow | null>;
  readonly ratioProposal: DataLoader<string, RatioProposalRow | null>;
  readonly spotCheckPlan: DataLoader<string, SpotCheckPlanRow | null>;
  readonly spotCheckTask: DataLoader<string, SpotCheckTaskRow | null>;
  /** What hangs on rows that the caller has been shown. */
  readonly conflictsOfInspector: DataLoader<string, ConflictRow[]>;
  readonly tasksOfPlan: DataLoader<string, SpotCheckTaskRow[]>;
  readonly taskProgress: DataLoader<string, TaskProgressRow | null>;
  /** How often an enterprise is inspected this year, and how often at most. */
  readonly yearOfInspections: DataLoader<string, YearOfInspectionsRow | null>;
}

export function makeRegisterLoaders(store: Store, actor: Actor | null, today: CivilDate): RegisterLoaders {
  const roots = actor?.regionCodes ?? [];
  const byId = <Row extends { id: string }>(find: Statement<Row>) =>
    seesInternalRatings(actor, ENTERPRISE_RISK_SECTOR)
      ? oneEach(
          (ids) => store.run(find, [ids, roots]),
          (row: Row) => row.id,
        )
      : nothing<Row>();
  return {
    inspector: byId(FIND_INSPECTORS),
    inspectionObject: byId(FIND_INSPECTION_OBJECTS),
    ratioProposal: byId(FIND_RATIO_PROPOSALS),
    spotCheckPlan: byId(FIND_SPOT_CHECK_PLANS),
    spotCheckTask: byId(FIND_SPOT_CHECK_TASKS),
    conflictsOfInspector: manyEach(
      (ids) => store.run(LIST_CONFLICTS, [ids]),
      (row) => row.inspectorId,
    ),
    tasksOfPlan: manyEach(
      (ids) => store.run(LIST_TASKS_OF_PLANS, [ids]),
      (row) => row.planId,
    ),
    taskProgress: oneEach(
      (ids) => store.run(READ_TASK_PROGRESS, [ids]),
      (row) => row.id,
    ),
    yearOfInspections: oneEach(
      (ids) => store.run(COUNT_YEAR_OF_INSPECTIONS, [ids, today]),
      (row) => row.id,
    ),
  };
}
