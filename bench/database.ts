import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../src/project-root.js';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.js';
import { deriveAppUrl } from '../src/store/app-role.js';
import { parentOf } from './proc.js';

/** The database that all three servers read. */
export interface BenchDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly dataDir: string;
  /** The process whose children serve the connections. */
  readonly serverPid: number;
  rows<Row>(sql: string): Promise<Row[]>;
  stop(): Promise<void>;
}

const benchLock = 7_301_442_131;
const dataDir = join(projectRoot, 'data', 'bench');

/**
 * Starts the embedded server with a database that belongs to the migrations and seeds as they are now; our own server fills
 * it when it first starts on it. Databases of former migrations and seeds are removed.
 */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startEmbeddedPostgres({ dataDir, log: console });
  const keeper = await connect(server.ownerUrl);
  await waitForOthers(keeper);
  const name = `bench_${fingerprint()}`;
  await makeRoom(keeper, name);
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const client = await connect(ownerUrl);
  const { rows: backends } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return {
    ownerUrl,
    appUrl: deriveAppUrl(ownerUrl),
    dataDir,
    serverPid: parentOf(backends[0]?.pid ?? 0),
    rows: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    stop: async () => {
      await client.end();
      await keeper.end();
      await server.stop();
    },
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

async function makeRoom(keeper: pg.Client, name: string): Promise<void> {
  const { rows } = await keeper.query<{ datname: string }>(
    `select datname from pg_database where datname like 'bench\\_%'`,
  );
  for (const { datname } of rows) {
    if (datname !== name) await keeper.query(`drop database ${datname} with (force)`);
  }
  if (!rows.some(({ datname }) => datname === name)) await keeper.query(`create database ${name}`);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Of everything that decides what stands in the database. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'seeds']) {
    const files = readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}
