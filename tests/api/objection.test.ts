import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { act, inspect, OBJECTION, onDay, refusalsOf, send } from '../support/own-view.js';
import { codesOf, type ExtraOfficer, makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
/** Of the same station as the officers who inspect, and present at no inspection. */
let reviewer: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  reviewer = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
});
afterAll(() => world.close());

/** An inspected key house with accounts of its owner and manager. */
async function house() {
  const houseId = await world.registerHouse('zhongshan', {
    owner: { name: '李房主示例', citizenNumber: world.citizenNumber() },
    manager: { name: '王管理示例', citizenNumber: world.citizenNumber() },
  });
  const [hazardId] = await inspect(world, houseId, ['EVACUATION_ROUTE']);
  const [owner, manager] = [await world.addResident(houseId), await world.addResident(houseId, 'manager')];
  return { houseId, hazardId, owner, manager };
}

/** A house with an objection of its owner. */
async function disputed() {
  const made = await house();
  const { userErrors, objection } = await act(world, made.owner, 'objectToTier', {
    houseId: made.houseId,
    grounds: '检查当日已整改',
  });
  expect(userErrors).toEqual([]);
  return { ...made, objectionId: objection.id as string };
}

async function tierOf(houseId: string) {
  const query = `query ($id: ID!) { node(id: $id) { ... on RentalHouse { tierDisputed tier { gradeCode since } nextDueOn } } }`;
  return (await world.data<any>('zhongshan', query, { id: houseId })).node;
}

const decision = (objectionId: string, changes: Record<string, unknown> = {}) => ({
  objectionId,
  outcome: 'UPHELD',
  reasons: '照片与现场相符',
  correction: '撤销该条隐患记录',
  ...changes,
});

