import type DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import {
  FIND_SCREENINGS,
  READ_REASON_COUNTS,
  type ReasonCountRow,
  type ScreeningRow,
} from '../store/screenings.js';
import { FIND_REPRESENTATIVES, type RepresentativeRow } from '../store/representatives.js';
import type { Actor } from './actor.js';
import { manyEach, oneEach } from './batches.js';

export type { ReasonCountRow, RepresentativeRow, ScreeningRow };

export interface ScreeningLoaders {
  /** Screenings of the caller's own office. */
  readonly screening: DataLoader<string, ScreeningRow | null>;
  /** Why how many fell out of a screening that the caller has been shown. */
  readonly reasonsOfScreening: DataLoader<string, ReasonCountRow[]>;
  /** Of enterprises inside the jurisdiction. */
  readonly representative: DataLoader<string, RepresentativeRow | null>;
}

export function makeScreeningLoaders(store: Store, actor: Actor | null): ScreeningLoaders {
  return {
    screening: oneEach(
      (ids) => store.run(FIND_SCREENINGS, [ids, actor?.officeId ?? null]),
      (row) => row.id,
      { cache: false },
    ),
    reasonsOfScreening: manyEach(
      (ids) => store.run(READ_REASON_COUNTS, [ids]),
      (row) => row.screeningId,
    ),
    representative: oneEach(
      (ids) => store.run(FIND_REPRESENTATIVES, [ids, actor?.regionCodes ?? []]),
      (row) => row.id,
    ),
  };
}
