import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDrawStaff, type DrawStaff, makeDraw } from '../support/draws.js';
import { arriveAt, checklist, ORDER } from '../support/visits.js';
import { codesOf, makeWorld, TODAY, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
});
afterAll(() => world.close());

const DRAWN_OBJECT =
  'place publicId classCode ticket inspectors { certificateNumber } inspectedOn resultCodes note enterprise { id creditCode }';
const RECORD_RESULT = `mutation ($input: RecordSpotCheckResultInput!) {
  recordSpotCheckResult(input: $input) { replayed userErrors { code field message } object { ${DRAWN_OBJECT} } } }`;
interface DrawnObject {
  readonly place: number;
  readonly publicId: string;
  readonly classCode: string;
  readonly ticket: string;
  readonly inspectors: readonly { readonly certificateNumber: string }[];
  readonly enterprise: { readonly id: string };
}

interface Draw {
  readonly id: string;
  readonly objects: { readonly nodes: readonly DrawnObject[] };
}

/** Each population of this file has an industry of its own, so that the tests do not meet each other's enterprises. */
async function mustDraw(industryCode: string): Promise<Draw> {
  const id = await makeDraw(world, staff, {
    population: { regionCode: '440784', industryCodes: [industryCode] },
  });
  const { draw } = await world.data<{ draw: Draw }>(
    'regulator',
    `query ($id: ID!) { draw(id: $id) { id objects(first: 100) { nodes { ${DRAWN_OBJECT} } } } }`,
    { id },
  );
  return draw;
}

/** Records that lead to each risk class by the published standard. */
const RECORDS_OF_CLASS = {
  A: [],
  B: ['ABNORMAL_OPERATION'],
  C: ['INSPECTION_OBSTRUCTED'],
  D: ['SERIOUS_DISHONESTY'],
} as const;

async function enterpriseOfClass(riskClass: keyof typeof RECORDS_OF_CLASS, industryCode = '0111') {
  const enterprise = await world.enterprise({ industryCode });
  for (const type of RECORDS_OF_CLASS[riskClass]) await world.record(enterprise.id, type);
  await world.rate(enterprise.id, 'enterprise-risk');
  return enterprise;
}

interface RiskClass {
  readonly gradeCode: string;
  readonly score: string;
}

async function riskClassOf(creditCode: string): Promise<RiskClass> {
  const { creditSubject } = await world.data<{ creditSubject: { riskClass: RiskClass } }>(
    'regulator',
    `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) { ... on Enterprise { riskClass {
      gradeCode score label basis standardVersion reasons { indicatorCode points setsGrade lapsesOn source { instrument mark } record { type } } } } } }`,
    { creditCode },
  );
  return creditSubject.riskClass;
}

describe('The risk class of an enterprise', () => {
  test.each([
    ['A', '100.00'],
    ['B', '300.00'],
    ['C', '180.00'],
    ['D', '100.00'],
  ] as const)('is %s by its records and the published standard', async (riskClass, score) => {
    const { creditCode } = await enterpriseOfClass(riskClass);
    expect(await riskClassOf(creditCode)).toMatchObject({
      gradeCode: riskClass,
      score,
      basis: 'RATED',
      standardVersion: '2024.1',
    });
  });

  test('explains itself: a penalty adds 80 points until the day it lapses', async () => {
    const { id, creditCode } = await world.enterprise({ industryCode: '0112' });
    await world.record(id, 'ADMINISTRATIVE_PENALTY', { occurredOn: '2026-05-01' });
    await world.rate(id, 'enterprise-risk');
    expect(await riskClassOf(creditCode)).toMatchObject({
      gradeCode: 'A',
      score: '180.00',
      label: 'Low credit risk (A)',
      reasons: [
        {
          indicatorCode: 'PENALISED',
          points: '80.00',
          setsGrade: null,
          lapsesOn: '2028-04-30',
          source: { instrument: expect.stringContaining('行政处罚'), mark: 'D' },
          record: { type: 'ADMINISTRATIVE_PENALTY' },
        },
      ],
    });
  });
});

