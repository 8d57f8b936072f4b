import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codesOf,
  type ExtraOfficer,
  makeWorld,
  TODAY,
  type UserError,
  uuidOf,
  type World,
  YUETANG,
} from '../support/world.js';

let world: World;
/** Two more regulators of the same office. */
let second: ExtraOfficer;
let third: ExtraOfficer;
let foreign: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  second = await world.addOfficer('market', ['MARKET_REGULATOR']);
  third = await world.addOfficer('market', ['MARKET_REGULATOR']);
  foreign = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
  await world.owner.query(`update inspector set specialties = '{FOOD,PRICE}'`);
  // Visits of the past are put there without the life of the draws that led to them.
  await world.owner.query('alter table draw disable trigger begins');
});
afterAll(() => world.close());

const TASK = `id title kind objectKind itemCodes officeNames months plannedNumber regionCode industryCodes classCodes overdueLimitCode
  targetCount progress { draws drawn visited published }`;
const PLAN = `id year title officeName state draftedBy approvedBy publishedOn tasks { ${TASK} }`;
const INPUTS = {
  draftSpotCheckPlan: 'DraftSpotCheckPlanInput',
  addSpotCheckTask: 'AddSpotCheckTaskInput',
  approveSpotCheckPlan: 'ApproveSpotCheckPlanInput',
} as const;

interface Task {
  readonly id: string;
}
interface Outcome {
  readonly userErrors: readonly UserError[];
  readonly plan: { readonly id: string; readonly tasks: readonly Task[] } | null;
}
type Caller = 'regulator' | ExtraOfficer;

async function act(verb: keyof typeof INPUTS, input: object, caller: Caller = 'regulator'): Promise<Outcome> {
  const data = await world.data<Record<string, Outcome>>(
    caller,
    `mutation ($input: ${INPUTS[verb]}!) { ${verb}(input: $input) { userErrors { code field } plan { ${PLAN} } } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const outcome = data[verb];
  if (outcome === undefined) throw new Error('No answer');
  return outcome;
}

async function refusals(verb: keyof typeof INPUTS, input: object, caller: Caller = 'regulator') {
  const before = await world.countAll();
  const { userErrors } = await act(verb, input, caller);
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.') ?? ''}`);
}

let made = 0;
async function newPlan(): Promise<string> {
  made += 1;
  const { plan } = await act('draftSpotCheckPlan', { year: 2026, title: `示例计划${made}` });
  return plan?.id ?? '';
}

const taskInput = (planId: string, changes: object = {}) => ({
  ...{
    planId,
    title: '示例任务',
    itemCodes: ['PRICE_MARKING', 'FOOD_SERVICE'],
    months: [9, 8, 9],
    plannedNumber: 20,
  },
  ...{ regionCode: '440784', industryCodes: ['62'], ...changes },
});

/** A task of an approved plan. */
async function newTask(changes: object = {}): Promise<string> {
  const planId = await newPlan();
  const { plan, userErrors } = await act('addSpotCheckTask', taskInput(planId, changes));
  if (plan === null) throw new Error(JSON.stringify(userErrors));
  await act('approveSpotCheckPlan', { planId }, second);
  return plan.tasks[0]?.id ?? '';
}

async function prepare(taskId: string | null, changes: object = {}) {
  const { prepareDraw } = await world.data<{
    prepareDraw: { userErrors: UserError[]; draw: { id: string; rosterSize: number } | null };
  }>(
    'regulator',
    'mutation ($input: PrepareDrawInput!) { prepareDraw(input: $input) { userErrors { code field } draw { id rosterSize } } }',
    {
      input: {
        ...{
          idempotencyKey: world.key(),
          title: '示例',
          taskId,
          itemCodes: taskId === null ? ['PRICE_MARKING'] : null,
        },
        population: { regionCode: '440784', industryCodes: ['62'] },
        randomness: { kind: 'BEACON', source: '示例彩票', valueOn: '2026-07-02' },
        ...changes,
      },
    },
  );
  return prepareDraw;
}

async function rosterOf(drawId: string | undefined): Promise<string[]> {
  const { rows } = await world.owner.query<{ id: string }>(
    'select public_id as id from draw_roster where draw_id = $1',
    [uuidOf(drawId ?? '')],
  );
  return rows.map(({ id }) => id).sort();
}

