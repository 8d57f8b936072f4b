import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { NoEmbeddedPostgres } from './postgres-build.js';

/** The unprivileged account PostgreSQL runs under when this process is root. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where the server's files live, and as whom the server runs (`undefined`: as this process itself). */
export interface Place {
  /** Holds the cluster folder `postgres` and the server's log. */
  dataDir: string;
  account: Account | undefined;
  /** Set when data had to leave the project because the account cannot enter it. */
  outsideOf: string | undefined;
}

/** Accounts that exist for such a purpose, the most fitting first. None is ever created: a demo must not change the machine's user list. */
const accountNames = ['postgres', '_postgres', 'nobody'];

/** The folder, inside the data folder, that `initdb` fills. */
export const clusterName = 'postgres';

/**
 * Chooses where the cluster lives.
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged account; that account cannot
 * enter a project below a closed home such as /root, and then the data move to a system folder keyed by
 * the project's path. A cluster that exists already always wins over the choice that would be made today,
 * so that opening or closing a home folder never makes the data seem lost.
 */
export function choosePlace(dataDir: string): Place {
  makeOpenFolder(dataDir);
  const wanted = realpathSync(dataDir);
  if (!isRoot()) {
    refuseForeignCluster(wanted);
    return { dataDir: wanted, account: undefined, outsideOf: undefined };
  }

  const moved = systemFolders().map((folder) => join(folder, keyOf(wanted)));
  const existing = [wanted, ...moved].find((folder) => existsSync(join(folder, clusterName, 'PG_VERSION')));
  const account = accountFor(existing);
  if (existing !== undefined && !canReach(join(existing, clusterName), account)) {
    throw new NoEmbeddedPostgres(
      `The database in ${existing} cannot be entered by the unprivileged account (uid ${account.uid}) that runs it, ` +
        `because a folder above it is closed: open that folder (chmod o+x) or move the project.`,
    );
  }
  const chosen = existing ?? (canReach(wanted, account) ? wanted : openSystemFolder(keyOf(wanted)));
  return { dataDir: chosen, account, outsideOf: chosen === wanted ? undefined : wanted };
}

/** A cluster made by a start as root belongs to the server's account and is closed to everybody else. */
function refuseForeignCluster(dataDir: string): void {
  const folder = join(dataDir, clusterName);
  if (process.platform === 'win32' || !existsSync(folder)) return;
  const { uid } = statSync(folder);
  if (uid === process.getuid?.()) return;
  throw new NoEmbeddedPostgres(
    `The database in ${folder} belongs to another account (uid ${uid}), probably because it was first started as root. ` +
      `Start as root again, or set DATA_DIR to another folder.`,
  );
}

/** A folder that belongs to root, that everybody can enter, and that survives a restart of the machine. */
export function openSystemFolder(name: string): string {
  const reasons: string[] = [];
  for (const parent of systemFolders()) {
    try {
      for (const folder of [parent, join(parent, name)]) {
        makeOpenFolder(folder);
        refuseForeignFolder(folder);
      }
      return join(parent, name);
    } catch (error) {
      reasons.push(`${parent}: ${(error as Error).message}`);
    }
  }
  throw new NoEmbeddedPostgres(
    `No folder can be reached by an unprivileged account (${reasons.join('; ')}).`,
  );
}

/** /var/tmp is the second choice: some systems clean it, but it exists where /var/lib is read-only. */
function systemFolders(): string[] {
  return ['/var/lib', '/var/tmp']
    .filter((folder) => existsSync(folder))
    .map((folder) => join(folder, 'tiered-supervision'));
}

function keyOf(dataDir: string): string {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return `${basename(dirname(dataDir)).replace(/[^A-Za-z0-9_-]/g, '_')}-${digest}`;
}

/** Anybody may create folders in /var/tmp, so a folder that another account made or can change is refused. */
function refuseForeignFolder(folder: string): void {
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} exists but is not a folder that only root can change`);
  }
}

/** Makes the folder and every missing folder above it, enterable for all whatever the process's umask is. */
function makeOpenFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (first === undefined || process.platform === 'win32') return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made))
    chmodSync(made, 0o755);
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function accountFor(existing: string | undefined): Account {
  if (existing !== undefined) {
    const owner = statSync(join(existing, clusterName));
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  const entries = lines.map((line) => line.split(':'));
  for (const name of accountNames) {
    const entry = entries.find(([entryName]) => entryName === name);
    const [uid, gid] = [Number(entry?.[2]), Number(entry?.[3])];
    if (uid > 0 && uid < 2 ** 31 && gid > 0 && gid < 2 ** 31) return { uid, gid };
  }
  throw new NoEmbeddedPostgres(
    `PostgreSQL does not run as root, and this machine has none of the accounts ${accountNames.join(', ')}. Start as an ordinary user, or:`,
  );
}

/** Whether the account may enter the folder and every folder above it, judged by the permission bits. */
export function canReach(folder: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canReach(parent, account);
}
