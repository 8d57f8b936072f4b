import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { noteFeedbackDue } from '../../src/usecases/credit-check/note-feedback-due.js';
import { checkCredit, enterList, giveFeedback } from '../support/checks.js';
import { codesOf, makeWorld, type OfficerName, TODAY, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.today = TODAY;
  // The tests go back in time, which nights never do: what was noted on later days is not there yet.
  await world.owner.query('delete from feedback_due');
});

/** Ten working days after Wednesday, 1 July 2026. */
const DUE_ON = '2026-07-15';
/** Seven working days after it. */
const REMIND_ON = '2026-07-10';

/** What the service does in the night at the beginning of a day. */
async function night(day: string): Promise<number> {
  world.today = day;
  const { door } = world.product.world;
  return noteFeedbackDue({ door, on: day, signal: new AbortController().signal });
}

interface Due {
  readonly dueOn: string;
  readonly isProvisional: boolean;
  readonly remindedOn: string | null;
  readonly isOverdue: boolean;
  readonly check: { readonly id: string };
}

async function due(
  overdueOnly = false,
  officer: OfficerName = 'approver',
): Promise<{ totalCount: number; nodes: readonly Due[] }> {
  const { feedbackDue } = await world.data<{ feedbackDue: { totalCount: number; nodes: readonly Due[] } }>(
    officer,
    `query ($overdueOnly: Boolean) { feedbackDue(first: 100, overdueOnly: $overdueOnly) {
       totalCount nodes { dueOn isProvisional remindedOn isOverdue check { id } } } }`,
    { overdueOnly },
  );
  return feedbackDue;
}

async function isDue(checkId: string): Promise<Due | undefined> {
  return (await due()).nodes.find(({ check }) => check.id === checkId);
}

interface Feedback {
  readonly decision: string;
  readonly remedies: string | null;
}

async function look(
  checkId: string,
): Promise<{ feedbackDueOn: string | null; feedback: readonly Feedback[] }> {
  const { node } = await world.data<{
    node: { feedbackDueOn: string | null; feedback: readonly Feedback[] };
  }>(
    'approver',
    'query ($id: ID!) { node(id: $id) { ... on CreditCheck { feedbackDueOn feedback { decision remedies reason } } } }',
    { id: checkId },
  );
  return node;
}

describe('Feedback', () => {
  test('is due ten working days after the check, which the check says from the beginning', async () => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    expect(await look(checkId)).toMatchObject({ feedbackDueOn: DUE_ON });
    expect(await isDue(checkId)).toBeUndefined();
    await night('2026-07-02');
    expect(await isDue(checkId)).toEqual({
      dueOn: DUE_ON,
      isProvisional: false,
      remindedOn: null,
      isOverdue: false,
      check: { id: checkId },
    });
  });

  test('is due of an answer that is unknown, too', async () => {
    const checkId = await checkCredit(world, world.creditCode());
    await night('2026-07-02');
    expect(await isDue(checkId)).toMatchObject({ dueOn: DUE_ON });
  });

  test('leaves the list when it is given, at once and for good', async () => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    const early = await checkCredit(world, (await world.enterprise()).creditCode);
    await giveFeedback(world, early);
    await night('2026-07-02');
    expect(await isDue(early)).toBeUndefined();
    await giveFeedback(world, checkId);
    expect(await isDue(checkId)).toBeUndefined();
    await night('2026-07-03');
    expect(await isDue(checkId)).toBeUndefined();
  });

  test('is due only of the last check of a matter', async () => {
    const { creditCode } = await world.enterprise();
    const matter = world.key();
    const first = await checkCredit(world, creditCode, { matter });
    const otherField = await checkCredit(world, creditCode, { matter, field: 'SUBSIDY' });
    await night('2026-07-02');
    expect(await isDue(first)).toBeDefined();
    const second = await checkCredit(world, creditCode, { matter });
    expect(await isDue(first)).toBeUndefined();
    await night('2026-07-03');
    expect(await isDue(first)).toBeUndefined();
    expect(await isDue(second)).toMatchObject({ dueOn: '2026-07-16' });
    expect(await isDue(otherField)).toBeDefined();
  });

  test('is reminded of once, three working days before its last day, and overdue the day after it', async () => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    await night('2026-07-09');
    expect(await isDue(checkId)).toMatchObject({ remindedOn: null });
    expect(await night(REMIND_ON)).toBeGreaterThan(0);
    expect(await night(REMIND_ON)).toBe(0);
    await night('2026-07-13');
    expect(await isDue(checkId)).toMatchObject({ remindedOn: REMIND_ON });
    await night(DUE_ON);
    expect(await isDue(checkId)).toMatchObject({ isOverdue: false });
    expect((await due(true)).nodes.map(({ check }) => check.id)).not.toContain(checkId);
    await night('2026-07-16');
    expect(await isDue(checkId)).toMatchObject({ isOverdue: true, remindedOn: REMIND_ON });
    const overdue = await due(true);
    expect(overdue.nodes.map(({ check }) => check.id)).toContain(checkId);
    expect(overdue.totalCount).toBe(overdue.nodes.length);
  });

  test('is counted in order of its last day, page by page', async () => {
    const page = async (after: string | null) =>
      (
        await world.data<{
          feedbackDue: { nodes: Due[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
        }>(
          'approver',
          `query ($after: String) { feedbackDue(first: 2, after: $after) {
             nodes { dueOn isProvisional remindedOn isOverdue check { id } } pageInfo { endCursor hasNextPage } } }`,
          { after },
        )
      ).feedbackDue;
    await night('2026-07-16');
    const all = (await due()).nodes;
    const read: Due[] = [];
    for (let after: string | null = null, hasNext = true; hasNext;) {
      const { nodes, pageInfo } = await page(after);
      read.push(...nodes);
      [after, hasNext] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(read).toEqual(all);
    expect(all.map(({ dueOn }) => dueOn)).toEqual([...all.map(({ dueOn }) => dueOn)].sort());
  });

  test('of another office is not there', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode, { officer: 'otherApprover' });
    await night('2026-07-02');
    expect(await isDue(checkId)).toBeUndefined();
    const ids = (await due(false, 'otherApprover')).nodes.map(({ check }) => check.id);
    expect(ids).toContain(checkId);
    expect(codesOf(await world.ask('clerk', '{ feedbackDue(first: 1) { nodes { dueOn } } }'))).toEqual([
      'FORBIDDEN',
    ]);
  });

  test('is noted once, however often the night is made, and again for checks that a night has missed', async () => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    await night('2026-07-08');
    const before = await world.count('feedback_due');
    await Promise.all([night('2026-07-08'), night('2026-07-08')]);
    expect(await world.count('feedback_due')).toBe(before);
    expect(await isDue(checkId)).toMatchObject({ dueOn: DUE_ON });
  });
});

