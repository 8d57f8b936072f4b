import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { copyBuild, findPostgresBuild } from './postgres-build.js';
import { canReach, choosePlace, clusterName, openSystemFolder } from './postgres-place.js';
import {
  choosePort,
  createCluster,
  findPostmaster,
  launch,
  ownerName,
  readOwnerPassword,
  rememberPort,
  signalStop,
  type Cluster,
  type Launch,
} from './postgres-cluster.js';
import type { StartLog } from './start-log.js';

/** The database, inside the embedded server, that holds the product's tables. */
export const embeddedDatabaseName = 'supervision';

/** Crash recovery of a large district takes its time; a server that is not up after this is given up. */
const startDeadlineMs = 180_000;
const stopDeadlineMs = 20_000;

/** Every process that uses the server holds this advisory lock in shared mode; who can take it alone is the last. */
const presenceLock = 7_301_442_118;

const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  jit: 'off',
  // A district lies in memory: looking up a hundred rows by index is cheaper than reading a table through.
  random_page_cost: '1.1',
  // Statements and their values may hold personal data: the log keeps start, stop and fatal errors only.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};

export interface EmbeddedPostgresOptions {
  /** Folder for the data; made when missing. */
  dataDir: string;
  log: StartLog;
  /** For throw-away servers of tests: no fsync, so that a crash of the machine loses everything. */
  throwAway?: boolean;
}

export interface EmbeddedPostgres {
  ownerUrl: string;
  /** Where the data really are: not `dataDir` when that cannot be entered by the server's account. */
  dataDir: string;
  /** Leaves the server; stops it unless another process uses it. Calling it again waits for the first call. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL on the data folder, or joins the server that already runs on it (another starter's,
 * or one that outlived a killed process), and makes sure the product's database exists.
 * While the process lives, a server that dies is started again on the same port.
 *
 * @throws NoEmbeddedPostgres when this machine cannot run the embedded server.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const cluster = await openCluster(options);
  let presence = await joinOrLaunch(cluster);
  const { port } = presence;
  rememberPort(cluster, port);
  await ensureDatabase(presence, embeddedDatabaseName);

  let stopping: Promise<void> | undefined;
  const watch = (): void => {
    presence.once('end', () => {
      if (stopping) return;
      log.warn('The embedded database went away; starting it again.');
      joinOrLaunch(cluster, port).then(
        (joined) => {
          presence = joined;
          if (stopping) void leave(cluster, joined);
          else watch();
        },
        (error: unknown) => {
          log.warn(`The embedded database could not be started again: ${String(error)}`);
        },
      );
    });
  };
  watch();
  const stop = (): Promise<void> => (stopping ??= leave(cluster, presence));
  const password = encodeURIComponent(readOwnerPassword(cluster));
  const ownerUrl = `postgres://${ownerName}:${password}@127.0.0.1:${port}/${embeddedDatabaseName}`;
  return { ownerUrl, dataDir: join(cluster.folder, '..'), stop };
}

async function openCluster({ dataDir, log, throwAway = false }: EmbeddedPostgresOptions): Promise<Cluster> {
  const place = choosePlace(dataDir);
  let build = findPostgresBuild();
  if (place.account !== undefined && !canReach(join(build.folder, 'bin'), place.account)) {
    build = await copyBuild(build, openSystemFolder('builds'));
  }
  if (place.outsideOf !== undefined) {
    log.info(
      `The database server does not run as root and cannot enter ${place.outsideOf}: its data are in ${place.dataDir}.`,
    );
  }
  const programs = join(build.folder, 'bin');
  const folder = join(place.dataDir, clusterName);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    log.info(`Making a new database in ${place.dataDir}`);
    await createCluster(place, programs, !throwAway);
  }
  const careless = throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {};
  return {
    folder,
    programs,
    logFile: join(place.dataDir, 'postgres.log'),
    account: place.account,
    settings: { ...serverSettings, ...careless },
  };
}

/** The connection whose shared lock says "somebody uses this server". */
type Presence = pg.Client;

/** Joins the running server, or launches one; whichever of several starters is first, the others join its server. */
async function joinOrLaunch(cluster: Cluster, fixedPort?: number): Promise<Presence> {
  const deadline = performance.now() + startDeadlineMs;
  let launched: Launch | undefined;
  let failures = 0;
  let waitMs = 5;
  while (performance.now() < deadline) {
    const postmaster = findPostmaster(cluster);
    if (postmaster?.ready) {
      const presence = await enter(cluster, postmaster.port);
      if (presence !== undefined) return presence;
    }
    if (launched?.exited()) {
      failures += 1;
      // Lost races heal by themselves: another starter's server, a port just taken, remains of a killed server.
      if (failures >= 20) throw new Error(`The embedded database does not start: ${launched.complaint()}`);
      launched = undefined;
      waitMs = 100;
    }
    if (launched === undefined && postmaster === undefined) {
      launched = launch(cluster, fixedPort ?? (await choosePort(cluster)));
    }
    await pause(waitMs);
    waitMs = Math.min(waitMs * 1.2, 100);
  }
  throw new Error(
    `The embedded database is not ready after ${startDeadlineMs / 1000} s; see ${cluster.logFile}`,
  );
}

/** Connects and takes the presence lock; `undefined` when the server is on its way down or not there after all. */
async function enter(cluster: Cluster, port: number): Promise<Presence | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: ownerName,
    password: readOwnerPassword(cluster),
    database: 'postgres',
    application_name: 'presence',
    connectionTimeoutMillis: 10_000,
  });
  // A lost connection is noticed through its `end` event; without a listener the error would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ present: boolean; folder: string }>(
      `select pg_try_advisory_lock_shared($1) as present, current_setting('data_directory') as folder`,
      [presenceLock],
    );
    const [row] = rows;
    if (row?.present && realpathSync(row.folder) === realpathSync(cluster.folder)) return client;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28')) {
      throw new Error(`The database in ${cluster.folder} does not accept the password kept beside it.`, {
        cause: error,
      });
    }
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 1) return;
  await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: unknown) => {
    // Another starter may have made it between the question and the order.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  });
}

/** Gives up the presence lock; whoever can then take it alone is the last one here and stops the server. */
async function leave(cluster: Cluster, presence: Presence): Promise<void> {
  let last = false;
  try {
    const { rows } = await presence.query<{ last: boolean }>(
      'select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last',
      [presenceLock],
    );
    last = rows[0]?.last ?? false;
  } catch {
    // The server is gone already, or going: there is nothing to stop.
  }
  const postmaster = last ? findPostmaster(cluster) : undefined;
  if (postmaster === undefined) {
    await presence.end().catch(() => undefined);
    return;
  }
  signalStop(cluster, postmaster.pid);
  const stopped = async (withinMs: number): Promise<boolean> => {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      if (findPostmaster(cluster)?.pid !== postmaster.pid) return true;
      await pause(10);
    }
    return false;
  };
  if (!(await stopped(stopDeadlineMs))) {
    signalStop(cluster, postmaster.pid, true);
    await stopped(stopDeadlineMs);
  }
  await presence.end().catch(() => undefined);
}
