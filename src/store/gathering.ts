import type { Unit } from './unit.js';

/** Work of one kind that is done for many at once, in one transaction: whoever comes while one is under way goes with the next. */
export interface Gathered<Item, Result> {
  readonly name: string;
  /** The most that go together. */
  readonly most: number;
  /** Answers one result for each item, in their order. */
  run(unit: Unit, items: readonly Item[]): Promise<readonly Result[]>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Faults of a single item: malformed or contradicting data. Everything else would befall each item alone just as well. */
const OF_AN_ITEM = /^(22|23|40|P0)/;

/**
 * Gathers work of one kind for one opener. A commit waits for the disk, and the audit chain lets the acts of an office follow each
 * other to the end of theirs: one at a time, an office would get no more acts through than the disk turns. Together they wait once.
 * An item that makes the transaction fail fails alone.
 */
export class Gathering<Item, Result> {
  readonly #work: Gathered<Item, Result>;
  readonly #act: <Done>(work: (unit: Unit) => Promise<Done>) => Promise<Done>;
  #waiting: Waiting<Item, Result>[] = [];
  #underWay = false;

  constructor(
    work: Gathered<Item, Result>,
    act: <Done>(work: (unit: Unit) => Promise<Done>) => Promise<Done>,
  ) {
    this.#work = work;
    this.#act = act;
  }

  /** Whether nobody waits and nothing is under way. */
  get isIdle(): boolean {
    return !this.#underWay && this.#waiting.length === 0;
  }

  add(item: Item, whenIdle: () => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#underWay) void this.#goOn().then(whenIdle);
    });
  }

  async #goOn(): Promise<void> {
    this.#underWay = true;
    // Requests that came in the same turn of the event loop go together from the start.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#doTogether(this.#waiting.splice(0, this.#work.most));
    this.#underWay = false;
  }

  async #doTogether(waiting: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#act((unit) =>
        this.#work.run(
          unit,
          waiting.map(({ item }) => item),
        ),
      );
      waiting.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      if (waiting.length > 1 && OF_AN_ITEM.test((error as { code?: string }).code ?? ''))
        for (const one of waiting) await this.#doTogether([one]);
      else waiting.forEach(({ reject }) => reject(error));
    }
  }
}
