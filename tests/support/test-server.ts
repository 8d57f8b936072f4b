import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadReference } from '../../seeds/load-reference.js';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.js';
import { prepareDatabase } from '../../src/store/migrate.js';
import type { StartLog } from '../../src/store/start-log.js';

/** The server all test files share, and the migrated database they copy. */
export interface TestServer {
  /** Owner's URL of the template, migrated and with all reference data; `makeDatabase` copies the database it names. */
  templateUrl: string;
  appUrl: string;
  stop(): Promise<void>;
}

declare global {
  /** Jest runs set-up and tear-down in one process, and this is how the one hands the server to the other. */
  var testServer: TestServer | undefined;
}

const folderPrefix = 'tiered-supervision-test-';

/** A green run says nothing about its database. */
export const quietLog: StartLog = {
  info: () => undefined,
  warn: (message) => {
    console.warn(message);
  },
};

/**
 * Starts the server of the tests, the given one or else an embedded one in a temporary folder, and makes the
 * migrated template there.
 */
export async function startTestServer(givenUrl: string | undefined): Promise<TestServer> {
  const server =
    givenUrl === undefined
      ? await startThrowAwayServer()
      : { ownerUrl: givenUrl, stop: async () => undefined };
  try {
    const template = `test_template_${randomBytes(6).toString('hex')}`;
    const templateUrl = new URL(server.ownerUrl);
    templateUrl.pathname = `/${template}`;
    // A given server made with LANG unset would otherwise hand SQL_ASCII on to its databases.
    const locale = givenUrl === undefined ? '' : `encoding 'UTF8' locale 'C'`;
    await administer(server.ownerUrl, `create database ${template} template template0 ${locale}`);
    const { appUrl } = await prepareDatabase({ ownerUrl: templateUrl.href, log: quietLog });
    await loadReference(templateUrl.href);
    const stop = async (): Promise<void> => {
      if (givenUrl !== undefined)
        await administer(givenUrl, `drop database if exists ${template} with (force)`);
      await server.stop();
    };
    return { templateUrl: templateUrl.href, appUrl, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function administer(ownerUrl: string, order: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(order);
  } finally {
    await client.end();
  }
}

async function startThrowAwayServer(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  await removeAbandonedServers();
  const parent = makeOpenTemporaryFolder(`${folderPrefix}${process.pid}-`);
  const server = await startEmbeddedPostgres({
    dataDir: join(parent, 'data'),
    log: quietLog,
    throwAway: true,
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  return { ownerUrl: server.ownerUrl, stop };
}

/** mkdtemp makes closed folders, but as root the server runs under another account, which has to enter it. */
export function makeOpenTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** A killed test run leaves its server running; its folder's name tells that the run is gone. */
async function removeAbandonedServers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const run = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1];
    if (run === undefined || isAlive(Number(run))) continue;
    const parent = join(tmpdir(), name);
    try {
      const left = await startEmbeddedPostgres({
        dataDir: join(parent, 'data'),
        log: quietLog,
        throwAway: true,
      });
      await left.stop();
      rmSync(parent, { recursive: true, force: true });
    } catch {
      // Another account's leftovers: not ours to remove.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
