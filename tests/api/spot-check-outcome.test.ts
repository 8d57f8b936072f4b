import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { remindOfCorrections } from '../../src/usecases/spot-check/remind-of-corrections.js';
import { addDrawStaff, type DrawStaff } from '../support/draws.js';
import { v7 as uuidv7 } from 'uuid';
import {
  arriveAt,
  checklist,
  drawFrom,
  type Drawn,
  ORDER,
  POINTS,
  recordResult,
  type Visit,
} from '../support/visits.js';
import { type Caller, makeWorld, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
let industry = 2000;
beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
});
afterAll(() => world.close());

async function arrived(): Promise<Drawn & { readonly visit: Visit }> {
  const drawn = await drawFrom(world, String((industry += 1)), { staff });
  return { ...drawn, visit: await arriveAt(world, drawn) };
}

async function act(caller: Caller, verb: string, fields: string, input: Record<string, unknown>) {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
  const answer = await world.data<Record<string, any>>(
    caller,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code field message } ${fields} } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  return answer[verb];
}

const amend = (drawn: Drawn, changes: Record<string, unknown>) =>
  act('regulator', 'amendSpotCheckResult', 'object { resultCodes note }', {
    ...{ drawId: drawn.drawId, enterpriseId: drawn.enterprises[0], reason: '示例：录入有误', ...changes },
  });

const look = (caller: Caller, correctionId: string | undefined, changes: Record<string, unknown> = {}) =>
  act(
    caller,
    'recordCorrection',
    'correction { id state dueOn failureCount closedOn checks { outcome evidence } }',
    {
      ...{ correctionId, outcome: 'CORRECTED', checkedOn: world.today, evidence: '示例：已悬挂', ...changes },
    },
  );

const publish = (drawId: string, caller: Caller = 'regulator') =>
  act(caller, 'publishResults', 'progress { publishedOn publishedBy resultsMissing daysLeft }', { drawId });

async function readVisit({ visit }: { readonly visit: Visit }): Promise<Visit> {
  const { node } = await world.data<{ node: Visit }>(
    'regulator',
    `query ($id: ID!) { node(id: $id) { ... on SpotCheckVisit { state findings { pointCode point verdict remark photos { sha256 } }
       notices { kind body writtenBy } amendments { resultCodes reason }
       correction { id state dueOn remindOn termDays failureCount requirement } } } }`,
    { id: visit.id },
  );
  return node;
}

async function recordsOf({ enterprises }: Drawn): Promise<string[]> {
  const { rows } = await world.owner.query<{ type: string }>(
    `select type || case when withdrawn_at is not null then ' withdrawn' when ended_on is not null then ' ended' else '' end as type
     from credit_record where subject_id = $1 and type <> 'SERIOUS_DISHONESTY' order by id`,
    [uuidOf(enterprises[0] ?? '')],
  );
  return rows.map(({ type }) => type);
}

const codesOf = ({ userErrors }: { readonly userErrors: readonly UserError[] }) =>
  userErrors.map(({ code, field }) => [code, field?.join('.')]);

async function refused(work: () => Promise<{ readonly userErrors: readonly UserError[] }>) {
  const before = await world.countAll();
  const answer = await work();
  expect(await world.countAll()).toEqual(before);
  return codesOf(answer);
}

