import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { NoEmbeddedPostgres } from './postgres-build.js';
import { clusterName, type Account, type Place } from './postgres-place.js';

/** One database cluster on disk and the programs that serve it. */
export interface Cluster {
  /** What PostgreSQL calls PGDATA. */
  folder: string;
  /** Start-up messages and fatal errors; errors of statements are not written, they may hold personal data. */
  logFile: string;
  programs: string;
  account: Account | undefined;
  /** `-c name=value` settings of the server. */
  settings: Record<string, string>;
}

export const ownerName = 'supervision_owner';
const passwordFile = 'owner-password';
const portFile = 'last-port';

/** LANG may be unset or name a locale that is not installed: the programs get an environment of their own. */
const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

/**
 * Makes the cluster folder, with a random owner password beside the data.
 * Everything is made under another name and renamed at the end: a run that was killed half way leaves
 * nothing that looks like a cluster, and of two starters one simply wins.
 */
export async function createCluster(place: Place, programs: string, sync: boolean): Promise<void> {
  removeAbandonedStaging(place.dataDir);
  const staging = join(place.dataDir, `.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  const folder = join(staging, clusterName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = join(staging, passwordFile);
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  for (const path of [staging, folder, password]) giveTo(place.account, path);
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  options.push(
    '--auth=scram-sha-256',
    `--username=${ownerName}`,
    `--pwfile=${password}`,
    '--no-instructions',
  );
  if (!sync) options.push('--no-sync');
  try {
    await runInitdb(join(programs, 'initdb'), [...options, `--pgdata=${folder}`], place);
    await rename(password, join(folder, passwordFile));
    await rename(folder, join(place.dataDir, clusterName)).catch((error: unknown) => {
      if (!existsSync(join(place.dataDir, clusterName, 'PG_VERSION'))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Staging folders carry the maker's process id; those of processes that are gone were abandoned. */
function removeAbandonedStaging(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const maker = /^\.new-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker)))
      rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

function giveTo(account: Account | undefined, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

async function runInitdb(program: string, options: string[], place: Place): Promise<void> {
  const child = spawn(program, options, {
    ...place.account,
    cwd: place.dataDir,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', (error) => {
      fail(programDidNotStart(error));
    });
    child.once('close', done);
  });
  if (code !== 0) throw new NoEmbeddedPostgres(`initdb failed: ${complaint.trim()}.`);
}

/** A build for another C library (musl) exists as a file but cannot be executed: the system says "not found". */
function programDidNotStart(error: Error): NoEmbeddedPostgres {
  return new NoEmbeddedPostgres(`The embedded PostgreSQL does not run on this system (${error.message}).`, {
    cause: error,
  });
}

export function readOwnerPassword(cluster: Cluster): string {
  return readFileSync(join(cluster.folder, passwordFile), 'utf8').trim();
}

/** What `postmaster.pid` says about the server of this cluster. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** The server that runs on this cluster, if one does; a file left behind by a killed server does not count. */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  const file = join(cluster.folder, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!isAlive(pid)) return undefined;
  if (!mayServe(pid, cluster.folder)) {
    // PostgreSQL itself would refuse to start when another process has inherited the old server's number.
    rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A PostgreSQL server works inside its data folder. Linux shows that folder, and shows none for a killed
 * server that nobody has reaped yet, as happens in containers without an init process.
 * Where it cannot be seen the process is believed to be the server.
 */
function mayServe(pid: number, folder: string): boolean {
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** The port used last time if it is free, so that tools keep their connection settings; else any free one. */
export async function choosePort(cluster: Cluster): Promise<number> {
  const file = join(cluster.folder, portFile);
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (last > 0 ? await bindOnce(last) : undefined) ?? (await bindOnce(0));
  if (port === undefined) throw new Error('No free TCP port on 127.0.0.1.');
  return port;
}

export function rememberPort(cluster: Cluster, port: number): void {
  const file = join(cluster.folder, portFile);
  writeFileSync(file, String(port), { mode: 0o600 });
  giveTo(cluster.account, file);
}

function bindOnce(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => {
      done(undefined);
    });
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        done(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}

/** A launched server: `exited` turns true, with the reason in `complaint()`, when it gave up. */
export interface Launch {
  exited: () => boolean;
  complaint: () => string;
}

/**
 * Launches the server in a session of its own, so that a Ctrl-C in the terminal reaches Node only and Node
 * can finish its work before the database goes.
 */
export function launch(cluster: Cluster, port: number): Launch {
  const startsAt = existsSync(cluster.logFile) ? statSync(cluster.logFile).size : 0;
  const output = openSync(cluster.logFile, startsAt > 10_000_000 ? 'w' : 'a', 0o600);
  const options = Object.entries(cluster.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = ['-p', String(port), ...options];
  const [program, programOptions] =
    process.platform === 'win32'
      ? // Windows servers must shed administrator rights first, which only pg_ctl can do.
        ['pg_ctl', ['start', '-W', '-D', cluster.folder, '-o', server.map((word) => `"${word}"`).join(' ')]]
      : ['postgres', ['-D', cluster.folder, ...server]];
  const child = spawn(join(cluster.programs, program), programOptions, {
    ...cluster.account,
    cwd: dirname(cluster.folder),
    env: environment,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let failure: Error | undefined;
  child.once('error', (error) => (failure = programDidNotStart(error)));
  child.unref();
  return {
    exited: () => {
      if (failure) throw failure;
      return (
        child.signalCode !== null ||
        (child.exitCode !== null && (program === 'postgres' || child.exitCode !== 0))
      );
    },
    complaint: () =>
      readFileSync(cluster.logFile, 'utf8')
        .slice(startsAt > 10_000_000 ? 0 : startsAt)
        .trim(),
  };
}

/** Asks the server to stop: open transactions are rolled back, data are flushed. `hard` skips the flush. */
export function signalStop(cluster: Cluster, pid: number, hard = false): void {
  if (process.platform === 'win32') {
    const mode = hard ? 'immediate' : 'fast';
    spawn(join(cluster.programs, 'pg_ctl'), ['stop', '-W', '-m', mode, '-D', cluster.folder], {
      stdio: 'ignore',
    });
    return;
  }
  try {
    process.kill(pid, hard ? 'SIGQUIT' : 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