describe('An objection', () => {
  test('of an owner marks the tier as disputed at once, is due in 20 working days, and changes no tier', async () => {
    const { houseId, owner } = await house();
    const before = await tierOf(houseId);
    const photos = [{ reference: '1.jpg', sha256: 'ab'.repeat(32) }];
    const done = await act(world, owner, 'objectToTier', { houseId, grounds: '检查当日已整改', photos });
    // 20 working days after Wednesday 1 July 2026: no holiday lies between.
    expect(done).toMatchObject({
      userErrors: [],
      objection: {
        state: 'OPEN',
        byRole: 'OWNER',
        filedOn: TODAY,
        answerDueOn: '2026-07-29',
        answerDueProvisional: false,
      },
    });
    expect(before.tierDisputed).toBe(false);
    expect(await tierOf(houseId)).toEqual({ ...before, tierDisputed: true });
  });

  test('has a provisional answer day when its term runs into a year without a published calendar', async () => {
    const { houseId, owner } = await house();
    const done = await onDay(world, '2026-12-28', () =>
      act(world, owner, 'objectToTier', { houseId, grounds: '示例' }),
    );
    expect(done.objection).toMatchObject({ answerDueOn: '2027-01-25', answerDueProvisional: true });
  });

  test('follows the term of its own station', async () => {
    const rule = {
      code: 'OBJECTION_TERM',
      value: 5,
      validFrom: TODAY,
      reason: '示例',
      stationCode: 'longkou-station',
    };
    await world.data(
      'drafter',
      `mutation ($input: SetInspectionRuleInput!) { setInspectionRule(input: $input) { code } }`,
      {
        input: { idempotencyKey: world.key(), ...rule },
      },
    );
    const houseId = await world.registerHouse('longkou');
    await inspect(world, houseId, [], { by: 'longkou', second: 'longkouSecond' });
    const done = await act(world, await world.addResident(houseId), 'objectToTier', {
      houseId,
      grounds: '示例',
    });
    expect(done.objection).toMatchObject({ answerDueOn: '2026-07-08' });
  });

  test('is one at a time: of several at once one is filed, and the others are told so', async () => {
    const { houseId, owner, manager } = await house();
    const callers = [owner, manager, owner, 'zhongshan' as const];
    const answers = await Promise.all(
      callers.map((caller) => act(world, caller, 'objectToTier', { houseId, grounds: '示例' })),
    );
    expect(answers.filter(({ objection }) => objection != null)).toHaveLength(1);
    const refused = answers.flatMap(refusalsOf);
    expect(refused).toEqual(new Array(3).fill({ code: 'ALREADY_EXISTS', field: 'input.houseId' }));
    const { rowCount } = await world.owner.query('select from tier_objection where house_id = $1', [
      uuidOf(houseId),
    ]);
    expect(rowCount).toBe(1);
  });

  test('may be entered by an officer who has it on paper, for the owner or the manager, who sees it', async () => {
    const { houseId, owner, manager } = await house();
    const input = { houseId, grounds: '书面异议', role: 'MANAGER' };
    const done = await act(world, 'zhongshan', 'objectToTier', input);
    expect(done).toMatchObject({ userErrors: [], objection: { byRole: 'STATION' } });
    const query = '{ ownRentalHouses { disputed objections { id } } }';
    expect(await world.data(manager, query)).toEqual({
      ownRentalHouses: [{ disputed: true, objections: [{ id: done.objection.id }] }],
    });
    expect(await world.data(owner, query)).toEqual({ ownRentalHouses: [{ disputed: true, objections: [] }] });
  });

  test('is refused after the term that the standard sets, and told until when it was possible', async () => {
    const { houseId, owner } = await house();
    await world.owner.query(
      `insert into standard (id, sector, version, in_force_from, definition)
       select gen_random_uuid(), sector, 'test', '2026-06-01',
         definition || '{"version": "test", "inForceFrom": "2026-06-01", "review": {"withinDays": 15, "decidedWithinWorkingDays": 3}}'
       from standard where sector = 'urban-village' and version = '2024.1'`,
    );
    await world.owner.query(
      `insert into standard_band select n.id, b.code, b.rank, b.label_zh, b.label_en, b.colour, b.min_hundredths, b.max_hundredths
       from standard n, standard_band b join standard o on o.id = b.standard_id
       where n.version = 'test' and o.sector = 'urban-village' and o.version = '2024.1'`,
    );
    await world.owner.query(
      `update rating set standard_id = (select id from standard where version = 'test') where subject_id = $1`,
      [uuidOf(houseId)],
    );
    const untold = await world.data<any>(owner, '{ ownRentalHouses { objectionUntil } }');
    // While the notice is not delivered no term runs.
    expect(untold.ownRentalHouses).toEqual([{ objectionUntil: null }]);
    await world.owner.query(
      `update notice set delivered_on = '2026-07-01', delivered_how = '当面送达', delivered_by = $2 where house_id = $1`,
      [uuidOf(houseId), world.officerIds.zhongshan],
    );
    const input = { houseId, grounds: '示例' };
    const late = await onDay(world, '2026-07-17', () => send(world, owner, 'objectToTier', input));
    expect(late.data.objectToTier?.userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        field: ['input', 'houseId'],
        message: expect.stringContaining('The term to object ended on 2026-07-16.'),
      },
    ]);
    const own = await world.data<any>(owner, '{ ownRentalHouses { objectionUntil howToObject } }');
    expect(own.ownRentalHouses).toMatchObject([
      { objectionUntil: '2026-07-16', howToObject: expect.stringContaining('within 3 working days') },
    ]);
    const inTime = await onDay(world, '2026-07-16', () => act(world, owner, 'objectToTier', input));
    expect(inTime.objection).toMatchObject({ answerDueOn: '2026-07-21' });
    await world.owner
      .query(`update rating set standard_id = (select id from standard where sector = 'urban-village' and version = '2024.1')
      where standard_id = (select id from standard where version = 'test')`);
    await world.owner.query(
      `delete from tier_objection where standard_id = (select id from standard where version = 'test')`,
    );
    await world.owner.query(
      `delete from standard_band where standard_id = (select id from standard where version = 'test')`,
    );
    await world.owner.query(`delete from standard where version = 'test'`);
  });

  test.each([
    ['to the tier of a house of somebody else', 'another', {}, { code: 'NOT_FOUND', field: 'houseId' }],
    ['to the tier of what is no house', 'none', {}, { code: 'NOT_FOUND', field: 'houseId' }],
    [
      'in a role that the objector does not have',
      'mine',
      { role: 'MANAGER' },
      { code: 'NOT_FOUND', field: 'role' },
    ],
    ['without grounds', 'mine', { grounds: ' ' }, { code: 'INVALID_TEXT', field: 'grounds' }],
    [
      'with a bad photo',
      'mine',
      { photos: [{ reference: '', sha256: 'ab'.repeat(32) }] },
      { code: 'INVALID_TEXT', field: 'photos.0.reference' },
    ],
  ])('%s is refused and leaves nothing behind', async (_what, whose, changes, { code, field }) => {
    const [mine, another] = [await house(), await house()];
    const houses = { mine: mine.houseId, another: another.houseId, none: mine.hazardId };
    const before = await world.countAll();
    const input = { houseId: houses[whose as keyof typeof houses], grounds: '示例', ...changes };
    expect(refusalsOf(await act(world, mine.owner, 'objectToTier', input))).toEqual([
      { code, field: `input.${field}` },
    ]);
    expect(await world.countAll()).toEqual(before);
  });

  test('needs a tier: a house that nobody has looked at has none', async () => {
    const houseId = await world.registerHouse();
    const done = await act(world, await world.addResident(houseId), 'objectToTier', {
      houseId,
      grounds: '示例',
    });
    expect(refusalsOf(done)).toEqual([{ code: 'WRONG_STATE', field: 'input.houseId' }]);
  });

  test('cannot be filed by an officer of another station', async () => {
    const { houseId } = await house();
    const done = await act(world, 'longkou', 'objectToTier', { houseId, grounds: '示例' });
    expect(refusalsOf(done)).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('has the same answer for the same key, and is in the audit of the station', async () => {
    const { houseId, owner } = await house();
    const input = { houseId, grounds: '示例', idempotencyKey: world.key() };
    const first = await act(world, owner, 'objectToTier', input);
    expect(await act(world, owner, 'objectToTier', input)).toEqual(first);
    const { rows } = await world.owner.query(
      `select verb, rules from audit_entry where officer_id = $1 and office_id = $2`,
      [owner.officerId, world.officeIds['zhongshan-station']],
    );
    expect(rows).toEqual([{ verb: 'objectToTier', rules: { 'urban-village': '2024.1' } }]);
  });
});

