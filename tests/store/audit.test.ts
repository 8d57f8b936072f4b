import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BROKEN_LINKS } from '../../src/store/acts.js';
import { makeWorld, type OfficeCode, type OfficerName, TODAY, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await workOfOneDay();
});
afterAll(() => world.close());

const STATION: OfficeCode = 'zhongshan-station';

function inspect(houseId: string, officer: OfficerName, second: OfficerName) {
  return world.data(
    officer,
    'mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }',
    {
      input: {
        idempotencyKey: world.key(),
        houseId,
        inspectedOn: TODAY,
        secondOfficerId: world.officerId(second),
        findings: [],
      },
    },
    { 'x-purpose': '日常检查', 'x-matter': 'HS-1' },
  );
}

/** Acts of three offices, many of them at the same moment. */
async function workOfOneDay(): Promise<void> {
  const { creditCode } = await world.enterprise();
  const check = () =>
    world.data(
      'approver',
      'mutation ($input: CheckCreditInput!) { checkCredit(input: $input) { userErrors { code } } }',
      {
        input: {
          idempotencyKey: world.key(),
          creditCode,
          field: 'PROCUREMENT',
          matter: '示例',
          purpose: '示例',
        },
      },
    );
  const houses = await Promise.all(Array.from({ length: 6 }, () => world.registerHouse()));
  await Promise.all([
    ...houses.map((house) => inspect(house, 'zhongshan', 'zhongshanSecond')),
    ...houses.map((house) => inspect(house, 'zhongshanSecond', 'zhongshan')),
    ...Array.from({ length: 5 }, check),
    world.registerHouse('longkou'),
  ]);
}

async function brokenLinks(office: OfficeCode = STATION): Promise<number[]> {
  const { rows } = await world.owner.query<{ sequence: string }>(BROKEN_LINKS.text, [
    world.officeIds[office],
  ]);
  return rows.map(({ sequence }) => Number(sequence));
}

describe('The audit trail of an office', () => {
  test('is one unbroken chain, also after many acts at the same moment', async () => {
    for (const office of [STATION, 'longkou-station', 'approval', 'credit'] as const) {
      expect(await brokenLinks(office)).toEqual([]);
    }
    const { rows } = await world.owner.query<{ office: string; numbers: string[] }>(
      `select o.code as office, array_agg(a.sequence order by a.sequence) as numbers
       from audit_entry a join office o on o.id = a.office_id group by o.code order by o.code`,
    );
    const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
    // Of the two officers who recorded each visit one was refused, and a refused act is none.
    expect(rows).toEqual([
      { office: 'approval', numbers: upTo(5) },
      { office: 'longkou-station', numbers: upTo(1) },
      { office: STATION, numbers: upTo(12) },
    ]);
  });

  test('says who did what, for which purpose and matter, by which rules', async () => {
    const { rows } = await world.owner.query<object>(
      `select officer_id in ($1, $2) as by_station, purpose, matter, rules, cardinality(subject_ids) as subjects,
         length(input_hash) as hash_bytes
       from audit_entry where verb = 'recordInspection' limit 1`,
      [world.officerIds.zhongshan, world.officerIds.zhongshanSecond],
    );
    expect(rows).toEqual([
      {
        by_station: true,
        purpose: '日常检查',
        matter: 'HS-1',
        rules: { 'urban-village': '2024.1' },
        subjects: 1,
        hash_bytes: 32,
      },
    ]);
  });
});

describe('Whoever lays hands on the trail, even as the owner of the tables, is found out', () => {
  beforeEach(async () => {
    await world.owner.query('begin');
  });
  afterEach(async () => {
    await world.owner.query('rollback');
  });

  test.each([
    ['verb', `'recordNothing'`],
    ['purpose', `'another'`],
    ['purpose', 'null'],
    ['matter', `'HS-2'`],
    ['officer_id', `(select id from officer where login = 'longkou')`],
    ['subject_ids', `'{}'`],
    ['recorded_at', `recorded_at - interval '1 millisecond'`],
    ['rules', `'{}'`],
    ['input_hash', `sha256('another')`],
    ['hash', `sha256('another')`],
  ])('when he edits the %s of an entry to %s', async (column, value) => {
    const { rows } = await world.owner.query<{ sequence: string }>(
      `update audit_entry set ${column} = ${value}
       where office_id = $1 and sequence = (select min(sequence) from audit_entry where verb = 'recordInspection' and office_id = $1)
       returning sequence`,
      [world.officeIds[STATION]],
    );
    expect(await brokenLinks()).toContain(Number(rows[0]?.sequence));
    expect(await brokenLinks('approval')).toEqual([]);
  });

  test.each([
    ['the first entry', 1, [2]],
    ['an entry in the middle', 6, [7]],
    ['the last entry', 12, [11, 12]],
  ])('when he removes %s', async (_what, removed, found) => {
    await world.owner.query('delete from audit_entry where office_id = $1 and sequence = $2', [
      world.officeIds[STATION],
      removed,
    ]);
    expect(await brokenLinks()).toEqual(found);
  });

  test('when he removes the whole trail', async () => {
    await world.owner.query('delete from audit_entry where office_id = $1', [world.officeIds[STATION]]);
    expect(await brokenLinks()).toEqual([12]);
  });

  test('when he appends an entry with a hash of its own', async () => {
    await world.owner.query(
      `insert into audit_entry (office_id, sequence, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules, hash)
       select office_id, sequence + 1, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules,
         sha256(hash || convert_to(sequence + 1 || audit_body(
           office_id, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules), 'UTF8'))
       from audit_entry where office_id = $1 and sequence = 12`,
      [world.officeIds[STATION]],
    );
    expect(await brokenLinks()).toEqual([12, 13]);
  });
});