describe('A refusal', () => {
  test('tells of reconsideration and litigation with their terms where the officer writes nothing else', async () => {
    const { id, creditCode } = await world.enterprise();
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const checkId = await checkCredit(world, creditCode);
    const measureCodes = ['DEFAULTER_NO_PROCUREMENT'];
    expect(await giveFeedback(world, checkId, { decision: 'REFUSED', measureCodes })).toEqual([]);
    const { feedback } = await look(checkId);
    expect(feedback).toMatchObject([{ decision: 'REFUSED', remedies: expect.stringContaining('60日') }]);
    expect(feedback[0]?.remedies).toContain('6个月');
  });

  test("tells of remedies in the officer's own words, which name no personal number", async () => {
    const { id, creditCode } = await world.enterprise();
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const checkId = await checkCredit(world, creditCode);
    const refuse = (remedies: string) => giveFeedback(world, checkId, { decision: 'REFUSED', remedies });
    expect(await refuse('有疑问请致电13800000000')).toMatchObject([
      { code: 'PERSONAL_NUMBER', field: ['input', 'remedies'] },
    ]);
    expect(await refuse(' ')).toMatchObject([{ code: 'INVALID_TEXT', field: ['input', 'remedies'] }]);
    expect(await refuse('可以向示例机关申请行政复议。')).toEqual([]);
    expect((await look(checkId)).feedback).toMatchObject([{ remedies: '可以向示例机关申请行政复议。' }]);
  });

  test('cannot be stored without remedies, whatever a statement says', async () => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    await expect(
      world.owner.query(
        `insert into check_feedback (id, check_id, decision, measure_codes, departs, officer_id)
         values (gen_random_uuid(), $1, 'REFUSED', '{}', false, $2)`,
        [checkId.slice('chk_'.length), world.officerIds.approver],
      ),
    ).rejects.toMatchObject({ constraint: 'refusals_carry_remedies' });
  });

  test.each([
    ['remedies with a decision that grants', { remedies: '可以申请行政复议。' }, 'WRONG_STATE', 'remedies'],
    [
      'a last day with a decision that does not grant',
      { decision: 'WITHDRAWN', relyUntilOn: '2027-01-01' },
      'WRONG_STATE',
      'relyUntilOn',
    ],
    ['a last day that is over', { relyUntilOn: '2026-06-30' }, 'DATE_IN_PAST', 'relyUntilOn'],
  ])('is not the same as %s', async (_what, changes, code, field) => {
    const checkId = await checkCredit(world, (await world.enterprise()).creditCode);
    const before = await world.countAll();
    expect(await giveFeedback(world, checkId, changes)).toMatchObject([{ code, field: ['input', field] }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('needs words of its own where no rule says any', async () => {
    const checkId = await checkCredit(world, world.creditCode());
    const since = `update approval_rule set valid_from = $1 where code = 'SUE_WITHIN'`;
    await world.owner.query(since, ['2030-01-01']);
    const refused = await giveFeedback(world, checkId, { decision: 'REFUSED' });
    await world.owner.query(since, ['2019-04-23']);
    expect(refused).toMatchObject([{ code: 'MISSING_VALUE', field: ['input', 'remedies'] }]);
  });
});
