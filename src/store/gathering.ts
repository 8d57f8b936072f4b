import type { Statement } from './statement.js';
import type { Opener } from './unit.js';

/**
 * Work of one kind that one statement does for many at once: whoever comes while it is under way goes with the next. The statement
 * is a transaction of its own and opens itself for its opener (see `OPENED`).
 */
export interface Gathered<Item, Row, Result> {
  readonly statement: Statement<Row>;
  /** The most that go together. */
  readonly most: number;
  valuesOf(opener: Opener, items: readonly Item[]): readonly unknown[];
  /** One result for each item, in their order. */
  resultsOf(items: readonly Item[], rows: readonly Row[]): readonly Result[];
}

/** First part of a statement that is not run between `begin` and `commit`: whose rows it may write, for as long as it runs. */
export const OPENED = `opened as materialized (
    select set_config('supervision.officer', $1::uuid::text, true), set_config('supervision.office', $2::uuid::text, true)
  )`;

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** While one statement waits for the disk, another is worked on. */
const AT_ONCE = 2;

/** Faults of a single item: malformed or contradicting data. Everything else would befall each item alone just as well. */
const OF_AN_ITEM = /^(22|23|40|P0)/;

/**
 * Gathers work of one kind for one opener. A commit waits for the disk, and the audit chain lets the acts of an office follow each
 * other to the end of theirs: one at a time, an office would get no more acts through than the disk turns. Together they wait once.
 * An item that makes the statement fail fails alone.
 */
export class Gathering<Item, Result> {
  readonly #most: number;
  readonly #doAll: (items: readonly Item[]) => Promise<readonly Result[]>;
  #waiting: Waiting<Item, Result>[] = [];
  #underWay = 0;

  constructor(most: number, doAll: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#most = most;
    this.#doAll = doAll;
  }

  /** Whether nobody waits and nothing is under way. */
  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0;
  }

  add(item: Item, whenIdle: () => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#underWay < AT_ONCE) void this.#goOn().then(whenIdle);
    });
  }

  async #goOn(): Promise<void> {
    this.#underWay += 1;
    // Requests that came in the same turn of the event loop go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#doTogether(this.#waiting.splice(0, this.#most));
    this.#underWay -= 1;
  }

  async #doTogether(waiting: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#doAll(waiting.map(({ item }) => item));
      waiting.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      if (waiting.length > 1 && OF_AN_ITEM.test((error as { code?: string }).code ?? ''))
        for (const one of waiting) await this.#doTogether([one]);
      else waiting.forEach(({ reject }) => reject(error));
    }
  }
}
