import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../src/domain/canonical.js';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { remindOwners } from '../../src/usecases/notice/remind-owners.js';
import { makeWorld, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const INSPECT = `mutation ($input: RecordInspectionInput!) {
  recordInspection(input: $input) { userErrors { code } hazards { id dueOn } } }`;
const RECTIFY = `mutation ($input: RecordRectificationInput!) { recordRectification(input: $input) {
  userErrors { code message } repeated hazard { failureCount dueOn revisitOn checks { outcome checkedOn officerName evidence dueOn } }
  transfer { id organ legalBasis failureCount file fileSha256 house { id } hazard { id } answer } } }`;
const NOTICES = `query ($filter: NoticeFilter) { notices(first: 100, filter: $filter) { totalCount nodes {
  id kind recipient noticedOn dueOn gradeBefore gradeAfter failureCount deliveredOn deliveredHow deliveredBy text house { id } } } }`;

interface NoticeSeen {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly noticedOn: string;
  readonly text: string;
  readonly house: { readonly id: string };
}

async function onDay<Result>(day: string, work: () => Promise<Result>): Promise<Result> {
  world.today = day;
  try {
    return await work();
  } finally {
    world.today = TODAY;
  }
}

async function visit(houseId: string, itemCodes: readonly string[]): Promise<string[]> {
  const { recordInspection } = await world.data<any>('zhongshan', INSPECT, {
    input: {
      idempotencyKey: world.key(),
      houseId,
      inspectedOn: world.today,
      secondOfficerId: world.officerId('zhongshanSecond'),
      findings: itemCodes.map((itemCode) => ({ itemCode, description: '三楼通道堆放杂物' })),
    },
  });
  return recordInspection.hazards.map(({ id }: { id: string }) => id);
}

async function look(hazardId: string | undefined, outcome: string, evidence = '现场查看'): Promise<any> {
  const input = { idempotencyKey: world.key(), hazardId, outcome, checkedOn: world.today, evidence };
  const { recordRectification } = await world.data<any>('zhongshan', RECTIFY, { input });
  expect(recordRectification.userErrors).toEqual([]);
  return recordRectification;
}

/** Oldest first. */
async function noticesOf(houseId: string, filter: object = {}): Promise<NoticeSeen[]> {
  const { notices } = await world.data<{ notices: { nodes: NoticeSeen[] } }>('zhongshan', NOTICES, {
    filter,
  });
  return notices.nodes.filter(({ house }) => house.id === houseId).reverse();
}

const saidOf = (notices: readonly NoticeSeen[]) =>
  notices.map(({ kind, recipient, noticedOn }) => `${noticedOn.slice(5)} ${kind} ${recipient}`);

describe('A tier that changes', () => {
  test('is told to the owner with reasons, clauses, measures and how to object', async () => {
    const houseId = await world.registerHouse();
    await visit(houseId, ['EVACUATION_ROUTE']);
    const [notice, ...more] = await noticesOf(houseId);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'TIER_CHANGED',
      recipient: 'OWNER',
      gradeBefore: null,
      gradeAfter: 'KEY',
      deliveredOn: null,
    });
    expect(notice?.text).toBe(
      [
        '出租屋等级变动告知书',
        '房主：',
        `一、变动事项：依据《城中村出租屋信用分级管理标准》（2024.1 版），出租屋“越塘村示例巷1号”（${await addressCodeOf(houseId)}）的等级自 2026-07-01 起评定为“重点出租屋”。`,
        '二、事实、理由和依据：',
        '1. 存在未整改的一般隐患，等级不高于“重点出租屋”（依据：鹤山市“信用+城中村治理”：重点出租屋为问题尚未整改的出租屋）。',
        '三、措施：变动后：每 14 天检查一次。变动前：30 天内首次检查。',
        '四、异议：如有异议，可以向示例机构 zhongshan-station陈述、申辩或者申请复核。',
        '示例机构 zhongshan-station　2026-07-01',
      ].join('\n'),
    );
  });

  test('is told once for each change, whoever brought it about, and reads later as it did then', async () => {
    const houseId = await world.registerHouse();
    const [hazard] = await visit(houseId, ['EVACUATION_ROUTE']);
    const [first] = await noticesOf(houseId);
    await onDay('2026-07-02', () => look(hazard, 'RECTIFIED'));
    await world.record(uuidOf(houseId), 'HOUSE_OFFENCE', { occurredOn: '2025-07-05' });
    await onDay('2026-07-02', () => world.rate(uuidOf(houseId), 'urban-village'));
    await onDay('2026-07-03', () =>
      bringRatingsUpToDate(world.product.world.door, '2026-07-03', new AbortController().signal),
    );
    await onDay('2026-07-05', () =>
      bringRatingsUpToDate(world.product.world.door, '2026-07-05', new AbortController().signal),
    );
    const told = await noticesOf(houseId, { kind: 'TIER_CHANGED' });
    expect(told.map((notice: any) => `${notice.gradeBefore} → ${notice.gradeAfter}`)).toEqual([
      'null → KEY',
      'KEY → CIVILISED',
      'CIVILISED → WATCH_LIST',
      'WATCH_LIST → CIVILISED',
    ]);
    expect(told[0]?.text).toBe(first?.text);
    expect(told[2]?.text).toContain('由“文明出租屋”变动为“重点关注出租屋”');
    expect(told[2]?.text).toContain('十二个月内屋内发生违法犯罪');
  });

  test('names neither owner nor officers', async () => {
    const { rows } = await world.owner.query<{ name: string }>(
      'select name from person union select name from officer',
    );
    const { notices } = await world.data<{ notices: { nodes: NoticeSeen[] } }>('zhongshan', NOTICES, {});
    expect(notices.nodes.length).toBeGreaterThan(0);
    for (const { name } of rows) expect(notices.nodes.filter(({ text }) => text.includes(name))).toEqual([]);
  });
});

