import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { readSectorFile } from '../../seeds/reference-files.js';
import { addDays } from '../../src/domain/civil-date.js';
import type { Indicator, Source, Standard, SubjectKind } from '../../src/domain/standard.js';
import { publishStandard } from '../support/publish-standard.js';
import {
  type Caller,
  codesOf,
  type ExtraOfficer,
  makeWorld,
  TODAY,
  type UserError,
  uuidOf,
  type World,
  YUETANG,
} from '../support/world.js';

const OVER = addDays(TODAY, 30);
const SOURCE: Source = {
  instrument: '示例评价办法',
  clause: '第七条',
  mark: 'D',
  checkedOn: '2026-11-26',
};

const PENALISED: Indicator = {
  code: 'PENALISED',
  label: { zh: '受到行政处罚', en: 'Penalised' },
  recordTypes: ['ADMINISTRATIVE_PENALTY'],
  pointsHundredths: -3_000,
  validDays: null,
  onlyWhileOpen: true,
  source: SOURCE,
};

/** Three grades, held both ways until officers have confirmed the other one. */
function heldStandard(sector: string, kind: SubjectKind, changes: Partial<Standard> = {}): Standard {
  const band = (code: string, rank: number, [minHundredths, maxHundredths]: (number | null)[]) => {
    const label = { zh: `示例等级${rank}`, en: `Example grade ${rank}` };
    return {
      code,
      label,
      colour: 'green',
      rank,
      minHundredths: minHundredths ?? null,
      maxHundredths: maxHundredths ?? null,
    };
  };
  return {
    sector,
    version: 'held',
    title: { zh: '示例评价标准', en: 'Example standard' },
    subjectKinds: [kind],
    inForceFrom: '2026-06-01',
    direction: 'HIGHER_IS_BETTER',
    internal: false,
    baseHundredths: 10_000,
    source: SOURCE,
    indicators: [PENALISED],
    bands: [band('GOOD', 1, [8_000, null]), band('FAIR', 2, [5_000, 8_000]), band('POOR', 3, [null, 5_000])],
    byDefault: null,
    upgrade: { mode: 'ONE_STEP', afterDays: 30 },
    downgrade: { mode: 'CONFIRMED' },
    ...changes,
  };
}

const TRADE = 'test-trade';
const FAMILY = 'test-family';
const RISK = 'enterprise-risk';

let world: World;
let second: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  const { upgrade, downgrade } = heldStandard(TRADE, 'ENTERPRISE');
  await publishStandard(world, heldStandard(TRADE, 'ENTERPRISE'));
  await publishStandard(world, heldStandard(FAMILY, 'HOUSEHOLD', { members: 'SUM' }));
  const { standard } = readSectorFile(RISK, '2024.1');
  const held = { version: 'held', inForceFrom: '2026-06-01', upgrade, ...(downgrade ? { downgrade } : {}) };
  await publishStandard(world, { ...standard, ...held });
  await world.owner.query(`update office set sectors = sectors || $2::text[] where id = $1`, [
    world.officeIds.market,
    [TRADE, FAMILY],
  ]);
  await world.owner.query(`update office set sectors = sectors || '{rental-owner}' where id = $1`, [
    world.officeIds['zhongshan-station'],
  ]);
  second = await world.addOfficer('market', ['MARKET_REGULATOR']);
});
afterAll(() => world.close());
beforeEach(() => {
  world.today = TODAY;
});

interface Payload {
  readonly userErrors: readonly UserError[];
  readonly gradeChange: any;
}

const CHANGE = `id subjectId sector fromGradeCode toGradeCode direction state notice subject { id }
  reasons { indicatorCode points source { clause } record { id type } }`;

async function send(caller: Caller, verb: string, input: Record<string, unknown>): Promise<Payload> {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const { done } = await world.data<{ done: Payload }>(
    caller,
    `mutation ($input: ${type}!) { done: ${verb}(input: $input) { userErrors { code field message } gradeChange { ${CHANGE} } } }`,
    { input: { idempotencyKey: world.key(), ...input } },
    { 'x-purpose': '等级调整' },
  );
  return done;
}

const propose = (subjectId: string, sector: string, caller: Caller = 'regulator') =>
  send(caller, 'proposeGradeChange', { subjectId, sector });
const confirm = (changeId: string) => send(second, 'confirmGradeChange', { changeId });

async function heldBy(caller: Caller, sector: string): Promise<any[]> {
  const { heldRatings } = await world.data<any>(
    caller,
    `query ($sector: String!) { heldRatings(sector: $sector, first: 100) { nodes { subjectId direction heldSince proposableFrom isPending
       rating { gradeCode indicatedGradeCode } } } }`,
    { sector },
  );
  return heldRatings.nodes;
}

