import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runDraw } from '../../src/usecases/draw/run-draw.js';
import { readJob } from '../../src/usecases/job/read-job.js';
import {
  actOnDraw,
  addDrawStaff,
  diceDraw,
  drawLots,
  type DrawStaff,
  makeDraw,
  mustAct,
  ROLLS,
  throwDice,
} from '../support/draws.js';
import { contextOf, runJob } from '../support/jobs.js';
import {
  type Caller,
  codesOf,
  type ExtraOfficer,
  makeWorld,
  TODAY,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
let staff: DrawStaff;
beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
});
afterAll(() => world.close());

const DRAW = `id title state itemCodes objectKind ground regionCode industryCodes algorithm seed ratios { classCode ratioPercent size }
  inspectors { certificateNumber certificateExpiresOn specialties conflicts } rosterHash rosterSize merkleRoot sizesHash ratiosHash
  inspectorsHash exclusionsHash commitment saltsCommitment inspectorsPerObject specialties drawOn randomnessKind randomnessSource
  randomnessValueOn randomnessDueOn extendsId redrawsId reason preparedBy preparedOn witnessedBy witnessedOn voidReason drawnSize
  drawnOn drawnBy proof publicProof diceOfficers { number name } randomness { number value enteredBy enteredOn }
  exclusions(first: 10) { totalCount nodes { publicId reasonCode reason detail } }
  objects(first: 100) { totalCount nodes { place publicId classCode ticket pairRepeated inspectors { certificateNumber } enterprise { id } } }`;

interface Drawn {
  readonly place: number;
  readonly publicId: string;
  readonly classCode: string;
  readonly inspectors: readonly { readonly certificateNumber: string }[];
  readonly enterprise: { readonly id: string };
}

interface Draw {
  readonly id: string;
  readonly state: string;
  readonly seed: string | null;
  readonly commitment: string;
  readonly rosterHash: string;
  readonly randomness: readonly { readonly number: number; readonly value: string }[];
  readonly objects: { readonly totalCount: number; readonly nodes: readonly Drawn[] };
}

async function readDraw(id: string, caller: Caller = 'regulator'): Promise<Draw> {
  const { draw } = await world.data<{ draw: Draw }>(
    caller,
    `query ($id: ID!) { draw(id: $id) { ${DRAW} } }`,
    { id },
  );
  return draw;
}

const of = (industryCode: string) => ({
  population: { regionCode: '440784', industryCodes: [industryCode] },
});

/** So many enterprises of class A, and so many of class D, in an industry of their own. */
async function addEnterprises(industryCode: string, a: number, d = 0): Promise<string[]> {
  const codes: string[] = [];
  for (let count = 0; count < a + d; count += 1) {
    const { id, creditCode } = await world.enterprise({ industryCode });
    codes.push(creditCode);
    if (count < a) continue;
    await world.record(id, 'SERIOUS_DISHONESTY');
    await world.rate(id, 'enterprise-risk');
  }
  return codes;
}

const prepare = (changes: Record<string, unknown> = {}) =>
  mustAct(world, 'regulator', 'prepareDraw', diceDraw(world, staff, changes));

const BEACON = { kind: 'BEACON', source: '示例彩票第1期', valueOn: '2026-07-03' };

async function onDay<Result>(day: string, work: () => Promise<Result>): Promise<Result> {
  world.today = day;
  try {
    return await work();
  } finally {
    world.today = TODAY;
  }
}

/** What an act on a draw is refused for; it must have changed nothing. */
async function refusalsOf(caller: Caller, verb: string, input: Record<string, unknown>) {
  const before = await world.countAll();
  const { userErrors, draw } = await actOnDraw(world, caller, verb, input);
  expect(draw).toBeNull();
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => `${code} ${field?.join('.') ?? ''}`);
}

