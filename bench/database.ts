import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../src/project-root.js';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.js';
import { deriveAppUrl } from '../src/store/app-role.js';
import { parentOf } from './proc.js';

/** A database that all three servers read. */
export interface BenchDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly dataDir: string;
  /** The process whose children serve the connections. */
  readonly serverPid: number;
  rows<Row>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * The district as it is seeded; the prefecture, with 130,000 houses; and a copy of the prefecture that is made anew for whoever leaves
 * traces.
 */
export type DatabaseName = 'district' | 'prefecture' | 'scratch';

/** The databases of the bench, in one embedded server. */
export interface BenchDatabases {
  has(name: DatabaseName): Promise<boolean>;
  /** Opens a database, made empty when it is not there; our own server fills it when it first starts on it. */
  open(name: DatabaseName): Promise<BenchDatabase>;
  /** Puts `to` in place as a copy of `from`, once `work` has been done on it. Nobody may be connected to either. */
  copy(from: DatabaseName, to: DatabaseName, work?: (copy: BenchDatabase) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const benchLock = 7_301_442_131;
const dataDir = join(projectRoot, 'data', 'bench');

/**
 * Starts the embedded server with databases that belong to the migrations and seeds as they are now. Databases of former
 * migrations and seeds are removed.
 */
export async function openBenchDatabases(): Promise<BenchDatabases> {
  const server = await startEmbeddedPostgres({ dataDir, log: console });
  const keeper = await connect(server.ownerUrl);
  await waitForOthers(keeper);
  const district = `bench_${fingerprint()}`;
  await makeRoom(keeper, district);
  const nameOf = (name: string) => (name === 'district' ? district : `${district}_${name}`);
  const isThere = async (name: string) => {
    const found = await keeper.query('select from pg_database where datname = $1', [nameOf(name)]);
    return found.rowCount === 1;
  };
  const remove = (name: string) => keeper.query(`drop database if exists ${nameOf(name)} with (force)`);
  return {
    has: isThere,
    open: async (name) => {
      if (!(await isThere(name))) await keeper.query(`create database ${nameOf(name)}`);
      return openDatabase(withDatabase(server.ownerUrl, nameOf(name)));
    },
    copy: async (from, to, work) => {
      // Half a copy must not be taken for a whole one.
      const unfinished = `${to}_unfinished`;
      await remove(unfinished);
      await keeper.query(`create database ${nameOf(unfinished)} template ${nameOf(from)} strategy file_copy`);
      const copy = await openDatabase(withDatabase(server.ownerUrl, nameOf(unfinished)));
      try {
        await work?.(copy);
      } finally {
        await copy.close();
      }
      await remove(to);
      await keeper.query(`alter database ${nameOf(unfinished)} rename to ${nameOf(to)}`);
    },
    stop: async () => {
      await remove('scratch');
      await keeper.end();
      await server.stop();
    },
  };
}

async function openDatabase(ownerUrl: string): Promise<BenchDatabase> {
  const client = await connect(ownerUrl);
  const { rows: backends } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return {
    ownerUrl,
    appUrl: deriveAppUrl(ownerUrl),
    dataDir,
    serverPid: parentOf(backends[0]?.pid ?? 0),
    rows: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    close: () => client.end(),
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

/** Two benches at once would measure each other. */
async function waitForOthers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    benchLock,
  ]);
  if (rows[0]?.alone) return;
  console.log('Another bench is running on this database; waiting for it.');
  await client.query('select pg_advisory_lock($1)', [benchLock]);
}

async function makeRoom(keeper: pg.Client, district: string): Promise<void> {
  const { rows } = await keeper.query<{ datname: string }>(
    `select datname from pg_database where datname like 'bench\\_%'`,
  );
  for (const { datname } of rows) {
    if (!datname.startsWith(district)) await keeper.query(`drop database ${datname} with (force)`);
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Of everything that decides what stands in the databases. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = ['migrations', 'seeds'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
  for (const file of [...files, join(projectRoot, 'bench', 'prefecture.ts')]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