async function ratingOf(id: string, sector: string, caller: Caller = 'regulator') {
  const { node } = await world.data<any>(
    caller,
    `query ($id: ID!) { node(id: $id) { ... on Enterprise {
       ratings { sector gradeCode indicatedGradeCode indicatedLabel since pendingChange { id notice } } } } }`,
    { id },
  );
  return node.ratings.find((rating: { sector: string }) => rating.sector === sector);
}

/** An enterprise that is rated GOOD; its id. */
async function trader(): Promise<string> {
  const { id } = await world.enterprise();
  await world.rate(id, TRADE);
  return `ent_${id}`;
}

async function penalise(id: string, count = 1): Promise<string[]> {
  const records = [];
  for (let made = 0; made < count; made += 1) {
    records.push(await world.record(uuidOf(id), 'ADMINISTRATIVE_PENALTY', { occurredOn: world.today }));
  }
  await world.rate(uuidOf(id), TRADE);
  return records;
}

async function end(records: readonly string[], id: string): Promise<void> {
  await world.owner.query(
    'update credit_record set ended_on = $2, ended_recorded_at = now() where id = any($1::uuid[])',
    [records, world.today],
  );
  await world.rate(uuidOf(id), TRADE);
}

describe('A worse grade that officers must confirm', () => {
  test('is indicated at once and in effect only when two officers have agreed', async () => {
    const id = await trader();
    const [record = ''] = await penalise(id);
    expect(await ratingOf(id, TRADE)).toMatchObject({
      gradeCode: 'GOOD',
      indicatedGradeCode: 'FAIR',
      indicatedLabel: 'Example grade 2',
      pendingChange: null,
    });
    const { userErrors, gradeChange } = await propose(id, TRADE);
    expect(userErrors).toEqual([]);
    expect(gradeChange).toMatchObject({
      subjectId: id,
      subject: { id },
      direction: 'DOWN',
      fromGradeCode: 'GOOD',
      toGradeCode: 'FAIR',
      reasons: [
        {
          indicatorCode: 'PENALISED',
          points: '-30.00',
          source: { clause: '第七条' },
          record: { id: `rec_${record}` },
        },
      ],
    });
    expect(gradeChange.notice).toContain('受到行政处罚，计 -30.00 分（依据：示例评价办法，第七条）');
    expect(await ratingOf(id, TRADE)).toMatchObject({ gradeCode: 'GOOD' });
    await confirm(gradeChange.id);
    expect(await ratingOf(id, TRADE)).toMatchObject({
      gradeCode: 'FAIR',
      indicatedGradeCode: 'FAIR',
      since: TODAY,
      pendingChange: null,
    });
  });

  test('is reached in one step, however far down it lies', async () => {
    const id = await trader();
    await penalise(id, 2);
    const { gradeChange } = await propose(id, TRADE);
    expect(gradeChange).toMatchObject({ fromGradeCode: 'GOOD', toGradeCode: 'POOR' });
    await confirm(gradeChange.id);
    expect(await ratingOf(id, TRADE)).toMatchObject({ gradeCode: 'POOR' });
  });

  test('is held since the day on which it was first indicated, also when the score has changed meanwhile', async () => {
    const id = await trader();
    await penalise(id, 2);
    world.today = addDays(TODAY, 3);
    await penalise(id);
    const held = (await heldBy('regulator', TRADE)).find(({ subjectId }) => subjectId === id);
    expect(held).toEqual({
      subjectId: id,
      direction: 'DOWN',
      heldSince: TODAY,
      proposableFrom: TODAY,
      isPending: false,
      rating: { gradeCode: 'GOOD', indicatedGradeCode: 'POOR' },
    });
  });

  test('stays not in effect when it is turned down, and may be proposed again the same day', async () => {
    const id = await trader();
    await penalise(id);
    const { gradeChange } = await propose(id, TRADE);
    await send(second, 'rejectGradeChange', { changeId: gradeChange.id, reason: '处罚决定已被申请复议' });
    expect(await ratingOf(id, TRADE)).toMatchObject({ gradeCode: 'GOOD', indicatedGradeCode: 'FAIR' });
    expect((await propose(id, TRADE)).userErrors).toEqual([]);
  });

  test('supersedes the upgrade that was proposed before it was indicated, and then only it can be proposed', async () => {
    const id = await trader();
    const records = await penalise(id);
    await confirm((await propose(id, TRADE)).gradeChange.id);
    await end(records, id);
    world.today = OVER;
    const up = (await propose(id, TRADE)).gradeChange;
    expect(up).toMatchObject({ direction: 'UP', fromGradeCode: 'FAIR', toGradeCode: 'GOOD' });
    await penalise(id, 2);
    expect((await confirm(up.id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const down = (await propose(id, TRADE)).gradeChange;
    expect(down).toMatchObject({ direction: 'DOWN', fromGradeCode: 'FAIR', toGradeCode: 'POOR' });
    expect((await propose(id, TRADE, second)).userErrors).toMatchObject([{ code: 'CHANGE_PENDING' }]);
    await confirm(down.id);
    expect(await ratingOf(id, TRADE)).toMatchObject({ gradeCode: 'POOR' });
  });

  test('that is pending is shown to nobody but the offices in charge and oversight, though others see the rating', async () => {
    const id = await trader();
    await penalise(id);
    const { gradeChange } = await propose(id, TRADE);
    for (const caller of ['regulator', 'auditor'] as const) {
      expect((await ratingOf(id, TRADE, caller)).pendingChange).toMatchObject({ id: gradeChange.id });
    }
    for (const caller of ['approver', 'clerk', 'zhongshan', 'drafter'] as const) {
      expect(await ratingOf(id, TRADE, caller)).toMatchObject({ gradeCode: 'GOOD', pendingChange: null });
    }
  });
});

describe('The change of an internal class', () => {
  let id: string;
  let changeId: string;
  beforeAll(async () => {
    const enterprise = await world.enterprise();
    id = `ent_${enterprise.id}`;
    await world.record(enterprise.id, 'SERIOUS_DISHONESTY', { occurredOn: TODAY });
    await world.rate(enterprise.id, RISK);
    const { userErrors, gradeChange } = await propose(id, RISK);
    expect(userErrors).toEqual([]);
    changeId = gradeChange.id;
  });

  const LOOK = `query ($id: ID!) { node(id: $id) { id } gradeChanges(first: 100, sector: "enterprise-risk") { totalCount nodes { id } }
    heldRatings(sector: "enterprise-risk", first: 100) { totalCount nodes { subjectId } } }`;

  test('is seen by its regulators and by oversight', async () => {
    for (const caller of ['regulator', second, 'auditor'] as const) {
      expect(await world.data(caller, LOOK, { id: changeId })).toEqual({
        node: { id: changeId },
        gradeChanges: { totalCount: 1, nodes: [{ id: changeId }] },
        heldRatings: { totalCount: 1, nodes: [{ subjectId: id }] },
      });
    }
  });

  test('is invisible to others of the same jurisdiction, even to those whose office is in charge but who do not regulate', async () => {
    const others: Caller[] = [
      'zhongshan',
      'drafter',
      'riskDrafter',
      await world.addOfficer('market', ['STATION_OFFICER', 'STANDARD_OFFICER']),
      await world.addOfficer('other-market', ['MARKET_REGULATOR']),
      await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']),
    ];
    const nothing = { totalCount: 0, nodes: [] };
    for (const caller of others) {
      expect(await world.data(caller, LOOK, { id: changeId })).toEqual({
        node: null,
        gradeChanges: nothing,
        heldRatings: nothing,
      });
      expect((await propose(id, RISK, caller)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const refused = await send(caller, 'confirmGradeChange', { changeId });
      expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    for (const caller of ['approver', 'clerk', 'integrator'] as const) {
      expect(await world.data(caller, 'query ($id: ID!) { node(id: $id) { id } }', { id: changeId })).toEqual(
        {
          node: null,
        },
      );
    }
  });
});

describe('The held rating of a natural person', () => {
  test('is shown for a stated purpose only, and each look is logged', async () => {
    const person = await landlord();
    await world.record(person, 'LANDLORD_MONTHLY_CHECK', { occurredOn: '2026-06-01' });
    await world.rate(person, 'rental-owner');
    await world.record(person, 'LANDLORD_ESCAPE_WINDOW_BLOCKED', { occurredOn: TODAY });
    world.today = '2026-08-03';
    await world.rate(person, 'rental-owner');
    const query = `{ heldRatings(sector: "rental-owner", first: 5) { nodes { subjectId
      rating { score pathToNextGrade { targetGrade } history(first: 1) { nodes { score } } reasons { record { id } } } } } }`;
    const before = await world.count('access_log');
    const refused = await world.ask('zhongshan', query);
    expect([codesOf(refused), refused.data]).toEqual([['PURPOSE_REQUIRED'], {}]);
    expect(await world.count('access_log')).toBe(before);
    const { heldRatings } = await world.data<any>('zhongshan', query, {}, { 'x-purpose': '等级调整' });
    expect(heldRatings.nodes).toMatchObject([{ subjectId: `per_${person}` }]);
    const { rows } = await world.owner.query<object>(
      'select query, purpose from access_log where subject_ids = $1',
      [[person]],
    );
    expect(rows).toEqual([{ query: 'HeldRating.rating', purpose: '等级调整' }]);
  });
});

/** Somebody who lets a house; his uuid. */
async function landlord(): Promise<string> {
  const { node } = await world.data<any>(
    'zhongshan',
    'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id } } } }',
    { id: await world.registerHouse() },
  );
  return uuidOf(node.owner.id);
}

describe('The notice to a natural person', () => {
  test('names the person masked, and the change shows the id to look the person up by', async () => {
    const house = await world.registerHouse();
    const { node } = await world.data<any>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id } } } }',
      { id: house },
    );
    const person = uuidOf(node.owner.id);
    await world.record(person, 'LANDLORD_MONTHLY_CHECK', { occurredOn: '2026-06-01' });
    await world.rate(person, 'rental-owner');
    await world.record(person, 'LANDLORD_ESCAPE_WINDOW_BLOCKED', { occurredOn: TODAY });
    // The standard settles by the month.
    world.today = '2026-08-03';
    const { userErrors, gradeChange } = await propose(node.owner.id, 'rental-owner', 'zhongshan');
    expect(userErrors).toEqual([]);
    expect(gradeChange).toMatchObject({ subjectId: node.owner.id, subject: null, direction: 'DOWN' });
    expect(gradeChange.notice).toContain('陈**');
    expect(gradeChange.notice).not.toContain('陈示例');
    const { rows } = await world.owner.query<object>(
      `select purpose, query from access_log where subject_ids = $1 order by id`,
      [[person]],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { purpose: '等级调整', query: 'GradeChange.notice' },
        { purpose: '等级调整', query: 'GradeChange.reasons' },
      ]),
    );
    for (const field of ['notice', 'reasons { indicatorCode }']) {
      const query = `query ($id: ID!) { node(id: $id) { ... on GradeChange { ${field} } } }`;
      const answer = await world.ask('zhongshan', query, { id: gradeChange.id });
      expect(codesOf(answer)).toEqual(['PURPOSE_REQUIRED']);
    }
  });
});

