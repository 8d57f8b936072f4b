import DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import type { Store } from '../store/door.js';
import { type DraftRow, FIND_DRAFTS } from '../store/drafts.js';
import {
  type CellRow,
  COUNT_MOVES,
  LIST_MOVES,
  LIST_SIMULATIONS,
  type MoveRow,
  READ_CELLS,
  type SimulationRow,
} from '../store/simulations.js';
import { type PublishedStandard, standardsInForce } from '../store/standards.js';
import { type Actor, EVERY_SECTOR } from './actor.js';
import { countEach, manyEach, oneEach, pagesOf, perQuery } from './batches.js';
import { type Page, type PageRequest, readRows } from './paging.js';

/** Which moves are asked for: all, or those from a grade, to a grade (empty: no grade). */
export interface MoveFilter {
  readonly fromGradeCode: string | null;
  readonly toGradeCode: string | null;
}

/** A sector on a day. */
export interface SectorDay {
  readonly sector: string;
  readonly on: CivilDate;
}

export interface DraftLoaders {
  /** Drafts of the sectors that the office is in charge of. */
  readonly draft: DataLoader<string, DraftRow | null>;
  /** The last trials of drafts, newest first. */
  simulationsOfDraft(most: number): DataLoader<string, SimulationRow[]>;
  /** Counts of simulations by town, inside the jurisdiction. */
  readonly cellsOfSimulation: DataLoader<string, CellRow[]>;
  /** The same page of who would move by many simulations, inside the jurisdiction. */
  moves(query: MoveFilter & { readonly page: PageRequest }): DataLoader<string, Page<MoveRow>>;
  moveCount(filter: MoveFilter): DataLoader<string, number>;
  readonly standardInForce: DataLoader<SectorDay, PublishedStandard | null, string>;
}

/** Drafts and their trials, of the sectors that the office is in charge of. */
export function makeDraftLoaders(store: Store, actor: Actor | null): DraftLoaders {
  const { sectors = [], regionCodes = [] } = actor ?? {};
  return {
    draft: oneEach(
      (ids) => store.run(FIND_DRAFTS, [ids, sectors, sectors.includes(EVERY_SECTOR)]),
      (row) => row.id,
    ),
    simulationsOfDraft: perQuery((most: number) =>
      manyEach(
        (ids) => store.run(LIST_SIMULATIONS, [ids, most]),
        (row) => row.draftId,
      ),
    ),
    cellsOfSimulation: manyEach(
      (ids) => store.run(READ_CELLS, [ids, regionCodes]),
      (row) => row.simulationId,
    ),
    moves: perQuery(({ fromGradeCode, toGradeCode, page }) =>
      pagesOf(
        (ids) => {
          const values = [ids, regionCodes, fromGradeCode, toGradeCode];
          return readRows(store, { list: LIST_MOVES, values, keys: 1 }, page);
        },
        page,
        (row) => row.simulationId,
      ),
    ),
    moveCount: perQuery(({ fromGradeCode, toGradeCode }) =>
      countEach((ids) => store.run(COUNT_MOVES, [ids, regionCodes, fromGradeCode, toGradeCode])),
    ),
    standardInForce: new DataLoader((days) => standardsInForce(store, days), {
      cacheKeyFn: ({ sector, on }) => `${sector} ${on}`,
    }),
  };
}
