import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import {
  addDrawStaff,
  diceDraw,
  drawLots,
  type DrawStaff,
  mustAct,
  ROLLS,
  throwDice,
} from '../support/draws.js';
import { makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
/** A connection under the role that the product runs under: whoever has it has passed by the product. */
let app: pg.Client;
const ids: Record<'committed' | 'entered' | 'witnessed' | 'drawn', string> = {
  committed: '',
  entered: '',
  witnessed: '',
  drawn: '',
};

beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
  for (let count = 0; count < 5; count += 1) await world.enterprise();
  for (const state of Object.keys(ids) as (keyof typeof ids)[]) {
    const { id } = await mustAct(world, 'regulator', 'prepareDraw', diceDraw(world, staff));
    ids[state] = uuidOf(id);
    if (state === 'entered') {
      await mustAct(world, 'regulator', 'enterRandomness', { drawId: id, value: ROLLS });
      await mustAct(world, staff.thrower, 'enterRandomness', { drawId: id, value: ROLLS });
    }
    if (state === 'witnessed' || state === 'drawn') await throwDice(world, id, staff);
    if (state === 'drawn') await drawLots(world, id);
  }
  await world.owner.query(
    `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id)
     select $1, '示例检查员', 'DEMO-9', '2030-01-01', office_id from inspector limit 1`,
    [uuidv7()],
  );
  app = new pg.Client({ connectionString: world.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await world.close();
});
beforeEach(async () => {
  await app.query('begin');
});
afterEach(async () => {
  await app.query('rollback');
});

const DENIED = { code: '42501' };
const UNLAWFUL = { code: '23514' };

const FROZEN = [
  ...[
    'title',
    'population',
    'ratios',
    'sizes',
    'previous_sizes',
    'roster_hash',
    'roster_size',
    'merkle_root',
    'sizes_hash',
  ],
  ...[
    'ratios_hash',
    'inspectors_hash',
    'exclusions_hash',
    'avoid_pairs_hash',
    'avoid_pairs',
    'commitment',
    'salts_commitment',
  ],
  ...['list_salt', 'inspectors_per_object', 'specialties', 'draw_on', 'randomness_kind', 'randomness_source'],
  ...[
    'randomness_value_on',
    'randomness_due_on',
    'item_codes',
    'ground',
    'algorithm',
    'extends_id',
    'redraws_id',
    'reason',
  ],
];

describe('Even with the rights of the product itself', () => {
  test.each(FROZEN)('nobody changes what a draw is committed to: %s', async (column) => {
    await expect(app.query(`update draw set ${column} = ${column} where false`)).rejects.toMatchObject(
      DENIED,
    );
  });

  test.each([
    'draw_roster',
    'draw_exclusion',
    'draw_inspector',
    'draw_node',
    'draw_officer',
    'draw_randomness',
    'draw_object',
    'draw_assignment',
    'draw_rule',
  ])('nobody changes or removes a row of %s', async (table) => {
    const column = table === 'draw_rule' ? 'value' : 'draw_id';
    for (const order of [
      `update ${table} set ${column} = ${column} where false`,
      `delete from ${table} where false`,
    ]) {
      await app.query('savepoint one');
      await expect(app.query(order)).rejects.toMatchObject(DENIED);
      await app.query('rollback to one');
    }
  });

  test.each([
    ['a line of the roster', `insert into draw_roster select $1, 'X', id, 'A', 1 from subject limit 1`],
    ['an exclusion', `insert into draw_exclusion select $1, 'X', id, 'NOT_RATED' from subject limit 1`],
    [
      'an inspector',
      `insert into draw_inspector select $1, 'X', id, '2030-01-01' from inspector where certificate_number = 'DEMO-9'`,
    ],
    ['another secret', `insert into draw_secret values ($1, repeat('a', 64), repeat('a', 64))`],
    ['a node', `insert into draw_node values ($1, 99, sha256(''))`],
    [
      'an officer who throws',
      `insert into draw_officer select $1, 9, id from officer where 'AUDITOR' = any(roles)`,
    ],
  ])('nobody adds %s once a draw is committed to', async (what, order) => {
    await expect(app.query(order, [ids.committed])).rejects.toMatchObject(
      what === 'another secret' ? { code: '23505' } : UNLAWFUL,
    );
  });

  test('a list that is written beside a draw that is just being committed to waits, and is refused', async () => {
    const other = new pg.Client({ connectionString: world.database.appUrl });
    await other.connect();
    const id = uuidv7();
    await app.query(
      `insert into draw select (jsonb_populate_record(d, jsonb_build_object('id', $2::text))).* from draw d where id = $1`,
      [ids.committed, id],
    );
    await other.query('begin');
    const late = other.query(`insert into draw_roster select $1, 'X', id, 'A', 1 from subject limit 1`, [id]);
    const refused = expect(late).rejects.toMatchObject(UNLAWFUL);
    await world.untilBlocked(1);
    await app.query('commit');
    await refused;
    await other.end();
  });

  test('nobody reads a secret but by the one function, and that tells nothing before the randomness is witnessed', async () => {
    await app.query('savepoint one');
    await expect(app.query('select * from draw_secret')).rejects.toMatchObject(DENIED);
    await app.query('rollback to one');
    for (const [state, count] of [
      ['committed', 0],
      ['entered', 0],
      ['witnessed', 1],
      ['drawn', 1],
    ] as const)
      expect((await app.query('select * from reveal_secret($1)', [ids[state]])).rows).toHaveLength(count);
  });

  test.each([
    ['committed', 'WITNESSED'],
    ['committed', 'DRAWN'],
    ['entered', 'DRAWN'],
    ['entered', 'COMMITTED'],
    ['witnessed', 'VOID'],
    ['witnessed', 'COMMITTED'],
    ['drawn', 'WITNESSED'],
    ['drawn', 'VOID'],
  ] as const)('a draw that is %s does not become %s', async (state, next) => {
    const order = app.query(
      `update draw set state = $2, witnessed_by = coalesce(witnessed_by, $3), voided_by = $3, void_reason = 'x',
         seed = case when $2 = 'DRAWN' then repeat('a', 64) end, drawn_size = case when $2 = 'DRAWN' then 1 end,
         drawn_on = case when $2 = 'DRAWN' then current_date end, drawn_by = case when $2 = 'DRAWN' then $3::uuid end where id = $1`,
      [ids[state], next, staff.witness.officerId],
    );
    await expect(order).rejects.toMatchObject(UNLAWFUL);
  });

  test('nobody has a draw witnessed by whoever has entered its randomness', async () => {
    const order = app.query(
      `update draw set state = 'WITNESSED', witnessed_by = $2, witnessed_on = $3 where id = $1`,
      [ids.entered, staff.thrower.officerId, TODAY],
    );
    await expect(order).rejects.toMatchObject(UNLAWFUL);
  });

  test('no draw goes on with some of its throws missing', async () => {
    const order = app.query(`update draw set state = 'RANDOMNESS_ENTERED' where id = $1`, [ids.committed]);
    await expect(order).rejects.toMatchObject(UNLAWFUL);
  });

  test.each([
    ['by somebody who was not named', { state: 'committed', place: 1, officer: 'witness', on: TODAY }],
    ['under the number of another', { state: 'committed', place: 1, officer: 'thrower', on: TODAY }],
    ['after its last day', { state: 'committed', place: 2, officer: 'thrower', on: '2026-07-12' }],
    ['once all of it is in', { state: 'entered', place: 3, officer: 'witness', on: TODAY }],
    ['for a drawn draw', { state: 'drawn', place: 3, officer: 'witness', on: TODAY }],
  ] as const)('no randomness is entered %s', async (_what, { state, place, officer, on }) => {
    const order = app.query(
      `insert into draw_randomness (draw_id, place, value, entered_by, entered_on) values ($1, $2, '1', $3, $4)`,
      [ids[state], place, staff[officer].officerId, on],
    );
    await expect(order).rejects.toMatchObject(UNLAWFUL);
  });

  test.each(['committed', 'entered', 'drawn'] as const)(
    'no lots are stored for a draw that is %s',
    async (state) => {
      const order = app.query(
        `insert into draw_object (draw_id, roster_draw_id, place, public_id, subject_id, class_code, ticket)
       select draw_id, draw_id, 99, public_id, subject_id, class_code, 'x' from draw_roster where draw_id = $1
         and not exists (select from draw_object o where o.draw_id = $1 and o.public_id = draw_roster.public_id) limit 1`,
        [ids[state]],
      );
      await expect(order).rejects.toMatchObject(UNLAWFUL);
    },
  );

  test.each([
    ['with a seed from the start', `'{"seed": "${'a'.repeat(64)}"}'`],
    ['without sizes', `'{"sizes": null}'`],
    ['with a ratio of 0', `'{"ratios": {"A": 0}}'`],
    ['with a ratio of more than all', `'{"ratios": {"A": 10001}}'`],
    ['with a size of 0', `'{"sizes": {"A": 0}}'`],
    ['without a commitment', `'{"commitment": null}'`],
    ['witnessed from the start', `'{"state": "WITNESSED"}'`],
    [
      'by a published value of the same day',
      `'{"randomness_kind": "BEACON", "randomness_source": "x", "randomness_value_on": "${TODAY}"}'`,
    ],
    ['in the stead of another without a reason', `jsonb_build_object('redraws_id', d.id)`],
    [
      'as the continuation of one that is not drawn',
      `jsonb_build_object('extends_id', d.id, 'reason', 'x', 'previous_sizes', d.sizes, 'state', 'WITNESSED', 'witnessed_by', d.prepared_by)`,
    ],
  ])('no draw is made %s', async (_what, changes) => {
    const order = app.query(
      `insert into draw select (jsonb_populate_record(d, ${changes}::jsonb || jsonb_build_object('id', $2::text))).* from draw d where id = $1`,
      [ids.committed, uuidv7()],
    );
    await expect(order).rejects.toMatchObject(UNLAWFUL);
  });
});
