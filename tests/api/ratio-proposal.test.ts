import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codesOf,
  type ExtraOfficer,
  makeWorld,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
/** Another regulator of the same office. */
let second: ExtraOfficer;
let foreign: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  second = await world.addOfficer('market', ['MARKET_REGULATOR']);
  foreign = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
});
afterAll(() => world.close());

const PROPOSAL =
  'id itemCode itemLabel classCode ratioPercent validFrom reason state proposedBy approvedBy approvedAt';
const PROPOSE = `mutation ($input: ProposeSpotCheckRatioInput!) {
  proposeSpotCheckRatio(input: $input) { userErrors { code field } proposal { ${PROPOSAL} } } }`;
const APPROVE = `mutation ($input: ApproveSpotCheckRatioInput!) {
  approveSpotCheckRatio(input: $input) { userErrors { code field } proposal { ${PROPOSAL} }
    ratios { itemCode classCode ratioPercent setBy approvedBy } } }`;
const RATIOS =
  'query ($on: Date, $knownAt: DateTime) { spotCheckRatios(validAt: $on, knownAt: $knownAt) { itemCode itemLabel classCode ratioPercent setBy approvedBy reason } }';

interface Proposal {
  readonly id: string;
}
interface Proposed {
  readonly userErrors: readonly UserError[];
  readonly proposal: Proposal | null;
}
interface Approved extends Proposed {
  readonly ratios: readonly object[] | null;
}

type Caller = 'regulator' | ExtraOfficer;

async function propose(changes: object = {}, caller: Caller = 'regulator'): Promise<Proposed> {
  const input = {
    ...{ idempotencyKey: world.key(), classCode: 'C', ratioPercent: '12.50', validFrom: '2026-08-01' },
    ...{ reason: '示例：投诉上升', ...changes },
  };
  return (await world.data<{ proposeSpotCheckRatio: Proposed }>(caller, PROPOSE, { input }))
    .proposeSpotCheckRatio;
}

async function mustPropose(changes: object = {}): Promise<string> {
  const { proposal, userErrors } = await propose(changes);
  if (proposal === null) throw new Error(JSON.stringify(userErrors));
  return proposal.id;
}

async function approve(proposalId: string, caller: Caller = second): Promise<Approved> {
  const input = { idempotencyKey: world.key(), proposalId };
  return (await world.data<{ approveSpotCheckRatio: Approved }>(caller, APPROVE, { input }))
    .approveSpotCheckRatio;
}

async function ratiosOn(on: string, knownAt?: string): Promise<Record<string, unknown>[]> {
  const variables = { on, knownAt };
  return (await world.data<{ spotCheckRatios: Record<string, unknown>[] }>('auditor', RATIOS, variables))
    .spotCheckRatios;
}

const told = ({ userErrors }: Proposed) =>
  userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.') ?? ''}`);

