import pg from 'pg';
import { copyRows } from './bulk.js';
import { type Gathered, Gathering } from './gathering.js';
import { holdName, type HeldName } from './held-name.js';
import { PipelinedReader } from './pipelined-reader.js';
import { rowTypes, statement, type Queryable, type Statement } from './statement.js';
import type { Opener, Unit } from './unit.js';

export type { Opener, Unit };

/** The one door to PostgreSQL, already opened for somebody; nobody signed in can only read what is public. */
export interface Store extends Queryable {
  act<Result>(work: (unit: Unit) => Promise<Result>): Promise<Result>;
  /** Does an item of work in one statement with others of its kind that the same opener asks for at this time. */
  together<Item, Row, Result>(work: Gathered<Item, Row, Result>, item: Item): Promise<Result>;
  /** Appends to a log, outside any transaction; a crash of the database server may lose its last moments. */
  append<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>;
}

export interface Door {
  for(opener: Opener | null): Store;
  /** A unit of work of the service itself. It is opened in nobody's name, so it can write neither checks nor audit. */
  unattended<Result>(work: (unit: Queryable) => Promise<Result>): Promise<Result>;
  ping(): Promise<void>;
  /** Keeps a name for as long as this process lives, so that others can see whether whoever has it is still there. */
  holdName(name: string): HeldName;
  waiting(): number;
  close(): Promise<void>;
}

export interface DoorLimits {
  /** Connections shared by all reads, and as many by those that log. */
  readonly readers: number;
  /** Connections on which gathered work is done: more than one office uses at once, so that one that waits keeps no other. */
  readonly writers: number;
  /** Transactions that may be open at once. */
  readonly units: number;
  readonly statementTimeoutMilliseconds: number;
}

export const USUAL_LIMITS: DoorLimits = {
  readers: 3,
  writers: 4,
  units: 12,
  statementTimeoutMilliseconds: 15_000,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PING = statement<{ one: number }>('ping', 'select 1 as one');
/**
 * Serialization failures, deadlocks, and rows that somebody else added between our look and our insert: the transaction
 * did nothing, and run again it sees what the other one left.
 */
const RUN_AGAIN = new Set(['40001', '40P01', '23505']);
const MOST_RUNS = 4;

/** Others wait behind gathered work, so it waits for a lock only this long at a time, and is tried again (`Gathering`). */
const LOCK_MS_OF_GATHERED = 500;

export function openDoor(appUrl: string, limits: DoorLimits = USUAL_LIMITS): Door {
  const common = {
    connectionString: appUrl,
    application_name: 'tiered-supervision',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
  const timeouts = `-c timezone=UTC -c statement_timeout=${limits.statementTimeoutMilliseconds} -c lock_timeout=5000`;
  const reader = new PipelinedReader(
    { ...common, options: `${timeouts} -c default_transaction_read_only=on` },
    limits.readers,
  );
  const appender = new PipelinedReader(
    { ...common, options: `${timeouts} -c synchronous_commit=off` },
    limits.readers,
  );
  const writer = new PipelinedReader(
    { ...common, options: `${timeouts} -c lock_timeout=${LOCK_MS_OF_GATHERED}` },
    limits.writers,
    { together: 1 },
  );
  const pool = new pg.Pool({
    ...common,
    types: rowTypes,
    max: limits.units,
    idleTimeoutMillis: 30_000,
    options: `${timeouts} -c idle_in_transaction_session_timeout=20000`,
  });
  const gatherings = new Map<string, unknown>();
  // A connection that breaks while idle is dropped by the pool; the next unit of work opens another.
  pool.on('error', () => undefined);
  // A connection can break in the very packet that opened it, when the pool listens no more and its user not yet: an
  // error that nobody listens to would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    for: (opener) => storeFor(opener, { reader, appender, writer, pool, gatherings }),
    unattended: (work) =>
      repeatedly(() =>
        withClient(pool, (client) =>
          between(client, 'begin', () => work({ run: (one, values) => runOn(client, one, values) })),
        ),
      ),
    ping: async () => void (await reader.run(PING, [])),
    holdName: (name) => holdName({ ...common, options: timeouts }, name),
    waiting: () => pool.waitingCount,
    close: async () => void (await Promise.all([reader.end(), appender.end(), writer.end(), pool.end()])),
  };
}

interface Connections {
  readonly reader: PipelinedReader;
  readonly appender: PipelinedReader;
  readonly writer: PipelinedReader;
  readonly pool: pg.Pool;
  /** What is gathered now, by office and kind of work. */
  readonly gatherings: Map<string, unknown>;
}

function storeFor(opener: Opener | null, connections: Connections): Store {
  const { reader, appender, pool } = connections;
  return {
    run: (one, values) => reader.run(one, values),
    append: (one, values) => appender.run(one, values),
    act: (work) => {
      const actor = requireOpener(opener);
      return repeatedly(() => withClient(pool, (client) => inTransaction(client, actor, work)));
    },
    together: (work, item) => gatherFor(requireOpener(opener), connections, work, item),
  };
}

function requireOpener(opener: Opener | null): Opener {
  if (opener === null) throw new Error('A unit of work needs an actor.');
  return opener;
}

function gatherFor<Item, Row, Result>(
  opener: Opener,
  { writer, gatherings }: Connections,
  { statement: one, most, valuesOf, resultsOf }: Gathered<Item, Row, Result>,
  item: Item,
): Promise<Result> {
  const key = `${opener.officeId} ${one.name}`;
  const doAll = async (by: Opener, items: readonly Item[]) =>
    resultsOf(items, await repeatedly(() => writer.run(one, valuesOf(by, items))));
  const known = gatherings.get(key) as Gathering<Item, Result> | undefined;
  const gathering = known ?? new Gathering(most, doAll);
  if (known === undefined) gatherings.set(key, gathering);
  return gathering.add(opener, item, () => gathering.isIdle && gatherings.delete(key));
}

async function repeatedly<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await run();
    } catch (error) {
      if (count === MOST_RUNS || !RUN_AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

function inTransaction<Result>(
  client: pg.PoolClient,
  opener: Opener,
  work: (unit: Unit) => Promise<Result>,
): Promise<Result> {
  const unit: Unit = {
    opener,
    run: (one, values) => runOn(client, one, values),
    copy: (target, rows) => copyRows(client, target, rows),
  };
  // One round trip for both.
  return between(client, `begin; ${settingsOf(opener)}`, () => work(unit));
}

async function between<Result>(
  client: pg.PoolClient,
  begin: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query(begin);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // A lost connection cannot be rolled back, and need not be; what went wrong first is what counts.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The settings end with the transaction, so they never outlive it on a pooled connection. */
function settingsOf({ officerId, officeId }: Opener): string {
  if (!UUID.test(officerId) || !UUID.test(officeId)) throw new Error('An opener is named by two uuids.');
  return `set local supervision.officer = '${officerId}'; set local supervision.office = '${officeId}'`;
}

async function runOn<Row>(
  client: pg.PoolClient,
  one: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await client.query({ name: one.name, text: one.text, values: [...values] });
  return result.rows as Row[];
}

async function withClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // Without a listener a connection lost in mid-transaction would end the process; a lost one never goes back to the pool.
  const remember = (error: Error) => (lost = error);
  client.on('error', remember);
  try {
    return await work(client);
  } finally {
    client.off('error', remember);
    client.release(lost);
  }
}