async function addressCodeOf(houseId: string): Promise<string> {
  const { node } = await world.data<any>(
    'zhongshan',
    'query ($id: ID!) { node(id: $id) { ... on RentalHouse { addressCode } } }',
    { id: houseId },
  );
  return node.addressCode;
}

describe('A term that ends soon', () => {
  test('is called to mind once, two working days before', async () => {
    const houseId = await world.registerHouse();
    // Ten working days from Wednesday 1 July end on the 15th.
    await visit(houseId, ['FIRE_DOOR']);
    const { door } = world.product.world;
    await remindOwners(door, '2026-07-12');
    expect(saidOf(await noticesOf(houseId, { kind: 'RECTIFICATION_DUE' }))).toEqual([]);
    await remindOwners(door, '2026-07-13');
    await remindOwners(door, '2026-07-14');
    const [reminder, ...more] = await noticesOf(houseId, { kind: 'RECTIFICATION_DUE' });
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({ noticedOn: '2026-07-13', dueOn: '2026-07-15', recipient: 'OWNER' });
    expect(reminder?.text).toContain(
      '“防火门、防火分隔”隐患（三楼通道堆放杂物），整改期限至 2026-07-15（含当日）届满',
    );
  });

  test('is not called to mind when the hazard is put right', async () => {
    const houseId = await world.registerHouse();
    const [hazard] = await visit(houseId, ['FIRE_DOOR']);
    await look(hazard, 'RECTIFIED');
    await remindOwners(world.product.world.door, '2026-07-13');
    expect(await noticesOf(houseId, { kind: 'RECTIFICATION_DUE' })).toEqual([]);
  });
});