describe('A ratio', () => {
  test('in general holds from its day once another officer approves it, and nothing before that is overwritten', async () => {
    const proposalId = await mustPropose();
    expect((await ratiosOn('2026-08-01')).find(({ classCode }) => classCode === 'C')).toMatchObject({
      ratioPercent: '10.00',
    });
    const untilNow = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { userErrors, proposal, ratios } = await approve(proposalId);
    expect(userErrors).toEqual([]);
    expect(proposal).toMatchObject({ state: 'APPROVED', proposedBy: '示例监管员', approvedBy: '示例警员戊' });
    expect(ratios).toContainEqual({
      ...{ itemCode: null, classCode: 'C', ratioPercent: '12.50' },
      ...{ setBy: '示例监管员', approvedBy: '示例警员戊' },
    });
    const before = (await ratiosOn('2026-07-31')).find(({ classCode }) => classCode === 'C');
    expect(before).toMatchObject({ ratioPercent: '10.00', setBy: null, approvedBy: null });
    // As it was known before the approval, the earlier ratio goes on.
    expect((await ratiosOn('2026-08-01', untilNow)).find(({ classCode }) => classCode === 'C')).toMatchObject(
      { ratioPercent: '10.00' },
    );
  });

  test('of an item holds for that item only, and is shown after the general ones', async () => {
    await approve(
      await mustPropose({
        itemCode: 'FOOD_SERVICE',
        classCode: 'D',
        ratioPercent: '100',
        validFrom: '2026-09-01',
      }),
    );
    const ratios = await ratiosOn('2026-09-01');
    expect(ratios.slice(0, 4).map(({ itemCode, classCode }) => [itemCode, classCode])).toEqual(
      ['A', 'B', 'C', 'D'].map((classCode) => [null, classCode]),
    );
    expect(ratios.slice(4)).toEqual([
      expect.objectContaining({
        ...{
          itemCode: 'FOOD_SERVICE',
          itemLabel: 'Food safety of catering',
          classCode: 'D',
          ratioPercent: '100.00',
        },
      }),
    ]);
    expect(await ratiosOn('2026-08-31')).toHaveLength(4);
  });

  test('that waits is listed until it is approved', async () => {
    const proposalId = await mustPropose({ classCode: 'B' });
    const waiting = async () =>
      (await world.data<{ ratioProposals: Proposal[] }>('regulator', `{ ratioProposals { ${PROPOSAL} } }`))
        .ratioProposals;
    expect(await waiting()).toContainEqual(
      expect.objectContaining({ id: proposalId, state: 'PROPOSED', approvedBy: null }),
    );
    await approve(proposalId);
    expect((await waiting()).map(({ id }) => id)).not.toContain(proposalId);
  });

  test.each([
    [
      'of 0, because the lowest risk is not exempt',
      { classCode: 'A', ratioPercent: '0' },
      'RATIO_OUT_OF_RANGE ratioPercent',
    ],
    ['below 0', { ratioPercent: '-1' }, 'RATIO_OUT_OF_RANGE ratioPercent'],
    ['of more than the whole', { ratioPercent: '100.01' }, 'RATIO_OUT_OF_RANGE ratioPercent'],
    [
      'of 0 for a general item',
      { itemCode: 'TRADE_MARK', classCode: 'A', ratioPercent: '0' },
      'RATIO_OUT_OF_RANGE ratioPercent',
    ],
    [
      'above the highest of a general item',
      { itemCode: 'TRADE_MARK', ratioPercent: '20.01' },
      'RATIO_OUT_OF_RANGE ratioPercent',
    ],
    [
      'of 0 for a key item',
      { itemCode: 'FOOD_SERVICE', ratioPercent: '0.00' },
      'RATIO_OUT_OF_RANGE ratioPercent',
    ],
    [
      'of more than the whole for a key item',
      { itemCode: 'FOOD_SERVICE', ratioPercent: '100.01' },
      'RATIO_OUT_OF_RANGE ratioPercent',
    ],
    ['with three places', { ratioPercent: '1.005' }, 'INVALID_AMOUNT ratioPercent'],
    ['of a class that does not exist', { classCode: 'Z' }, 'UNKNOWN_CODE classCode'],
    ['of an item that is not listed', { itemCode: 'GARDENING' }, 'UNKNOWN_CODE itemCode'],
    ['of an item that the police inspect', { itemCode: 'LODGING_SECURITY' }, 'OUTSIDE_JURISDICTION itemCode'],
    ['from yesterday on', { validFrom: '2026-06-30' }, 'DATE_IN_PAST validFrom'],
    ['without a reason', { reason: ' ' }, 'REASON_REQUIRED reason'],
  ])('%s is refused and leaves nothing behind', async (_what, changes, refusal) => {
    const before = await world.countAll();
    expect(told(await propose(changes))).toEqual([refusal]);
    expect(await world.countAll()).toEqual(before);
  });

  test('at the highest of a general item is taken', async () => {
    expect(told(await propose({ itemCode: 'TRADE_MARK', ratioPercent: '20' }))).toEqual([]);
  });
});

describe('Nobody approves', () => {
  async function refused(proposalId: string, caller: Caller) {
    const before = await world.countAll();
    const answer = told(await approve(proposalId, caller));
    expect(await world.countAll()).toEqual(before);
    return answer;
  }

  test('what he has proposed himself, nor what was approved already, nor what is of another office', async () => {
    const proposalId = await mustPropose({ classCode: 'D', ratioPercent: '31' });
    expect(await refused(proposalId, 'regulator')).toEqual(['OWN_DRAFT proposalId']);
    expect(await refused(proposalId, foreign)).toEqual(['NOT_FOUND proposalId']);
    expect(await refused('rto_00000000-0000-7000-8000-000000000000', second)).toEqual([
      'NOT_FOUND proposalId',
    ]);
    await approve(proposalId);
    expect(await refused(proposalId, second)).toEqual(['WRONG_STATE proposalId']);
    await expect(
      world.owner.query('update spot_check_ratio set approved_by = proposed_by where id = $1', [
        uuidOf(proposalId),
      ]),
    ).rejects.toThrow('ratio_needs_a_second_officer');
  });

  test('a ratio whose day has passed', async () => {
    const proposalId = await mustPropose({ validFrom: '2026-07-02' });
    world.today = '2026-07-03';
    const answer = await refused(proposalId, second);
    world.today = TODAY;
    expect(answer).toEqual(['DATE_IN_PAST proposalId']);
  });

  test('a second time, when two officers approve at the same moment', async () => {
    const third = await world.addOfficer('market', ['MARKET_REGULATOR']);
    const proposalId = await mustPropose({ classCode: 'A', ratioPercent: '2' });
    const waiting: Promise<Approved>[] = [];
    await world.whileLocked(
      'select from spot_check_ratio where id = $1 for update',
      [uuidOf(proposalId)],
      async () => {
        waiting.push(approve(proposalId, second), approve(proposalId, third));
        await world.untilBlocked(2);
      },
    );
    const answers = (await Promise.all(waiting)).map(told);
    expect(answers.sort()).toEqual([[], ['WRONG_STATE proposalId']]);
    const { rowCount } = await world.owner.query('select from treatment_policy where id = $1', [
      uuidOf(proposalId),
    ]);
    expect(rowCount).toBe(1);
  });

  test('without being a regulator of the sector', async () => {
    for (const caller of ['auditor', 'approver', 'zhongshan'] as const) {
      const input = { idempotencyKey: world.key(), proposalId: 'rto_00000000-0000-7000-8000-000000000000' };
      expect(codesOf(await world.ask(caller, APPROVE, { input }))).toEqual(['FORBIDDEN']);
    }
  });
});