describe('The spot-check ratio of a class', () => {
  interface Ratio {
    readonly classCode: string;
    readonly ratioPercent: string;
    readonly validFrom: string;
  }

  async function ratios(): Promise<Ratio[]> {
    const answer = await world.data<{ spotCheckRatios: Ratio[] }>(
      'regulator',
      `{ spotCheckRatios {
        classCode label ratioPercent validFrom recordedAt reason setBy } }`,
    );
    return answer.spotCheckRatios;
  }

  test('is 1, 3, 10 and 30 per cent as published, with the reason', async () => {
    const published = await ratios();
    expect(published.map(({ classCode, ratioPercent }) => [classCode, ratioPercent])).toEqual([
      ['A', '1.00'],
      ['B', '3.00'],
      ['C', '10.00'],
      ['D', '30.00'],
    ]);
    expect(published[0]).toMatchObject({
      validFrom: '2024-01-01',
      reason: 'A类企业抽查比例1%；风险低也不免抽',
      setBy: null,
    });
  });
});

describe('The result of a drawn enterprise', () => {
  interface ResultAnswer {
    readonly recordSpotCheckResult: {
      readonly userErrors: readonly UserError[];
      readonly object: DrawnObject | null;
    };
  }

  function record(drawId: string, enterpriseId: string | undefined, changes: Record<string, unknown> = {}) {
    return world.ask<ResultAnswer>('regulator', RECORD_RESULT, {
      input: {
        idempotencyKey: world.key(),
        drawId,
        enterpriseId,
        inspectedOn: TODAY,
        resultCodes: ['NO_PROBLEM_FOUND'],
        findings: checklist(),
        ...changes,
      },
    });
  }

  /** A draw of one enterprise of class A, from an industry of its own. */
  async function drawOfOne(industryCode: string) {
    const { creditCode } = await enterpriseOfClass('A', industryCode);
    return { ...(await visitedDraw(industryCode)), creditCode };
  }

  /** Another one of the same industry, whose only object was visited. */
  async function visitedDraw(industryCode: string) {
    const { id: drawId, objects } = await mustDraw(industryCode);
    const enterpriseId = objects.nodes[0]?.enterprise.id ?? '';
    await arriveAt(world, { drawId, staff, enterprises: [enterpriseId] });
    return { drawId, enterpriseId };
  }

  test('is recorded with several official codes at once', async () => {
    const { drawId, enterpriseId } = await drawOfOne('1311');
    const resultCodes = ['NOT_PUBLISHED', 'UNREACHABLE'];
    const { data } = await record(drawId, enterpriseId, { resultCodes, note: '已拍照留存' });
    expect(data.recordSpotCheckResult).toMatchObject({
      userErrors: [],
      object: { place: 1, inspectedOn: TODAY, resultCodes, note: '已拍照留存' },
    });
  });

  test('that found problems leaves records of their kinds in the credit file and re-rates the enterprise at once', async () => {
    const { drawId, enterpriseId, creditCode } = await drawOfOne('1312');
    await record(drawId, enterpriseId, {
      resultCodes: ['ORDERED_TO_CORRECT', 'UNREACHABLE', 'FALSE_PUBLICATION'],
      correction: ORDER,
    });
    const { creditSubject } = await world.data(
      'regulator',
      `query ($creditCode: CreditCode!) { creditSubject(creditCode: $creditCode) {
        records(first: 10) { nodes { type occurredOn organName content } } } }`,
      { creditCode },
    );
    const content = '发现问题已责令改正；通过登记的住所（经营场所）无法联系；公示信息隐瞒真实情况、弄虚作假';
    const record_ = { occurredOn: TODAY, organName: '示例机构 market', content };
    expect(creditSubject).toEqual({
      records: {
        nodes: expect.arrayContaining([
          { ...record_, type: 'SPOT_CHECK_PROBLEM' },
          { ...record_, type: 'UNREACHABLE_AT_ADDRESS' },
        ]),
      },
    });
    // Base 100, one problem 60, unreachable 80.
    expect(await riskClassOf(creditCode)).toMatchObject({ gradeCode: 'A', score: '240.00' });
    const { rows } = await world.owner.query(
      `select from rating_history where subject_id = $1 and cause like 'recordSpotCheckResult %'`,
      [uuidOf(enterpriseId)],
    );
    expect(rows).toHaveLength(1);
    const audit = await world.owner.query(
      `select verb, rules from audit_entry where $1 = any(subject_ids) and verb = 'recordSpotCheckResult'`,
      [uuidOf(enterpriseId)],
    );
    expect(audit.rows).toEqual([{ verb: 'recordSpotCheckResult', rules: { 'enterprise-risk': '2024.1' } }]);
  });

  test('without a problem lowers the risk', async () => {
    const { drawId, enterpriseId, creditCode } = await drawOfOne('1313');
    await record(drawId, enterpriseId);
    expect(await riskClassOf(creditCode)).toMatchObject({ score: '80.00' });
  });

  test('that the catalogue leaves without a record changes nothing in the file', async () => {
    const { drawId, enterpriseId, creditCode } = await drawOfOne('1314');
    const records = await world.count('credit_record');
    await record(drawId, enterpriseId, { resultCodes: ['MOVED_AWAY'] });
    expect(await world.count('credit_record')).toBe(records);
    expect(await riskClassOf(creditCode)).toMatchObject({ score: '100.00' });
  });

  test('of two draws of one enterprise, recorded at the same moment, both count', async () => {
    const { drawId, enterpriseId, creditCode } = await drawOfOne('1315');
    const second = await visitedDraw('1315');
    const waiting: Promise<unknown>[] = [];
    const subjectId = uuidOf(enterpriseId);
    await world.whileLocked('select from rating where subject_id = $1 for update', [subjectId], async () => {
      waiting.push(record(drawId, enterpriseId, { resultCodes: ['ORDERED_TO_CORRECT'], correction: ORDER }));
      await world.untilBlocked(1);
      waiting.push(record(second.drawId, enterpriseId, { resultCodes: ['UNREACHABLE'] }));
      await world.untilBlocked(2);
    });
    await Promise.all(waiting);
    expect(await riskClassOf(creditCode)).toMatchObject({ score: '240.00' });
  });

  describe('is refused and leaves nothing behind', () => {
    let drawId: string;
    let enterpriseId: string | undefined;
    beforeAll(async () => {
      ({ drawId, enterpriseId } = await drawOfOne('1411'));
    });

    async function refusalsOf(changes: Record<string, unknown>) {
      const before = await world.countAll();
      const { data } = await record(drawId, enterpriseId, changes);
      expect(await world.countAll()).toEqual(before);
      return data.recordSpotCheckResult.userErrors.map(({ code, field }) => ({
        code,
        field: field?.join('.'),
      }));
    }

    test.each([
      ['without a code', { resultCodes: [] }, 'MISSING_VALUE', 'resultCodes'],
      [
        'with a code that is not official',
        { resultCodes: ['NO_PROBLEM_FOUND', 'FINE'] },
        'UNKNOWN_CODE',
        'resultCodes',
      ],
      ['on a day in the future', { inspectedOn: '2026-07-02' }, 'DATE_IN_FUTURE', 'inspectedOn'],
      ['on a day before the draw', { inspectedOn: '2026-06-30' }, 'INVALID_DATE', 'inspectedOn'],
      ['with a note too long', { note: '长'.repeat(2001) }, 'INVALID_TEXT', 'note'],
      [
        'of a draw that does not exist',
        { drawId: 'draw_00000000-0000-7000-8000-000000000000' },
        'NOT_FOUND',
        'drawId',
      ],
    ])('%s', async (_what, changes, code, field) => {
      expect(await refusalsOf(changes)).toEqual([{ code, field: `input.${field}` }]);
    });

    test('of an enterprise that was not drawn, exactly like one that does not exist', async () => {
      const { id } = await world.enterprise();
      const notFound = [{ code: 'NOT_FOUND', field: 'input.enterpriseId' }];
      expect(await refusalsOf({ enterpriseId: `ent_${id}` })).toEqual(notFound);
      expect(await refusalsOf({ enterpriseId: 'ent_00000000-0000-7000-8000-000000000000' })).toEqual(
        notFound,
      );
    });

    test('a second time', async () => {
      await record(drawId, enterpriseId);
      expect(await refusalsOf({ resultCodes: ['OBSTRUCTED'] })).toEqual([
        { code: 'ALREADY_RECORDED', field: 'input.enterpriseId' },
      ]);
    });

    test('under a key that was used for another input', async () => {
      const one = await drawOfOne('1412');
      const idempotencyKey = world.key();
      await record(one.drawId, one.enterpriseId, { idempotencyKey });
      const answer = await record(one.drawId, one.enterpriseId, { idempotencyKey, note: '另一份' });
      expect(codesOf(answer)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    });
  });
});

test('The official result codes are offered in both languages', async () => {
  const query = '{ resultCodes { code label } }';
  const english = await world.data<{ resultCodes: object[] }>('regulator', query);
  expect(english.resultCodes).toHaveLength(12);
  expect(english.resultCodes[0]).toEqual({ code: 'NO_PROBLEM_FOUND', label: 'No problem found' });
  const chinese = await world.data<{ resultCodes: object[] }>(
    'regulator',
    query,
    {},
    { 'accept-language': 'zh' },
  );
  expect(chinese.resultCodes[0]).toEqual({ code: 'NO_PROBLEM_FOUND', label: '未发现问题' });
});