/** An inspection that was carried out on a day. */
async function visit(
  subjectId: string,
  inspectedOn: string,
  { codes = ['ORDERED_TO_CORRECT'], items = ['LICENCE_USE'], ground = 'ROUTINE', taskId = '' } = {},
): Promise<void> {
  const { owner, officeIds, officerIds } = world;
  const drawId = randomUUID();
  await owner.query(
    `insert into draw (id, office_id, title, population, algorithm, seed, ratios, roster_hash, roster_size, drawn_size, drawn_on, drawn_by,
       state, item_codes, ground, office_ids, prepared_by, prepared_on, draw_on, task_id)
     values ($1, $2, '示例', '{"regionCode": "440784", "industryCodes": null}', 'sha256-tickets-1', repeat('0', 64), '{}', repeat('0', 64),
       1, 1, $3, $4, 'DRAWN', $5, $6, array[$2::uuid], $4, $3, $3, $7)`,
    [
      drawId,
      officeIds.market,
      inspectedOn,
      officerIds.regulator,
      items,
      ground,
      taskId === '' ? null : uuidOf(taskId),
    ],
  );
  await owner.query(
    `insert into enterprise_inspection (id, draw_id, subject_id, inspected_on, result_codes, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
    [randomUUID(), drawId, subjectId, inspectedOn, codes, officerIds.regulator],
  );
}

describe('The plan of a year', () => {
  test('is drafted, gets tasks, and is published when a second officer approves it', async () => {
    const planId = await newPlan();
    const { plan } = await act('addSpotCheckTask', taskInput(planId, { officeCodes: ['zhongshan-station'] }));
    expect(plan).toMatchObject({
      ...{ year: 2026, state: 'DRAFT', approvedBy: null, publishedOn: null, officeName: '示例机构 market' },
      tasks: [
        {
          ...{ kind: 'UNTARGETED', objectKind: 'ENTERPRISE', itemCodes: ['FOOD_SERVICE', 'PRICE_MARKING'] },
          ...{
            months: [8, 9],
            plannedNumber: 20,
            industryCodes: ['62'],
            classCodes: null,
            targetCount: null,
          },
          officeNames: ['示例机构 market', '示例机构 zhongshan-station'],
          progress: { draws: 0, drawn: 0, visited: 0, published: 0 },
        },
      ],
    });
    const approved = await act('approveSpotCheckPlan', { planId }, second);
    expect(approved.plan).toMatchObject({ state: 'APPROVED', publishedOn: TODAY, approvedBy: '示例警员戊' });
    expect(await refusals('addSpotCheckTask', taskInput(planId))).toEqual(['WRONG_STATE planId']);
    expect(await refusals('approveSpotCheckPlan', { planId }, third)).toEqual(['WRONG_STATE planId']);
  });

  test('is approved by nobody who drafted it or added to it, nor by another office, nor empty', async () => {
    const planId = await newPlan();
    expect(await refusals('approveSpotCheckPlan', { planId }, second)).toEqual(['MISSING_VALUE planId']);
    await act('addSpotCheckTask', taskInput(planId), second);
    expect(await refusals('approveSpotCheckPlan', { planId })).toEqual(['OWN_DRAFT planId']);
    expect(await refusals('approveSpotCheckPlan', { planId }, second)).toEqual(['OWN_DRAFT planId']);
    expect(await refusals('approveSpotCheckPlan', { planId }, foreign)).toEqual(['NOT_FOUND planId']);
    expect(await refusals('addSpotCheckTask', taskInput(planId), foreign)).toEqual(['NOT_FOUND planId']);
    await expect(
      world.owner.query(
        `update spot_check_plan set state = 'APPROVED', approved_by = drafted_by, published_on = now() where id = $1`,
        [uuidOf(planId)],
      ),
    ).rejects.toThrow('plan_needs_a_second_officer');
  });

  test('is approved once when two officers approve it at the same moment', async () => {
    const planId = await newPlan();
    await act('addSpotCheckTask', taskInput(planId));
    const waiting: Promise<Outcome>[] = [];
    await world.whileLocked(
      'select from spot_check_plan where id = $1 for update',
      [uuidOf(planId)],
      async () => {
        waiting.push(
          act('approveSpotCheckPlan', { planId }, second),
          act('approveSpotCheckPlan', { planId }, third),
        );
        await world.untilBlocked(2);
      },
    );
    const codes = (await Promise.all(waiting)).map(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes.sort()).toEqual([[], ['WRONG_STATE']]);
  });

  test('is drafted for this year or the next, with a title that the office has not given twice', async () => {
    expect(await refusals('draftSpotCheckPlan', { year: 2025, title: '示例' })).toEqual([
      'INVALID_DATE year',
    ]);
    expect(await refusals('draftSpotCheckPlan', { year: 2028, title: '示例' })).toEqual([
      'INVALID_DATE year',
    ]);
    expect(await refusals('draftSpotCheckPlan', { year: 2026, title: ' ' })).toEqual(['INVALID_TEXT title']);
    await act('draftSpotCheckPlan', { year: 2027, title: '同名' });
    expect(await refusals('draftSpotCheckPlan', { year: 2027, title: '同名' })).toEqual([
      'ALREADY_EXISTS title',
    ]);
    expect((await act('draftSpotCheckPlan', { year: 2026, title: '同名' })).userErrors).toEqual([]);
  });

  test('is listed newest first, by year, for the jurisdiction only, and found by its id', async () => {
    const planId = await newPlan();
    const list = '{ spotCheckPlans(first: 1, year: 2026) { nodes { id } totalCount } }';
    expect(await world.data('auditor', list)).toMatchObject({ spotCheckPlans: { nodes: [{ id: planId }] } });
    expect(await world.data(foreign, list)).toEqual({ spotCheckPlans: { nodes: [], totalCount: 0 } });
    const node = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(await world.data('auditor', node, { id: planId })).toEqual({
      node: { __typename: 'SpotCheckPlan', id: planId },
    });
    expect(await world.data(foreign, node, { id: planId })).toEqual({ node: null });
    expect(codesOf(await world.ask('zhongshan', list))).toEqual(['FORBIDDEN']);
  });

  test.each([
    ['without a title', { title: '' }, 'INVALID_TEXT title'],
    ['without items', { itemCodes: [] }, 'MISSING_VALUE itemCodes'],
    ['with too many items', { itemCodes: Array.from({ length: 51 }, () => 'X') }, 'TOO_MANY_ITEMS itemCodes'],
    [
      'with an item that is not listed',
      { itemCodes: ['PRICE_MARKING', 'GARDENING'] },
      'UNKNOWN_CODE itemCodes',
    ],
    [
      'with items of different objects',
      { itemCodes: ['PRICE_MARKING', 'PRODUCT_QUALITY'] },
      'WRONG_STATE itemCodes',
    ],
    [
      'with an item that only the police inspect',
      { itemCodes: ['LODGING_SECURITY'] },
      'OUTSIDE_JURISDICTION itemCodes',
    ],
    ['with an office that enforces nothing', { officeCodes: ['credit'] }, 'NOT_FOUND officeCodes'],
    ['with an office of elsewhere', { officeCodes: ['rongcheng-market'] }, 'NOT_FOUND officeCodes'],
    [
      'with too many offices',
      { officeCodes: Array.from({ length: 21 }, () => 'x') },
      'TOO_MANY_ITEMS officeCodes',
    ],
    ['without months', { months: [] }, 'MISSING_VALUE months'],
    ['in a month that does not exist', { months: [13] }, 'INVALID_DATE months'],
    ['of nobody', { plannedNumber: 0 }, 'RULE_OUT_OF_BOUNDS plannedNumber'],
    ['in a region that does not exist', { regionCode: '999999' }, 'UNKNOWN_REGION regionCode'],
    ['in a region of others', { regionCode: '371082' }, 'OUTSIDE_JURISDICTION regionCode'],
    ['of no industry', { industryCodes: [] }, 'MISSING_VALUE industryCodes'],
    ['of an industry that is none', { industryCodes: ['x'] }, 'UNKNOWN_CODE industryCodes'],
    ['targeted at nothing', { target: {} }, 'MISSING_VALUE target'],
    ['targeted at an empty list', { target: { publicIds: [] } }, 'MISSING_VALUE target.publicIds'],
    ['targeted at no class', { target: { classCodes: [] } }, 'MISSING_VALUE target.classCodes'],
    ['targeted at nobody', { target: { publicIds: ['91440784MA00000A92'] } }, 'NOT_FOUND target.publicIds'],
    [
      'targeted at too many',
      { target: { publicIds: Array.from({ length: 1001 }, () => 'x') } },
      'TOO_MANY_ITEMS target.publicIds',
    ],
    [
      'targeted by a limit that asks for nothing',
      { target: { overdueLimitCode: 'CAP_PER_YEAR' } },
      'UNKNOWN_CODE target.overdueLimitCode',
    ],
  ])('takes no task %s', async (_what, changes, refusal) => {
    const planId = await newPlan();
    expect(await refusals('addSpotCheckTask', taskInput(planId, changes))).toEqual([refusal]);
  });

  test('lets the items of several offices be one visit', async () => {
    const planId = await newPlan();
    const changes = { itemCodes: ['LODGING_SECURITY', 'PRICE_MARKING'], officeCodes: ['zhongshan-station'] };
    expect((await act('addSpotCheckTask', taskInput(planId, changes))).userErrors).toEqual([]);
  });
});

describe('A targeted task', () => {
  test('draws from its list and from nobody else', async () => {
    const one = await world.enterprise();
    await world.enterprise();
    const taskId = await newTask({ target: { publicIds: [one.creditCode] } });
    const { draw } = await prepare(taskId);
    expect(await rosterOf(draw?.id)).toEqual([one.creditCode]);
  });

  test('draws from its classes only', async () => {
    const risky = await world.enterprise();
    await world.record(risky.id, 'SERIOUS_DISHONESTY');
    await world.rate(risky.id, 'enterprise-risk');
    const { draw } = await prepare(await newTask({ target: { classCodes: ['D'] } }));
    expect(await rosterOf(draw?.id)).toEqual([risky.creditCode]);
  });

  test('draws from products that a list names', async () => {
    const { id } = await world.enterprise({ industryCode: '6299' });
    const add = (publicId: string, active: boolean) =>
      world.owner.query(
        `insert into inspection_object (id, public_id, kind, name, subject_id, region_code, active, office_id, registered_on, retired_on)
         values (gen_random_uuid(), $1, 'PRODUCT', '示例', $2, $3, $4, $5, $6, $7)`,
        [publicId, id, YUETANG, active, world.officeIds.market, TODAY, active ? null : TODAY],
      );
    await add('PRODUCT-1', true);
    await add('PRODUCT-2', true);
    await add('PRODUCT-3', false);
    const target = { publicIds: ['PRODUCT-1', 'PRODUCT-3'] };
    const taskId = await newTask({ itemCodes: ['PRODUCT_QUALITY'], target });
    await world.owner.query(`update inspector set specialties = '{FOOD,PRICE,QUALITY}'`);
    const { draw } = await prepare(taskId);
    expect(await rosterOf(draw?.id)).toEqual(['PRODUCT-1']);
    const { rows } = await world.owner.query(
      'select public_id, reason from draw_exclusion where draw_id = $1',
      [uuidOf(draw?.id ?? '')],
    );
    expect(rows).toEqual([{ public_id: 'PRODUCT-3', reason: 'OBJECT_RETIRED' }]);
  });

  test('draws for its own items and kind of object, and for no others', async () => {
    await world.enterprise();
    const taskId = await newTask({ target: { classCodes: ['A'] } });
    const refused = async (changes: object, task: string | null = taskId) =>
      (await prepare(task, changes)).userErrors.map(
        ({ code, field }) => `${code} ${field?.slice(1).join('.') ?? ''}`,
      );
    expect(await refused({ itemCodes: ['PRICE_MARKING'] })).toEqual(['WRONG_STATE itemCodes']);
    expect(await refused({ objectKind: 'PRODUCT' })).toEqual(['WRONG_STATE objectKind']);
    expect(await refused({ itemCodes: ['PRICE_MARKING', 'PRODUCT_QUALITY'] }, null)).toEqual([
      'WRONG_STATE itemCodes',
    ]);
    expect(await refused({ itemCodes: ['LODGING_SECURITY'] }, null)).toEqual([
      'OUTSIDE_JURISDICTION itemCodes',
    ]);
    const { draw } = await prepare(taskId, {
      itemCodes: ['PRICE_MARKING', 'FOOD_SERVICE'],
      objectKind: 'ENTERPRISE',
    });
    const { rows } = await world.owner.query(
      'select item_codes as codes, specialties from draw where id = $1',
      [uuidOf(draw?.id ?? '')],
    );
    expect(rows).toEqual([{ codes: ['FOOD_SERVICE', 'PRICE_MARKING'], specialties: ['FOOD', 'PRICE'] }]);
  });

  test('draws for nobody before its plan is approved', async () => {
    const { plan } = await act('addSpotCheckTask', taskInput(await newPlan()));
    const { userErrors } = await prepare(plan?.tasks[0]?.id ?? '');
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'taskId'] }]);
  });
});

describe('Limits', () => {
  test('are held before the roster is frozen, each exclusion with its reason', async () => {
    const [capped, repeated, clean, free] = [
      await world.enterprise({ industryCode: '4710' }),
      await world.enterprise({ industryCode: '4710' }),
      await world.enterprise({ industryCode: '4710' }),
      await world.enterprise({ industryCode: '4710' }),
    ];
    for (const on of ['2026-01-05', '2026-02-05', '2026-03-05', '2026-04-05']) await visit(capped.id, on);
    await visit(repeated.id, '2026-01-02', { items: ['PRICE_MARKING'] });
    await visit(clean.id, '2025-09-02', { codes: ['NO_PROBLEM_FOUND'] });
    await visit(free.id, '2026-06-01');
    const population = { regionCode: '440784', industryCodes: ['4710'] };
    const { draw } = await prepare(null, { population });
    expect(await rosterOf(draw?.id)).toEqual([free.creditCode]);
    const { rows } = await world.owner.query(
      'select public_id as id, reason, detail from draw_exclusion where draw_id = $1 order by 1',
      [uuidOf(draw?.id ?? '')],
    );
    expect(rows).toEqual([
      { id: capped.creditCode, reason: 'AT_CAP', detail: 'CAP_PER_YEAR' },
      { id: repeated.creditCode, reason: 'REPEATED_TOO_SOON', detail: 'GENERAL_ITEMS_NOT_AGAIN' },
      { id: clean.creditCode, reason: 'CLEAN_WINDOW', detail: 'CLEAN_WINDOW' },
    ]);
    const complaint = await prepare(null, { population, ground: 'COMPLAINT' });
    expect(complaint.draw?.rosterSize).toBe(4);
  });

  test('are told of an enterprise with how often it is inspected this year, in one look for a whole page', async () => {
    const { id, creditCode } = await world.enterprise({ industryCode: '4720' });
    await visit(id, '2026-05-01');
    await visit(id, '2026-05-02', { ground: 'COMPLAINT' });
    await visit(id, '2025-12-31', { codes: ['NO_PROBLEM_FOUND'] });
    const { creditSubject } = await world.data(
      'auditor',
      `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) { ... on Enterprise { inspectionsThisYear { count cap exempt } } } }`,
      { creditCode },
    );
    expect(creditSubject).toEqual({ inspectionsThisYear: { count: 1, cap: 4, exempt: 1 } });
    const list =
      'query ($id: ID!) { inspectionsOfEnterprise(enterpriseId: $id, first: 2) { totalCount nodes { inspectedOn officeName ground itemCodes resultCodes } } }';
    expect(await world.data('regulator', list, { id: `ent_${id}` })).toEqual({
      inspectionsOfEnterprise: {
        totalCount: 3,
        nodes: [
          expect.objectContaining({
            inspectedOn: '2026-05-02',
            ground: 'COMPLAINT',
            officeName: '示例机构 market',
          }),
          expect.objectContaining({
            inspectedOn: '2026-05-01',
            itemCodes: ['LICENCE_USE'],
            resultCodes: ['ORDERED_TO_CORRECT'],
          }),
        ],
      },
    });
    expect(await world.data(foreign, list, { id: `ent_${id}` })).toEqual({
      inspectionsOfEnterprise: { totalCount: 0, nodes: [] },
    });
    const clerk = await world.ask(
      'clerk',
      '{ enterprises(first: 5) { nodes { inspectionsThisYear { count } } } }',
    );
    expect(new Set(codesOf(clerk))).toEqual(new Set(['FORBIDDEN']));
  });

  test('say who is overdue, and a targeted task draws from exactly those', async () => {
    const industry = '1439';
    const [late, seen, young] = [
      await world.enterprise({ industryCode: industry }),
      await world.enterprise({ industryCode: industry }),
      await world.enterprise({ industryCode: industry }),
    ];
    await world.owner.query(`update subject set opened_on = '2020-01-01' where id = any($1)`, [
      [late.id, seen.id],
    ]);
    await world.owner.query(`update subject set opened_on = '2025-01-01' where id = $1`, [young.id]);
    await visit(late.id, '2024-06-30');
    await visit(seen.id, '2024-07-02');
    const { overdueForInspection } = await world.data(
      'regulator',
      `{ overdueForInspection(first: 10, filter: { limitCode: "FOOD_AT_LEAST_MAKERS" }) { totalCount
        nodes { limitCode limitLabel lastInspectedOn overdueSince enterprise { creditCode } } } }`,
    );
    expect(overdueForInspection).toEqual({
      totalCount: 1,
      nodes: [
        {
          ...{ limitCode: 'FOOD_AT_LEAST_MAKERS', limitLabel: 'Food makers: at least once in two years' },
          ...{
            lastInspectedOn: '2024-06-30',
            overdueSince: '2026-06-30',
            enterprise: { creditCode: late.creditCode },
          },
        },
      ],
    });
    const taskId = await newTask({
      industryCodes: [industry],
      target: { overdueLimitCode: 'FOOD_AT_LEAST_MAKERS' },
    });
    const { draw } = await prepare(taskId, {
      population: { regionCode: '440784', industryCodes: [industry] },
    });
    expect(await rosterOf(draw?.id)).toEqual([late.creditCode]);
    const ofOthers = '{ overdueForInspection(first: 10) { totalCount } }';
    expect(await world.data(foreign, ofOthers)).toEqual({ overdueForInspection: { totalCount: 0 } });
  });
});

test('A task says how far it has come', async () => {
  const taskId = await newTask();
  const { id } = await world.enterprise();
  await visit(id, '2026-06-01', { taskId });
  const { node } = await world.data(
    'regulator',
    'query ($id: ID!) { node(id: $id) { ... on SpotCheckTask { progress { draws drawn visited published } } } }',
    { id: taskId },
  );
  expect(node).toEqual({ progress: { draws: 1, drawn: 1, visited: 1, published: 0 } });
});

describe('Inspectors who can be drawn', () => {
  async function poolOf(drawId: string | undefined) {
    const { rows } = await world.owner.query<{ id: string; conflicts: string[]; specialties: string[] }>(
      'select public_id as id, conflicts, specialties from draw_inspector where draw_id = $1 order by 1',
      [uuidOf(drawId ?? '')],
    );
    return rows;
  }

  test('work in the region, are no auxiliaries, and go nowhere where their interests conflict', async () => {
    const auxiliary = await world.addOfficer('market', ['MARKET_REGULATOR']);
    const mine = await world.enterprise({ industryCode: '8299' });
    const other = await world.enterprise({ industryCode: '8299' });
    const elsewhere = await world.enterprise({ industryCode: '8298' });
    const { owner, officerIds } = world;
    await owner.query(`update inspector set area_codes = '{440784101}' where certificate_number = 'DEMO-1'`);
    await owner.query(
      `update inspector set area_codes = '{440784001001}' where certificate_number = 'DEMO-2'`,
    );
    await owner.query(
      `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id, officer_id, specialties)
       values (gen_random_uuid(), '示例', 'DEMO-9', '2027-12-31', $1, $2, '{PRICE}')`,
      [world.officeIds.market, auxiliary.officerId],
    );
    await owner.query(`update officer set roles = '{AUXILIARY}' where id = $1`, [auxiliary.officerId]);
    for (const [subject, endsOn] of [
      [mine.id, null],
      [other.id, '2026-07-02'],
      [elsewhere.id, null],
    ])
      await owner.query(
        `insert into inspector_conflict (id, inspector_id, subject_id, reason, declared_on, ends_on, declared_by)
         select gen_random_uuid(), id, $1, '示例', '2026-06-01', $2, $3 from inspector where certificate_number = 'DEMO-3'`,
        [subject, endsOn, officerIds.regulator],
      );
    await owner.query(
      `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id, specialties)
       values (gen_random_uuid(), '示例', 'DEMO-8', '2027-12-31', $1, '{PRICE}')`,
      [world.officeIds.market],
    );
    const population = { regionCode: '440784001', industryCodes: ['8299'] };
    const { draw } = await prepare(null, { population });
    const pool = await poolOf(draw?.id);
    expect(pool.map(({ id }) => id)).toEqual(['DEMO-2', 'DEMO-3', 'DEMO-4', 'DEMO-8']);
    expect(pool.find(({ id }) => id === 'DEMO-3')?.conflicts).toEqual([mine.creditCode]);
    expect(pool.find(({ id }) => id === 'DEMO-2')?.conflicts).toEqual([]);
  });
});
