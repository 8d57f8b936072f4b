import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger, addJobAdhoc, runOnce } from 'graphile-worker';
import pg from 'pg';
import { prepareDatabase, queueSchema } from '../../src/store/migrate.js';
import { deriveAppUrl, scramVerifier } from '../../src/store/app-role.js';
import type { StartLog } from '../../src/store/start-log.js';
import { makeDatabase, makeEmptyDatabase, type TestDatabase } from '../support/database.js';

/** A log whose lines a test can read. */
class ReadableLog implements StartLog {
  readonly lines: string[] = [];
  info(message: string): void {
    this.lines.push(message);
  }
  warn(message: string): void {
    this.lines.push(message);
  }
  count(start: string): number {
    return this.lines.filter((line) => line.startsWith(start)).length;
  }
}

async function rowsOf(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

describe('a migrated database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());

  it('lets the application in, which owns nothing', async () => {
    const owned = `select count(*)::int as owned from pg_class where relowner = 'supervision_app'::regrole`;
    expect(await rowsOf(database.appUrl, `select current_user as name`)).toEqual([
      { name: 'supervision_app' },
    ]);
    expect(await rowsOf(database.appUrl, owned)).toEqual([{ owned: 0 }]);
  });

  it.each(['create table stray (id int)', 'create schema stray'])(
    'refuses the application: %s',
    async (order) => {
      await expect(rowsOf(database.appUrl, order)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('is left alone by a second start, which agrees on the application password', async () => {
    const log = new ReadableLog();
    const prepared = await prepareDatabase({ ownerUrl: database.ownerUrl, log });
    expect(log.lines).toEqual([]);
    expect(prepared.appUrl).toBe(database.appUrl);
  });

  it('lets the application put jobs into the queue and work on them', async () => {
    const shared = {
      connectionString: database.appUrl,
      schema: queueSchema,
      logger: new Logger(() => () => undefined),
    };
    const done: unknown[] = [];
    await addJobAdhoc(shared, 'noted', { number: 7 }, { queueName: 'notes' });
    await runOnce({
      ...shared,
      taskList: { noted: (payload) => void done.push(payload) },
      noHandleSignals: true,
    });
    expect(done).toEqual([{ number: 7 }]);
  });

  it('is refused by a program that is older than the database', async () => {
    await rowsOf(
      database.ownerUrl,
      `insert into mikro_orm_migrations (name) values ('29990101000000_later')`,
    );
    const start = prepareDatabase({ ownerUrl: database.ownerUrl, log: new ReadableLog() });
    await expect(start).rejects.toThrow('newer program (29990101000000_later)');
  });
});

describe('an empty database', () => {
  let database: TestDatabase;
  afterEach(() => database.drop());

  it('is migrated by one of two starters while the other waits and says so', async () => {
    database = await makeEmptyDatabase();
    const logs = [new ReadableLog(), new ReadableLog()];
    await Promise.all(logs.map((log) => prepareDatabase({ ownerUrl: database.ownerUrl, log })));
    const counts = logs.map((log) => [log.count('Migrating'), log.count('Another starter')]).sort();
    expect(counts).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const twice = `select name from mikro_orm_migrations group by name having count(*) > 1`;
    expect(await rowsOf(database.ownerUrl, twice)).toEqual([]);
  });

  it('is refused when migrating is not wanted', async () => {
    database = await makeEmptyDatabase();
    const start = prepareDatabase({ ownerUrl: database.ownerUrl, migrate: false, log: new ReadableLog() });
    await expect(start).rejects.toThrow(/lacks \d+ migrations/);
  });

  it('is refused when it cannot hold Chinese names', async () => {
    database = await makeEmptyDatabase('SQL_ASCII');
    const start = prepareDatabase({ ownerUrl: database.ownerUrl, log: new ReadableLog() });
    await expect(start).rejects.toThrow('must be encoded in UTF8');
  });
});

describe('the application password', () => {
  it('follows from the password of the owner alone', () => {
    const appPassword = (url: string): string => new URL(deriveAppUrl(url)).password;
    expect(appPassword('postgres://a:one@h/x')).toBe(appPassword('postgres://b:one@other:7/y'));
    expect(appPassword('postgres://a:one@h/x')).not.toBe(appPassword('postgres://a:two@h/x'));
  });

  it('is put into the parameters of a socket URL, which has no host to put it before', () => {
    const url = new URL(deriveAppUrl('postgres:///x?host=/run/postgresql&user=a&password=one'));
    expect(url.searchParams.get('user')).toBe('supervision_app');
  });

  it('is sent as the verifier that the standard computes', () => {
    // The exchange worked out in RFC 7677 section 3: password "pencil", 4096 rounds.
    const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
    expect(verifier).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });
});
