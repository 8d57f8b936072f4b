import type DataLoader from 'dataloader';
import type { CivilDate } from '../domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import type { Store } from '../store/door.js';
import {
  COUNT_EXCLUSIONS,
  type DiceOfficerRow,
  type DrawInspectorRow,
  type ExclusionRow,
  LIST_DICE_OFFICERS,
  LIST_DRAW_INSPECTORS,
  LIST_EXCLUSIONS,
  type RandomnessRow,
  SHOW_RANDOMNESS,
} from '../store/draw-lists.js';
import { type DrawRow, FIND_DRAWS } from '../store/draws.js';
import { type Actor, seesInternalRatings } from './actor.js';
import { countEach, manyEach, nothing, oneEach, pagesEach, perQuery } from './batches.js';
import type { Page, PageRequest } from './paging.js';

export type { ExclusionRow };

/** What hangs on draws. Lists are asked for by the draw on whose roster a draw stands. */
export interface DrawLoaders {
  /** Draws tell risk classes, so for others than regulators of the sector and oversight there are none. */
  readonly draw: DataLoader<string, DrawRow | null>;
  readonly drawInspectors: DataLoader<string, DrawInspectorRow[]>;
  readonly diceOfficers: DataLoader<string, DiceOfficerRow[]>;
  /** What has been entered, once all of it is in. */
  readonly randomness: DataLoader<string, RandomnessRow[]>;
  readonly exclusionCount: DataLoader<string, number>;
  /** The same page of whom many draws have left out. */
  exclusions(page: PageRequest): DataLoader<string, Page<ExclusionRow>>;
}

export function makeDrawLoaders(store: Store, actor: Actor | null, today: CivilDate): DrawLoaders {
  const who = [actor?.regionCodes ?? [], today, actor?.officeId ?? null];
  return {
    draw: seesInternalRatings(actor, ENTERPRISE_RISK_SECTOR)
      ? oneEach(
          (ids) => store.run(FIND_DRAWS, [ids, ...who]),
          (row) => row.id,
          // A draw moves on by acts and by its job.
          { cache: false },
        )
      : nothing(),
    drawInspectors: manyEach(
      (ids) => store.run(LIST_DRAW_INSPECTORS, [ids]),
      (row) => row.drawId,
    ),
    diceOfficers: manyEach(
      (ids) => store.run(LIST_DICE_OFFICERS, [ids]),
      (row) => row.drawId,
    ),
    randomness: manyEach(
      (ids) => store.run(SHOW_RANDOMNESS, [ids]),
      (row) => row.drawId,
    ),
    exclusionCount: countEach((ids) => store.run(COUNT_EXCLUSIONS, [ids])),
    exclusions: perQuery((page: PageRequest) =>
      pagesEach(store, LIST_EXCLUSIONS, page, { keys: 1, parentOf: (row) => row.drawId }),
    ),
  };
}