describe('Rectifications that fail', () => {
  const others = (notices: NoticeSeen[]) => notices.filter(({ kind }) => kind !== 'TIER_CHANGED');

  async function fail(hazardId: string | undefined, ...days: readonly string[]): Promise<any> {
    let answer: unknown;
    for (const day of days)
      answer = await onDay(day, () => look(hazardId, 'NOT_RECTIFIED', `${day} 仍未整改`));
    return answer;
  }

  test('are pressed for by village committee, then by the town; the third within twelve months goes to who punishes, with its file', async () => {
    const houseId = await world.registerHouse();
    const [hazard] = await visit(houseId, ['EVACUATION_ROUTE']);
    expect(await fail(hazard, '2026-07-05')).toMatchObject({
      transfer: null,
      hazard: { failureCount: 1, dueOn: '2026-07-08', revisitOn: '2026-07-09' },
    });
    expect(await fail(hazard, '2026-07-09')).toMatchObject({ transfer: null });
    const { transfer } = await fail(hazard, '2026-07-13');
    expect(transfer).toMatchObject({
      organ: 'Fire and rescue authority',
      legalBasis: '中华人民共和国消防法第六十条',
      failureCount: 3,
      house: { id: houseId },
      hazard: { id: hazard },
      answer: null,
    });
    expect(saidOf(others(await noticesOf(houseId))).sort()).toEqual([
      '07-05 PRESS_FOR_RECTIFICATION VILLAGE_COMMITTEE',
      '07-05 RECTIFICATION_FAILED OWNER',
      '07-09 PRESS_FOR_RECTIFICATION TOWN',
      '07-09 PRESS_FOR_RECTIFICATION VILLAGE_COMMITTEE',
      '07-09 RECTIFICATION_FAILED OWNER',
      '07-13 PRESS_FOR_RECTIFICATION TOWN',
      '07-13 PRESS_FOR_RECTIFICATION VILLAGE_COMMITTEE',
      '07-13 RECTIFICATION_FAILED OWNER',
      '07-13 TRANSFERRED AUTHORITY',
      '07-13 TRANSFERRED OWNER',
    ]);
    const texts = (await noticesOf(houseId)).map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('案件移送函\n消防救援机构：'))).toBe(true);
    expect(texts.some((text) => text.startsWith('督促整改函\n') && text.includes('\n越塘村民委员会：'))).toBe(
      true,
    );
    const file = JSON.parse(transfer.file);
    expect(file.hazards).toHaveLength(1);
    expect(file.hazards[0]).toMatchObject({
      itemCode: 'EVACUATION_ROUTE',
      description: '三楼通道堆放杂物',
      foundBy: ['示例警员甲', '示例警员乙'],
      failureCount: 3,
      checks: [
        { checkedOn: '2026-07-05', outcome: 'NOT_RECTIFIED', termEndedOn: '2026-07-04' },
        { checkedOn: '2026-07-09', outcome: 'NOT_RECTIFIED', termEndedOn: '2026-07-08' },
        { checkedOn: '2026-07-13', outcome: 'NOT_RECTIFIED', evidence: '2026-07-13 仍未整改' },
      ],
    });
    expect(transfer.file).not.toContain('陈示例');
    expect(canonicalJson(file)).toBe(transfer.file);
    expect(createHash('sha256').update(transfer.file).digest('hex')).toBe(transfer.fileSha256);
  });

  test('that were handed over already do not count for a second transfer', async () => {
    const houseId = await world.registerHouse();
    const [hazard] = await visit(houseId, ['EVACUATION_ROUTE']);
    const days = ['2026-07-05', '2026-07-09', '2026-07-13', '2026-07-17', '2026-07-21'];
    expect((await fail(hazard, ...days)).transfer).toBeNull();
    expect((await fail(hazard, '2026-07-25')).transfer).toMatchObject({ failureCount: 3 });
  });

  test('of different hazards count together; those of more than twelve months ago, and withdrawn ones, do not', async () => {
    const houseId = await world.registerHouse();
    const [exits, bikes] = await visit(houseId, ['EVACUATION_ROUTE', 'ELECTRIC_BIKE_CHARGING']);
    await fail(exits, '2026-07-05', '2026-07-09');
    expect((await fail(bikes, '2027-07-06')).transfer).toBeNull();
    expect((await fail(bikes, '2027-07-12')).transfer).toBeNull();
    const { rows } = await world.owner.query<{ id: string }>(
      `update credit_record set withdrawn_at = now() where subject_id = $1 and occurred_on = '2027-07-12' returning id`,
      [uuidOf(houseId)],
    );
    expect(rows).toHaveLength(1);
    expect((await fail(bikes, '2027-07-16')).transfer).toBeNull();
    expect((await fail(bikes, '2027-07-20')).transfer).toMatchObject({ failureCount: 3 });
  });

  test('keep every look with who saw what, and the answer of the department is recorded once', async () => {
    const houseId = await world.registerHouse();
    const [hazard] = await visit(houseId, ['EVACUATION_ROUTE']);
    const { transfer } = await fail(hazard, '2026-07-05', '2026-07-09', '2026-07-13');
    const closing = await onDay('2026-07-15', () => look(hazard, 'RECTIFIED', '通道已清空'));
    expect(closing.hazard.checks.map((check: any) => `${check.checkedOn} ${check.outcome}`)).toEqual([
      '2026-07-05 NOT_RECTIFIED',
      '2026-07-09 NOT_RECTIFIED',
      '2026-07-13 NOT_RECTIFIED',
      '2026-07-15 RECTIFIED',
    ]);
    const ANSWER = `mutation ($input: RecordTransferAnswerInput!) { recordTransferAnswer(input: $input) {
      userErrors { code field } transfer { answer answeredOn answerDocument } } }`;
    const answer = async (changes: object): Promise<{ userErrors: UserError[]; transfer: unknown }> => {
      const input = {
        idempotencyKey: world.key(),
        transferId: transfer.id,
        answer: 'ACCEPTED',
        answeredOn: '2026-07-20',
        documentNumber: '示例〔2026〕1号',
        ...changes,
      };
      return (await onDay('2026-07-21', () => world.data<any>('zhongshan', ANSWER, { input })))
        .recordTransferAnswer;
    };
    const codeOf = async (changes: object) => (await answer(changes)).userErrors[0]?.code;
    expect(await codeOf({ answeredOn: '2026-07-22' })).toBe('DATE_IN_FUTURE');
    expect(await codeOf({ answeredOn: '2026-07-12' })).toBe('INVALID_DATE');
    expect(await codeOf({ transferId: hazard })).toBe('NOT_FOUND');
    expect(await answer({})).toEqual({
      userErrors: [],
      transfer: { answer: 'ACCEPTED', answeredOn: '2026-07-20', answerDocument: '示例〔2026〕1号' },
    });
    expect(await codeOf({ answer: 'DECLINED' })).toBe('WRONG_STATE');
    const list = '{ penaltyTransfers(first: 100, unanswered: true) { totalCount nodes { id } } }';
    const { penaltyTransfers } = await world.data<any>('auditor', list);
    expect(penaltyTransfers.nodes.map(({ id }: { id: string }) => id)).not.toContain(transfer.id);
    expect(await world.data<any>('longkou', list)).toMatchObject({ penaltyTransfers: { totalCount: 0 } });
  });
});