describe('A withdrawal', () => {
  test('ends the dispute, and another objection may follow', async () => {
    const { houseId, owner, objectionId } = await disputed();
    expect(await act(world, owner, 'withdrawObjection', { objectionId })).toMatchObject({
      userErrors: [],
      objection: { state: 'WITHDRAWN', decidedOn: TODAY, reasons: null },
    });
    expect(await tierOf(houseId)).toMatchObject({ tierDisputed: false });
    const again = await act(world, owner, 'withdrawObjection', { objectionId });
    expect(refusalsOf(again)).toEqual([{ code: 'WRONG_STATE', field: 'input.objectionId' }]);
    expect((await act(world, owner, 'objectToTier', { houseId, grounds: '再次' })).userErrors).toEqual([]);
  });

  test('is the objector’s own: neither another nor an officer takes it back for him', async () => {
    const { manager, objectionId } = await disputed();
    const stranger = (await house()).owner;
    for (const caller of [manager, stranger])
      expect(refusalsOf(await act(world, caller, 'withdrawObjection', { objectionId }))).toMatchObject([
        { code: 'NOT_FOUND' },
      ]);
    const byOfficer = await act(world, 'zhongshan', 'withdrawObjection', { objectionId });
    expect(refusalsOf(byOfficer)).toEqual([{ code: 'WRONG_STATE', field: 'input.objectionId' }]);
  });

  test('of what came on paper may be entered by an officer', async () => {
    const { houseId } = await house();
    const { objection } = await act(world, 'zhongshan', 'objectToTier', { houseId, grounds: '书面' });
    const done = await act(world, 'zhongshan', 'withdrawObjection', { objectionId: objection.id });
    expect(done.objection).toMatchObject({ state: 'WITHDRAWN' });
  });
});

