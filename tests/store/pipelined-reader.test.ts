import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { PipelinedReader } from '../../src/store/pipelined-reader.js';
import { statement } from '../../src/store/statement.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';
import '../support/one-realm.js';

const NAME = 'pipelined-reader-test';
const NUMBER = statement<{ number: number }>('test-number', 'select $1::integer as number');

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await makeDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

function open(connections: number): PipelinedReader {
  return new PipelinedReader({ connectionString: database.appUrl, application_name: NAME }, connections);
}

async function sessions(): Promise<number> {
  const { rowCount } = await owner.query('select from pg_stat_activity where application_name = $1', [NAME]);
  return rowCount ?? 0;
}

async function terminate(): Promise<void> {
  await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
    NAME,
  ]);
}

describe('Reads over shared connections', () => {
  test('each get their own answer, however many are under way', async () => {
    const reader = open(2);
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    const answers = await Promise.all(numbers.map((number) => reader.run(NUMBER, [number])));
    expect(answers).toEqual(numbers.map((number) => [{ number }]));
    expect(await sessions()).toBeLessThanOrEqual(2);
    await reader.end();
  });

  test('that fail do not touch those beside them', async () => {
    const reader = open(1);
    const answers = await Promise.allSettled([
      reader.run(NUMBER, [1]),
      reader.run(NUMBER, ['no number']),
      reader.run(NUMBER, [3]),
    ]);
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: [{ number: 1 }] },
      { status: 'rejected', reason: { code: '22P02' } },
      { status: 'fulfilled', value: [{ number: 3 }] },
    ]);
    await reader.end();
  });

  test('open a lost connection again, and never one more than they may', async () => {
    const reader = open(1);
    for (let round = 0; round < 30; round += 1) {
      await reader.run(NUMBER, [round]).catch(() => undefined);
      await terminate();
      for (let turn = 0; turn < 20; turn += 1) {
        void reader.run(NUMBER, [turn]).catch(() => undefined);
        await nextTurn();
      }
    }
    await pause(100);
    expect(await reader.run(NUMBER, [1])).toEqual([{ number: 1 }]);
    expect(await sessions()).toBe(1);
    await reader.end();
    await pause(50);
    expect(await sessions()).toBe(0);
  });

  test('are refused when the reader is closed', async () => {
    const reader = open(1);
    await reader.run(NUMBER, [1]);
    await reader.end();
    await expect(reader.run(NUMBER, [2])).rejects.toThrow('Connection terminated');
  });
});
