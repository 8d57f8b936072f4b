import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { changesOf, checkCredit, enterList, giveFeedback, tell, tellByNight } from '../support/checks.js';
import { done, proposal } from '../support/list-cases.js';
import { codesOf, makeWorld, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.today = TODAY;
});

const RELIANCE = 'reliance { begunBy since untilOn endedAt endCause toldVerdict }';

interface Reliance {
  readonly begunBy: string;
  readonly untilOn: string | null;
  readonly endedAt: string | null;
  readonly endCause: string | null;
  readonly toldVerdict: string;
}

async function relianceOn(checkId: string): Promise<Reliance | null> {
  const { node } = await world.data<{ node: { reliance: Reliance | null } }>(
    'approver',
    `query ($id: ID!) { node(id: $id) { ... on CreditCheck { ${RELIANCE} } } }`,
    { id: checkId },
  );
  return node.reliance;
}

type Acted = Record<'act', { userErrors: UserError[]; check: { reliance: Reliance | null } | null }>;

async function act(
  verb: 'watchCheck' | 'stopWatchingCheck',
  checkId: string,
  changes: object = {},
): Promise<Acted['act']> {
  const type = verb === 'watchCheck' ? 'WatchCheckInput' : 'StopWatchingCheckInput';
  const { act: done } = await world.data<Acted>(
    'approver',
    `mutation ($input: ${type}!) { act: ${verb}(input: $input) { userErrors { code field message } check { ${RELIANCE} } } }`,
    { input: { idempotencyKey: world.key(), checkId, ...changes } },
  );
  return done;
}