describe('A prepared draw', () => {
  let draw: Draw;
  beforeAll(async () => {
    await addEnterprises('6210', 27, 3);
    await world.enterprise({ industryCode: '6210', status: 'DEREGISTERED' });
    await world.enterprise({ industryCode: '6210', regionCode: '371082' });
    draw = await readDraw((await prepare(of('6210'))).id);
  });

  test('says what is frozen and what it is committed to, and nothing that could tell the lots', () => {
    expect(draw).toMatchObject({
      title: '示例双随机抽查',
      state: 'COMMITTED',
      algorithm: 'sha256-tickets-2',
      regionCode: '440784',
      industryCodes: ['6210'],
      ground: 'ROUTINE',
      objectKind: 'ENTERPRISE',
      rosterSize: 30,
      ratios: [
        { classCode: 'A', ratioPercent: '1.00', size: 1 },
        { classCode: 'D', ratioPercent: '30.00', size: 1 },
      ],
      inspectorsPerObject: 2,
      preparedBy: '示例监管员',
      preparedOn: TODAY,
      drawOn: TODAY,
      randomnessKind: 'DICE',
      randomnessDueOn: '2026-07-11',
      diceOfficers: [
        { number: 1, name: '示例监管员' },
        { number: 2, name: '示例警员戊' },
      ],
      randomness: [],
      exclusions: {
        totalCount: 1,
        nodes: [{ reasonCode: 'DEREGISTERED', reason: 'No longer in business.', detail: 'DEREGISTERED' }],
      },
      seed: null,
      drawnSize: null,
      drawnOn: null,
      proof: null,
      publicProof: null,
      objects: { totalCount: 0, nodes: [] },
    });
    for (const hash of [draw.commitment, draw.rosterHash]) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has its roster as a file whose SHA-256 is the roster hash', async () => {
    const headers = { authorization: `Bearer ${world.tokenOf('auditor')}` };
    const file = await fetch(`${world.address}/draws/${draw.id}/roster.csv`, { headers });
    expect(
      createHash('sha256')
        .update(await file.text())
        .digest('hex'),
    ).toBe(draw.rosterHash);
  });

  test('has no proofs and no lines yet, for anybody', async () => {
    const headers = { authorization: `Bearer ${world.tokenOf('auditor')}` };
    for (const path of ['proof.json', 'public-proof.json', 'lines/91440784MA0000012T.json']) {
      expect((await fetch(`${world.address}/draws/${draw.id}/${path}`, { headers })).status).toBe(404);
    }
  });

  test('under the same key is the same draw', async () => {
    const input = { idempotencyKey: world.key(), ...diceDraw(world, staff, of('6210')) };
    const [first, second] = [
      await mustAct(world, 'regulator', 'prepareDraw', input),
      await mustAct(world, 'regulator', 'prepareDraw', input),
    ];
    expect(second).toEqual(first);
  });

  test('cannot be drawn before its randomness is witnessed', async () => {
    expect(await refusalsOf('regulator', 'drawLots', { drawId: draw.id })).toEqual([
      'WRONG_STATE input.drawId',
    ]);
    expect(await refusalsOf(staff.witness, 'witnessRandomness', { drawId: draw.id })).toEqual([
      'WRONG_STATE input.drawId',
    ]);
  });

  test('keeps its roster and classes when enterprises change afterwards', async () => {
    const { rows } = await world.owner.query<{ id: string }>(
      'select subject_id as id from draw_roster where draw_id = $1 limit 1',
      [uuidOf(draw.id)],
    );
    await world.record(rows[0]?.id ?? '', 'SERIOUS_DISHONESTY');
    await world.rate(rows[0]?.id ?? '', 'enterprise-risk');
    expect(await readDraw(draw.id)).toEqual(draw);
  });
});

