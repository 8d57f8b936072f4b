import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Cell, copyRows, withoutIndexes } from '../../src/store/bulk.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';

const target = {
  table: 'sample',
  columns: ['number', 'words', 'flag', 'day', 'bytes', 'list', 'document'],
};
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await makeDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(`create temporary table sample (
    number bigint, words text, flag boolean, day date, bytes bytea, list text[], document jsonb)`);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('copying rows', () => {
  it('keeps every character that the text format gives a meaning of its own', async () => {
    const words = 'a\tb\\c\nd\r"e" \\N {f,g} 出租屋 🏠';
    const document = { words };
    const list = ['', 'x,y', '"', '\\', 'NULL', words];
    const row = [9_007_199_254_740_993n, words, true, '2026-11-22', Buffer.from([0, 92, 255]), list];
    await copyRows(client, target, [[...row, JSON.stringify(document)]]);
    const { rows } = await client.query('select *, day::text from sample');
    expect(rows).toEqual([
      {
        number: '9007199254740993',
        words,
        flag: true,
        day: '2026-11-22',
        bytes: Buffer.from([0, 92, 255]),
        list,
        document,
      },
    ]);
  });

  it('tells the absent from the empty', async () => {
    await client.query('truncate sample');
    const nothing: Cell[] = [null, null, null, null, null, null, null];
    await copyRows(client, target, [nothing, [0, '', false, null, Buffer.alloc(0), [], '{}']]);
    const { rows } = await client.query(
      'select number, words, bytes, list from sample order by number nulls first',
    );
    expect(rows).toEqual([
      { number: null, words: null, bytes: null, list: null },
      { number: '0', words: '', bytes: Buffer.alloc(0), list: [] },
    ]);
  });

  it('counts the rows of a source that makes them as they are asked for', async () => {
    await client.query('truncate sample');
    async function* source(): AsyncGenerator<Cell[]> {
      for (let at = 0; at < 20_000; at++) yield [at, 'words', true, null, null, null, null];
    }
    expect(await copyRows(client, target, source())).toBe(20_000);
    expect((await client.query('select count(*)::integer, sum(number)::integer from sample')).rows).toEqual([
      { count: 20_000, sum: 199_990_000 },
    ]);
  });

  it('keeps none of the rows when one is refused, and leaves the connection usable', async () => {
    await client.query('truncate sample');
    const bad: Cell[] = [1, 'x', true, '2026-02-30', null, null, null];
    await expect(copyRows(client, target, [[0, '', true, null, null, null, null], bad])).rejects.toThrow(
      'date/time field value out of range',
    );
    expect((await client.query('select from sample')).rowCount).toBe(0);
  });

  it('leaves the connection usable when the source itself fails', async () => {
    await client.query('truncate sample');
    function* source(): Generator<Cell[]> {
      yield [0, '', true, null, null, null, null];
      throw new Error('the source broke');
    }
    await expect(copyRows(client, target, source())).rejects.toThrow('the source broke');
    expect((await client.query('select from sample')).rowCount).toBe(0);
  });

  it('puts no name into the statement that is not one', async () => {
    await expect(copyRows(client, { table: 'sample; drop', columns: [] }, [])).rejects.toThrow('is no name');
  });
});

describe('filling a table without its indexes', () => {
  it('makes every index and reference again, as it was', async () => {
    const before = await definitionsOf('credit_record');
    expect(before.length).toBeGreaterThan(8);
    await client.query('begin');
    const during = await withoutIndexes(client, 'credit_record', () => definitionsOf('credit_record'));
    expect(during.filter((line) => !/^CHECK|^NOT NULL|credit_record_pkey/.test(line))).toEqual([]);
    await client.query('commit');
    expect(await definitionsOf('credit_record')).toEqual(before);
  });

  it('finds at the end what they would have refused at once', async () => {
    const stray = '0193512b-1c0d-712a-9e64-3f565c2ae6a5';
    await client.query('begin');
    const columns = ['id', 'subject_id', 'type', 'occurred_on', 'source_key'];
    const filling = withoutIndexes(client, 'credit_record', () =>
      copyRows(client, { table: 'credit_record', columns }, [
        [stray, stray, 'X', '2026-11-22', Buffer.from('k')],
      ]),
    );
    await expect(filling).rejects.toThrow('violates foreign key constraint');
    await client.query('rollback');
  });
});

async function definitionsOf(table: string): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_constraintdef(oid) || ' ' || conname as definition from pg_constraint where conrelid = $1::regclass
     union all select pg_get_indexdef(indexrelid) from pg_index where indrelid = $1::regclass order by 1`,
    [table],
  );
  return rows.map(({ definition }) => definition);
}