describe('An office that relies on an answer', () => {
  test('does so by granting, and is told once when the subject comes onto a list that restricts', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    expect(await giveFeedback(world, checkId, { relyUntilOn: '2029-06-30' })).toEqual([]);
    expect(await relianceOn(checkId)).toMatchObject({
      begunBy: 'DECISION',
      untilOn: '2029-06-30',
      endedAt: null,
      toldVerdict: 'CLEAR',
    });
    expect(await tell(world)).toBe(0);
    const entryId = await enterList(world, id, 'JUDGMENT_DEFAULTER');
    expect(await tell(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([
      {
        fromVerdict: 'CLEAR',
        toVerdict: 'RESTRICTED',
        added: [
          { kind: 'LIST', code: 'JUDGMENT_DEFAULTER', id: entryId },
          { kind: 'MEASURE', code: 'DEFAULTER_NO_PROCUREMENT', id: entryId },
        ],
        removed: [],
        causes: ['LIST_ENTRY'],
        readAt: null,
      },
    ]);
    expect(await relianceOn(checkId)).toMatchObject({ toldVerdict: 'RESTRICTED' });
    expect(await tell(world)).toBe(0);
    expect(await tellByNight(world)).toBe(0);
  });

  test('is told of an exit, an objection and the status of the subject, each with its cause', async () => {
    const { id, creditCode } = await world.enterprise();
    const entryId = await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId, { decision: 'GRANTED_WITH_CONDITIONS', reason: '示例：已提供担保' });
    await tell(world);
    await world.owner.query(
      `insert into list_objection (id, entry_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional)
       values ($1, $2, $3, 'SUBJECT', '示例：已履行', $4, $5, '2026-07-20', false)`,
      [uuidv7(), entryId, world.officeIds.credit, TODAY, world.officerIds.clerk],
    );
    expect(await tell(world)).toBe(1);
    await world.owner.query(`update list_entry set valid_to = $2, ended_recorded_at = now() where id = $1`, [
      entryId,
      TODAY,
    ]);
    expect(await tell(world)).toBe(1);
    await world.owner.query(`update subject set status = 'DEREGISTERED' where id = $1`, [id]);
    expect(await tell(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([
      { fromVerdict: 'CLEAR', toVerdict: 'UNKNOWN', causes: ['SUBJECT_STATUS'] },
      { fromVerdict: 'RESTRICTED', toVerdict: 'CLEAR', causes: ['LIST_ENTRY'] },
      { toVerdict: 'RESTRICTED', added: [{ kind: 'OBJECTION', id: entryId }], causes: ['OBJECTION'] },
    ]);
  });

  test('is told of a record that leads to a measure, and again when it is withdrawn', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId);
    await tell(world);
    const recordId = await world.record(id, 'COMMITMENT_BREACHED', { occurredOn: '2026-06-01' });
    expect(await tell(world)).toBe(1);
    await world.owner.query('update credit_record set withdrawn_at = now() where id = $1', [recordId]);
    expect(await tell(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([
      { toVerdict: 'CLEAR', removed: [{ kind: 'RECORD', code: 'COMMITMENT_BREACHED', id: recordId }] },
      { toVerdict: 'CAUTION', added: [{ kind: 'RECORD', id: recordId }], causes: ['RECORD'] },
    ]);
  });

  test('is told of each step in the life of an entry, whoever of the offices takes it', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId);
    await tell(world);
    const clerk = await world.addOfficer('credit', ['CREDIT_CLERK']);
    const { id: caseId } = await done(
      world,
      clerk,
      'proposeListEntry',
      proposal(id, {
        listCode: 'JUDGMENT_DEFAULTER',
        measureCodes: ['DEFAULTER_NO_PROCUREMENT'],
        court: { name: '示例人民法院', documentNumber: '（2026）示例执2号' },
      }),
    );
    expect(await tell(world)).toBe(0);
    const decided = { caseId, decisionNumber: '示例列〔2026〕77号' };
    const { entry } = await done(world, 'clerk', 'confirmListEntry', decided);
    expect(await tell(world)).toBe(1);
    const entryId = entry?.id;
    const court = { courtDocument: '（2026）示例执2号之一', reason: '示例：达成和解' };
    await done(world, clerk, 'suspendListUse', { entryId, untilOn: '2026-08-01', ...court });
    expect(await tell(world)).toBe(1);
    await done(world, 'clerk', 'endSuspension', { entryId, reason: '示例：未按和解履行' });
    expect(await tell(world)).toBe(1);
    await done(world, clerk, 'recordCourtRemoval', { entryId, ...court });
    expect(await tell(world)).toBe(1);
    expect((await changesOf(world, checkId)).map(({ toVerdict }) => toVerdict)).toEqual([
      ...['CLEAR', 'RESTRICTED', 'SUSPENDED_USE', 'RESTRICTED'],
    ]);
  });

  test('hears at once of what happened between the check and its decision', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await giveFeedback(world, checkId);
    expect(await tell(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([{ causes: ['RELIANCE_BEGUN'] }]);
  });

  test('is told by night when a suspension ends or an entry begins by the calendar', async () => {
    const { id, creditCode } = await world.enterprise();
    await enterList(world, id, 'JUDGMENT_DEFAULTER', { suspendedUntilOn: '2026-07-10' });
    const checkId = await checkCredit(world, creditCode);
    await act('watchCheck', checkId);
    await tell(world);
    world.today = '2026-07-10';
    expect(await tellByNight(world)).toBe(0);
    world.today = '2026-07-11';
    expect(await tellByNight(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([
      {
        fromVerdict: 'SUSPENDED_USE',
        toVerdict: 'RESTRICTED',
        removed: [{ kind: 'SUSPENSION' }],
        causes: ['CALENDAR'],
      },
    ]);
  });

  test('is not told that deliveries of data have stopped', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId);
    await tell(world);
    world.today = '2026-12-31';
    await tellByNight(world);
    expect(await changesOf(world, checkId)).toEqual([]);
  });

  test('is told by night when somebody unknown comes onto the register, and of his changes from then on', async () => {
    const creditCode = world.creditCode();
    const checkId = await checkCredit(world, creditCode);
    await act('watchCheck', checkId);
    const { id } = await world.enterprise();
    await world.owner.query('update subject set credit_code = $2 where id = $1', [id, creditCode]);
    await tellByNight(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    expect(await tell(world)).toBe(1);
    expect((await changesOf(world, checkId)).map(({ toVerdict }) => toVerdict)).toEqual([
      'RESTRICTED',
      'CLEAR',
    ]);
  });

  test('hears no more once it has stopped, its term is over, or what it granted is taken back', async () => {
    const { id, creditCode } = await world.enterprise();
    const [stopped, over, takenBack] = [
      await checkCredit(world, creditCode),
      await checkCredit(world, creditCode),
      await checkCredit(world, creditCode),
    ];
    await act('watchCheck', stopped);
    await act('watchCheck', over, { untilOn: '2026-07-05' });
    await giveFeedback(world, takenBack);
    await tell(world);
    expect(await act('stopWatchingCheck', stopped)).toMatchObject({
      userErrors: [],
      check: { reliance: { endCause: 'STOPPED', endedAt: expect.any(String) } },
    });
    await giveFeedback(world, takenBack, { decision: 'WITHDRAWN' });
    world.today = '2026-07-06';
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    expect(await tell(world)).toBe(0);
    await tellByNight(world);
    expect(await relianceOn(over)).toMatchObject({ endCause: 'TERM' });
    expect(await relianceOn(takenBack)).toMatchObject({ endCause: 'STOPPED' });
    for (const checkId of [stopped, over, takenBack]) expect(await changesOf(world, checkId)).toEqual([]);
  });

  test('relies on the later check of a matter, and never goes back to the earlier one', async () => {
    const { creditCode } = await world.enterprise();
    const matter = world.key();
    const first = await checkCredit(world, creditCode, { matter });
    const second = await checkCredit(world, creditCode, { matter });
    await act('watchCheck', first);
    await giveFeedback(world, second);
    expect(await relianceOn(first)).toMatchObject({ endCause: 'REPLACED' });
    expect((await act('watchCheck', first)).userErrors).toMatchObject([
      { code: 'ALREADY_EXISTS', field: ['input', 'checkId'] },
    ]);
    expect(await relianceOn(second)).toMatchObject({ begunBy: 'DECISION', endedAt: null });
  });

  test('may set the last day anew by asking again', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await act('watchCheck', checkId);
    expect(await act('watchCheck', checkId, { untilOn: '2027-01-01' })).toMatchObject({
      userErrors: [],
      check: { reliance: { untilOn: '2027-01-01' } },
    });
  });

  test('keeps its last day when later feedback names none', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId, { relyUntilOn: '2029-06-30' });
    await giveFeedback(world, checkId);
    expect(await relianceOn(checkId)).toMatchObject({ begunBy: 'DECISION', untilOn: '2029-06-30' });
    await giveFeedback(world, checkId, { relyUntilOn: '2030-06-30' });
    expect(await relianceOn(checkId)).toMatchObject({ untilOn: '2030-06-30' });
  });

  test('goes on being told of what it has asked for when a grant is taken back', async () => {
    const { creditCode } = await world.enterprise();
    const [before, after] = [await checkCredit(world, creditCode), await checkCredit(world, creditCode)];
    await act('watchCheck', before);
    await giveFeedback(world, before);
    await giveFeedback(world, after);
    await act('watchCheck', after);
    for (const checkId of [before, after]) {
      await giveFeedback(world, checkId, { decision: 'WITHDRAWN' });
      expect(await relianceOn(checkId)).toMatchObject({ begunBy: 'REQUEST', endedAt: null });
    }
  });

  test('is told of the first change from the very answer that it was given, also when that was on old data', async () => {
    const { id, creditCode } = await world.enterprise();
    world.today = '2027-06-01';
    const checkId = await checkCredit(world, creditCode);
    await act('watchCheck', checkId);
    expect(await relianceOn(checkId)).toMatchObject({ toldVerdict: 'UNKNOWN' });
    expect(await tell(world)).toBe(0);
    const entryId = await enterList(world, id, 'JUDGMENT_DEFAULTER');
    expect(await tell(world)).toBe(1);
    await world.owner.query(`update list_entry set valid_to = $2, ended_recorded_at = now() where id = $1`, [
      entryId,
      world.today,
    ]);
    expect(await tell(world)).toBe(1);
    expect(await changesOf(world, checkId)).toMatchObject([
      { fromVerdict: 'RESTRICTED', toVerdict: 'CLEAR' },
      { fromVerdict: 'UNKNOWN', toVerdict: 'RESTRICTED' },
    ]);
    const { rows } = await world.owner.query<object>(
      'select from_reason_code as reason from answer_change where id = $1',
      [uuidOf((await changesOf(world, checkId))[1]?.id ?? '')],
    );
    expect(rows).toEqual([{ reason: 'DATA_STALE' }]);
    await act('stopWatchingCheck', checkId);
  });

  test('is refused a last day that is over, and a check without a receipt', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    expect((await act('watchCheck', checkId, { untilOn: '2026-06-30' })).userErrors).toMatchObject([
      { code: 'DATE_IN_PAST', field: ['input', 'untilOn'] },
    ]);
    await world.owner.query(
      `update credit_check set answer = receipt->'answer', receipt = null, receipt_hash = null, key_id = null, signature = null where id = $1`,
      [uuidOf(checkId)],
    );
    expect((await act('watchCheck', checkId)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await giveFeedback(world, checkId)).toEqual([]);
    expect(await relianceOn(checkId)).toBeNull();
  });

  test('cannot stop what it has not begun', async () => {
    const { creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    expect((await act('stopWatchingCheck', checkId)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('finds nothing of another office: neither its checks nor its changes', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode, { officer: 'otherApprover' });
    await giveFeedback(world, checkId, {}, 'otherApprover');
    await tell(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await tell(world);
    const [change] = await changesOf(world, checkId, 'otherApprover');
    expect((await act('watchCheck', checkId)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await act('stopWatchingCheck', checkId)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const { node } = await world.data('approver', 'query ($id: ID!) { node(id: $id) { id } }', {
      id: change?.id,
    });
    expect(node).toBeNull();
    const { acknowledgeAnswerChange } = await acknowledge(change?.id ?? '');
    expect(acknowledgeAnswerChange.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

function acknowledge(changeId: string) {
  return world.data<{
    acknowledgeAnswerChange: { userErrors: UserError[]; change: { readAt: string | null } | null };
  }>(
    'approver',
    `mutation ($input: AcknowledgeAnswerChangeInput!) { acknowledgeAnswerChange(input: $input) {
       userErrors { code field message } change { readAt } } }`,
    { input: { idempotencyKey: world.key(), changeId } },
  );
}

describe('The list of changed answers', () => {
  test('shows the newest first with their checks, and those that were read no more when only unread ones are asked for', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await giveFeedback(world, checkId);
    await tell(world);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await tell(world);
    const list = async () =>
      (
        await world.data<{
          answerChanges: { totalCount: number; nodes: { id: string; check: { id: string } }[] };
        }>(
          'approver',
          '{ answerChanges(first: 100, unreadOnly: true) { totalCount nodes { id check { id matter } } } }',
        )
      ).answerChanges;
    const before = await list();
    const [newest] = before.nodes;
    expect(newest?.check.id).toBe(checkId);
    expect(before.totalCount).toBe(before.nodes.length);
    const { acknowledgeAnswerChange } = await acknowledge(newest?.id ?? '');
    expect(acknowledgeAnswerChange).toMatchObject({ userErrors: [], change: { readAt: expect.any(String) } });
    const after = await list();
    expect(after.nodes.map((node) => node.id)).not.toContain(newest?.id);
    expect(after.totalCount).toBe(before.totalCount - 1);
  });

  test('is for approval officers only', async () => {
    expect(codesOf(await world.ask('clerk', '{ answerChanges(first: 1) { nodes { id } } }'))).toEqual([
      'FORBIDDEN',
    ]);
  });
});

describe('Noting what has changed', () => {
  test('leaves no note of subjects that nobody relies on, nor of records that lead to nothing', async () => {
    await tell(world);
    const { id } = await world.enterprise();
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const relied = await world.enterprise();
    const checkId = await checkCredit(world, relied.creditCode);
    await act('watchCheck', checkId);
    await tell(world);
    await world.record(relied.id, 'COMMITMENT_KEPT');
    expect(await world.count('changed_subject')).toBe(0);
  });

  test('notes nothing of what is rolled back, and tells once however many look at the same time', async () => {
    const { id, creditCode } = await world.enterprise();
    const checkId = await checkCredit(world, creditCode);
    await act('watchCheck', checkId);
    await tell(world);
    await world.owner.query('begin');
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    await world.owner.query('rollback');
    expect(await world.count('changed_subject')).toBe(0);
    await enterList(world, id, 'JUDGMENT_DEFAULTER');
    const counts = await Promise.all([tell(world), tell(world), tellByNight(world), tellByNight(world)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await changesOf(world, checkId)).toHaveLength(1);
  });
});