describe('Preparing a draw is refused and leaves nothing behind', () => {
  const refused = (changes: Record<string, unknown>) =>
    refusalsOf('regulator', 'prepareDraw', diceDraw(world, staff, changes));
  const dice = (officerIds: string[]) => ({ randomness: { kind: 'DICE', officerIds } });

  test.each([
    ['from nobody', of('9999'), 'EMPTY_POPULATION input.population'],
    [
      'outside the jurisdiction',
      { population: { regionCode: '371082' } },
      'EMPTY_POPULATION input.population',
    ],
    ['without a title', { title: ' ' }, 'INVALID_TEXT input.title'],
    ['with a title of two lines', { title: '一\n二' }, 'INVALID_TEXT input.title'],
    [
      'from no industry',
      { population: { regionCode: '440784', industryCodes: [] } },
      'MISSING_VALUE input.population.industryCodes',
    ],
    ['from the industry abc', of('abc'), 'UNKNOWN_CODE input.population.industryCodes'],
    ['with one inspector', { inspectorsPerObject: 1 }, 'RULE_OUT_OF_BOUNDS input.inspectorsPerObject'],
    ['with more inspectors than there are', { inspectorsPerObject: 4 }, 'TOO_FEW_INSPECTORS '],
    [
      'for an unknown task',
      { taskId: 'task_00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND input.taskId',
    ],
    [
      'with an unknown office',
      { officeIds: ['offc_00000000-0000-7000-8000-000000000000'] },
      'NOT_FOUND input.officeIds',
    ],
    ['for an impossible item', { itemCodes: ['a b'] }, 'UNKNOWN_CODE input.itemCodes'],
    [
      'with the value of today',
      { randomness: { ...BEACON, valueOn: TODAY } },
      'DATE_IN_PAST input.randomness.valueOn',
    ],
    [
      'with a value of no day',
      { randomness: { kind: 'BEACON', source: 'x' } },
      'MISSING_VALUE input.randomness.valueOn',
    ],
    [
      'with a value from nowhere',
      { randomness: { ...BEACON, source: null } },
      'MISSING_VALUE input.randomness.source',
    ],
    [
      'with a bar in the source',
      { randomness: { ...BEACON, source: 'a|b' } },
      'INVALID_TEXT input.randomness.source',
    ],
    [
      'with a value of the far future',
      { randomness: { ...BEACON, valueOn: '2030-01-01' } },
      'INVALID_DATE input.randomness.valueOn',
    ],
  ])('%s', async (_what, changes, refusal) => {
    expect(await refused(changes)).toEqual([refusal]);
  });

  test('with the dice of one officer, or of one who regulates nothing here', async () => {
    const me = world.officerId('regulator');
    expect(await refused(dice([me, me]))).toEqual(['MISSING_VALUE input.randomness.officerIds']);
    expect(await refused(dice([me, world.officerId('zhongshan')]))).toEqual([
      'NOT_FOUND input.randomness.officerIds',
    ]);
  });

  test('when fewer inspectors than needed hold a valid certificate', async () => {
    await world.owner.query(
      `update inspector set active = false where certificate_number in ('DEMO-1', 'DEMO-2')`,
    );
    const refusals = await refused(of('6210'));
    await world.owner.query('update inspector set active = true');
    expect(refusals).toEqual(['TOO_FEW_INSPECTORS ']);
  });

  test.each([0, 10_001])('while a class has the ratio %i, which cannot even be stored', async (value) => {
    const stored = world.owner.query(
      `update treatment_policy set value = $1 where kind = 'SPOT_CHECK_RATIO' and sector = 'enterprise-risk'`,
      [value],
    );
    await expect(stored).rejects.toMatchObject({ code: '23514' });
  });
});

describe('Dice', () => {
  let id: string;
  beforeAll(async () => {
    await addEnterprises('1311', 3);
    ({ id } = await prepare(of('1311')));
  });

  test('are thrown by nobody else, and not by halves', async () => {
    expect(await refusalsOf(staff.witness, 'enterRandomness', { drawId: id, value: ROLLS })).toEqual([
      'NOT_FOUND input.drawId',
    ]);
    for (const value of ['123456123', '7777777777', 'abc', ''])
      expect(await refusalsOf('regulator', 'enterRandomness', { drawId: id, value })).toEqual([
        'INVALID_TEXT input.value',
      ]);
  });

  test('are seen by nobody before all are in, and never thrown again', async () => {
    await mustAct(world, 'regulator', 'enterRandomness', { drawId: id, value: ROLLS });
    for (const caller of ['regulator', 'auditor', staff.thrower] as const)
      expect(await readDraw(id, caller)).toMatchObject({ state: 'COMMITTED', randomness: [] });
    expect(await refusalsOf('regulator', 'enterRandomness', { drawId: id, value: '2222222222' })).toEqual([
      'ALREADY_RECORDED input.value',
    ]);
    await mustAct(world, staff.thrower, 'enterRandomness', { drawId: id, value: '1111111111' });
    expect(await readDraw(id)).toMatchObject({
      state: 'RANDOMNESS_ENTERED',
      randomness: [
        { number: 1, value: '6142335521', enteredOn: TODAY },
        { number: 2, value: '1111111111', enteredOn: TODAY },
      ],
    });
    expect(await refusalsOf(staff.thrower, 'enterRandomness', { drawId: id, value: '3333333333' })).toEqual([
      'ALREADY_RECORDED input.drawId',
    ]);
  });

  test('are witnessed by somebody who has not thrown, and by one of two who try at once', async () => {
    expect(await refusalsOf('regulator', 'witnessRandomness', { drawId: id })).toEqual([
      'OWN_DRAFT input.drawId',
    ]);
    const other = await world.addOfficer('market', ['MARKET_REGULATOR']);
    const answers = await Promise.all(
      [staff.witness, other].map((witness) => actOnDraw(world, witness, 'witnessRandomness', { drawId: id })),
    );
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['ALREADY_RECORDED']);
    expect(await readDraw(id)).toMatchObject({ state: 'WITNESSED', seed: null, witnessedOn: TODAY });
  });

  test('cannot be given up once they are witnessed', async () => {
    expect(await refusalsOf('regulator', 'voidDraw', { drawId: id, reason: '不满意' })).toEqual([
      'WRONG_STATE input.drawId',
    ]);
  });
});

