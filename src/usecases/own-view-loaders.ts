import DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import {
  FIND_OBJECTIONS,
  LIST_DISPUTED_HOUSES,
  LIST_OWN_OBJECTIONS,
  type ObjectionRow,
} from '../store/objections.js';
import {
  FIND_REPORTS,
  LIST_OWN_REPORTS,
  LIST_REPORTS_OF_HAZARDS,
  type ReportRow,
} from '../store/rectification-reports.js';
import type { Actor } from './actor.js';
import { manyEach, oneEach } from './batches.js';

export interface OwnViewLoaders {
  /** Inside the jurisdiction, or the actor's own about a house that is still his. */
  readonly objection: DataLoader<string, ObjectionRow | null>;
  readonly report: DataLoader<string, ReportRow | null>;
  /** Whether an objection to the tier of a house waits for an answer. */
  readonly isDisputed: DataLoader<string, boolean>;
  /** Of hazards that the caller has been shown. */
  readonly reportsOfHazard: DataLoader<string, ReportRow[]>;
  /** What the actor himself has filed about each house. */
  readonly ownObjections: DataLoader<string, ObjectionRow[]>;
  readonly ownReports: DataLoader<string, ReportRow[]>;
}

/** What the people concerned have filed: for officers by jurisdiction, for themselves by who they are. */
export function makeOwnViewLoaders(store: Store, actor: Actor | null): OwnViewLoaders {
  const reach = [actor?.regionCodes ?? [], actor?.personId ?? null];
  const ownHouse = [actor?.personId ?? null];
  return {
    objection: oneEach(
      (ids) => store.run(FIND_OBJECTIONS, [ids, ...reach]),
      (row) => row.id,
    ),
    report: oneEach(
      (ids) => store.run(FIND_REPORTS, [ids, ...reach]),
      (row) => row.id,
    ),
    isDisputed: new DataLoader(async (ids: readonly string[]) => {
      const disputed = new Set((await store.run(LIST_DISPUTED_HOUSES, [ids])).map(({ id }) => id));
      return ids.map((id) => disputed.has(id));
    }),
    reportsOfHazard: manyEach(
      (ids) => store.run(LIST_REPORTS_OF_HAZARDS, [ids]),
      (row) => row.hazardId,
    ),
    ownObjections: manyEach(
      (ids) => store.run(LIST_OWN_OBJECTIONS, [ids, ...ownHouse]),
      (row) => row.houseId,
    ),
    ownReports: manyEach(
      (ids) => store.run(LIST_OWN_REPORTS, [ids, ...ownHouse]),
      (row) => row.houseId,
    ),
  };
}
