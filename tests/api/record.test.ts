import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { completeCitizenNumber } from '../../src/domain/citizen-number.js';
import type { Store, Unit } from '../../src/store/door.js';
import {
  codesOf,
  makeWorld,
  OTHER_VILLAGE,
  TODAY,
  type UserError,
  uuidOf,
  type World,
  YUETANG,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Effect {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly record: Record<string, unknown> | null;
  readonly changedRatings: readonly {
    readonly subjectId: string;
    readonly sector: string;
    readonly gradeBefore: string | null;
    readonly gradeAfter: string | null;
  }[];
}

const EFFECT = `replayed userErrors { code field message }
  record { id type label occurredOn endedOn withdrawn amount validUntilOn documentNumber organName content }
  changedRatings { subjectId sector gradeBefore gradeAfter }`;

const MUTATIONS = {
  addRecord: `mutation ($input: AddRecordInput!) { addRecord(input: $input) { ${EFFECT} } }`,
  endRecord: `mutation ($input: EndRecordInput!) { endRecord(input: $input) { ${EFFECT} } }`,
  withdrawRecord: `mutation ($input: WithdrawRecordInput!) { withdrawRecord(input: $input) { ${EFFECT} } }`,
} as const;
type Verb = keyof typeof MUTATIONS;

async function act(verb: Verb, input: Record<string, unknown>): Promise<Effect> {
  const answer = await world.data<Record<Verb, Effect>>('clerk', MUTATIONS[verb], {
    input: { idempotencyKey: world.key(), ...input },
  });
  return answer[verb];
}

/** What an act was refused for; it must have left nothing behind. */
async function refusalsOf(verb: Verb, input: Record<string, unknown>) {
  const before = await world.countAll();
  const { userErrors, record, changedRatings } = await act(verb, input);
  expect([record, changedRatings]).toEqual([null, null]);
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
}

const penalty = (subjectId: string, changes: Record<string, unknown> = {}) => ({
  subjectId,
  type: 'ADMINISTRATIVE_PENALTY',
  occurredOn: '2026-06-30',
  ...changes,
});

async function addedTo(subjectId: string, changes: Record<string, unknown> = {}): Promise<string> {
  const { record, userErrors } = await act('addRecord', penalty(subjectId, changes));
  if (record === null) throw new Error(JSON.stringify(userErrors));
  return record.id as string;
}

async function subject(kind: string, regionCode = YUETANG): Promise<string> {
  const id = uuidv7();
  await world.owner.query(
    `insert into subject (id, kind, region_code, opened_on) values ($1, $2, $3, '2024-01-01')`,
    [id, kind, regionCode],
  );
  return id;
}

async function person(bornOn: string | null, kind = 'PERSON'): Promise<string> {
  const id = await subject(kind);
  const number =
    bornOn === null
      ? null
      : completeCitizenNumber('440784', bornOn.replaceAll('-', ''), world.key().slice(4).padStart(3, '0'));
  await world.owner.query(`insert into person (id, name, citizen_number) values ($1, '示例村民', $2)`, [
    id,
    number,
  ]);
  return id;
}

async function householdOf(...members: readonly string[]): Promise<string> {
  const id = await subject('HOUSEHOLD');
  await world.owner.query(
    'insert into household (id, region_code, register_code) select id, region_code, $2 from subject where id = $1',
    [id, `HH-${id}`],
  );
  for (const member of members) {
    await world.owner.query(
      `insert into household_member (household_id, person_id, from_on) values ($1, $2, '2020-01-01')`,
      [id, member],
    );
  }
  return id;
}

async function gradeOf(subjectId: string, sector: string) {
  const { rows } = await world.owner.query<{ grade: string | null; score: number }>(
    'select grade_code as grade, score_hundredths as score from rating where subject_id = $1 and sector = $2',
    [uuidOf(subjectId), sector],
  );
  return rows[0] ?? null;
}

describe('A record that is added', () => {
  test('stands in the file with all that was said of it', async () => {
    const { id } = await world.enterprise();
    const { record, userErrors } = await act(
      'addRecord',
      penalty(`ent_${id}`, {
        amount: '1234.5',
        documentNumber: '鹤市监处〔2026〕1号',
        organName: '示例市场监管局',
        content: '示例内容',
        validUntilOn: '2027-06-30',
      }),
    );
    expect(userErrors).toEqual([]);
    expect(record).toMatchObject({
      type: 'ADMINISTRATIVE_PENALTY',
      occurredOn: '2026-06-30',
      endedOn: null,
      withdrawn: false,
      amount: '1234.50',
      validUntilOn: '2027-06-30',
      documentNumber: '鹤市监处〔2026〕1号',
      organName: '示例市场监管局',
      content: '示例内容',
    });
    const { rows } = await world.owner.query('select office_id from credit_record where id = $1', [
      uuidOf(record?.id as string),
    ]);
    expect(rows).toEqual([{ office_id: world.officeIds.credit }]);
  });

  test('is of the office of the clerk when no organ is named', async () => {
    const { id } = await world.enterprise();
    const { record } = await act('addRecord', penalty(`ent_${id}`));
    expect(record).toMatchObject({ organName: '示例机构 credit' });
  });

  test('brings an enterprise into the sector that it enrols in, and tells the grade', async () => {
    const { id } = await world.enterprise();
    const { changedRatings } = await act('addRecord', penalty(`ent_${id}`, { type: 'FOOD_LICENCE' }));
    expect(changedRatings).toMatchObject([{ subjectId: `ent_${id}`, sector: 'food', gradeBefore: null }]);
    expect(await gradeOf(id, 'food')).toMatchObject({ grade: changedRatings[0]?.gradeAfter ?? null });
  });

  test('moves the credit risk class at once, and does not tell it to the clerk, not even in the kept answer', async () => {
    const { id } = await world.enterprise();
    const before = await gradeOf(id, 'enterprise-risk');
    const { changedRatings } = await act('addRecord', penalty(`ent_${id}`, { type: 'SERIOUS_DISHONESTY' }));
    expect(changedRatings).toEqual([]);
    expect(await gradeOf(id, 'enterprise-risk')).toMatchObject({ grade: 'D' });
    expect(before).not.toMatchObject({ grade: 'D' });
    const { rows } = await world.owner.query(
      `select from idempotency_key where result::text like '%' || $1 || '%'`,
      [id],
    );
    expect(rows).toEqual([]);
  });

  test('does not bring a subject into a sector that it only counts in', async () => {
    const { id } = await world.enterprise();
    await addedTo(`ent_${id}`);
    expect(await gradeOf(id, 'enterprise-finance')).toBeNull();
  });

  test('brings a rental house to the tier and the due date that follow from it', async () => {
    const house = await world.registerHouse();
    const { changedRatings, userErrors } = await act(
      'addRecord',
      penalty(house, { type: 'LANDLORD_PENALTY' }),
    );
    expect(userErrors).toEqual([]);
    expect(changedRatings).toEqual([
      { subjectId: house, sector: 'urban-village', gradeBefore: null, gradeAfter: 'WATCH_LIST' },
    ]);
    const { node } = await world.data<{ node: { nextDueOn: string; tier: { gradeCode: string } } }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { nextDueOn tier { gradeCode } } } }',
      { id: house },
    );
    expect(node.tier.gradeCode).toBe('WATCH_LIST');
    expect(node.nextDueOn < '2026-07-31').toBe(true);
  });

  test('of a person counts for the household as well where members count, and for a former household until it is settled', async () => {
    const [resident, leaver] = [await person('1980-01-01'), await person('1980-01-01')];
    const household = await householdOf(resident, leaver);
    await world.owner.query(
      `update household_member set to_on = '2026-06-15', ended_recorded_at = now() where person_id = $1`,
      [leaver],
    );
    const { changedRatings } = await act(
      'addRecord',
      penalty(`per_${resident}`, { type: 'NANHUANG_ACTIVITY', occurredOn: '2026-05-01' }),
    );
    expect(changedRatings).toMatchObject([{ subjectId: `hh_${household}`, sector: 'nanhuang-household' }]);
    expect(await gradeOf(household, 'nanhuang-household')).toMatchObject({ score: 200 });
    await act('addRecord', penalty(`per_${leaver}`, { type: 'NANHUANG_ACTIVITY', occurredOn: '2026-05-01' }));
    const { rows } = await world.owner.query(
      `select verb from audit_entry where $1 = any(subject_ids) and $2 = any(subject_ids)`,
      [leaver, household],
    );
    expect(rows).toEqual([{ verb: 'addRecord' }]);
  });

  test('of a law firm and of a lawyer reaches the sectors that are theirs', async () => {
    const firm = await subject('LAW_FIRM');
    const lawyer = await person('1980-01-01', 'LAWYER');
    const ofFirm = await act('addRecord', penalty(`lf_${firm}`, { type: 'LAW_FIRM_FILED' }));
    const ofLawyer = await act('addRecord', penalty(`per_${lawyer}`, { type: 'LAWYER_FILED' }));
    expect([ofFirm, ofLawyer].map(({ changedRatings }) => changedRatings[0]?.sector)).toEqual([
      'law-firm',
      'lawyer',
    ]);
  });

  test('is in the audit with its subject and the versions of the standards applied', async () => {
    const { id } = await world.enterprise();
    await addedTo(`ent_${id}`);
    const { rows } = await world.owner.query(
      'select verb, office_id, subject_ids, rules from audit_entry where $1 = any(subject_ids)',
      [id],
    );
    expect(rows).toEqual([
      {
        verb: 'addRecord',
        office_id: world.officeIds.credit,
        subject_ids: [id],
        rules: { 'enterprise-risk': '2024.1' },
      },
    ]);
  });

  test('without a number is one of its own each time', async () => {
    const { id } = await world.enterprise();
    expect(await addedTo(`ent_${id}`)).not.toBe(await addedTo(`ent_${id}`));
  });

  test('is answered with the first answer again for the same key, and refused for another input', async () => {
    const { id } = await world.enterprise();
    const input = penalty(`ent_${id}`, { idempotencyKey: world.key(), type: 'FOOD_LICENCE' });
    const first = await act('addRecord', input);
    const before = await world.countAll();
    expect(await act('addRecord', input)).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
    const other = { ...input, occurredOn: TODAY };
    expect(codesOf(await world.ask('clerk', MUTATIONS.addRecord, { input: other }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('by several clerks at once counts each time', async () => {
    const { id } = await world.enterprise();
    await Promise.all(Array.from({ length: 5 }, () => addedTo(`ent_${id}`)));
    const stored = await gradeOf(id, 'enterprise-risk');
    await world.rate(id, 'enterprise-risk');
    expect(stored).toEqual(await gradeOf(id, 'enterprise-risk'));
  });

  test('meets an officer who inspects the same house at the same moment, and both come to one tier', async () => {
    const house = await world.registerHouse();
    const inspect = () =>
      world.data(
        'zhongshan',
        `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`,
        {
          input: {
            idempotencyKey: world.key(),
            houseId: house,
            inspectedOn: TODAY,
            secondOfficerId: world.officerId('zhongshanSecond'),
            findings: [],
          },
        },
      );
    const records = Array.from({ length: 3 }, () => addedTo(house, { type: 'LANDLORD_PENALTY' }));
    await Promise.all([...records, inspect()]);
    const stored = await gradeOf(house, 'urban-village');
    await world.rate(uuidOf(house), 'urban-village');
    expect(stored).toEqual(await gradeOf(house, 'urban-village'));
  });

  test('costs at most a dozen statements when it touches two sectors', async () => {
    const { id } = await world.enterprise();
    await addedTo(`ent_${id}`, { type: 'RISK_FIVE_ENROLLED' });
    await addedTo(`ent_${id}`);
    const names = await statementsOf(() => addedTo(`ent_${id}`));
    expect(names.filter((name) => name.startsWith('rerate'))).toHaveLength(2);
    // Beginning and committing are two more.
    expect(names.length).toBeLessThanOrEqual(10);
  });
});

/** The names of all statements that the product sends to its database meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const { door } = world.product.world;
  const open = door.for.bind(door);
  const names: string[] = [];
  const counted = <Queryable extends Pick<Unit, 'run'>>(one: Queryable): Queryable => ({
    ...one,
    run: (statement, values) => {
      names.push(statement.name);
      return one.run(statement, values);
    },
  });
  door.for = (opener) => {
    const store: Store = counted(open(opener));
    return { ...store, act: (inside) => open(opener).act((unit) => inside(counted(unit))) };
  };
  try {
    await work();
  } finally {
    door.for = open;
  }
  return names;
}

describe('A record is not added, and nothing is left behind,', () => {
  let enterprise: string;
  beforeAll(async () => {
    enterprise = `ent_${(await world.enterprise()).id}`;
  });

  test('to the file of somebody outside the jurisdiction, exactly as to one that does not exist', async () => {
    const elsewhere = await world.enterprise({ regionCode: '371082' });
    const send = (subjectId: string) =>
      world.ask('clerk', MUTATIONS.addRecord, {
        input: { idempotencyKey: 'the same', ...penalty(subjectId) },
      });
    const before = await world.countAll();
    const foreign = await send(`ent_${elsewhere.id}`);
    expect(foreign.data).toMatchObject({
      addRecord: { userErrors: [{ code: 'NOT_FOUND', field: ['input', 'subjectId'] }] },
    });
    for (const missing of [
      'ent_00000000-0000-7000-8000-000000000000',
      enterprise.replace('ent_', 'lf_'),
      enterprise.replace('ent_', 'rh_'),
      'nonsense',
    ]) {
      expect((await send(missing)).data).toEqual(foreign.data);
    }
    expect(await world.countAll()).toEqual(before);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['of a kind that nobody knows', { type: 'NO_SUCH_TYPE' }, 'UNKNOWN_CODE', 'type'],
    ['of tomorrow', { occurredOn: '2026-07-02' }, 'DATE_IN_FUTURE', 'occurredOn'],
    ['that ended before it happened', { validUntilOn: '2026-06-29' }, 'RECORD_EXPIRED', 'validUntilOn'],
    [
      'that has expired',
      { occurredOn: '2026-01-01', validUntilOn: '2026-06-30' },
      'RECORD_EXPIRED',
      'validUntilOn',
    ],
    ['with a number too long', { documentNumber: '号'.repeat(101) }, 'INVALID_TEXT', 'documentNumber'],
    ['with control characters', { content: 'a\u0001b' }, 'INVALID_TEXT', 'content'],
    ['with a negative amount', { amount: '-1' }, 'INVALID_AMOUNT', 'amount'],
    ['with an amount of three places', { amount: '1.005' }, 'INVALID_AMOUNT', 'amount'],
  ])('%s', async (_what, changes, code, field) => {
    expect(await refusalsOf('addRecord', penalty(enterprise, changes))).toEqual([
      { code, field: `input.${field}` },
    ]);
  });

  test.each(['FORBIDDEN', 'WRITTEN_CONSENT'])('of a kind whose data the law restricts as %s', async (use) => {
    await world.owner.query(
      `insert into record_type (code, label_zh, label_en, source, data_category)
         select $1, '示例', 'Example', '{}', code from data_category where use = $1 limit 1`,
      [use],
    );
    expect(await refusalsOf('addRecord', penalty(enterprise, { type: use }))).toEqual([
      { code: 'FORBIDDEN_DATA', field: 'input.type' },
    ]);
  });

  test('when the same document is on file, whoever filed it', async () => {
    const documentNumber = '鹤市监处〔2026〕2号';
    const organName = '示例市场监管局';
    await addedTo(enterprise, { documentNumber, organName });
    const again = penalty(enterprise, { documentNumber, organName, content: '另一内容' });
    const refusal = [{ code: 'ALREADY_EXISTS', field: 'input.documentNumber' }];
    expect(await refusalsOf('addRecord', again)).toEqual(refusal);
    await world.owner.query(
      `update credit_record set source_key = sha256(convert_to('as imported', 'UTF8')) where document_number = $1`,
      [documentNumber],
    );
    expect(await refusalsOf('addRecord', again)).toEqual(refusal);
    await addedTo(enterprise, { documentNumber, organName: '另一示例机关' });
  });

  test('with points of somebody who was not eighteen on the day, or whose day of birth nobody knows', async () => {
    const points = { type: 'XUYI_LAW_STUDY', occurredOn: '2026-06-30' };
    const refusal = [{ code: 'MINOR_IN_POINTS_SCHEME', field: 'input.subjectId' }];
    const [minor, adult, unknown] = [
      await person('2008-07-01'),
      await person('2008-06-30'),
      await person(null),
    ];
    expect(await refusalsOf('addRecord', penalty(`per_${minor}`, points))).toEqual(refusal);
    expect(await refusalsOf('addRecord', penalty(`per_${unknown}`, points))).toEqual(refusal);
    const byMembers = { ...points, type: 'NANHUANG_ACTIVITY' };
    expect(await refusalsOf('addRecord', penalty(`per_${minor}`, byMembers))).toEqual(refusal);
    await addedTo(`per_${adult}`, points);
    // No points scheme looks at what managers of rental houses are assessed by.
    await addedTo(`per_${minor}`, { ...points, type: 'RENTAL_MANAGER_ASSESSED' });
  });
});

describe('A record that is ended', () => {
  test('no longer counts from that day on, and the file says so', async () => {
    const house = await world.registerHouse();
    const recordId = await addedTo(house, { type: 'LANDLORD_PENALTY' });
    const { record, changedRatings } = await act('endRecord', {
      recordId,
      endedOn: TODAY,
      reason: '信用修复决定',
    });
    expect(record).toMatchObject({ id: recordId, endedOn: TODAY, withdrawn: false });
    expect(changedRatings).toMatchObject([
      { subjectId: house, sector: 'urban-village', gradeBefore: 'WATCH_LIST' },
    ]);
    expect(changedRatings[0]?.gradeAfter).not.toBe('WATCH_LIST');
    const { rows } = await world.owner.query('select details from credit_record where id = $1', [
      uuidOf(recordId),
    ]);
    expect(rows).toEqual([{ details: { endedBecause: '信用修复决定' } }]);
  });
});

describe('A record that is withdrawn', () => {
  test('counts for nothing, stays on file as withdrawn, and may have ended before', async () => {
    const house = await world.registerHouse();
    const recordId = await addedTo(house, { type: 'LANDLORD_PENALTY' });
    await act('endRecord', { recordId, endedOn: TODAY, reason: '整改完成' });
    const { record, userErrors } = await act('withdrawRecord', { recordId, reason: '处罚决定被撤销' });
    expect(userErrors).toEqual([]);
    expect(record).toMatchObject({ id: recordId, withdrawn: true });
    expect(await gradeOf(house, 'urban-village')).toMatchObject({ grade: null });
    const { rows } = await world.owner.query('select details from credit_record where id = $1', [
      uuidOf(recordId),
    ]);
    expect(rows).toEqual([{ details: { endedBecause: '整改完成', withdrawnBecause: '处罚决定被撤销' } }]);
  });
});

describe.each<[Verb, Record<string, unknown>]>([
  ['endRecord', { endedOn: TODAY, reason: '示例理由' }],
  ['withdrawRecord', { reason: '示例理由' }],
])('%s', (verb, change) => {
  let enterprise: string;
  let recordId: string;
  beforeAll(async () => {
    enterprise = `ent_${(await world.enterprise()).id}`;
  });
  const fresh = async () => (recordId = await addedTo(enterprise));
  const state = async () =>
    (await world.owner.query('select * from credit_record where id = $1', [uuidOf(recordId)])).rows;

  test('finds no record outside the jurisdiction, exactly as none that does not exist', async () => {
    const elsewhere = await world.enterprise({ regionCode: '371082' });
    const foreign = `rec_${await world.record(elsewhere.id, 'ADMINISTRATIVE_PENALTY')}`;
    const refusal = [{ code: 'NOT_FOUND', field: 'input.recordId' }];
    for (const id of [foreign, 'rec_00000000-0000-7000-8000-000000000000', 'nonsense'])
      expect(await refusalsOf(verb, { ...change, recordId: id })).toEqual(refusal);
  });

  test('is refused a second time', async () => {
    await fresh();
    await act(verb, { ...change, recordId });
    const before = await state();
    expect(await refusalsOf(verb, { ...change, recordId })).toEqual([
      { code: 'WRONG_STATE', field: 'input.recordId' },
    ]);
    expect(await state()).toEqual(before);
  });

  test('is refused for a record of a hazard, which ends with its hazard', async () => {
    const house = await world.registerHouse();
    await world.data(
      'zhongshan',
      `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          houseId: house,
          inspectedOn: TODAY,
          secondOfficerId: world.officerId('zhongshanSecond'),
          findings: [{ itemCode: 'GAS' }],
        },
      },
    );
    const { rows } = await world.owner.query<{ id: string }>(
      'select id from credit_record where subject_id = $1 and hazard_id is not null',
      [uuidOf(house)],
    );
    recordId = `rec_${rows[0]?.id ?? ''}`;
    const before = await state();
    expect(await refusalsOf(verb, { ...change, recordId })).toEqual([
      { code: 'WRONG_STATE', field: 'input.recordId' },
    ]);
    expect(await state()).toEqual(before);
  });

  test('needs a reason of at most 500 characters', async () => {
    await fresh();
    const before = await state();
    expect(await refusalsOf(verb, { ...change, recordId, reason: ' ' })).toEqual([
      { code: 'REASON_REQUIRED', field: 'input.reason' },
    ]);
    expect(await refusalsOf(verb, { ...change, recordId, reason: '由'.repeat(501) })).toEqual([
      { code: 'INVALID_TEXT', field: 'input.reason' },
    ]);
    expect(await state()).toEqual(before);
  });

  test('is answered with the first answer again for the same key', async () => {
    await fresh();
    const input = { ...change, recordId, idempotencyKey: world.key() };
    const first = await act(verb, input);
    const before = await world.countAll();
    expect(await act(verb, input)).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
  });
});

test.each([
  ['2026-07-02', 'DATE_IN_FUTURE'],
  ['2026-06-29', 'INVALID_DATE'],
])('A record of 30 June does not end on %s', async (endedOn, code) => {
  const { id } = await world.enterprise({ regionCode: OTHER_VILLAGE });
  const recordId = await addedTo(`ent_${id}`);
  expect(await refusalsOf('endRecord', { recordId, endedOn, reason: '示例理由' })).toEqual([
    { code, field: 'input.endedOn' },
  ]);
});

test('A withdrawn record does not end any more', async () => {
  const { id } = await world.enterprise();
  const recordId = await addedTo(`ent_${id}`);
  await act('withdrawRecord', { recordId, reason: '示例理由' });
  expect(await refusalsOf('endRecord', { recordId, endedOn: TODAY, reason: '示例理由' })).toEqual([
    { code: 'WRONG_STATE', field: 'input.recordId' },
  ]);
});