describe('A published value', () => {
  let id: string;
  beforeAll(async () => {
    await addEnterprises('1312', 3);
    ({ id } = await prepare({ ...of('1312'), randomness: BEACON }));
  });
  const enter = (caller: Caller, value: string) => ({
    caller,
    verb: 'enterRandomness',
    input: { drawId: id, value },
  });

  test('is not entered before its day', async () => {
    const { caller, verb, input } = enter('regulator', '07 12 33');
    expect(await refusalsOf(caller, verb, input)).toEqual(['WRONG_STATE input.drawId']);
    expect(await readDraw(id)).toMatchObject({ drawOn: '2026-07-03', randomnessDueOn: '2026-07-13' });
  });

  test('is entered once; a later officer enters no other value', async () => {
    await onDay('2026-07-03', async () => {
      await mustAct(world, 'regulator', 'enterRandomness', { drawId: id, value: ' 07 12 33 ' });
      expect(await refusalsOf(staff.thrower, 'enterRandomness', { drawId: id, value: '01 02 03' })).toEqual([
        'ALREADY_RECORDED input.drawId',
      ]);
    });
  });

  test('is witnessed by somebody else who types the same value', async () => {
    await onDay('2026-07-03', async () => {
      const witness = (caller: Caller, value?: string) =>
        refusalsOf(caller, 'witnessRandomness', { drawId: id, ...(value === undefined ? {} : { value }) });
      expect(await witness('regulator', '07 12 33')).toEqual(['OWN_DRAFT input.drawId']);
      expect(await witness(staff.witness)).toEqual(['MISSING_VALUE input.value']);
      expect(await witness(staff.witness, '07 12 34')).toEqual(['VALUE_DIFFERS input.value']);
      await mustAct(world, staff.witness, 'witnessRandomness', { drawId: id, value: '07 12 33' });
      await drawLots(world, id);
      expect(await readDraw(id)).toMatchObject({ state: 'DRAWN', drawnOn: '2026-07-03' });
    });
  });

  test('that is not had in time makes the draw void, and nothing brings it back', async () => {
    const late = await prepare({ ...of('1312'), randomness: BEACON });
    await onDay('2026-07-14', async () => {
      expect(await readDraw(late.id)).toMatchObject({ state: 'VOID' });
      for (const [caller, verb] of [
        ['regulator', 'enterRandomness'],
        [staff.witness, 'witnessRandomness'],
        ['regulator', 'drawLots'],
      ] as const) {
        const input = verb === 'drawLots' ? { drawId: late.id } : { drawId: late.id, value: '1' };
        expect(await refusalsOf(caller, verb, input)).toEqual(['WRONG_STATE input.drawId']);
      }
      const again = { ...of('1312'), redraws: { drawId: late.id, reason: '逾期未取得开奖结果' } };
      expect((await prepare(again)).state).toBe('COMMITTED');
    });
  });
});