describe('The checklist of a visit', () => {
  test('is kept point by point with its remarks and photos', async () => {
    const drawn = await arrived();
    const photo = { reference: 'IMG-1', sha256: 'A'.repeat(64) };
    const [first, ...rest] = checklist(1);
    const findings = [{ ...first, photos: [photo] }, ...rest];
    await recordResult(world, drawn, { findings, resultCodes: ['TO_BE_HANDLED'] });
    const visit = await readVisit(drawn);
    expect(visit.state).toBe('RESULTED');
    expect(visit.findings.map(({ pointCode }) => pointCode)).toEqual(POINTS);
    expect(visit.findings[0]).toMatchObject({
      ...{ verdict: 'PROBLEM', remark: '示例问题', point: 'Business licence displayed in a prominent place' },
      photos: [{ sha256: 'a'.repeat(64) }],
    });
  });

  test('may stay empty where nobody could be met', async () => {
    const drawn = await arrived();
    expect(codesOf(await recordResult(world, drawn, { findings: [], resultCodes: ['UNREACHABLE'] }))).toEqual(
      [],
    );
  });

  test.each([
    ['with a point missing', { findings: checklist().slice(1) }, 'MISSING_VALUE', 'findings'],
    ['without any', { findings: null }, 'MISSING_VALUE', 'findings'],
    [
      'with one point twice',
      { findings: [...checklist().slice(1), checklist()[1]] },
      'TOO_MANY_ITEMS',
      'findings',
    ],
    [
      'with a point of another list',
      { findings: [{ pointCode: 'X', verdict: 'OK' }, ...checklist().slice(1)] },
      'UNKNOWN_CODE',
      'findings.0.pointCode',
    ],
    [
      'with a problem that nobody describes',
      { findings: [{ pointCode: POINTS[0], verdict: 'PROBLEM' }, ...checklist().slice(1)] },
      'REASON_REQUIRED',
      'findings.0.remark',
    ],
    ['with a problem beside a clean result', { findings: checklist(1) }, 'WRONG_STATE', 'resultCodes'],
    ['clean and not', { resultCodes: ['NO_PROBLEM_FOUND', 'NOT_PUBLISHED'] }, 'WRONG_STATE', 'resultCodes'],
    ['on a day before the arrival', { inspectedOn: '2026-06-30' }, 'INVALID_DATE', 'inspectedOn'],
    [
      'that orders a correction without the order',
      { resultCodes: ['ORDERED_TO_CORRECT'] },
      'MISSING_VALUE',
      'correction',
    ],
    ['with an order that no result speaks of', { correction: ORDER }, 'WRONG_STATE', 'correction'],
    [
      'with a term that is too long',
      { resultCodes: ['ORDERED_TO_CORRECT'], correction: { ...ORDER, termDays: 61 } },
      'RULE_OUT_OF_BOUNDS',
      'correction.termDays',
    ],
    [
      'with an order without a basis',
      { resultCodes: ['ORDERED_TO_CORRECT'], correction: { ...ORDER, legalBasis: ' ' } },
      'INVALID_TEXT',
      'correction.legalBasis',
    ],
  ])('of a result %s is refused and leaves nothing behind', async (_what, changes, code, field) => {
    const drawn = await arrived();
    expect(await refused(() => recordResult(world, drawn, changes))).toEqual([[code, `input.${field}`]]);
  });

  test('of two results at the same moment is kept once', async () => {
    const drawn = await arrived();
    const both = await Promise.all([recordResult(world, drawn), recordResult(world, drawn)]);
    expect(both.flatMap(codesOf)).toEqual([['ALREADY_RECORDED', 'input.enterpriseId']]);
    expect(await recordsOf(drawn)).toEqual(['SPOT_CHECK_CLEAN']);
  });
});

