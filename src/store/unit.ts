import type { Cell, CopyTarget } from './bulk.js';
import type { Queryable } from './statement.js';

/** For whom a unit of work is opened. Row security compares what is written with these two. */
export interface Opener {
  readonly officerId: string;
  readonly officeId: string;
}

/** An open transaction. It ends when the function given to `act` returns (commit) or throws (roll back). */
export interface Unit extends Queryable {
  readonly opener: Opener;
  /** Streams rows into a table; returns their number. */
  copy(target: CopyTarget, rows: Iterable<readonly Cell[]>): Promise<number>;
}
