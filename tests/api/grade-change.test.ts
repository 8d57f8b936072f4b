import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import { addDays } from '../../src/domain/civil-date.js';
import { publishStandard } from '../support/publish-standard.js';
import {
  type Answer,
  type Caller,
  makeWorld,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

const SECTOR = 'urban-village';
const AFTER_DAYS = 30;
/** The first day on which an upgrade that was indicated today may be proposed. */
const OVER = addDays(TODAY, AFTER_DAYS);
/** A well-formed id that nothing has. */
const NOTHING = 'gc_00000000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const { standard } = readSectorFile(SECTOR, '2027.1');
  await publishStandard(world, {
    ...standard,
    version: 'held',
    inForceFrom: '2026-06-01',
    upgrade: { mode: 'ONE_STEP', afterDays: AFTER_DAYS },
    downgrade: { mode: 'AT_ONCE' },
  });
});
afterAll(() => world.close());
beforeEach(() => {
  world.today = TODAY;
});

const CHANGE = `id subjectId sector standardVersion fromGradeCode fromLabel toGradeCode toLabel direction state notice
  proposedBy proposedOn decidedBy decidedAt reason subject { id } reasons { indicatorCode setsGrade source { instrument } record { type } }`;
const TIER = `tier { gradeCode label since indicatedGradeCode indicatedLabel pendingChange { id state } } nextDueOn`;

interface Change {
  readonly id: string;
  readonly state: string;
  readonly notice: string;
  readonly [field: string]: unknown;
}

interface Payload {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly gradeChange: Change | null;
}

const mutation = (verb: string, type: string) =>
  `mutation ($input: ${type}!) { done: ${verb}(input: $input) { replayed userErrors { code field message } gradeChange { ${CHANGE} } } }`;
const PROPOSE = mutation('proposeGradeChange', 'ProposeGradeChangeInput');
const CONFIRM = mutation('confirmGradeChange', 'ConfirmGradeChangeInput');
const REJECT = mutation('rejectGradeChange', 'RejectGradeChangeInput');

async function send(caller: Caller, query: string, input: Record<string, unknown>): Promise<Payload> {
  const { done } = await world.data<{ done: Payload }>(caller, query, {
    input: { idempotencyKey: world.key(), ...input },
  });
  return done;
}

const propose = (subjectId: string, caller: Caller = 'zhongshan') =>
  send(caller, PROPOSE, { subjectId, sector: SECTOR });
const confirm = (changeId: string, caller: Caller = 'zhongshanSecond') => send(caller, CONFIRM, { changeId });
const reject = (changeId: string, caller: Caller = 'zhongshanSecond', reason = '仍需观察') =>
  send(caller, REJECT, { changeId, reason });

/** A proposal that must succeed; its id. */
async function proposed(houseId: string): Promise<string> {
  const { userErrors, gradeChange } = await propose(houseId);
  expect(userErrors).toEqual([]);
  return gradeChange?.id ?? '';
}

async function tierOf(houseId: string, caller: Caller = 'zhongshan') {
  const { node } = await world.data<{ node: any }>(
    caller,
    `query ($id: ID!) { node(id: $id) { ... on RentalHouse { ${TIER} } } }`,
    { id: houseId },
  );
  return { ...node.tier, nextDueOn: node.nextDueOn };
}

async function stateOf(changeId: string): Promise<string> {
  const { node } = await world.data<{ node: Change }>(
    'zhongshan',
    'query ($id: ID!) { node(id: $id) { ... on GradeChange { state } } }',
    { id: changeId },
  );
  return node.state;
}

async function inspect(houseId: string, itemCodes: readonly string[]): Promise<string[]> {
  const { recordInspection } = await world.data<any>(
    'zhongshan',
    `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } hazards { id } } }`,
    {
      input: {
        idempotencyKey: world.key(),
        houseId,
        inspectedOn: world.today,
        secondOfficerId: world.officerId('zhongshanSecond'),
        findings: itemCodes.map((itemCode) => ({ itemCode })),
      },
    },
  );
  expect(recordInspection.userErrors).toEqual([]);
  return recordInspection.hazards.map(({ id }: { id: string }) => id);
}

