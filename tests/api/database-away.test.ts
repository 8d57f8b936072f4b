import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BreakableLink } from '../support/breakable-link.js';
import { type Answer, codesOf, makeWorld, uuidOf, type World } from '../support/world.js';

let world: World;
let link: BreakableLink;
beforeAll(async () => {
  world = await makeWorld({
    reach: async (appUrl) => {
      const made = await BreakableLink.to(appUrl);
      ({ link } = made);
      return made.url;
    },
  });
});
afterEach(() => {
  link.mend();
});
afterAll(async () => {
  await world.close();
  await link.close();
});

const INSPECT = `mutation ($input: RecordInspectionInput!) {
  recordInspection(input: $input) { replayed userErrors { code } inspection { id } } }`;
const HOUSES = '{ rentalHouses(first: 1) { totalCount nodes { id } } }';

interface Inspected {
  readonly recordInspection: {
    readonly replayed: boolean;
    readonly inspection: { readonly id: string };
  } | null;
}

function inspect(houseId: string, idempotencyKey: string): Promise<Answer<Inspected>> {
  return world.ask('zhongshan', INSPECT, {
    input: {
      idempotencyKey,
      houseId,
      inspectedOn: world.today,
      secondOfficerId: world.officerId('zhongshanSecond'),
      findings: [{ itemCode: 'GAS' }],
    },
  });
}

