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
  readonly opener: Opener;
  readonly item: Item;
  /** How often it was tried in vain, because somebody held what it needs. */
  tries: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** While one statement of an office waits for the disk, another is worked on. */
const AT_ONCE = 2;

/** Somebody held what a statement needs for longer than it may wait at a time. */
const LOCK_NOT_GOT = '55P03';
const MOST_TRIES = 10;

/** Faults of a single item: malformed or contradicting data. Everything else would befall each item alone just as well. */
const OF_AN_ITEM = /^(22|23|40|P0)/;

/**
 * Gathers work of one kind for one office, each statement for one of its officers. A commit waits for the disk, and the audit chain
 * lets the acts of an office follow each other to the end of theirs: one at a time, an office would get no more acts through than the
 * disk turns. Together they wait once. An item that makes the statement fail fails alone. What somebody holds is tried again after all
 * that came meanwhile, so an office whose statements wait keeps neither its other officers nor, with lines to spare, other offices.
 */
export class Gathering<Item, Result> {
  readonly #most: number;
  readonly #doAll: (opener: Opener, items: readonly Item[]) => Promise<readonly Result[]>;
  #waiting: Waiting<Item, Result>[] = [];
  #underWay = 0;

  constructor(most: number, doAll: (opener: Opener, items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#most = most;
    this.#doAll = doAll;
  }

  /** Whether nobody waits and nothing is under way. */
  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0;
  }

  add(opener: Opener, item: Item, whenIdle: () => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ opener, item, tries: 0, resolve, reject });
      if (this.#underWay < AT_ONCE) void this.#goOn().then(whenIdle);
    });
  }

  async #goOn(): Promise<void> {
    this.#underWay += 1;
    // Requests that came in the same turn of the event loop go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting)
      await this.#doTogether(first.opener, this.#takeWith(first));
    this.#underWay -= 1;
  }

  /** Whoever has waited longest, with what else the same officer waits for; but nothing new with what was tried in vain. */
  #takeWith({ opener: { officerId }, tries }: Waiting<Item, Result>): readonly Waiting<Item, Result>[] {
    const taken: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const one of this.#waiting) {
      const goes = one.opener.officerId === officerId && one.tries > 0 === tries > 0;
      (goes && taken.length < this.#most ? taken : left).push(one);
    }
    this.#waiting = left;
    return taken;
  }

  async #doTogether(opener: Opener, waiting: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#doAll(
        opener,
        waiting.map(({ item }) => item),
      );
      waiting.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (code === LOCK_NOT_GOT) this.#putBack(waiting, error);
      else if (waiting.length > 1 && OF_AN_ITEM.test(code))
        for (const one of waiting) await this.#doTogether(opener, [one]);
      else waiting.forEach(({ reject }) => reject(error));
    }
  }

  #putBack(waiting: readonly Waiting<Item, Result>[], error: unknown): void {
    for (const one of waiting) {
      one.tries += 1;
      if (one.tries === MOST_TRIES) one.reject(error);
      else this.#waiting.push(one);
    }
  }
}
