import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../src/domain/civil-date.js';
import {
  type Answer,
  codesOf,
  makeWorld,
  type OfficerName,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const HAZARD = 'id itemCode item severity description foundOn dueOn state closedOn failureCount';
const HOUSE = `id tier { basis gradeCode colour since } nextDueOn dueReason hazards { ${HAZARD} } lastInspection { id inspectedOn }`;

const RECORD_INSPECTION = `mutation ($input: RecordInspectionInput!) {
  recordInspection(input: $input) {
    replayed userErrors { code field message } gradeBefore gradeAfter nextDueOn
    inspection { id inspectedOn officerName secondOfficerName findingCount note }
    hazards { ${HAZARD} } house { ${HOUSE} }
  }
}`;

const RECORD_RECTIFICATION = `mutation ($input: RecordRectificationInput!) {
  recordRectification(input: $input) {
    replayed userErrors { code field message } gradeBefore gradeAfter nextDueOn
    hazard { ${HAZARD} } house { ${HOUSE} }
  }
}`;

interface Hazard {
  readonly id: string;
  readonly itemCode: string;
  readonly dueOn: string;
  readonly state: string;
  readonly failureCount: number;
}

interface Effect {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly nextDueOn: string | null;
}

interface Inspected extends Effect {
  readonly inspection: { readonly id: string } | null;
  readonly hazards: readonly Hazard[] | null;
}

interface Rectified extends Effect {
  readonly hazard: Hazard | null;
}

function inspectionOf(houseId: string, changes: Record<string, unknown> = {}) {
  return {
    idempotencyKey: world.key(),
    houseId,
    inspectedOn: world.today,
    secondOfficerId: world.officerId('zhongshanSecond'),
    findings: [],
    ...changes,
  };
}

function sendInspection(
  input: Record<string, unknown>,
  officer: OfficerName = 'zhongshan',
): Promise<Answer<{ recordInspection: Inspected }>> {
  return world.ask(officer, RECORD_INSPECTION, { input });
}

/** Records an inspection; fails the test when it is refused as a whole. */
async function inspect(houseId: string, changes: Record<string, unknown> = {}): Promise<Inspected> {
  const answer = await sendInspection(inspectionOf(houseId, changes));
  expect(answer.errors).toBeUndefined();
  return answer.data.recordInspection;
}

async function rectify(hazardId: string | undefined, changes: Record<string, unknown>): Promise<Rectified> {
  const input = {
    idempotencyKey: world.key(),
    hazardId,
    outcome: 'RECTIFIED',
    checkedOn: world.today,
    evidence: '已到现场查看',
    ...changes,
  };
  const { recordRectification } = await world.data<{ recordRectification: Rectified }>(
    'zhongshan',
    RECORD_RECTIFICATION,
    { input },
  );
  return recordRectification;
}

/** A house with one hazard found today. */
async function houseWith(itemCode: string): Promise<{ houseId: string; hazardId: string; dueOn: string }> {
  const houseId = await world.registerHouse();
  const { hazards } = await inspect(houseId, { findings: [{ itemCode }] });
  const [hazard] = hazards ?? [];
  if (hazard === undefined) throw new Error('The finding has left no hazard.');
  return { houseId, hazardId: hazard.id, dueOn: hazard.dueOn };
}

async function onDay<Result>(day: string, work: () => Promise<Result>): Promise<Result> {
  world.today = day;
  try {
    return await work();
  } finally {
    world.today = TODAY;
  }
}

function refusalsOf({ userErrors }: Effect) {
  return userErrors.map(({ code, field }) => ({ code, field: field?.join('.') }));
}

describe('An inspection', () => {
  test('without findings makes a house civilised, due again in three months', async () => {
    const houseId = await world.registerHouse();
    expect(await inspect(houseId, { note: '无异常' })).toMatchObject({
      userErrors: [],
      gradeBefore: null,
      gradeAfter: 'CIVILISED',
      nextDueOn: '2026-10-01',
      inspection: {
        inspectedOn: TODAY,
        officerName: '示例警员甲',
        secondOfficerName: '示例警员乙',
        findingCount: 0,
        note: '无异常',
      },
      hazards: [],
      house: {
        tier: { basis: 'RATED', gradeCode: 'CIVILISED', colour: 'green', since: TODAY },
        nextDueOn: '2026-10-01',
        dueReason: 'ROUTINE',
      },
    });
  });

  test('with an ordinary finding makes it a key house, with a hazard to be put right in its term and looked at again on the first working day after it', async () => {
    const houseId = await world.registerHouse();
    const findings = [{ itemCode: 'EVACUATION_ROUTE', description: '三楼通道堆放杂物' }];
    expect(await inspect(houseId, { findings })).toMatchObject({
      gradeAfter: 'KEY',
      // The term ends on Saturday.
      nextDueOn: '2026-07-06',
      inspection: { findingCount: 1 },
      hazards: [
        {
          itemCode: 'EVACUATION_ROUTE',
          item: 'Escape routes and exits kept clear',
          severity: 'ORDINARY',
          description: '三楼通道堆放杂物',
          foundOn: TODAY,
          dueOn: '2026-07-04',
          state: 'OPEN',
          failureCount: 0,
        },
      ],
      house: { tier: { gradeCode: 'KEY', colour: 'yellow' }, dueReason: 'REVISIT' },
    });
  });

  test('of a key house is due in 14 days, of a watch-list house in 7, where the terms of their hazards are longer', async () => {
    const key = await inspect(await world.registerHouse(), { findings: [{ itemCode: 'FIRE_DOOR' }] });
    expect(key).toMatchObject({
      gradeAfter: 'KEY',
      nextDueOn: '2026-07-15',
      house: { dueReason: 'ROUTINE' },
    });
    const findings = [{ itemCode: 'ILLEGAL_ALTERATION' }];
    const watched = await inspect(await world.registerHouse(), { findings });
    expect(watched).toMatchObject({ gradeAfter: 'WATCH_LIST', nextDueOn: '2026-07-08' });
  });

  test('with a major finding puts it on the watch-list, whatever else was found', async () => {
    const houseId = await world.registerHouse();
    const findings = [{ itemCode: 'EVACUATION_ROUTE' }, { itemCode: 'MAJOR_FIRE_HAZARD' }];
    expect(await inspect(houseId, { findings })).toMatchObject({
      gradeAfter: 'WATCH_LIST',
      house: { tier: { gradeCode: 'WATCH_LIST', colour: 'red' } },
    });
  });

  test('gives each hazard the term of its check item: days, weeks or working days', async () => {
    const houseId = await world.registerHouse();
    const findings = ['EVACUATION_ROUTE', 'SMART_ACCESS', 'RENTAL_LEDGER'].map((itemCode) => ({ itemCode }));
    const { hazards } = await inspect(houseId, { findings });
    const terms = Object.fromEntries((hazards ?? []).map(({ itemCode, dueOn }) => [itemCode, dueOn]));
    // Five working days from Wednesday 1 July: 2, 3, 6, 7, 8 July.
    expect(terms).toEqual({
      EVACUATION_ROUTE: '2026-07-04',
      SMART_ACCESS: '2026-07-15',
      RENTAL_LEDGER: '2026-07-08',
    });
  });

  test('counts working days across a public holiday', async () => {
    const houseId = await world.registerHouse();
    const { hazards } = await onDay('2026-09-24', () =>
      inspect(houseId, { findings: [{ itemCode: 'RENTAL_LEDGER' }] }),
    );
    // 25–27 September and 1–7 October are days off, so 28, 29, 30 September, 8 and 9 October count.
    expect(hazards?.[0]?.dueOn).toBe('2026-10-09');
  });

  test('leaves records in the credit file, and its tier explains itself down to record and clause', async () => {
    const { houseId } = await houseWith('EVACUATION_ROUTE');
    const { node } = await world.data(
      'zhongshan',
      `query ($id: ID!) { node(id: $id) { ... on RentalHouse {
        records(first: 10) { totalCount nodes { type occurredOn endedOn } }
        tier { sector standardVersion score reasons { indicatorCode indicator setsGrade points lapsesOn
          source { instrument mark } record { type label occurredOn } } } } } }`,
      { id: houseId },
    );
    expect(node).toEqual({
      records: {
        totalCount: 2,
        nodes: expect.arrayContaining([
          { type: 'RENTAL_INSPECTION', occurredOn: TODAY, endedOn: null },
          { type: 'ORDINARY_HAZARD', occurredOn: TODAY, endedOn: null },
        ]),
      },
      tier: {
        sector: 'urban-village',
        standardVersion: '2024.1',
        score: '100.00',
        reasons: [
          {
            indicatorCode: 'ORDINARY_HAZARD_OPEN',
            indicator: 'An ordinary hazard is open',
            setsGrade: 'KEY',
            points: '0.00',
            lapsesOn: null,
            source: { instrument: expect.stringContaining('重点出租屋为问题尚未整改的出租屋'), mark: 'S' },
            record: { type: 'ORDINARY_HAZARD', label: 'Ordinary hazard', occurredOn: TODAY },
          },
        ],
      },
    });
  });

  test('appends to the history of the rating and never rewrites it', async () => {
    const { houseId, hazardId } = await houseWith('EVACUATION_ROUTE');
    await onDay('2026-07-03', () => rectify(hazardId, {}));
    const { rows } = await world.owner.query<object>(
      `select basis, grade_code, valid_from, split_part(cause, ' ', 1) as verb from rating_history
       where subject_id = $1 order by recorded_at`,
      [uuidOf(houseId)],
    );
    expect(rows).toMatchObject([
      { basis: 'BY_DEFAULT', grade_code: null, verb: 'registerRentalHouse' },
      { basis: 'RATED', grade_code: 'KEY', verb: 'recordInspection' },
      { basis: 'RATED', grade_code: 'CIVILISED', verb: 'recordRectification' },
    ]);
  });

  test('is in the audit with the version of the standard, even when the tier stays as it was', async () => {
    const houseId = await world.registerHouse();
    await inspect(houseId, { inspectedOn: '2026-06-20' });
    await inspect(houseId);
    const { rows } = await world.owner.query(
      'select verb, rules from audit_entry where $1 = any(subject_ids) order by sequence',
      [uuidOf(houseId)],
    );
    const rules = { 'urban-village': '2024.1' };
    expect(rows).toEqual([
      { verb: 'registerRentalHouse', rules },
      { verb: 'recordInspection', rules },
      { verb: 'recordInspection', rules },
    ]);
  });

  test('recorded later than another of a later day does not move the next due date back', async () => {
    const houseId = await world.registerHouse();
    await inspect(houseId);
    expect(await inspect(houseId, { inspectedOn: '2026-06-20' })).toMatchObject({ nextDueOn: '2026-10-01' });
  });
});

describe('A rectification', () => {
  test('of the last hazard gives the tier back at once and works the due date out from the last inspection', async () => {
    const { hazardId } = await houseWith('MAJOR_FIRE_HAZARD');
    const answer = await onDay('2026-07-03', () => rectify(hazardId, { evidence: '消防通道已恢复' }));
    expect(answer).toMatchObject({
      userErrors: [],
      gradeBefore: 'WATCH_LIST',
      gradeAfter: 'CIVILISED',
      nextDueOn: '2026-10-01',
      hazard: { state: 'CLOSED', closedOn: '2026-07-03' },
      house: { tier: { gradeCode: 'CIVILISED', since: '2026-07-03' } },
    });
  });

  test('of one of two hazards leaves the tier that the other calls for', async () => {
    const houseId = await world.registerHouse();
    const findings = [{ itemCode: 'MAJOR_FIRE_HAZARD' }, { itemCode: 'EVACUATION_ROUTE' }];
    const { hazards } = await inspect(houseId, { findings });
    const major = hazards?.find(({ itemCode }) => itemCode === 'MAJOR_FIRE_HAZARD');
    expect(await rectify(major?.id, {})).toMatchObject({
      gradeBefore: 'WATCH_LIST',
      gradeAfter: 'KEY',
      nextDueOn: '2026-07-06',
    });
  });

  test('that failed is refused until the last day of the term has passed', async () => {
    const { hazardId, dueOn } = await houseWith('EVACUATION_ROUTE');
    const before = await world.countAll();
    const answer = await onDay(dueOn, () => rectify(hazardId, { outcome: 'NOT_RECTIFIED' }));
    expect(refusalsOf(answer)).toEqual([{ code: 'WRONG_STATE', field: 'input.checkedOn' }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('that failed after its term is counted and begins a new term; the second failure puts the house on the watch-list', async () => {
    const { hazardId, houseId } = await houseWith('EVACUATION_ROUTE');
    const first = await onDay('2026-07-05', () => rectify(hazardId, { outcome: 'NOT_RECTIFIED' }));
    expect(first).toMatchObject({
      userErrors: [],
      gradeAfter: 'KEY',
      hazard: { state: 'OPEN', failureCount: 1, dueOn: '2026-07-08' },
    });
    const second = await onDay('2026-07-09', () => rectify(hazardId, { outcome: 'NOT_RECTIFIED' }));
    expect(second).toMatchObject({
      gradeBefore: 'KEY',
      gradeAfter: 'WATCH_LIST',
      // Weekly from the last inspection would have been 8 July, before the tier held.
      nextDueOn: '2026-07-09',
      hazard: { failureCount: 2, dueOn: '2026-07-12' },
    });
    const { rows } = await world.owner.query(
      `select from credit_record where subject_id = $1 and type = 'FAILED_RECTIFICATION'`,
      [uuidOf(houseId)],
    );
    expect(rows).toHaveLength(2);
    // Put right at last: the failures end with the hazard.
    expect(await onDay('2026-07-10', () => rectify(hazardId, {}))).toMatchObject({ gradeAfter: 'CIVILISED' });
  });

  test('cannot be dated before a day on which it was still found not put right', async () => {
    const { hazardId } = await houseWith('EVACUATION_ROUTE');
    await onDay('2026-07-05', () => rectify(hazardId, { outcome: 'NOT_RECTIFIED' }));
    const tooEarly = await onDay('2026-07-06', () => rectify(hazardId, { checkedOn: '2026-07-04' }));
    expect(refusalsOf(tooEarly)).toEqual([{ code: 'INVALID_DATE', field: 'input.checkedOn' }]);
    const sameDay = await onDay('2026-07-06', () => rectify(hazardId, { checkedOn: '2026-07-05' }));
    expect(sameDay).toMatchObject({ userErrors: [], gradeAfter: 'CIVILISED' });
  });

  test('that failed is counted once when it is recorded several times at the same moment', async () => {
    const { hazardId } = await houseWith('EVACUATION_ROUTE');
    const answers = await onDay('2026-07-05', () =>
      Promise.all(
        ['甲', '甲', '乙'].map((evidence) => rectify(hazardId, { outcome: 'NOT_RECTIFIED', evidence })),
      ),
    );
    // The same look sent twice is one; another one comes too late for this term.
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
    expect([
      ['WRONG_STATE', 'WRONG_STATE', 'done'],
      ['WRONG_STATE', 'done', 'done'],
    ]).toContainEqual(codes);
    const { rows } = await world.owner.query('select failure_count from hazard where id = $1', [
      uuidOf(hazardId),
    ]);
    expect(rows).toEqual([{ failure_count: 1 }]);
  });

  test.each([
    ['in the future', { checkedOn: addDays(TODAY, 1) }, 'DATE_IN_FUTURE', 'checkedOn'],
    ['before the hazard was found', { checkedOn: '2026-06-30' }, 'INVALID_DATE', 'checkedOn'],
    ['without evidence', { evidence: ' ' }, 'INVALID_TEXT', 'evidence'],
    [
      'of a hazard that does not exist',
      { hazardId: 'haz_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
      'hazardId',
    ],
    [
      'of something that is no hazard',
      { hazardId: 'ins_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
      'hazardId',
    ],
  ])('%s is refused and leaves nothing behind', async (_what, changes, code, field) => {
    const { hazardId } = await houseWith('EVACUATION_ROUTE');
    const before = await world.countAll();
    expect(refusalsOf(await rectify(hazardId, changes))).toEqual([{ code, field: `input.${field}` }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('of a closed hazard is refused', async () => {
    const { hazardId } = await houseWith('EVACUATION_ROUTE');
    await rectify(hazardId, {});
    const again = await rectify(hazardId, { evidence: '另一次查看' });
    expect(refusalsOf(again)).toEqual([{ code: 'WRONG_STATE', field: 'input.hazardId' }]);
    expect(again.userErrors[0]?.message).toContain('示例警员甲 found it put right on 2026-07-01');
  });
});

describe('An inspection is refused and leaves nothing behind', () => {
  test.each([
    ['on a day in the future', { inspectedOn: addDays(TODAY, 1) }, 'DATE_IN_FUTURE', 'inspectedOn'],
    [
      'with a finding that is not in the catalogue',
      { findings: [{ itemCode: 'NO_SUCH_ITEM' }] },
      'UNKNOWN_CODE',
      'findings.0.itemCode',
    ],
    [
      'with more than 50 findings',
      { findings: Array.from({ length: 51 }, () => ({ itemCode: 'GAS' })) },
      'TOO_MANY_ITEMS',
      'findings',
    ],
    [
      'without a second officer who exists',
      { secondOfficerId: 'off_00000000-0000-7000-8000-000000000000' },
      'SECOND_OFFICER_REQUIRED',
      'secondOfficerId',
    ],
    [
      'without anything like an officer',
      { secondOfficerId: 'nobody' },
      'SECOND_OFFICER_REQUIRED',
      'secondOfficerId',
    ],
    [
      'of a house that does not exist',
      { houseId: 'rh_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
      'houseId',
    ],
    [
      'of something that is no house',
      { houseId: 'per_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
      'houseId',
    ],
    ['with a note too long', { note: '长'.repeat(2001) }, 'INVALID_TEXT', 'note'],
  ])('%s', async (_what, changes, code, field) => {
    const houseId = await world.registerHouse();
    const before = await world.countAll();
    expect(refusalsOf(await inspect(houseId, changes))).toEqual([{ code, field: `input.${field}` }]);
    expect(await world.countAll()).toEqual(before);
  });

  test.each<[string, OfficerName]>([
    ['himself', 'zhongshan'],
    ['an officer of another station', 'longkou'],
    ['somebody who is no police officer', 'regulator'],
  ])('with %s as the second officer', async (_who, second) => {
    const houseId = await world.registerHouse();
    const before = await world.countAll();
    const answer = await inspect(houseId, { secondOfficerId: world.officerId(second) });
    expect(refusalsOf(answer)).toEqual([{ code: 'SECOND_OFFICER_REQUIRED', field: 'input.secondOfficerId' }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('with a second officer who has left the station', async () => {
    const left = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    await world.owner.query('update officer set active = false where id = $1', [left.officerId]);
    const houseId = await world.registerHouse();
    expect(refusalsOf(await inspect(houseId, { secondOfficerId: `off_${left.officerId}` }))).toMatchObject([
      { code: 'SECOND_OFFICER_REQUIRED' },
    ]);
  });

  test('of a house of another station, exactly like one that does not exist', async () => {
    const foreign = await world.registerHouse('longkou');
    const missing = 'rh_00000000-0000-7000-8000-000000000000';
    const before = await world.countAll();
    const idempotencyKey = world.key();
    const [first, second] = [
      await sendInspection(inspectionOf(foreign, { idempotencyKey })),
      await sendInspection(inspectionOf(missing, { idempotencyKey })),
    ];
    expect(first.data.recordInspection.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect({ ...first, extensions: {} }).toEqual({ ...second, extensions: {} });
    expect(await world.countAll()).toEqual(before);
  });
});

describe('Two officers who record the same visit at once', () => {
  test('one wins, and the other learns who', async () => {
    const houseId = await world.registerHouse();
    const [mine, theirs] = await Promise.all([
      sendInspection(inspectionOf(houseId)),
      sendInspection(
        inspectionOf(houseId, { secondOfficerId: world.officerId('zhongshan') }),
        'zhongshanSecond',
      ),
    ]);
    const outcomes = [mine.data.recordInspection, theirs.data.recordInspection];
    expect(outcomes.filter(({ inspection }) => inspection !== null)).toHaveLength(1);
    const loser = outcomes.find(({ inspection }) => inspection === null);
    expect(loser?.userErrors).toMatchObject([
      {
        code: 'ALREADY_RECORDED',
        field: ['input', 'inspectedOn'],
        message: expect.stringMatching(
          /示例警员[甲乙] and 示例警员[甲乙] recorded the inspection of that day/,
        ),
      },
    ]);
    const { rowCount } = await world.owner.query('select from inspection where house_id = $1', [
      uuidOf(houseId),
    ]);
    expect(rowCount).toBe(1);
  });

  test('visits of two days to one house follow each other: the second starts from the tier that the first left', async () => {
    const houseId = await world.registerHouse();
    await inspect(houseId);
    const waiting: Promise<Inspected>[] = [];
    const lock = 'select from rental_house where id = $1 for update';
    await world.whileLocked(lock, [uuidOf(houseId)], async () => {
      const findings = [{ itemCode: 'MAJOR_FIRE_HAZARD' }];
      waiting.push(inspect(houseId, { inspectedOn: '2026-06-29', findings }));
      await world.untilBlocked(1);
      waiting.push(inspect(houseId, { inspectedOn: '2026-06-30' }));
      await world.untilBlocked(2);
    });
    expect(await Promise.all(waiting)).toMatchObject([
      { gradeBefore: 'CIVILISED', gradeAfter: 'WATCH_LIST' },
      { gradeBefore: 'WATCH_LIST', gradeAfter: 'WATCH_LIST' },
    ]);
  });
});

describe('Repeating an inspection', () => {
  test('the same key with the same input is answered with the first answer', async () => {
    const input = inspectionOf(await world.registerHouse(), { findings: [{ itemCode: 'GAS' }] });
    const first = (await sendInspection(input)).data.recordInspection;
    const before = await world.countAll();
    const again = (await sendInspection(input)).data.recordInspection;
    expect(again).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
  });

  test('the same key with another input is refused', async () => {
    const input = inspectionOf(await world.registerHouse());
    await sendInspection(input);
    const before = await world.countAll();
    const answer = await sendInspection({ ...input, note: '另一份' });
    expect(codesOf(answer)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(await world.countAll()).toEqual(before);
  });

  test('ten requests at once under one key record one inspection, and all get the same answer', async () => {
    const houseId = await world.registerHouse();
    const input = inspectionOf(houseId, { findings: [{ itemCode: 'GAS' }] });
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendInspection(input)));
    const inspected = answers.map(({ data }) => data.recordInspection);
    expect(inspected.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(inspected.map((answer) => JSON.stringify({ ...answer, replayed: true }))).size).toBe(1);
    const { rowCount } = await world.owner.query('select from inspection where house_id = $1', [
      uuidOf(houseId),
    ]);
    expect(rowCount).toBe(1);
  });
});
