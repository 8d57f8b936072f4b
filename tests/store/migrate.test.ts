import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { makeDatabase, type TestDatabase } from '../support/database.js';

describe('x', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    const t = performance.now();
    database = await makeDatabase();
    console.log(performance.now() - t);
  });
  afterAll(async () => database.drop());
  it('works', async () => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    expect((await client.query('select current_user as u')).rows).toEqual([{ u: 'supervision_app' }]);
    await client.end();
  });
});
