import pg from 'pg';
import { rowTypes, type Queryable, type Statement } from './statement.js';

/** The part of pg's connection that its types leave out: the socket, which can hold writes back for a moment. */
interface CorkableClient {
  connection: { stream: { cork(): void; uncork(): void } };
}

/** One of the shared connections, opened when it is first needed. */
interface Line {
  client: Promise<pg.Client> | undefined;
  /** Statements sent and not yet answered. */
  underWay: number;
}

/** How many statements of one turn share a connection, and so a packet each way, before the next connection is used. */
const TOGETHER = 4;

/**
 * Autocommitted single statements over a few shared connections: a statement is sent without waiting for the one
 * before it, and the statements of one event-loop turn leave in as few packets as possible. Transactions never run here.
 * A lost connection fails the statements under way and is opened again by the next one.
 */
export class PipelinedReader implements Queryable {
  readonly #options: pg.ClientConfig;
  readonly #lines: readonly Line[];
  readonly #corked = new Set<CorkableClient>();
  /** The line of this turn's last statement. */
  #line: Line | undefined;
  readonly #together: number;
  #closed = false;

  constructor(options: pg.ClientConfig, connections: number, { together = TOGETHER } = {}) {
    this.#options = options;
    this.#together = together;
    this.#lines = Array.from({ length: connections }, () => ({ client: undefined, underWay: 0 }));
  }

  async run<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    if (this.#closed) throw new Error('Connection terminated');
    const line = this.#lineOfThisTurn();
    line.underWay += 1;
    try {
      const client = await (line.client ??= this.#connect(line));
      this.#corkForThisTurn(client);
      const result = await client.query({ name: statement.name, text: statement.text, values: [...values] });
      return result.rows as Row[];
    } finally {
      line.underWay -= 1;
    }
  }

  async end(): Promise<void> {
    this.#closed = true;
    const lines = await Promise.allSettled(this.#lines.flatMap(({ client }) => client ?? []));
    const connected = lines.flatMap((line) => (line.status === 'fulfilled' ? [line.value] : []));
    await Promise.allSettled(connected.map((client) => client.end()));
  }

  /** Each packet costs both sides a system call, so statements of one turn go together; but not behind long ones. */
  #lineOfThisTurn(): Line {
    if (this.#line !== undefined && this.#line.underWay < this.#together) return this.#line;
    if (this.#line === undefined) setImmediate(() => (this.#line = undefined));
    const line = this.#lines.reduce((idlest, other) => (other.underWay < idlest.underWay ? other : idlest));
    return (this.#line = line);
  }

  #connect(line: Line): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#options, types: rowTypes, pipeline: true });
    const connected = client.connect().then(() => client);
    // A lost connection tells its end twice, and by the second time another may stand in its place: that one must stay,
    // or it would be open for ever with nobody to use or to close it.
    const forget = () => {
      if (line.client === connected) line.client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    connected.catch(forget);
    return connected;
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