describe('The preview of a ratio', () => {
  const PREVIEW = `query ($input: PreviewSpotCheckRatioInput!) { previewSpotCheckRatio(input: $input) {
    classCode population eligible ratioNow ratioThen drawnNow drawnThen perMonthNow perMonthThen } }`;
  interface ClassPreview {
    readonly classCode: string;
    readonly drawnNow: number;
    readonly drawnThen: number;
    readonly eligible: number;
  }
  const preview = async (input: object) =>
    (await world.data<{ previewSpotCheckRatio: ClassPreview[] }>('regulator', PREVIEW, { input }))
      .previewSpotCheckRatio;

  async function sizesOfDraw(industryCode: string): Promise<Record<string, number>> {
    const { prepareDraw } = await world.data<{
      prepareDraw: { draw: { id: string } | null; userErrors: UserError[] };
    }>(
      'regulator',
      'mutation ($input: PrepareDrawInput!) { prepareDraw(input: $input) { userErrors { code field } draw { id } } }',
      {
        input: {
          idempotencyKey: world.key(),
          title: '示例',
          itemCodes: ['PRICE_MARKING'],
          population: { regionCode: '440784', industryCodes: [industryCode] },
          randomness: { kind: 'BEACON', source: '示例彩票', valueOn: '2026-07-02' },
        },
      },
    );
    if (prepareDraw.draw === null) throw new Error(JSON.stringify(prepareDraw.userErrors));
    const { rows } = await world.owner.query<{ sizes: Record<string, number> }>(
      'select sizes from draw where id = $1',
      [uuidOf(prepareDraw.draw.id)],
    );
    return rows[0]?.sizes ?? {};
  }

  test('says what a draw then takes, before and after the ratio is set, and changes nothing', async () => {
    await world.owner.query(`update inspector set specialties = '{PRICE}'`);
    for (let count = 0; count < 11; count += 1) await world.enterprise({ industryCode: '7231' });
    await world.enterprise({ industryCode: '7231', status: 'DEREGISTERED' });
    const input = { itemCode: 'PRICE_MARKING', classCode: 'A', ratioPercent: '30', industryCodes: ['7231'] };
    const before = await world.countAll();
    const [ofA, ...others] = await preview(input);
    expect(await world.countAll()).toEqual(before);
    expect(ofA).toEqual({
      ...{ classCode: 'A', population: 11, eligible: 11, ratioNow: '1.00', ratioThen: '30.00' },
      ...{ drawnNow: 1, drawnThen: 4, perMonthNow: '0.08', perMonthThen: '0.33' },
    });
    expect(others.map(({ eligible, drawnThen }) => [eligible, drawnThen])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(await sizesOfDraw('7231')).toEqual({ A: ofA?.drawnNow });
    await approve(
      await mustPropose({ itemCode: 'PRICE_MARKING', classCode: 'A', ratioPercent: '30', validFrom: TODAY }),
    );
    expect(await sizesOfDraw('7231')).toEqual({ A: ofA?.drawnThen });
    expect((await preview(input))[0]).toMatchObject({ ratioNow: '30.00', drawnNow: 4 });
  });

  test.each([
    [{ classCode: 'A', ratioPercent: '0' }, 'RATIO_OUT_OF_RANGE'],
    [{ classCode: 'Z', ratioPercent: '1' }, 'UNKNOWN_CODE'],
    [{ classCode: 'A', ratioPercent: '1', itemCode: 'NOTHING' }, 'UNKNOWN_CODE'],
    [{ classCode: 'A', ratioPercent: '1', industryCodes: [] }, 'MISSING_VALUE'],
    [{ classCode: 'A', ratioPercent: '1', industryCodes: ['x'] }, 'UNKNOWN_CODE'],
    [
      { classCode: 'A', ratioPercent: '1', industryCodes: Array.from({ length: 101 }, () => '62') },
      'TOO_MANY_ITEMS',
    ],
  ])('of %j is refused', async (input, code) => {
    expect(codesOf(await world.ask('regulator', PREVIEW, { input }))).toEqual([code]);
  });

  test('of a region of others has nobody in it', async () => {
    const rows = await preview({ classCode: 'A', ratioPercent: '1', regionCode: '371082' });
    expect(rows.map(({ eligible }) => eligible)).toEqual([0, 0, 0, 0]);
  });
});