describe('A decision', () => {
  test('upholds with reasons and says what is corrected; the tier follows only from the record', async () => {
    const { houseId, hazardId, owner, objectionId } = await disputed();
    expect(await act(world, reviewer, 'decideObjection', decision(objectionId))).toMatchObject({
      userErrors: [],
      objection: {
        state: 'UPHELD',
        decidedOn: TODAY,
        reasons: '照片与现场相符',
        correction: '撤销该条隐患记录',
      },
    });
    expect(await tierOf(houseId)).toMatchObject({ tierDisputed: false, tier: { gradeCode: 'KEY' } });
    const look = { hazardId, outcome: 'RECTIFIED', checkedOn: TODAY, evidence: '复核属实' };
    await act(world, 'zhongshan', 'recordRectification', look);
    expect(await tierOf(houseId)).toMatchObject({ tier: { gradeCode: 'CIVILISED' } });
    const own = await world.ask<any>(owner, `{ ownRentalHouses { disputed objections { ${OBJECTION} } } }`);
    expect(own.data.ownRentalHouses).toMatchObject([{ disputed: false, objections: [{ state: 'UPHELD' }] }]);
    expect(JSON.stringify(own)).not.toContain('示例警员');
  });

  test('rejects with reasons', async () => {
    const { objectionId } = await disputed();
    const done = await act(
      world,
      reviewer,
      'decideObjection',
      decision(objectionId, { outcome: 'REJECTED', correction: null }),
    );
    expect(done).toMatchObject({ userErrors: [], objection: { state: 'REJECTED', correction: null } });
  });

  test('is not for whoever was there at one of the last two inspections', async () => {
    const { houseId, objectionId } = await disputed();
    const refused = [{ code: 'OWN_DRAFT', field: 'input.objectionId' }];
    expect(refusalsOf(await act(world, 'zhongshan', 'decideObjection', decision(objectionId)))).toEqual(
      refused,
    );
    const third = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    const byOthers = async () =>
      act(world, 'zhongshanSecond', 'recordInspection', {
        ...{ houseId, inspectedOn: world.today, findings: [] },
        secondOfficerId: `off_${third.officerId}`,
      });
    await onDay(world, '2026-07-02', byOthers);
    await onDay(world, '2026-07-03', async () => {
      expect(refusalsOf(await act(world, 'zhongshan', 'decideObjection', decision(objectionId)))).toEqual(
        refused,
      );
      await byOthers();
      expect(refusalsOf(await act(world, third, 'decideObjection', decision(objectionId)))).toEqual(refused);
      expect((await act(world, 'zhongshan', 'decideObjection', decision(objectionId))).userErrors).toEqual(
        [],
      );
    });
  });

  test('is not for whoever entered it, and the refusal says why', async () => {
    const { houseId } = await house();
    const { objection } = await act(world, reviewer, 'objectToTier', { houseId, grounds: '书面' });
    const refused = await act(world, reviewer, 'decideObjection', decision(objection.id));
    expect(refused.userErrors).toMatchObject([
      { code: 'OWN_DRAFT', message: expect.stringContaining('You have entered this objection') },
    ]);
  });

  test('is not for another station, nor for the people concerned', async () => {
    const { owner, objectionId } = await disputed();
    const elsewhere = await act(world, 'longkou', 'decideObjection', decision(objectionId));
    expect(refusalsOf(elsewhere)).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(codesOf(await send(world, owner, 'decideObjection', decision(objectionId)))).toEqual([
      'FORBIDDEN',
    ]);
    await world.owner.query(
      `update office set region_codes = '{440784001,440784101}' where code = 'longkou-station'`,
    );
    const outsider = await world.addOfficer('longkou-station', ['STATION_OFFICER']);
    const wider = await act(world, outsider, 'decideObjection', decision(objectionId));
    expect(refusalsOf(wider)).toEqual([{ code: 'OUTSIDE_JURISDICTION', field: 'input.objectionId' }]);
    await world.owner.query(`update office set region_codes = '{440784101}' where code = 'longkou-station'`);
  });

  test.each([
    ['without reasons', { reasons: ' ' }, 'REASON_REQUIRED', 'reasons'],
    ['that upholds without a correction', { correction: null }, 'REASON_REQUIRED', 'correction'],
    ['that rejects with a correction', { outcome: 'REJECTED' }, 'INVALID_TEXT', 'correction'],
    [
      'about nothing',
      { objectionId: 'obj_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
      'objectionId',
    ],
  ])('%s is refused and leaves nothing behind', async (_what, changes, code, field) => {
    const { objectionId } = await disputed();
    const before = await world.countAll();
    const done = await act(world, reviewer, 'decideObjection', decision(objectionId, changes));
    expect(refusalsOf(done)).toEqual([{ code, field: `input.${field}` }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('is taken once when it meets a withdrawal', async () => {
    const { owner, objectionId } = await disputed();
    const answers = await Promise.all([
      act(world, reviewer, 'decideObjection', decision(objectionId)),
      act(world, owner, 'withdrawObjection', { objectionId }),
    ]);
    expect(answers.flatMap(refusalsOf)).toEqual([{ code: 'WRONG_STATE', field: 'input.objectionId' }]);
  });
});

describe('The list of objections', () => {
  const LIST = `query ($state: ObjectionState, $first: Int, $after: String, $last: Int, $before: String) {
    tierObjections(state: $state, first: $first, after: $after, last: $last, before: $before) {
      totalCount pageInfo { endCursor startCursor }
      nodes { id state answerDueOn overdueDays decidedBy gradeCode gradeLabel house { id tierDisputed } objector { masked } } } }`;

  test('has those of the jurisdiction, soonest answer due first, with days overdue', async () => {
    const late = await onDay(world, '2026-05-29', async () => {
      const houseId = await world.registerHouse();
      await inspect(world, houseId);
      return act(world, await world.addResident(houseId), 'objectToTier', { houseId, grounds: '示例' });
    });
    const { tierObjections } = await world.data<any>('auditor', LIST, { state: 'OPEN', first: 100 });
    const { nodes, totalCount } = tierObjections;
    expect(totalCount).toBe(nodes.length);
    // 20 working days after 29 May 2026: 19 June is a day off.
    expect(nodes[0]).toMatchObject({
      id: late.objection.id,
      answerDueOn: '2026-06-29',
      overdueDays: 2,
      gradeCode: 'CIVILISED',
      house: { tierDisputed: true },
      objector: { masked: true },
    });
    const days = nodes.map(({ answerDueOn }: { answerDueOn: string }) => answerDueOn);
    expect(days).toEqual([...days].sort());
    expect(nodes.every(({ state }: { state: string }) => state === 'OPEN')).toBe(true);
    const decided = await world.data<any>('zhongshan', LIST, { state: 'UPHELD', last: 100 });
    expect(decided.tierObjections.nodes[0]).toMatchObject({
      decidedBy: expect.stringContaining('示例警员'),
      overdueDays: 0,
    });
    const elsewhere = await world.data<any>('longkou', LIST, { first: 100 });
    const ids = nodes.map(({ id }: { id: string }) => id);
    expect(elsewhere.tierObjections.nodes.filter(({ house }: any) => house === null)).toEqual([]);
    expect(elsewhere.tierObjections.nodes.some(({ id }: any) => id === ids[0])).toBe(false);
  });

  test('is leafed through without a gap, both ways', async () => {
    const all = (await world.data<any>('auditor', LIST, { first: 100 })).tierObjections.nodes;
    const forward = (await world.data<any>('auditor', LIST, { first: 3 })).tierObjections;
    const next = await world.data<any>('auditor', LIST, { first: 3, after: forward.pageInfo.endCursor });
    expect([...forward.nodes, ...next.tierObjections.nodes]).toEqual(all.slice(0, 6));
    const end = (await world.data<any>('auditor', LIST, { last: 3 })).tierObjections;
    const before = await world.data<any>('auditor', LIST, { last: 3, before: end.pageInfo.startCursor });
    expect([...before.tierObjections.nodes, ...end.nodes]).toEqual(all.slice(-6));
  });

  test('can be found by id, by those who list it', async () => {
    const { objectionId } = await disputed();
    const query = 'query ($id: ID!) { node(id: $id) { id ... on TierObjection { state } } }';
    const found = { node: { id: objectionId, state: 'OPEN' } };
    expect(await world.data('auditor', query, { id: objectionId })).toEqual(found);
    expect(await world.data('longkou', query, { id: objectionId })).toEqual({ node: null });
    expect(await world.data('regulator', query, { id: objectionId })).toEqual({ node: null });
  });
});

test('A page of houses asks once which of them are disputed', async () => {
  const { door } = world.product.world;
  const real = door.for.bind(door);
  let asked = 0;
  door.for = (opener) => {
    const store = real(opener);
    return {
      act: store.act.bind(store),
      append: store.append.bind(store),
      together: store.together.bind(store),
      run: (statement, values) => {
        if (statement.name === 'list-disputed-houses') asked += 1;
        return store.run(statement, values);
      },
    };
  };
  try {
    await world.data('zhongshan', '{ rentalHouses(first: 100) { nodes { tierDisputed } } }');
  } finally {
    door.for = real;
  }
  expect(asked).toBe(1);
});

describe('The database itself', () => {
  test.each([
    [
      'a decision by whoever filed it',
      `state = 'REJECTED', decided_on = filed_on, decided_by = filed_by, reasons = 'x'`,
    ],
    ['a decision without reasons', `state = 'REJECTED', decided_on = filed_on, decided_by = $2`],
    [
      'an upheld objection without a correction',
      `state = 'UPHELD', decided_on = filed_on, decided_by = $2, reasons = 'x'`,
    ],
    ['an end without a day', `state = 'WITHDRAWN', decided_by = $2`],
  ])('holds no %s', async (_what, set) => {
    const { objectionId } = await disputed();
    const values = set.includes('$2') ? [uuidOf(objectionId), reviewer.officerId] : [uuidOf(objectionId)];
    const order = world.owner.query(`update tier_objection set ${set} where id = $1`, values);
    await expect(order).rejects.toMatchObject({ code: '23514' });
  });
});