describe('A drawn draw', () => {
  let draw: Draw;
  beforeAll(async () => {
    await addEnterprises('1411', 20, 10);
    draw = await readDraw(await makeDraw(world, staff, of('1411')));
  });

  test('has taken of each class its ratio, rounded up, with two inspectors of valid certificates each', () => {
    expect(draw).toMatchObject({
      state: 'DRAWN',
      drawnSize: 4,
      drawnBy: '示例监管员',
      witnessedBy: '示例警员戊',
    });
    expect(draw.objects.nodes.map(({ classCode }) => classCode)).toEqual(['A', 'D', 'D', 'D']);
    expect(draw.objects.nodes.map(({ place }) => place)).toEqual([1, 2, 3, 4]);
    const drawn = draw.objects.nodes.map(({ inspectors }) => inspectors.map((one) => one.certificateNumber));
    expect(drawn.every((pair) => new Set(pair).size === 2)).toBe(true);
    expect(drawn.flat()).not.toContain('DEMO-4');
  });

  test('drawn again answers the same job and stays as it is', async () => {
    const again = await world.data<{ drawLots: { job: { id: string } } }>(
      'regulator',
      'mutation ($input: DrawLotsInput!) { drawLots(input: $input) { userErrors { code } job { id } } }',
      { input: { idempotencyKey: world.key(), drawId: draw.id } },
    );
    const { draw: before } = await world.data<{ draw: { job: { id: string; state: string } } }>(
      'regulator',
      'query ($id: ID!) { draw(id: $id) { job { id state done total } } }',
      { id: draw.id },
    );
    expect(before.job).toEqual({ id: again.drawLots.job.id, state: 'SUCCEEDED', done: 60, total: 60 });
    await runJob(world, 'regulator', again.drawLots.job.id);
    expect(await readDraw(draw.id)).toEqual(draw);
  });

  test('is read in pages, in the order of places', async () => {
    const { draw: page } = await world.data(
      'auditor',
      `query ($id: ID!, $after: String) { draw(id: $id) { objects(first: 2, after: $after) {
        totalCount nodes { place } pageInfo { hasNextPage hasPreviousPage } } } }`,
      { id: draw.id, after: Buffer.from('[2]').toString('base64url') },
    );
    expect(page).toEqual({
      objects: {
        totalCount: 4,
        nodes: [{ place: 3 }, { place: 4 }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
    });
  });

  test('has another seed than another one from the same population', async () => {
    expect((await readDraw(await makeDraw(world, staff, of('1411')))).seed).not.toBe(draw.seed);
  });

  test('does not send a pair together again where that is wanted and possible', async () => {
    const pairs = (one: Draw) =>
      one.objects.nodes.map(({ inspectors }) =>
        inspectors
          .map((i) => i.certificateNumber)
          .sort()
          .join(),
      );
    await addEnterprises('1412', 5);
    const first = await readDraw(await makeDraw(world, staff, of('1412')));
    const second = await readDraw(await makeDraw(world, staff, { ...of('1412'), avoidSamePair: true }));
    expect(pairs(first)).toHaveLength(1);
    expect(pairs(second)).not.toEqual(pairs(first));
    expect(second.objects.nodes).toMatchObject([{ pairRepeated: false }]);
  });
});

describe('Drawing lots', () => {
  test('twice at once orders one job', async () => {
    await addEnterprises('1511', 4);
    const { id } = await prepare(of('1511'));
    await throwDice(world, id, staff);
    const jobs = await world.count('job');
    const answers = await Promise.all(
      [1, 2, 3].map(() => actOnDraw(world, 'regulator', 'drawLots', { drawId: id })),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await world.count('job')).toBe(jobs + 1);
  });

  test('is done again after a kill, and comes to the same end', async () => {
    await addEnterprises('1512', 4);
    const { id } = await prepare(of('1512'));
    await throwDice(world, id, staff);
    const { drawLots: ordered } = await world.data<{ drawLots: { job: { id: string } } }>(
      'regulator',
      'mutation ($input: DrawLotsInput!) { drawLots(input: $input) { job { id } } }',
      { input: { idempotencyKey: world.key(), drawId: id } },
    );
    const job = await readJob(world.product.world.door, uuidOf(ordered.job.id));
    if (job === null) throw new Error('The job is not on record.');
    const killed = runDraw(await contextOf(world, 'regulator'), job, AbortSignal.abort());
    await expect(killed).rejects.toThrow();
    expect(await readDraw(id)).toMatchObject({ state: 'WITNESSED', seed: null, objects: { totalCount: 0 } });
    // Two workers may even come to it at once.
    await Promise.all([1, 2].map(() => runJob(world, 'regulator', ordered.job.id)));
    expect(await readDraw(id)).toMatchObject({ state: 'DRAWN', objects: { totalCount: 1 } });
  });

  test('stops when the roster is not the one that was committed to, and stores nothing', async () => {
    await addEnterprises('1513', 4);
    const { id } = await prepare(of('1513'));
    await throwDice(world, id, staff);
    await world.owner.query(
      `update draw_roster set class_code = 'D' where draw_id = $1 and public_id = (select min(public_id) from draw_roster where draw_id = $1)`,
      [uuidOf(id)],
    );
    await expect(drawLots(world, id)).rejects.toThrow('not the one that was committed to');
    expect(await readDraw(id)).toMatchObject({ state: 'WITNESSED', objects: { totalCount: 0 } });
  });
});

describe('A continued draw', () => {
  let first: Draw;
  beforeAll(async () => {
    await addEnterprises('1611', 40);
    first = await readDraw(await makeDraw(world, staff, of('1611')));
  });
  const extend = (ratioPercent: string) => ({
    drawId: first.id,
    ratios: [{ classCode: 'A', ratioPercent }],
    reason: '示例：首轮问题较多',
  });

  test('adds to what was drawn from the same seed, and says why', async () => {
    const { id } = await mustAct(world, 'regulator', 'extendDraw', extend('10'));
    await drawLots(world, id);
    const second = await readDraw(id);
    expect(second).toMatchObject({
      state: 'DRAWN',
      seed: first.seed,
      extendsId: first.id,
      reason: '示例：首轮问题较多',
      ratios: [{ classCode: 'A', ratioPercent: '10.00', size: 4 }],
      drawnSize: 3,
    });
    const drawn = [...first.objects.nodes, ...second.objects.nodes].map(({ publicId }) => publicId);
    expect(new Set(drawn).size).toBe(4);
    const { id: thirdId } = await mustAct(world, 'regulator', 'extendDraw', extend('20'));
    await drawLots(world, thirdId);
    const third = await readDraw(thirdId);
    expect(new Set([...drawn, ...third.objects.nodes.map(({ publicId }) => publicId)]).size).toBe(8);
  });

  test.each([
    ['by nothing', { ratios: [{ classCode: 'A', ratioPercent: '5' }] }, 'RATIO_OUT_OF_RANGE input.ratios'],
    ['to nothing', { ratios: [{ classCode: 'A', ratioPercent: '0' }] }, 'RATIO_OUT_OF_RANGE input.ratios'],
    [
      'to more than all',
      { ratios: [{ classCode: 'A', ratioPercent: '100.01' }] },
      'RATIO_OUT_OF_RANGE input.ratios',
    ],
    [
      'by a class that is not on the roster',
      { ratios: [{ classCode: 'D', ratioPercent: '50' }] },
      'UNKNOWN_CODE input.ratios',
    ],
    ['without a reason', { reason: ' ' }, 'REASON_REQUIRED input.reason'],
  ])('is refused %s', async (_what, changes, refusal) => {
    expect(await refusalsOf('regulator', 'extendDraw', { ...extend('90'), ...changes })).toEqual([refusal]);
  });

  test('is refused while the first one is not drawn', async () => {
    const { id } = await prepare(of('1611'));
    expect(await refusalsOf('regulator', 'extendDraw', { ...extend('50'), drawId: id })).toEqual([
      'WRONG_STATE input.drawId',
    ]);
  });
});

describe('A draw in the stead of another', () => {
  test('needs a reason and leaves the other one in place', async () => {
    await addEnterprises('1711', 5);
    const old = await readDraw(await makeDraw(world, staff, of('1711')));
    const redraws = { drawId: old.id, reason: '示例：抽取范围有误' };
    const { id } = await prepare({ ...of('1711'), redraws });
    expect(await readDraw(id)).toMatchObject({ redrawsId: old.id, reason: redraws.reason });
    expect(await readDraw(old.id)).toEqual(old);
    const refused = (changes: object) =>
      refusalsOf(
        'regulator',
        'prepareDraw',
        diceDraw(world, staff, { ...of('1711'), redraws: { ...redraws, ...changes } }),
      );
    expect(await refused({ reason: ' ' })).toEqual(['REASON_REQUIRED input.redraws.reason']);
    expect(await refused({ drawId: id })).toEqual(['WRONG_STATE input.redraws.drawId']);
    // Nor is the old one done again once more while the new one is under way: there would be two to choose from.
    expect(await refused({})).toEqual(['WRONG_STATE input.redraws.drawId']);
    await mustAct(world, 'regulator', 'voidDraw', { drawId: id, reason: '示例：作废' });
    expect(await readDraw(id)).toMatchObject({ state: 'VOID', voidReason: '示例：作废' });
    expect((await prepare({ ...of('1711'), redraws: { ...redraws, drawId: id } })).state).toBe('COMMITTED');
  });

  test('is void only with a reason', async () => {
    const { id } = await prepare(of('1711'));
    expect(await refusalsOf('regulator', 'voidDraw', { drawId: id, reason: '' })).toEqual([
      'REASON_REQUIRED input.reason',
    ]);
  });
});

describe('Another office', () => {
  let neighbour: ExtraOfficer;
  let id: string;
  beforeAll(async () => {
    neighbour = await world.addOfficer('other-market', ['MARKET_REGULATOR']);
    await addEnterprises('1811', 4);
    ({ id } = await prepare(of('1811')));
  });

  test('that takes no part finds nothing to enter, witness, draw or give up', async () => {
    const notFound = ['NOT_FOUND input.drawId'];
    expect(await refusalsOf(neighbour, 'enterRandomness', { drawId: id, value: ROLLS })).toEqual(notFound);
    expect(await refusalsOf(neighbour, 'witnessRandomness', { drawId: id })).toEqual(notFound);
    const answer = await world.ask(
      neighbour,
      'mutation ($input: DrawLotsInput!) { drawLots(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: world.key(), drawId: id } },
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  test('that takes part throws and witnesses, but sees no classes', async () => {
    const joint = await prepare({
      ...of('1811'),
      officeIds: [`offc_${world.officeIds['other-market']}`],
      randomness: { kind: 'DICE', officerIds: [world.officerId('regulator'), `off_${neighbour.officerId}`] },
    });
    await mustAct(world, 'regulator', 'enterRandomness', { drawId: joint.id, value: ROLLS });
    const thrown = await actOnDraw(world, neighbour, 'enterRandomness', { drawId: joint.id, value: ROLLS });
    expect(thrown).toEqual({ userErrors: [], draw: null });
    await mustAct(world, staff.witness, 'witnessRandomness', { drawId: joint.id });
    await drawLots(world, joint.id);
    expect((await readDraw(joint.id)).state).toBe('DRAWN');
  });
});
