import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations as runQueueMigrations } from 'graphile-worker';
import pg from 'pg';
import { appRoleName, deriveAppUrl, ensureAppRole } from './app-role.js';
import type { StartLog } from './start-log.js';

/** Migrations lie two folders up both from `src/store` and, compiled, from `dist/src/store`. */
const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The session lock that makes starters on one database migrate one after the other. */
const migrationLock = 7_301_442_119;

export const queueSchema = 'graphile_worker';
const oldestServerVersion = 15;

export interface PrepareOptions {
  /** Connects as the role that owns the tables. */
  ownerUrl: string;
  /** Connects as the application; derived from the owner's URL when not given. */
  appUrl?: string | undefined;
  /** False: refuse to start on a database that lacks migrations instead of migrating it. */
  migrate?: boolean;
  log: StartLog;
}

export interface PreparedDatabase {
  ownerUrl: string;
  appUrl: string;
}

/**
 * Makes the database ready for this version of the program: application role, tables, job queue.
 * Starters on the same database wait for one another.
 *
 * @throws Error when the server is too old, not UTF-8, or the database is ahead of this program.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const { ownerUrl, log, migrate = true } = options;
  const appUrl = options.appUrl ?? deriveAppUrl(ownerUrl);
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection lost between two statements would end the process without a word.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await checkServer(owner);
    await lockMigrations(owner, log);
    const pending = await pendingMigrations(owner);
    if (pending.length > 0 && !migrate) {
      throw new Error(`The database lacks ${pending.length} migrations, the first is ${pending[0] ?? ''}.`);
    }
    if (migrate) {
      await ensureAppRole(owner, appUrl, options.appUrl !== undefined);
      await runMigrations(ownerUrl, pending, log);
      await prepareQueue(owner, ownerUrl, log);
    }
    await owner.query('select pg_advisory_unlock($1)', [migrationLock]);
  } finally {
    await owner.end();
  }
  return { ownerUrl, appUrl };
}

async function checkServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
  );
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < oldestServerVersion) {
    throw new Error(
      `PostgreSQL ${oldestServerVersion} or newer is needed; the server is version ${version}.`,
    );
  }
  if (encoding !== 'UTF8')
    throw new Error(`The database must be encoded in UTF8; this one is in ${encoding}.`);
}

async function lockMigrations(owner: pg.Client, log: StartLog): Promise<void> {
  // The owner may carry a statement timeout; waiting for another starter's long migration is no failure.
  await owner.query('set statement_timeout = 0; set lock_timeout = 0');
  const { rows } = await owner.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    migrationLock,
  ]);
  if (rows[0]?.locked) return;
  log.info('Another starter is migrating the database; waiting for it.');
  await owner.query('select pg_advisory_lock($1)', [migrationLock]);
}

/** Names of the migrations this program has and the database has not, oldest first. */
async function pendingMigrations(owner: pg.Client): Promise<string[]> {
  const known = readdirSync(migrationsFolder)
    .map((file) => /^(\d{14}_\w+)\.(?:js|ts)$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
  const { rows: tables } = await owner.query<{ found: boolean }>(
    `select to_regclass('public.mikro_orm_migrations') is not null as found`,
  );
  if (!tables[0]?.found) return known;
  const { rows } = await owner.query<{ name: string }>(
    'select name from public.mikro_orm_migrations order by id',
  );
  const done = new Set(rows.map(({ name }) => name));
  const unknown = [...done].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`The database was migrated by a newer program (${unknown.join(', ')}); start that one.`);
  }
  return known.filter((name) => !done.has(name));
}

/** MikroORM costs a fifth of a second and 40 MB, so it is only loaded when there is something to do. */
async function runMigrations(ownerUrl: string, pending: string[], log: StartLog): Promise<void> {
  if (pending.length === 0) return;
  log.info(`Migrating the database: ${pending.join(', ')}`);
  const { runPending } = await import('./run-pending.js');
  await runPending(ownerUrl, migrationsFolder, pending);
}

/**
 * Brings the job queue's own tables up to date and lets the application role work on them.
 * The queue switches row security on for its tables without any policy, which shuts out every role but
 * the owner; the application role therefore gets a policy of its own on each.
 */
async function prepareQueue(owner: pg.Client, ownerUrl: string, log: StartLog): Promise<void> {
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn(message);
  });
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // A connection that the server ends just as it is being closed tells so when nobody listens any more.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  try {
    await runQueueMigrations({ pgPool: pool, schema: queueSchema, logger });
  } finally {
    await pool.end();
  }
  await owner.query(`
    grant usage on schema ${queueSchema} to ${appRoleName};
    grant select, insert, update, delete on all tables in schema ${queueSchema} to ${appRoleName};
    grant usage, select on all sequences in schema ${queueSchema} to ${appRoleName};
    grant execute on all functions in schema ${queueSchema} to ${appRoleName};
    do $$
    declare shut regclass;
    begin
      for shut in
        select c.oid from pg_class c
        where c.relnamespace = '${queueSchema}'::regnamespace and c.relkind = 'r' and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application')
      loop
        execute format('create policy application on %s to ${appRoleName} using (true) with check (true)', shut);
      end loop;
    end $$;
  `);
}