describe('An order to correct', () => {
  const ordered = async () => {
    const drawn = await arrived();
    const changes = { resultCodes: ['ORDERED_TO_CORRECT'], findings: checklist(1), correction: ORDER };
    expect(codesOf(await recordResult(world, drawn, changes))).toEqual([]);
    return { ...drawn, correction: (await readVisit(drawn)).correction };
  };

  test('has a term in working days, a reminder before it and a notice', async () => {
    const drawn = await ordered();
    // Fifteen working days after Wednesday, 1 July; three before the end of it.
    expect(drawn.correction).toMatchObject({
      ...{ state: 'OPEN', termDays: 15, dueOn: '2026-07-22', remindOn: '2026-07-17', failureCount: 0 },
    });
    const { notices } = await readVisit(drawn);
    expect(notices.map(({ kind }) => kind)).toEqual(['VISIT', 'CORRECTION']);
    expect(notices[1]?.body).toContain('2026-07-22');
    const { correctionOrders } = await world.data<any>(
      'auditor',
      '{ correctionOrders(first: 100, dueBy: "2026-07-22") { totalCount nodes { id enterprise { id } } } }',
    );
    expect(correctionOrders.nodes).toContainEqual({
      id: drawn.correction?.id,
      enterprise: { id: drawn.enterprises[0] },
    });
  });

  test('is reminded of once in each term', async () => {
    const drawn = await ordered();
    const { door } = world.product.world;
    const newId = () => uuidv7();
    await remindOfCorrections({ door, on: '2026-07-16', newId });
    expect((await readVisit(drawn)).notices).toHaveLength(2);
    await remindOfCorrections({ door, on: '2026-07-17', newId });
    await remindOfCorrections({ door, on: '2026-07-18', newId });
    const { notices } = await readVisit(drawn);
    expect(notices.map(({ kind, writtenBy }) => [kind, writtenBy])).toEqual([
      ...[
        ['VISIT', '示例监管员'],
        ['CORRECTION', '示例监管员'],
      ],
      ['REMINDER', null],
    ]);
  });

  test('not followed leaves a record and a new term; followed, it is closed, and the failure stops counting', async () => {
    const drawn = await ordered();
    const id = drawn.correction?.id;
    world.today = '2026-07-23';
    const failed = await look('regulator', id, { outcome: 'NOT_CORRECTED', evidence: '示例：仍未悬挂' });
    expect(failed.correction).toMatchObject({ state: 'OPEN', dueOn: '2026-08-13', failureCount: 1 });
    expect(await recordsOf(drawn)).toEqual(['SPOT_CHECK_PROBLEM', 'SPOT_CHECK_PROBLEM']);
    const early = () => look('regulator', id, { outcome: 'NOT_CORRECTED' });
    expect(await refused(early)).toEqual([['WRONG_STATE', 'input.checkedOn']]);
    const before = () => look('regulator', id, { checkedOn: '2026-07-22' });
    expect(await refused(before)).toEqual([['INVALID_DATE', 'input.checkedOn']]);
    const closed = await look('regulator', id);
    expect(closed.correction).toMatchObject({ state: 'CORRECTED', closedOn: '2026-07-23' });
    expect(closed.correction.checks).toHaveLength(2);
    expect(await recordsOf(drawn)).toEqual([
      ...['SPOT_CHECK_PROBLEM', 'SPOT_CHECK_PROBLEM ended', 'SPOT_CHECK_CORRECTED'],
    ]);
    expect(await refused(() => look('regulator', id))).toEqual([['WRONG_STATE', 'input.correctionId']]);
    world.today = TODAY;
  });

  test.each([
    [{ checkedOn: '2026-07-02' }, 'DATE_IN_FUTURE', 'checkedOn'],
    [{ checkedOn: '2026-06-30' }, 'INVALID_DATE', 'checkedOn'],
    [{ outcome: 'NOT_CORRECTED' }, 'WRONG_STATE', 'checkedOn'],
    [{ evidence: ' ' }, 'INVALID_TEXT', 'evidence'],
    [{ photos: [{ reference: 'x', sha256: 'y' }] }, 'INVALID_HASH', 'photos.0.sha256'],
    [{ correctionId: 'cor_00000000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'correctionId'],
  ])('is not looked at with %j', async (changes, code, field) => {
    const { correction } = await ordered();
    expect(await refused(() => look('regulator', correction?.id, changes))).toEqual([
      [code, `input.${field}`],
    ]);
  });

  test('is closed once when two look at the same moment', async () => {
    const { correction } = await ordered();
    const both = await Promise.all([look('regulator', correction?.id), look(staff.witness, correction?.id)]);
    expect(both.flatMap(codesOf)).toEqual([['WRONG_STATE', 'input.correctionId']]);
  });
});

describe('A proposal for a list', () => {
  const proposed = async () => {
    const drawn = await arrived();
    await recordResult(world, drawn, { findings: [], resultCodes: ['UNREACHABLE'], note: '示例：人去楼空' });
    const { listProposals } = await world.data<any>(
      'auditor',
      '{ listProposals(first: 100, state: PROPOSED) { nodes { id listCode list facts legalBasis enterprise { id } } } }',
    );
    const proposal = listProposals.nodes.find((one: any) => one.enterprise.id === drawn.enterprises[0]);
    return { drawn, proposal };
  };
  const decide = (caller: Caller, proposalId: string, changes: object = {}) =>
    act(caller, 'decideListProposal', 'proposal { state decidedBy decision }', {
      ...{ proposalId, isAccepted: true, reason: '示例：属实', ...changes },
    });

  test('follows from an unreachable enterprise, and puts nobody on the list', async () => {
    const entries = await world.count('list_entry');
    const { proposal } = await proposed();
    expect(proposal).toMatchObject({
      listCode: 'ABNORMAL_OPERATION',
      facts: expect.stringContaining('人去楼空'),
    });
    expect(proposal.legalBasis).toContain('第十七条');
    const { proposal: accepted } = await decide(staff.witness, proposal.id);
    expect(accepted).toMatchObject({ state: 'ACCEPTED', decision: '示例：属实' });
    expect(await world.count('list_entry')).toBe(entries);
  });

  test('is decided by another officer, once, and with reasons', async () => {
    const { proposal } = await proposed();
    expect(await refused(() => decide('regulator', proposal.id))).toEqual([
      ['OWN_DRAFT', 'input.proposalId'],
    ]);
    const silent = () => decide(staff.witness, proposal.id, { reason: '' });
    expect(await refused(silent)).toEqual([['INVALID_TEXT', 'input.reason']]);
    await decide(staff.witness, proposal.id, { isAccepted: false });
    const again = () => decide(staff.witness, proposal.id);
    expect(await refused(again)).toEqual([['WRONG_STATE', 'input.proposalId']]);
    const elsewhere = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    expect(await refused(() => decide(elsewhere, proposal.id))).toEqual([['NOT_FOUND', 'input.proposalId']]);
  });
});

describe('Publication', () => {
  test('counts twenty working days from the last result', async () => {
    const drawn = await arrived();
    await recordResult(world, drawn);
    const { node } = await world.data<any>(
      'regulator',
      `query ($id: ID!) { node(id: $id) { ... on Draw { progress { objects resultsMissing lastResultOn publicationDueOn daysLeft
         isProvisional publishedOn } } } }`,
      { id: drawn.drawId },
    );
    expect(node.progress).toEqual({
      ...{ objects: 1, resultsMissing: 0, lastResultOn: TODAY, publicationDueOn: '2026-07-29', daysLeft: 20 },
      ...{ isProvisional: false, publishedOn: null },
    });
  });

  test('is refused while results are missing, and says which', async () => {
    const drawn = await drawFrom(world, String((industry += 1)), { count: 4, staff });
    expect(drawn.enterprises).toHaveLength(2);
    await arriveAt(world, drawn, 1);
    await recordResult(world, drawn, {}, 1);
    const before = await world.countAll();
    const { userErrors } = await publish(drawn.drawId);
    expect(await world.countAll()).toEqual(before);
    const { rows } = await world.owner.query<{ credit_code: string }>(
      'select credit_code from subject where id = $1',
      [uuidOf(drawn.enterprises[0] ?? '')],
    );
    expect(userErrors).toMatchObject([{ code: 'RESULTS_MISSING', field: ['input', 'drawId'] }]);
    expect(userErrors[0].message).toContain(`1 missing: ${rows[0]?.credit_code}`);
  });

  test('happens once, however many ask at the same moment', async () => {
    const drawn = await arrived();
    await recordResult(world, drawn);
    const both = await Promise.all([publish(drawn.drawId), publish(drawn.drawId, staff.witness)]);
    expect(both.flatMap(codesOf)).toEqual([['ALREADY_PUBLISHED', 'input.drawId']]);
    expect(await refused(() => publish(drawn.drawId))).toEqual([['ALREADY_PUBLISHED', 'input.drawId']]);
    expect((await readVisit(drawn)).state).toBe('PUBLISHED');
  });

  test('of a draw that is not there, or elsewhere, is refused alike', async () => {
    const drawn = await arrived();
    const elsewhere = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    expect(await refused(() => publish(drawn.drawId, elsewhere))).toEqual([['NOT_FOUND', 'input.drawId']]);
    const missing = 'draw_00000000-0000-7000-8000-000000000000';
    expect(await refused(() => publish(missing))).toEqual([['NOT_FOUND', 'input.drawId']]);
  });

  test('that is overdue stands on a list until it is done', async () => {
    const drawn = await arrived();
    await recordResult(world, drawn);
    const due = async () => {
      const { publicationsDue } = await world.data<any>(
        'auditor',
        '{ publicationsDue(first: 100, overdueOnly: true) { totalCount nodes { drawId daysLeft } } }',
      );
      expect(publicationsDue.totalCount).toBe(publicationsDue.nodes.length);
      return publicationsDue.nodes.find((one: any) => one.drawId === drawn.drawId);
    };
    world.today = '2026-07-29';
    expect(await due()).toBeUndefined();
    world.today = '2026-07-30';
    expect(await due()).toEqual({ drawId: drawn.drawId, daysLeft: -1 });
    await publish(drawn.drawId);
    expect(await due()).toBeUndefined();
    world.today = TODAY;
  });
});

describe('A result that was recorded wrongly', () => {
  test('is put right with its records, and published again beside the first', async () => {
    const drawn = await arrived();
    const changes = { resultCodes: ['ORDERED_TO_CORRECT'], findings: checklist(1), correction: ORDER };
    await recordResult(world, drawn, changes);
    await publish(drawn.drawId);
    const { object } = await amend(drawn, { resultCodes: ['UNREACHABLE'], note: '更正' });
    expect(object).toEqual({ resultCodes: ['UNREACHABLE'], note: '更正' });
    expect(await recordsOf(drawn)).toEqual(['SPOT_CHECK_PROBLEM withdrawn', 'UNREACHABLE_AT_ADDRESS']);
    const visit = await readVisit(drawn);
    expect(visit.correction?.state).toBe('WITHDRAWN');
    expect(visit.amendments).toEqual([{ resultCodes: ['UNREACHABLE'], reason: '示例：录入有误' }]);
    await amend(drawn, { resultCodes: ['NO_PROBLEM_FOUND'] });
    expect(await recordsOf(drawn)).toEqual([
      ...['SPOT_CHECK_PROBLEM withdrawn', 'UNREACHABLE_AT_ADDRESS withdrawn', 'SPOT_CHECK_CLEAN'],
    ]);
    const { publishedSpotChecks } = await world.data<any>(
      null,
      `query ($code: CreditCode) { publishedSpotChecks(first: 10, filter: { creditCode: $code }) { totalCount nodes { results version isCorrected } } }`,
      { code: drawn.visit.enterprise.creditCode },
    );
    expect(publishedSpotChecks).toEqual({
      totalCount: 3,
      nodes: [
        { results: ['No problem found'], version: 3, isCorrected: false },
        { results: ['Cannot be reached at the registered address'], version: 2, isCorrected: true },
        { results: ['Problem found, ordered to correct'], version: 1, isCorrected: true },
      ],
    });
    const { listProposals } = await world.data<any>(
      'regulator',
      '{ listProposals(first: 100, state: WITHDRAWN) { nodes { enterprise { id } } } }',
    );
    expect(listProposals.nodes).toContainEqual({ enterprise: { id: drawn.enterprises[0] } });
  });

  test('may come back to an order that was withdrawn', async () => {
    const drawn = await arrived();
    const ordered = { resultCodes: ['ORDERED_TO_CORRECT'], correction: ORDER };
    await recordResult(world, drawn, { ...ordered, findings: checklist(1) });
    await amend(drawn, { resultCodes: ['TO_BE_HANDLED'] });
    expect(codesOf(await amend(drawn, ordered))).toEqual([]);
    expect((await readVisit(drawn)).correction?.state).toBe('OPEN');
  });

  test.each([
    [{ resultCodes: ['TO_BE_HANDLED'], reason: ' ' }, 'REASON_REQUIRED', 'reason'],
    [{ resultCodes: ['NO_PROBLEM_FOUND'] }, 'WRONG_STATE', 'resultCodes'],
    [{ resultCodes: ['NO_PROBLEM_FOUND', 'CLOSED'] }, 'WRONG_STATE', 'resultCodes'],
    [{ resultCodes: ['FINE'] }, 'UNKNOWN_CODE', 'resultCodes'],
    [{ resultCodes: [] }, 'MISSING_VALUE', 'resultCodes'],
    [{ resultCodes: ['ORDERED_TO_CORRECT'] }, 'MISSING_VALUE', 'correction'],
    [
      { enterpriseId: 'ent_00000000-0000-7000-8000-000000000000', resultCodes: ['CLOSED'] },
      'NOT_FOUND',
      'enterpriseId',
    ],
  ])('is not put right with %j', async (changes, code, field) => {
    const drawn = await arrived();
    await recordResult(world, drawn);
    expect(await refused(() => amend(drawn, changes))).toEqual([[code, `input.${field}`]]);
  });
});

test('The points of the checklist and the reasons for a replacement are offered in both languages', async () => {
  const query =
    '{ spotCheckPoints(itemCodes: []) { code label legalBasis } replacementReasons { code label needsRecusal } }';
  const english = await world.data<any>('clerk', query);
  expect(english.spotCheckPoints.map(({ code }: { code: string }) => code)).toEqual(POINTS);
  expect(english.replacementReasons[0]).toEqual({
    code: 'RECUSAL',
    label: 'Request for recusal upheld',
    needsRecusal: true,
  });
  const chinese = await world.data<any>('clerk', query, {}, { 'accept-language': 'zh' });
  expect(chinese.replacementReasons[0].label).toBe('回避申请成立');
});