describe('A delivery', () => {
  const DELIVER = `mutation ($input: RecordNoticeDeliveryInput!) { recordNoticeDelivery(input: $input) { noticeIds userErrors { code field } } }`;
  const deliver = async (changes: object, officer: 'zhongshan' | 'longkou' = 'zhongshan') => {
    const input = { idempotencyKey: world.key(), deliveredOn: TODAY, how: '当面送达', ...changes };
    return (await world.data<any>(officer, DELIVER, { input })).recordNoticeDelivery;
  };

  test('is recorded once, by its station, not before the notice and not for the future; all notices or none', async () => {
    const houseId = await world.registerHouse();
    await visit(houseId, ['GAS']);
    const [notice] = await noticesOf(houseId);
    const other = await world.registerHouse();
    await visit(other, ['GAS']);
    const [second] = await noticesOf(other);
    const noticeIds = [notice?.id];
    const codes = async (changes: object, officer?: 'longkou') =>
      (await deliver(changes, officer)).userErrors.map(({ code }: UserError) => code);
    expect(await codes({ noticeIds: [] })).toEqual(['TOO_MANY_ITEMS']);
    expect(await codes({ noticeIds, deliveredOn: '2026-07-02' })).toEqual(['DATE_IN_FUTURE']);
    expect(await codes({ noticeIds, deliveredOn: '2026-06-30' })).toEqual(['WRONG_STATE']);
    expect(await codes({ noticeIds }, 'longkou')).toEqual(['NOT_FOUND']);
    expect(await deliver({ noticeIds })).toEqual({ noticeIds, userErrors: [] });
    expect(await codes({ noticeIds: [second?.id, notice?.id] })).toEqual(['WRONG_STATE']);
    expect(await noticesOf(other, { delivered: false })).toHaveLength(1);
    expect(await noticesOf(houseId, { delivered: true })).toMatchObject([
      { deliveredOn: TODAY, deliveredHow: '当面送达', deliveredBy: '示例警员甲' },
    ]);
  });
});