/** Ends connections of the product on the server, as an administrator or a failover would. */
async function terminate(which: 'all' | 'blocked'): Promise<number> {
  const { rowCount } = await world.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tiered-supervision'
       and ($1 = 'all' or wait_event_type = 'Lock')`,
    [which],
  );
  return rowCount ?? 0;
}

function expectRetryLater(answer: Answer<unknown>): void {
  expect(answer.errors).toMatchObject([
    {
      message: expect.stringMatching(/Try again with the same idempotency key: nothing is done twice/),
      extensions: { code: 'RETRY_LATER' },
    },
  ]);
}

describe('When the database ends a connection in mid-act', () => {
  test('the act is refused as retryable, has changed nothing, and succeeds under the same key without a restart', async () => {
    const houseId = await world.registerHouse();
    const before = await world.countAll();
    const key = world.key();
    let broken: Promise<Answer<Inspected>> | undefined;
    const lock = 'select from rental_house where id = $1 for update';
    await world.whileLocked(lock, [uuidOf(houseId)], async () => {
      broken = inspect(houseId, key);
      await world.untilBlocked(1);
      expect(await terminate('blocked')).toBe(1);
      expectRetryLater(await broken);
    });
    expect(await world.countAll()).toEqual(before);
    const { data, errors } = await inspect(houseId, key);
    expect(errors).toBeUndefined();
    expect(data.recordInspection).toMatchObject({ replayed: false, inspection: { id: expect.any(String) } });
  });

  test('others whose acts were under way on other connections are not touched', async () => {
    const [first, second] = [await world.registerHouse(), await world.registerHouse()];
    const waiting: Promise<Answer<Inspected>>[] = [];
    await world.whileLocked(
      'select from rental_house where id = $1 for update',
      [uuidOf(first)],
      async () => {
        waiting.push(inspect(first, world.key()));
        await world.untilBlocked(1);
        const other = await inspect(second, world.key());
        expect(other.data.recordInspection?.inspection).toBeDefined();
        await terminate('blocked');
      },
    );
    for (const answer of await Promise.all(waiting)) expectRetryLater(answer);
  });
});

describe('When somebody holds a house for longer than five seconds', () => {
  test('an act that waits for it is refused as retryable, has changed nothing, and succeeds afterwards', async () => {
    const houseId = await world.registerHouse();
    const before = await world.countAll();
    const key = world.key();
    await world.whileLocked(
      'select from rental_house where id = $1 for update',
      [uuidOf(houseId)],
      async () => {
        expectRetryLater(await inspect(houseId, key));
      },
    );
    expect(await world.countAll()).toEqual(before);
    expect((await inspect(houseId, key)).data.recordInspection).toMatchObject({ replayed: false });
  });
});

describe('When the database ends a connection in mid-query', () => {
  test('the query is refused as retryable, and the next one is answered', async () => {
    await world.registerHouse();
    await world.whileLocked('lock table rental_house in access exclusive mode', [], async () => {
      const broken = world.ask('zhongshan', HOUSES);
      await world.untilBlocked(1);
      await terminate('blocked');
      expect(codesOf(await broken)).toContain('RETRY_LATER');
      expect(codesOf(await broken).filter((code) => code !== 'RETRY_LATER')).toEqual([]);
    });
    await pause(50);
    expect(await world.data('zhongshan', HOUSES)).toMatchObject({ rentalHouses: { nodes: [{}] } });
  });
});

describe('When the database ends every connection', () => {
  test('while nobody uses them, nobody notices', async () => {
    const houseId = await world.registerHouse();
    expect(await terminate('all')).toBeGreaterThan(0);
    await pause(100);
    expect(codesOf(await world.ask('zhongshan', HOUSES))).toEqual([]);
    expect(codesOf(await inspect(houseId, world.key()))).toEqual([]);
  });

  test('again and again under load, every answer is right or retryable, and no connection is left over', async () => {
    const houseId = await world.registerHouse();
    let over = false;
    const killing = (async () => {
      for (let count = 0; count < 30; count += 1) {
        await terminate('all');
        await pause(20);
      }
      over = true;
    })();
    const outcomes = new Set<string>();
    const caller = async () => {
      while (!over) {
        const [read, act] = await Promise.all([
          world.ask('zhongshan', HOUSES),
          inspect(houseId, world.key()),
        ]);
        for (const answer of [read, act]) {
          for (const code of codesOf(answer)) outcomes.add(code);
          if (codesOf(answer).length === 0) outcomes.add('answered');
        }
      }
    };
    await Promise.all([killing, ...Array.from({ length: 6 }, caller)]);
    expect([...outcomes].filter((code) => code !== 'answered' && code !== 'RETRY_LATER')).toEqual([]);
    await pause(100);
    expect(codesOf(await world.ask('zhongshan', HOUSES))).toEqual([]);
    // 3 for reading, 1 for the access log, at most 12 for acts.
    expect(link.open).toBeLessThanOrEqual(16);
    const { rowCount } = await world.owner.query('select from inspection where house_id = $1', [
      uuidOf(houseId),
    ]);
    expect(rowCount).toBeLessThanOrEqual(1);
  });
});

describe('While the database is away', () => {
  test('queries, previews and acts are refused as retryable, and all work again when it is back, without a restart', async () => {
    const houseId = await world.registerHouse();
    const { creditCode } = await world.enterprise();
    const before = await world.countAll();
    const key = world.key();
    const preview = `{ previewCredit(creditCode: "${creditCode}", field: "PROCUREMENT") { verdict } }`;
    const purpose = { 'x-purpose': 'test' };
    await world.data('approver', '{ viewer { id } }');
    link.cut();
    expectRetryLater(await world.ask('zhongshan', HOUSES));
    expectRetryLater(await world.ask('approver', preview, {}, purpose));
    expectRetryLater(await inspect(houseId, key));
    expect(await world.countAll()).toEqual(before);
    link.mend();
    expect(codesOf(await world.ask('zhongshan', HOUSES))).toEqual([]);
    expect(codesOf(await world.ask('approver', preview, {}, purpose))).toEqual([]);
    expect((await inspect(houseId, key)).data.recordInspection).toMatchObject({ replayed: false });
  });

  test('a preview is not answered when its look-up cannot be logged', async () => {
    const { creditCode } = await world.enterprise();
    const looks = await world.count('access_log');
    await world.owner.query('revoke insert on access_log from supervision_app');
    const answer = await world.ask(
      'approver',
      `{ previewCredit(creditCode: "${creditCode}", field: "PROCUREMENT") { verdict } }`,
      {},
      { 'x-purpose': 'test' },
    );
    await world.owner.query('grant insert on access_log to supervision_app');
    expect(codesOf(answer)).toEqual(['INTERNAL']);
    expect(JSON.stringify(answer)).not.toContain('CLEAR');
    expect(await world.count('access_log')).toBe(looks);
  });

  test('whoever is not known yet is not turned away as a stranger, but asked to come again', async () => {
    const officer = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    link.cut();
    const answer = await world.ask(officer, '{ viewer { name } }');
    expect(codesOf(answer)).toEqual(['RETRY_LATER']);
    expect(answer.status).toBe(503);
    link.mend();
    expect(await world.data(officer, '{ viewer { name } }')).toEqual({ viewer: { name: '示例警员戊' } });
  });

  test('the service says that it is alive but not ready', async () => {
    link.cut();
    const status = async (path: string) => (await fetch(`${world.address}${path}`)).status;
    expect(await status('/health/live')).toBe(200);
    expect(await status('/health/ready')).toBe(503);
    link.mend();
    expect(await status('/health/ready')).toBe(200);
  });

  test('a database that lets nobody in is away, too', async () => {
    const elsewhere = new URL(world.database.ownerUrl);
    const name = elsewhere.pathname.slice(1);
    elsewhere.pathname = '/postgres';
    const administrator = new pg.Client({ connectionString: elsewhere.href });
    await administrator.connect();
    await administrator.query(`alter database ${name} with allow_connections false`);
    await terminate('all');
    await pause(100);
    const answer = await world.ask('zhongshan', HOUSES);
    await administrator.query(`alter database ${name} with allow_connections true`);
    await administrator.end();
    expectRetryLater(answer);
    expect(codesOf(await world.ask('zhongshan', HOUSES))).toEqual([]);
  });
});
