import pg from 'pg';
import { rowTypes, type Queryable, type Statement } from './statement.js';

/** The part of pg's connection that its types leave out: the socket, which can hold writes back for a moment. */
interface CorkableClient {
  connection: { stream: { cork(): void; uncork(): void } };
}

/**
 * Autocommitted single statements over a few shared connections: a statement is sent without waiting for the one
 * before it, and all statements of one event-loop turn leave in one packet. Transactions never run here.
 * A lost connection fails the statements under way and is opened again by the next one.
 */
export class PipelinedReader implements Queryable {
  readonly #options: pg.ClientConfig;
  readonly #slots: (Promise<pg.Client> | undefined)[];
  readonly #corked = new Set<CorkableClient>();
  #next = 0;
  #closed = false;

  constructor(options: pg.ClientConfig, connections: number) {
    this.#options = options;
    this.#slots = new Array<undefined>(connections).fill(undefined);
  }

  async run<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const client = await this.#client();
    this.#corkForThisTurn(client);
    const result = await client.query({ name: statement.name, text: statement.text, values: [...values] });
    return result.rows as Row[];
  }

  async end(): Promise<void> {
    this.#closed = true;
    const open = await Promise.allSettled(this.#slots.filter((slot) => slot !== undefined));
    const connected = open.filter((slot) => slot.status === 'fulfilled');
    await Promise.allSettled(connected.map((slot) => slot.value.end()));
  }

  #client(): Promise<pg.Client> {
    if (this.#closed) throw new Error('Connection terminated');
    const slot = this.#next++ % this.#slots.length;
    return (this.#slots[slot] ??= this.#connect(slot));
  }

  async #connect(slot: number): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#options, types: rowTypes, pipeline: true });
    const forget = () => (this.#slots[slot] = undefined);
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }

  #corkForThisTurn(client: CorkableClient): void {
    if (this.#corked.has(client)) return;
    this.#corked.add(client);
    client.connection.stream.cork();
    setImmediate(() => {
      this.#corked.delete(client);
      client.connection.stream.uncork();
    });
  }
}
