import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { LoggedStep } from './statement-log.js';

/** A statement of an act as the service sent it. */
export interface SentStatement {
  /** Empty: sent as it stands, without binds. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** What a recorded act came to: its own statements, and what was read for the answer besides. */
export interface RecordedAct {
  readonly act: readonly SentStatement[];
  readonly reads: readonly string[];
}

/** Of the log of one act alone. */
export function recordedAct(steps: readonly LoggedStep[]): RecordedAct {
  const done = steps.filter(({ step }) => step === 'execute' || step === 'statement');
  const pid = done.find(({ name }) => name === 'take-key')?.pid;
  const act = done.filter((step) => step.pid === pid);
  if (act[0]?.text.startsWith('begin') !== true || act.at(-1)?.text !== 'commit')
    throw new Error(`That was no whole act: ${act.map(({ name, text }) => name || text).join(', ')}`);
  const reads = done.filter(
    (step) => step.pid !== pid && step.name !== '' && !step.text.includes('graphile'),
  );
  return { act, reads: reads.map(({ name }) => name) };
}

interface StoredVisit {
  readonly id: string;
  readonly recordId: string;
  readonly houseId: string;
  readonly hazards: readonly { readonly id: string; readonly recordId: string }[];
}

/** The same statements for other houses: with other ids and another key, and all else as it was. */
export class BareVisits {
  readonly #act: readonly SentStatement[];
  readonly #houseId: string;
  readonly #key: string;
  readonly #made: readonly string[];
  readonly #ids: RegExp;

  constructor(act: readonly SentStatement[]) {
    const valueOf = (name: string, at: number) => act.find((one) => one.name === name)?.values[at - 1] ?? '';
    const { id, recordId, houseId, hazards } = JSON.parse(valueOf('add-inspection', 1)) as StoredVisit;
    this.#act = act;
    this.#houseId = houseId;
    this.#key = valueOf('take-key', 2);
    this.#made = [id, recordId, ...hazards.flatMap((hazard) => [hazard.id, hazard.recordId])];
    this.#ids = new RegExp([houseId, this.#key, ...this.#made].join('|'), 'g');
  }

  /** Sends visits by so many clients, one after the other on each, and answers how many a second were made, and in all. */
  async send(
    appUrl: string,
    houses: readonly { readonly id: string }[],
    order: { connections: number; warmUpMilliseconds: number; milliseconds: number },
  ): Promise<{ perSecond: number; all: number }> {
    const clients = Array.from(
      { length: order.connections },
      () => new pg.Client({ connectionString: appUrl, options: '-c timezone=UTC' }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const countFrom = performance.now() + order.warmUpMilliseconds;
    const end = countFrom + order.milliseconds;
    let [next, all, counted] = [0, 0, 0];
    const work = async (client: pg.Client) => {
      for (let sentAt = performance.now(); sentAt < end; sentAt = performance.now()) {
        const house = houses[next++];
        if (house === undefined) throw new Error('All houses have been visited.');
        await this.#sendOne(client, house.id);
        all += 1;
        if (sentAt >= countFrom && performance.now() <= end) counted += 1;
      }
    };
    await Promise.all(clients.map(work));
    await Promise.all(clients.map((client) => client.end()));
    return { perSecond: (counted * 1_000) / order.milliseconds, all };
  }

  async #sendOne(client: pg.Client, houseId: string): Promise<void> {
    const ids = new Map(this.#made.map((id) => [id, uuidv7()]));
    ids.set(this.#houseId, houseId).set(this.#key, randomUUID());
    for (const { name, text, values } of this.#act) {
      if (name === '') {
        await client.query(text);
        continue;
      }
      const others = values.map((value) => value?.replaceAll(this.#ids, (id) => ids.get(id) ?? id) ?? null);
      await client.query({ name, text, values: others });
    }
  }
}
