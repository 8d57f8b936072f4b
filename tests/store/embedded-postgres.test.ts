import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/store/embedded-postgres.js';
import { prepareDatabase } from '../../src/store/migrate.js';
import { findPostgresBuild, NoEmbeddedPostgres } from '../../src/store/postgres-build.js';
import { makeOpenTemporaryFolder, quietLog } from '../support/test-server.js';

const silentLog = { info: (): void => undefined, warn: (): void => undefined };
const asRoot = process.getuid?.() === 0 ? it : it.skip;

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(query);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** Asks again while the server is away. */
async function askPatiently(url: string, query: string): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(url, query);
    } catch (error) {
      if (tries === 100) throw error;
      await pause(50);
    }
  }
}

describe('the embedded server', () => {
  let folder: string;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];

  const start = async (where = dataDir): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir: where, log: silentLog, throwAway: true });
    started.push(server);
    return server;
  };

  // One folder for all: making a new database takes longer than everything else here.
  beforeAll(() => {
    folder = makeOpenTemporaryFolder('embedded-postgres-test-');
    dataDir = join(folder, 'data');
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const postmasterFile = (): string => join(dataDir, 'postgres', 'postmaster.pid');
  const postmasterPid = (): number => Number(readFileSync(postmasterFile(), 'utf8').split('\n')[0]);

  it('serves two starters at once on a new folder and stops with the last of them', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.stop();
    await first.stop();
    expect(await ask(second.ownerUrl, 'select 1 as answer')).toBe(1);
    await second.stop();
    expect(existsSync(postmasterFile())).toBe(false);
  });

  it('keeps data and address over a restart, in UTF-8 whatever the language of the machine', async () => {
    const first = await start();
    await ask(first.ownerUrl, `create table kept as select '和顺'::text as answer`);
    await first.stop();
    await expect(ask(first.ownerUrl, 'select 1')).rejects.toThrow();
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'select answer from kept')).toBe('和顺');
    expect(await ask(second.ownerUrl, `select current_setting('server_encoding') as answer`)).toBe('UTF8');
  });

  it('comes back on the same address when it is killed under a running process', async () => {
    const server = await start();
    const killed = postmasterPid();
    process.kill(killed, 'SIGKILL');
    expect(await askPatiently(server.ownerUrl, 'select 1 as answer')).toBe(1);
    expect(postmasterPid()).not.toBe(killed);
  });

  it('starts although the file of a killed server names a process that is now another', async () => {
    const first = await start();
    const text = await readPostmasterFile(postmasterFile());
    await first.stop();
    writeFileSync(postmasterFile(), text.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await ask(second.ownerUrl, 'select 1 as answer')).toBe(1);
  });

  it('accepts nobody without its password, which only its account can read', async () => {
    const server = await start();
    const stranger = new URL(server.ownerUrl);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const { mode } = statSync(join(dataDir, 'postgres', 'owner-password'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  it('gives the application role its derived password again when somebody has changed it', async () => {
    const { ownerUrl } = await start();
    await prepareDatabase({ ownerUrl, log: silentLog });
    await ask(ownerUrl, `alter role supervision_app password 'changed'`);
    const { appUrl } = await prepareDatabase({ ownerUrl, log: quietLog });
    expect(await ask(appUrl, 'select current_user::text as answer')).toBe('supervision_app');
  });

  it('works for a role that an administrator named in DATABASE_APP_URL', async () => {
    const { ownerUrl } = await start();
    await ask(ownerUrl, `create role site login password 'given'`);
    const given = new URL(ownerUrl);
    given.username = 'site';
    given.password = 'given';
    const { appUrl } = await prepareDatabase({ ownerUrl, appUrl: given.href, log: silentLog });
    expect(appUrl).toBe(given.href);
    expect(await ask(appUrl, 'select count(*)::int as answer from region')).toBe(0);
    await expect(ask(appUrl, 'delete from region')).rejects.toMatchObject({ code: '42501' });
  });

  asRoot('moves its data where its account can go when root keeps the project in a closed home', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    chmodSync(home, 0o700);
    const server = await start(join(home, 'project', 'data'));
    try {
      expect(server.dataDir.startsWith(home)).toBe(false);
      expect(await ask(server.ownerUrl, 'select 1 as answer')).toBe(1);
      await server.stop();
      chmodSync(home, 0o755);
      expect((await start(join(home, 'project', 'data'))).dataDir).toBe(server.dataDir);
    } finally {
      await Promise.all(started.splice(0).map((each) => each.stop()));
      rmSync(server.dataDir, { recursive: true, force: true });
    }
  });
});

describe('a platform without a build', () => {
  it.each([
    ['linux', 'riscv64'],
    ['win32', 'arm64'],
    ['freebsd', 'x64'],
  ])('is told to bring its own database: %s %s', (platform, architecture) => {
    const find = (): unknown => findPostgresBuild(platform, architecture);
    expect(find).toThrow(NoEmbeddedPostgres);
    expect(find).toThrow(/set DATABASE_URL/);
  });
});

/** The server writes its last line, "ready", a moment after it accepts connections. */
async function readPostmasterFile(file: string): Promise<string> {
  for (let tries = 0; tries < 100 && !readFileSync(file, 'utf8').includes('ready'); tries += 1)
    await pause(10);
  return readFileSync(file, 'utf8');
}