async function rectify(hazardId: string): Promise<void> {
  const { recordRectification } = await world.data<any>(
    'zhongshan',
    `mutation ($input: RecordRectificationInput!) { recordRectification(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: world.key(),
        hazardId,
        outcome: 'RECTIFIED',
        checkedOn: world.today,
        evidence: '已整改',
      },
    },
  );
  expect(recordRectification.userErrors).toEqual([]);
}

/** A house whose hazards were found and put right today: held at the tier that they had put it in. */
async function heldHouse(itemCodes: readonly string[] = ['GAS']): Promise<string> {
  const house = await world.registerHouse();
  for (const hazard of await inspect(house, itemCodes)) await rectify(hazard);
  return house;
}

/** The same a month later, when the observation is over. */
async function observedHouse(itemCodes?: readonly string[]): Promise<string> {
  const house = await heldHouse(itemCodes);
  world.today = OVER;
  return house;
}

/** That an act is refused for this reason and leaves nothing behind. */
async function expectRefusal(act: () => Promise<Payload>, code: string, field: string): Promise<string> {
  const before = await world.countAll();
  const { userErrors, gradeChange } = await act();
  expect(gradeChange).toBeNull();
  expect(userErrors).toMatchObject([{ code, field: ['input', field] }]);
  expect(await world.countAll()).toEqual(before);
  return userErrors[0]?.message ?? '';
}

describe('A house whose hazards are closed', () => {
  test('keeps its tier, and shows which one the standard indicates', async () => {
    const house = await heldHouse();
    expect(await tierOf(house)).toMatchObject({
      gradeCode: 'KEY',
      label: 'Key rental house',
      indicatedGradeCode: 'CIVILISED',
      indicatedLabel: 'Civilised rental house',
      pendingChange: null,
      nextDueOn: addDays(TODAY, 14),
    });
  });

  test('cannot be proposed for a better tier before thirty days of observation, and is told from which day', async () => {
    const house = await heldHouse();
    world.today = addDays(OVER, -1);
    const message = await expectRefusal(() => propose(house), 'NOTHING_INDICATED', 'subjectId');
    expect(message).toContain(OVER);
  });

  test('is proposed by one officer and confirmed by another, and only then its tier and its due date change', async () => {
    const house = await observedHouse();
    const { userErrors, gradeChange } = await propose(house);
    expect(userErrors).toEqual([]);
    expect(gradeChange).toMatchObject({
      subjectId: house,
      subject: { id: house },
      sector: SECTOR,
      standardVersion: 'held',
      fromGradeCode: 'KEY',
      toGradeCode: 'CIVILISED',
      toLabel: 'Civilised rental house',
      direction: 'UP',
      state: 'PROPOSED',
      proposedBy: '示例警员甲',
      proposedOn: OVER,
      decidedBy: null,
      decidedAt: null,
      reason: null,
      reasons: [],
    });
    const id = gradeChange?.id ?? '';
    expect(await tierOf(house)).toMatchObject({
      gradeCode: 'KEY',
      pendingChange: { id, state: 'PROPOSED' },
      nextDueOn: addDays(TODAY, 14),
    });
    expect((await confirm(id)).gradeChange).toMatchObject({ state: 'CONFIRMED', decidedBy: '示例警员乙' });
    expect(await tierOf(house)).toMatchObject({
      gradeCode: 'CIVILISED',
      indicatedGradeCode: 'CIVILISED',
      since: OVER,
      pendingChange: null,
      nextDueOn: '2026-10-01',
    });
  });

  test('has in its history which confirmation put it up', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await confirm(id);
    const { rows } = await world.owner.query<object>(
      `select grade_code, indicated_grade_code, valid_from::text, cause from rating_history
       where subject_id = $1 order by recorded_at desc limit 1`,
      [uuidOf(house)],
    );
    expect(rows).toEqual([
      {
        grade_code: 'CIVILISED',
        indicated_grade_code: 'CIVILISED',
        valid_from: OVER,
        cause: `confirmGradeChange ${uuidOf(id)}`,
      },
    ]);
  });

  test('goes up one step at a time, each after an observation of its own', async () => {
    const house = await observedHouse(['ILLEGAL_ALTERATION']);
    const first = await propose(house);
    expect(first.gradeChange).toMatchObject({ fromGradeCode: 'WATCH_LIST', toGradeCode: 'KEY' });
    await confirm(first.gradeChange?.id ?? '');
    expect(await tierOf(house)).toMatchObject({ gradeCode: 'KEY', indicatedGradeCode: 'CIVILISED' });
    const message = await expectRefusal(() => propose(house), 'NOTHING_INDICATED', 'subjectId');
    expect(message).toContain(addDays(OVER, AFTER_DAYS));
    world.today = addDays(OVER, AFTER_DAYS);
    const second = await propose(house);
    expect(second.gradeChange).toMatchObject({ fromGradeCode: 'KEY', toGradeCode: 'CIVILISED' });
    await confirm(second.gradeChange?.id ?? '');
    expect(await tierOf(house)).toMatchObject({ gradeCode: 'CIVILISED' });
    expect(await expectRefusal(() => propose(house), 'NOTHING_INDICATED', 'subjectId')).toContain(
      'in effect',
    );
  });

  test('is put down at once by a new hazard, which supersedes the upgrade that was proposed', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await inspect(house, ['DANGEROUS_BUILDING']);
    expect(await tierOf(house)).toMatchObject({ gradeCode: 'WATCH_LIST', pendingChange: null });
    expect(await stateOf(id)).toBe('SUPERSEDED');
    await expectRefusal(() => confirm(id), 'WRONG_STATE', 'changeId');
    await expectRefusal(() => reject(id), 'WRONG_STATE', 'changeId');
  });
});

describe('A proposal', () => {
  test('is neither confirmed nor turned down by whoever made it', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await expectRefusal(() => confirm(id, 'zhongshan'), 'OWN_DRAFT', 'changeId');
    await expectRefusal(() => reject(id, 'zhongshan'), 'OWN_DRAFT', 'changeId');
    expect(await tierOf(house)).toMatchObject({ gradeCode: 'KEY', pendingChange: { id } });
  });

  test('is the only one of its grade until it is decided', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await expectRefusal(() => propose(house, 'zhongshanSecond'), 'CHANGE_PENDING', 'subjectId');
    await reject(id);
    world.today = addDays(OVER, AFTER_DAYS);
    expect((await propose(house, 'zhongshanSecond')).userErrors).toEqual([]);
  });

  test('has one winner when two officers make it at once', async () => {
    const house = await observedHouse();
    let both: readonly Promise<Payload>[] = [];
    await world.whileLocked('select from subject where id = $1 for update', [uuidOf(house)], async () => {
      both = [propose(house, 'zhongshan'), propose(house, 'zhongshanSecond')];
      await world.untilBlocked(2);
    });
    const codes = (await Promise.all(both)).flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['CHANGE_PENDING']);
    const { rows } = await world.owner.query('select state from grade_change where subject_id = $1', [
      uuidOf(house),
    ]);
    expect(rows).toEqual([{ state: 'PROPOSED' }]);
  });

  test('has one decision when it is confirmed and turned down at once', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    const third = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    let both: readonly Promise<Payload>[] = [];
    await world.whileLocked('select from subject where id = $1 for update', [uuidOf(house)], async () => {
      both = [confirm(id), reject(id, third)];
      await world.untilBlocked(2);
    });
    const codes = (await Promise.all(both)).flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['WRONG_STATE']);
  });

  test('cannot be confirmed once the file says otherwise, though nobody has rated the house since', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await world.record(uuidOf(house), 'LANDLORD_PENALTY', { occurredOn: OVER });
    await expectRefusal(() => confirm(id), 'NOTHING_INDICATED', 'changeId');
    expect(await stateOf(id)).toBe('PROPOSED');
    await world.rate(uuidOf(house), SECTOR);
    expect(await stateOf(id)).toBe('SUPERSEDED');
  });

  test('acts on the rating of today, though nobody has rated the house since', async () => {
    const house = await observedHouse();
    await world.record(uuidOf(house), 'LANDLORD_PENALTY', { occurredOn: OVER });
    await expectRefusal(() => propose(house), 'NOTHING_INDICATED', 'subjectId');
  });

  test('that is turned down needs a reason, changes no tier, and begins the observation anew', async () => {
    const house = await observedHouse();
    const id = await proposed(house);
    await expectRefusal(() => reject(id, 'zhongshanSecond', '  '), 'REASON_REQUIRED', 'reason');
    await expectRefusal(() => reject(id, 'zhongshanSecond', 'x'.repeat(501)), 'INVALID_TEXT', 'reason');
    expect((await reject(id)).gradeChange).toMatchObject({
      state: 'REJECTED',
      reason: '仍需观察',
      decidedBy: '示例警员乙',
    });
    expect(await tierOf(house)).toMatchObject({ gradeCode: 'KEY', pendingChange: null });
    const message = await expectRefusal(() => propose(house), 'NOTHING_INDICATED', 'subjectId');
    expect(message).toContain(addDays(OVER, AFTER_DAYS));
  });

  test('keeps its notice, with reasons, clauses, what follows from both grades, and how to object', async () => {
    const house = await observedHouse(['ILLEGAL_ALTERATION']);
    await inspect(house, ['GAS']);
    world.today = addDays(OVER, AFTER_DAYS);
    const { gradeChange } = await propose(house);
    expect(gradeChange).toMatchObject({
      fromGradeCode: 'WATCH_LIST',
      toGradeCode: 'KEY',
      reasons: [
        { indicatorCode: 'ORDINARY_HAZARD_OPEN', setsGrade: 'KEY', record: { type: 'ORDINARY_HAZARD' } },
      ],
    });
    const { standard } = readSectorFile(SECTOR, '2027.1');
    const indicator = standard.indicators.find(({ code }) => code === 'ORDINARY_HAZARD_OPEN');
    for (const said of [
      '重点关注出租屋',
      indicator?.label.zh ?? '',
      indicator?.source.instrument ?? '',
      indicator?.source.clause ?? '',
      standard.title.zh,
      '14 天',
      '7 天',
      `${standard.review?.withinDays ?? 0} 日内`,
      `${standard.review?.decidedWithinWorkingDays ?? 0} 个工作日`,
      '复核',
      '示例机构 zhongshan-station',
      '越塘村示例巷1号',
    ]) {
      expect(gradeChange?.notice).toContain(said);
    }
    // What becomes of the file later changes nothing of what the subject was told.
    await confirm(gradeChange?.id ?? '');
    const { node } = await world.data<{ node: Change }>(
      'auditor',
      `query ($id: ID!) { node(id: $id) { ... on GradeChange { ${CHANGE} } } }`,
      { id: gradeChange?.id },
    );
    expect(node).toMatchObject({ notice: gradeChange?.notice, reasons: gradeChange?.reasons });
  });

  test('sent again under its key is answered with the first answer, and so is its confirmation', async () => {
    const house = await observedHouse();
    const first = { idempotencyKey: world.key(), subjectId: house, sector: SECTOR };
    const { gradeChange } = await send('zhongshan', PROPOSE, first);
    const second = { idempotencyKey: world.key(), changeId: gradeChange?.id };
    await send('zhongshanSecond', CONFIRM, second);
    const before = await world.countAll();
    expect(await send('zhongshan', PROPOSE, first)).toMatchObject({
      replayed: true,
      userErrors: [],
      gradeChange: { id: gradeChange?.id },
    });
    expect(await send('zhongshanSecond', CONFIRM, second)).toMatchObject({ replayed: true, userErrors: [] });
    expect(await world.countAll()).toEqual(before);
  });

  test('leaves an entry in the audit that names the house and the version of the standard', async () => {
    const house = await observedHouse();
    await confirm(await proposed(house));
    const { rows } = await world.owner.query<object>(
      `select verb, subject_ids, rules from audit_entry where verb like '%GradeChange' order by sequence desc limit 2`,
    );
    const entry = { subject_ids: [uuidOf(house)], rules: { [SECTOR]: 'held' } };
    expect(rows).toEqual([
      { verb: 'confirmGradeChange', ...entry },
      { verb: 'proposeGradeChange', ...entry },
    ]);
  });
});

describe('Held tiers', () => {
  const HELD = `query ($sector: String!, $after: String) { heldRatings(sector: $sector, first: 100, after: $after) { totalCount nodes {
    subjectId subject { id } direction heldSince proposableFrom isPending
    rating { gradeCode indicatedGradeCode indicatedLabel pendingChange { id } } } } }`;

  const heldBy = async (caller: Caller, sector = SECTOR) =>
    (await world.data<any>(caller, HELD, { sector })).heldRatings;

  test('are listed with since when, from which day a change may be proposed, and whether one is pending', async () => {
    const [waiting, pending] = [await heldHouse(), await heldHouse()];
    const settled = await world.registerHouse();
    await inspect(settled, []);
    world.today = OVER;
    const id = await proposed(pending);
    const { totalCount, nodes } = await heldBy('zhongshan');
    const common = { direction: 'UP', heldSince: TODAY, proposableFrom: OVER };
    expect(nodes).toEqual(
      expect.arrayContaining([
        {
          ...common,
          subjectId: waiting,
          subject: { id: waiting },
          isPending: false,
          rating: {
            gradeCode: 'KEY',
            indicatedGradeCode: 'CIVILISED',
            indicatedLabel: 'Civilised rental house',
            pendingChange: null,
          },
        },
        expect.objectContaining({
          ...common,
          subjectId: pending,
          isPending: true,
          rating: expect.objectContaining({ pendingChange: { id } }),
        }),
      ]),
    );
    expect(nodes.map(({ subjectId }: { subjectId: string }) => subjectId)).not.toContain(settled);
    expect(totalCount).toBe(nodes.length);
  });

  test('are shown to their station and to oversight, and to nobody else', async () => {
    const house = await observedHouse();
    const changeId = await proposed(house);
    const CHANGES = `query ($id: ID!) { gradeChanges(first: 100, sector: "urban-village", state: PROPOSED) {
      totalCount nodes { id } } node(id: $id) { id } }`;
    for (const caller of ['zhongshan', 'zhongshanSecond', 'auditor'] as const) {
      expect(JSON.stringify(await heldBy(caller))).toContain(house);
      const answer = await world.data<any>(caller, CHANGES, { id: changeId });
      expect(answer.node).toEqual({ id: changeId });
      expect(answer.gradeChanges.nodes).toContainEqual({ id: changeId });
      expect(answer.gradeChanges.totalCount).toBe(answer.gradeChanges.nodes.length);
    }
    for (const caller of ['longkou', 'regulator', 'drafter'] as const) {
      expect(await heldBy(caller)).toEqual({ totalCount: 0, nodes: [] });
      expect(await world.data(caller, CHANGES, { id: changeId })).toEqual({
        gradeChanges: { totalCount: 0, nodes: [] },
        node: null,
      });
    }
    for (const caller of ['approver', 'clerk', 'integrator'] as const) {
      const answer = await world.ask<any>(caller, 'query ($id: ID!) { node(id: $id) { id } }', {
        id: changeId,
      });
      expect(answer.data).toEqual({ node: null });
    }
  });
});

describe('An officer from outside', () => {
  const codes = ({ data }: Answer<{ done: Payload }>) => data.done.userErrors.map(({ code }) => code);
  const ask = (caller: Caller, query: string, input: Record<string, unknown>) =>
    world.ask<{ done: Payload }>(caller, query, { input: { idempotencyKey: 'the same', ...input } });
  const sameButForExtensions = (answer: Answer<{ done: Payload }>) => ({ ...answer, extensions: {} });

  test.each(['longkou', 'regulator', 'drafter'] as const)(
    'finds neither house nor proposal (%s), exactly like what does not exist',
    async (outsider) => {
      const house = await observedHouse();
      const changeId = await proposed(house);
      const before = await world.countAll();
      const nowhere = NOTHING.replace('gc_', 'rh_');
      for (const [query, own, nothing] of [
        [PROPOSE, { subjectId: house, sector: SECTOR }, { subjectId: nowhere, sector: SECTOR }],
        [CONFIRM, { changeId }, { changeId: NOTHING }],
        [REJECT, { changeId, reason: '示例' }, { changeId: NOTHING, reason: '示例' }],
      ] as const) {
        const foreign = await ask(outsider, query, own);
        expect(codes(foreign)).toEqual(['NOT_FOUND']);
        expect(sameButForExtensions(foreign)).toEqual(
          sameButForExtensions(await ask(outsider, query, nothing)),
        );
      }
      expect(await world.countAll()).toEqual(before);
    },
  );

  test('and everybody else finds no house under the kind of something else, or in a sector where it is not rated', async () => {
    const house = await observedHouse();
    const before = await world.countAll();
    const input = { subjectId: house.replace('rh_', 'ent_'), sector: SECTOR };
    expect(codes(await ask('zhongshan', PROPOSE, input))).toEqual(['NOT_FOUND']);
    const other = { subjectId: house, sector: 'fire-safety' };
    expect(codes(await ask('zhongshan', PROPOSE, other))).toEqual(['NOT_FOUND']);
    expect(await world.countAll()).toEqual(before);
  });
});