describe('The grade of a household', () => {
  test('rests on the records of its members, and so do the reasons of its change', async () => {
    const [household, person] = [uuidv7(), uuidv7()];
    for (const [id, kind] of [
      [household, 'HOUSEHOLD'],
      [person, 'PERSON'],
    ]) {
      await world.owner.query(
        `insert into subject (id, kind, region_code, opened_on) values ($1, $2, $3, '2024-01-01')`,
        [id, kind, YUETANG],
      );
    }
    await world.owner.query(`insert into person (id, name, citizen_number) values ($1, '示例', $2)`, [
      person,
      world.citizenNumber(),
    ]);
    await world.owner.query(
      `insert into household (id, region_code, register_code) values ($1, $2, 'HU-0001')`,
      [household, YUETANG],
    );
    await world.owner.query(
      `insert into household_member (household_id, person_id, from_on) values ($1, $2, '2024-01-01')`,
      [household, person],
    );
    await world.rate(household, FAMILY);
    const record = await world.record(person, 'ADMINISTRATIVE_PENALTY', { occurredOn: TODAY });
    const { userErrors, gradeChange } = await propose(`hh_${household}`, FAMILY);
    expect(userErrors).toEqual([]);
    expect(gradeChange).toMatchObject({
      fromGradeCode: 'GOOD',
      toGradeCode: 'FAIR',
      reasons: [{ points: '-30.00', record: { id: `rec_${record}` } }],
    });
    const query = `query ($id: ID!) { node(id: $id) { ... on GradeChange { reasons { points record { id } } } }
      heldRatings(sector: "${FAMILY}", first: 1) { nodes { rating { pathToNextGrade { steps { kind recordId } } } } } }`;
    const told = (recordId: string | null) => ({
      node: { reasons: [{ points: '-30.00', record: recordId && { id: recordId } }] },
      heldRatings: {
        nodes: [{ rating: { pathToNextGrade: { steps: [{ kind: 'END_RECORD', recordId }] } } }],
      },
    });
    const looked = await world.count('access_log');
    expect(await world.data('regulator', query, { id: gradeChange.id })).toEqual(told(null));
    expect(await world.count('access_log')).toBe(looked);
    const purpose = { 'x-purpose': '等级调整' };
    expect(await world.data('regulator', query, { id: gradeChange.id }, purpose)).toEqual(
      told(`rec_${record}`),
    );
    const { rows } = await world.owner.query<object>(
      'select query from access_log where subject_ids = $1 order by id desc limit 2',
      [[person]],
    );
    expect(rows).toEqual(
      expect.arrayContaining([{ query: 'GradeChange.reasons' }, { query: 'Rating.pathToNextGrade' }]),
    );
  });
});
