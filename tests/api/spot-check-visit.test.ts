import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDrawStaff, type DrawStaff, makeDraw } from '../support/draws.js';
import {
  actOnVisit,
  arriveAt,
  drawFrom,
  type Drawn,
  mustVisit,
  recordResult,
  tellOne,
  type Visit,
  type VisitAct,
} from '../support/visits.js';
import { makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
let industry = 1000;
beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
});
afterAll(() => world.close());

const industries = new Map<string, string>();
async function drawOne(): Promise<Drawn> {
  const code = String((industry += 1));
  const drawn = await drawFrom(world, code, { staff });
  industries.set(drawn.drawId, code);
  return drawn;
}
const industryOf = ({ drawId }: Drawn) => industries.get(drawId) ?? '';

async function refused(act: () => Promise<VisitAct>): Promise<[string, string | undefined][]> {
  const before = await world.countAll();
  const { userErrors, visit } = await act();
  expect(visit ?? null).toBeNull();
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => [code, field?.join('.')]);
}

const numbersOf = ({ inspectors }: Visit) => inspectors.map(({ certificateNumber }) => certificateNumber);

describe('A visit', () => {
  test('is approved, told, and recorded on arrival', async () => {
    const drawn = await drawOne();
    const input = { drawId: drawn.drawId, enterpriseId: drawn.enterprises[0], visitOn: '2026-07-03' };
    const approved = await mustVisit(world, staff.witness, 'approveVisit', input);
    expect(approved).toMatchObject({ state: 'APPROVED', visitOn: '2026-07-03', notices: [], isOnTime: null });
    expect(approved.inspectors).toHaveLength(2);
    expect(approved.inspectors.every(({ isDrawn }) => isDrawn)).toBe(true);

    const told = await mustVisit(world, 'regulator', 'tellVisit', { visitId: approved.id });
    // Two working days after Wednesday, 1 July.
    expect(told).toMatchObject({ state: 'TOLD', toldBy: '示例监管员', recusalUntilOn: '2026-07-03' });
    const [notice] = told.notices;
    for (const part of [
      ...[
        told.enterprise.name,
        told.enterprise.creditCode,
        '示例双随机抽查',
        '2026-07-03',
        '国办发〔2024〕54号',
      ],
      ...['本年度已接受行政检查 0 次', '申请其回避', ...numbersOf(told)],
    ])
      expect(notice?.body).toContain(part);
    expect(notice?.body).not.toMatch(/[ABCD]\s*类|风险|分类|%|比例/);

    world.today = '2026-07-03';
    const arrived = await mustVisit(world, 'regulator', 'recordArrival', {
      ...{ visitId: told.id, arrivedAt: '2026-07-03T09:30:00+08:00', method: 'CODE' },
      certificateNumbers: numbersOf(told),
    });
    world.today = TODAY;
    expect(arrived).toMatchObject({
      ...{ state: 'ARRIVED', isOnTime: true, arrivalMethod: 'CODE', arrivedBy: '示例监管员' },
      ...{ arrivedAt: '2026-07-03T01:30:00.000Z' },
    });
    expect(arrived.inspectors.every(({ wasPresent }) => wasPresent)).toBe(true);
  });

  test('from afar counts like any other, and one that comes late says so', async () => {
    const drawn = await drawOne();
    const { id: visitId, inspectors } = await tellOne(world, drawn);
    world.today = '2026-07-02';
    const arrived = await mustVisit(world, 'regulator', 'recordArrival', {
      ...{ visitId, arrivedAt: '2026-07-02T09:30:00+08:00', method: 'REMOTE' },
      certificateNumbers: inspectors.map(({ certificateNumber }) => certificateNumber),
    });
    expect(arrived.isOnTime).toBe(false);
    const again = await drawFrom(world, industryOf(drawn), { count: 0, staff });
    const told = await tellOne(world, again);
    world.today = TODAY;
    expect(told.notices[0]?.body).toContain('本年度已接受行政检查 1 次');
  });

  test('whose day has passed before anybody was told is approved anew, and not told for that day', async () => {
    const drawn = await drawOne();
    const input = { drawId: drawn.drawId, enterpriseId: drawn.enterprises[0], visitOn: TODAY };
    const { id: visitId } = await mustVisit(world, staff.witness, 'approveVisit', input);
    expect(await refused(() => actOnVisit(world, staff.witness, 'approveVisit', input))).toEqual([
      ['ALREADY_RECORDED', 'input.enterpriseId'],
    ]);
    world.today = '2026-07-02';
    const tell = () => actOnVisit(world, 'regulator', 'tellVisit', { visitId });
    expect(await refused(tell)).toEqual([['DATE_IN_PAST', 'input.visitId']]);
    const anew = await mustVisit(world, staff.witness, 'approveVisit', { ...input, visitOn: '2026-07-06' });
    world.today = TODAY;
    expect(anew).toMatchObject({ id: visitId, visitOn: '2026-07-06' });
    expect(anew.inspectors).toHaveLength(2);
  });

  test('is found by its id, by its draw and at its object', async () => {
    const drawn = await drawOne();
    const { id } = await tellOne(world, drawn);
    const answer = await world.data(
      'auditor',
      `query ($id: ID!, $drawId: ID!) { node(id: $id) { id ... on SpotCheckVisit { state } }
        spotCheckVisits(first: 10, drawId: $drawId, state: TOLD) { totalCount nodes { id } }
        draw: node(id: $drawId) { ... on Draw { objects(first: 1) { nodes { visit { id } } } } } }`,
      { id, drawId: drawn.drawId },
    );
    expect(answer).toEqual({
      node: { id, state: 'TOLD' },
      spotCheckVisits: { totalCount: 1, nodes: [{ id }] },
      draw: { objects: { nodes: [{ visit: { id } }] } },
    });
    const approver = await world.data('approver', 'query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(approver).toEqual({ node: null });
  });
});

test('A visit for inspection items names them in its notice, and looks at their points alone', async () => {
  const industryCode = String((industry += 1));
  await world.enterprise({ industryCode });
  const population = { regionCode: '440784', industryCodes: [industryCode] };
  const drawId = await makeDraw(world, staff, { population, itemCodes: ['LICENCE_USE', 'ANNUAL_REPORT'] });
  const { draw } = await world.data<any>(
    'regulator',
    'query ($id: ID!) { draw(id: $id) { objects(first: 1) { nodes { enterprise { id } } } } }',
    { id: drawId },
  );
  const drawn = { drawId, staff, enterprises: [draw.objects.nodes[0].enterprise.id] };
  const { notices } = await arriveAt(world, drawn);
  expect(notices[0]?.body).toContain('年度报告公示信息检查、营业执照（登记证）规范使用情况检查');
  const general = await recordResult(world, drawn);
  expect(general.userErrors.map(({ code }) => code)).toEqual(['TOO_MANY_ITEMS']);
  const codes = ['LICENCE_USE_DISPLAYED', 'LICENCE_USE_GENUINE', 'REPORT_IN_TIME', 'REPORT_TRUE'];
  const findings = codes.map((pointCode) => ({ pointCode, verdict: 'OK' }));
  expect((await recordResult(world, drawn, { findings })).userErrors).toEqual([]);
});

describe('A visit is not approved', () => {
  let drawn: Drawn;
  beforeAll(async () => {
    drawn = await drawOne();
  });
  const approve = (caller: Parameters<typeof actOnVisit>[1], changes: object = {}) =>
    actOnVisit(world, caller, 'approveVisit', {
      ...{ drawId: drawn.drawId, enterpriseId: drawn.enterprises[0], visitOn: TODAY, ...changes },
    });

  test('by who has prepared the draw', async () => {
    expect(await refused(() => approve('regulator'))).toEqual([['OWN_DRAFT', undefined]]);
  });

  test('by whoever is to go himself', async () => {
    await world.owner.query(
      `update inspector set officer_id = $2 where id = (select a.inspector_id from draw_assignment a where a.draw_id = $1 limit 1)`,
      [uuidOf(drawn.drawId), staff.witness.officerId],
    );
    expect(await refused(() => approve(staff.witness))).toEqual([['OWN_DRAFT', undefined]]);
    await world.owner.query('update inspector set officer_id = null');
  });

  test.each([
    [{ visitOn: '2026-06-30' }, 'DATE_IN_PAST', 'input.visitOn'],
    [{ enterpriseId: 'ent_00000000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'input.enterpriseId'],
    [{ drawId: 'draw_00000000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'input.drawId'],
  ])('with %j', async (changes, code, field) => {
    expect(await refused(() => approve(staff.witness, changes))).toEqual([[code, field]]);
  });

  test('from another jurisdiction, exactly like one that does not exist', async () => {
    const elsewhere = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    expect(await refused(() => approve(elsewhere))).toEqual([['NOT_FOUND', 'input.drawId']]);
  });
});

describe('An arrival is refused', () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await tellOne(world, await drawOne());
  });
  const arrive = (changes: object = {}) =>
    actOnVisit(world, 'regulator', 'recordArrival', {
      ...{ visitId: visit.id, arrivedAt: `${TODAY}T09:00:00+08:00`, method: 'MANUAL' },
      ...{ certificateNumbers: numbersOf(visit), ...changes },
    });

  test('of fewer than two inspectors, even if one is named twice', async () => {
    const [one] = numbersOf(visit);
    expect(await refused(() => arrive({ certificateNumbers: [one, one] }))).toEqual([
      ['TOO_FEW_INSPECTORS', 'input.certificateNumbers'],
    ]);
  });

  test('of somebody who has no seat there', async () => {
    expect(await refused(() => arrive({ certificateNumbers: [...numbersOf(visit), 'GRID-1'] }))).toEqual([
      ['UNKNOWN_CODE', 'input.certificateNumbers'],
    ]);
  });

  test('with a certificate that is not valid that day', async () => {
    const [number] = numbersOf(visit);
    const change = 'update inspector set certificate_expires_on = $2 where certificate_number = $1';
    await world.owner.query(change, [number, '2026-06-30']);
    expect(await refused(() => arrive())).toEqual([['CERTIFICATE_EXPIRED', 'input.certificateNumbers']]);
    await world.owner.query(change, [number, '2027-12-31']);
  });

  test.each([
    ['2026-07-02T09:00:00+08:00', 'DATE_IN_FUTURE'],
    ['2026-06-30T23:59:00+08:00', 'INVALID_DATE'],
  ])('at %s', async (arrivedAt, code) => {
    expect(await refused(() => arrive({ arrivedAt }))).toEqual([[code, 'input.arrivedAt']]);
  });

  test('before anybody was told, and a second time', async () => {
    const drawn = await drawOne();
    const input = { drawId: drawn.drawId, enterpriseId: drawn.enterprises[0], visitOn: TODAY };
    const { id: visitId } = await mustVisit(world, staff.witness, 'approveVisit', input);
    expect(await refused(() => arrive({ visitId }))).toEqual([['WRONG_STATE', 'input.visitId']]);
    const there = await arriveAt(world, await drawOne());
    expect(await refused(() => arrive({ visitId: there.id }))).toEqual([['WRONG_STATE', 'input.visitId']]);
  });

  test('of one of two that are recorded at the same moment', async () => {
    const { id: visitId, inspectors } = await tellOne(world, await drawOne());
    const certificateNumbers = inspectors.map(({ certificateNumber }) => certificateNumber);
    const both = await Promise.all([
      arrive({ visitId, certificateNumbers }),
      arrive({ visitId, certificateNumbers }),
    ]);
    const codes = both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['WRONG_STATE']);
  });
});

describe('Recusal', () => {
  test('is asked for in time, decided by another officer, and leads to whoever has the next lot', async () => {
    const visit = await tellOne(world, await drawOne());
    const [out, other] = numbersOf(visit);
    const ask = { visitId: visit.id, certificateNumber: out, grounds: '示例：近亲属为本单位股东' };
    const asked = await mustVisit(world, 'regulator', 'requestRecusal', ask);
    const recusalId = asked.recusals[0]?.id;
    expect(await refused(() => actOnVisit(world, 'regulator', 'requestRecusal', ask))).toEqual([
      ['ALREADY_RECORDED', 'input.certificateNumber'],
    ]);
    const arrival = { visitId: visit.id, arrivedAt: `${TODAY}T09:00:00+08:00`, method: 'CODE' };
    const come = () =>
      actOnVisit(world, 'regulator', 'recordArrival', { ...arrival, certificateNumbers: [out, other] });
    expect(await refused(come)).toEqual([['WRONG_STATE', 'input.certificateNumbers']]);
    const decide = { recusalId, isUpheld: true, reason: '示例：属实' };
    expect(await refused(() => actOnVisit(world, 'regulator', 'decideRecusal', decide))).toEqual([
      ['OWN_DRAFT', 'input.recusalId'],
    ]);
    const replace = { visitId: visit.id, certificateNumber: out, reasonCode: 'RECUSAL' };
    expect(await refused(() => actOnVisit(world, 'regulator', 'replaceInspector', replace))).toEqual([
      ['WRONG_STATE', 'input.reasonCode'],
    ]);
    await mustVisit(world, staff.witness, 'decideRecusal', decide);
    expect(await refused(() => actOnVisit(world, staff.witness, 'decideRecusal', decide))).toEqual([
      ['WRONG_STATE', 'input.recusalId'],
    ]);
    expect(await refused(come)).toEqual([['INSPECTOR_RECUSED', 'input.certificateNumbers']]);

    const replaced = await mustVisit(world, 'regulator', 'replaceInspector', replace);
    const third = ['DEMO-1', 'DEMO-2', 'DEMO-3'].find((number) => number !== out && number !== other);
    expect(replaced.replacements).toMatchObject([
      { outCertificate: out, inCertificate: third, nextCertificate: third, departureReason: null },
    ]);
    expect(replaced.inspectors.filter(({ isReplaced }) => !isReplaced)).toHaveLength(2);
    expect(replaced.notices.map(({ kind }) => kind)).toEqual(['VISIT', 'REPLACEMENT']);
    expect(replaced.notices[1]?.body).toContain(third);
    expect(await refused(come)).toEqual([['UNKNOWN_CODE', 'input.certificateNumbers']]);
    await mustVisit(world, 'regulator', 'recordArrival', { ...arrival, certificateNumbers: [third, other] });
    const { rows } = await world.owner.query<{ numbers: string[] }>(
      `select array_agg(i.certificate_number order by a.position) as numbers from draw_assignment a join inspector i on i.id = a.inspector_id
       join spot_check_visit v on v.draw_id = a.draw_id and v.place = a.place where v.id = $1`,
      [uuidOf(visit.id)],
    );
    expect(rows[0]?.numbers).toEqual([out, other]);
  });

  test('is not asked for after its term, of somebody who has no seat, or before anybody was told', async () => {
    const drawn = await drawOne();
    const visit = await tellOne(world, drawn);
    const [certificateNumber] = numbersOf(visit);
    const ask = (changes: object = {}) =>
      actOnVisit(world, 'regulator', 'requestRecusal', {
        ...{ visitId: visit.id, certificateNumber, grounds: '示例', ...changes },
      });
    expect(await refused(() => ask({ certificateNumber: 'DEMO-4' }))).toEqual([
      ['UNKNOWN_CODE', 'input.certificateNumber'],
    ]);
    expect(await refused(() => ask({ grounds: ' ' }))).toEqual([['INVALID_TEXT', 'input.grounds']]);
    world.today = '2026-07-02';
    expect(await refused(() => ask())).toEqual([['WRONG_STATE', 'input.visitId']]);
    world.today = TODAY;
    expect(await refused(() => ask({ visitId: 'vis_00000000-0000-7000-8000-000000000000' }))).toEqual([
      ['NOT_FOUND', 'input.visitId'],
    ]);
  });
});

describe('A replacement', () => {
  /** Five more inspectors, so that the lots have somebody to name. */
  beforeAll(async () => {
    for (const number of [5, 6, 7, 8, 9]) {
      await world.owner.query(
        `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id)
         values (gen_random_uuid(), '示例检查员', $1, '2027-12-31', $2)`,
        [`DEMO-${number}`, world.officeIds.market],
      );
    }
  });

  const replace = (visit: Visit, changes: object = {}) =>
    actOnVisit(world, 'regulator', 'replaceInspector', {
      ...{ visitId: visit.id, certificateNumber: numbersOf(visit)[0], reasonCode: 'ILLNESS', ...changes },
    });

  /** Whoever is not to go yet, lowest lot first, by docs/DRAWS.md and nothing of the product. */
  async function lotsByHand(visit: Visit): Promise<string[]> {
    const { rows } = await world.owner.query<{
      seed: string;
      salt_key: string;
      public_id: string;
      pool: string[];
    }>(
      `select d.seed, s.salt_key, o.public_id, array(select public_id from draw_inspector where draw_id = d.id and expires_on >= v.visit_on) as pool
       from spot_check_visit v join draw d on d.id = v.draw_id join draw_secret s on s.draw_id = d.id
       join draw_object o on o.draw_id = v.draw_id and o.place = v.place where v.id = $1`,
      [uuidOf(visit.id)],
    );
    const { seed = '', salt_key: salt = '', public_id: object = '', pool = [] } = rows[0] ?? {};
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    const key = sha(`sha256-tickets-2|lots|${seed}|${salt}`);
    const lots = pool.map((number) => ({ number, lot: sha(`${key}|inspector|${object}|${number}`) }));
    lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
    return lots.map(({ number }) => number).filter((number) => !numbersOf(visit).includes(number));
  }

  test('is whoever has the next lot of the draw, and then the next one', async () => {
    const visit = await tellOne(world, await drawOne());
    const [next, then] = await lotsByHand(visit);
    await replace(visit);
    const { visit: after } = await replace(visit, {
      certificateNumber: next,
      reasonCode: 'LEAVE',
      remark: '示例',
    });
    expect(after?.replacements).toMatchObject([
      { inCertificate: next, nextCertificate: next, departureReason: null, reason: 'Illness' },
      { outCertificate: next, inCertificate: then, remark: '示例' },
    ]);
  });

  test('by somebody else needs a reason of its own, which stays on record', async () => {
    const visit = await tellOne(world, await drawOne());
    const [next, certificateNumber] = await lotsByHand(visit);
    expect(await refused(() => replace(visit, { departure: { certificateNumber, reason: ' ' } }))).toEqual([
      ['REASON_REQUIRED', 'input.departure.reason'],
    ]);
    const departure = { certificateNumber, reason: '示例：熟悉该类设备' };
    const { visit: after } = await replace(visit, { departure });
    expect(after?.replacements).toMatchObject([
      { inCertificate: certificateNumber, nextCertificate: next, departureReason: '示例：熟悉该类设备' },
    ]);
  });

  test('by whoever the lots name is no departure', async () => {
    const visit = await tellOne(world, await drawOne());
    const [certificateNumber] = await lotsByHand(visit);
    const { visit: after } = await replace(visit, { departure: { certificateNumber, reason: '示例' } });
    expect(after?.replacements).toMatchObject([{ inCertificate: certificateNumber, departureReason: null }]);
  });

  test('is refused when nobody is left', async () => {
    const visit = await tellOne(world, await drawOne());
    await world.owner.query('update inspector set active = false where not certificate_number = any($1)', [
      numbersOf(visit),
    ]);
    expect(await refused(() => replace(visit))).toEqual([['TOO_FEW_INSPECTORS', undefined]]);
    await world.owner.query('update inspector set active = true');
  });

  test.each([
    ['who is in no pool, such as a grid worker', 'GRID-1', 'UNKNOWN_CODE'],
    ['whose certificate had expired', 'DEMO-4', 'CERTIFICATE_EXPIRED'],
  ])('by somebody %s is refused', async (_who, certificateNumber, code) => {
    const visit = await tellOne(world, await drawOne());
    const departure = { certificateNumber, reason: '示例' };
    expect(await refused(() => replace(visit, { departure }))).toEqual([
      [code, 'input.departure.certificateNumber'],
    ]);
  });

  test('by somebody with a seat there already, or whose recusal the same enterprise has reached, is refused', async () => {
    const drawn = await drawOne();
    const visit = await tellOne(world, drawn);
    const [, seated] = numbersOf(visit);
    const departure = { certificateNumber: seated, reason: '示例' };
    expect(await refused(() => replace(visit, { departure }))).toEqual([
      ['WRONG_STATE', 'input.departure.certificateNumber'],
    ]);
    const [friend] = await lotsByHand(visit);
    const elsewhere = await tellOne(world, await drawFrom(world, industryOf(drawn), { count: 0, staff }));
    await world.owner.query(
      `insert into spot_check_visit_inspector (visit_id, inspector_id, seat, is_drawn)
       select $1, id, 9, false from inspector where certificate_number = $2 on conflict do nothing`,
      [uuidOf(elsewhere.id), friend],
    );
    const ask = { visitId: elsewhere.id, certificateNumber: friend, grounds: '示例' };
    const asked = await mustVisit(world, 'regulator', 'requestRecusal', ask);
    await mustVisit(world, staff.witness, 'decideRecusal', {
      ...{ recusalId: asked.recusals[0]?.id, isUpheld: true, reason: '示例' },
    });
    expect(
      await refused(() => replace(visit, { departure: { certificateNumber: friend, reason: '示例' } })),
    ).toEqual([['INSPECTOR_RECUSED', 'input.departure.certificateNumber']]);
  });

  test('by somebody who has declared a conflict of interest since the draw is refused', async () => {
    const drawn = await drawOne();
    const visit = await tellOne(world, drawn);
    const [friend] = await lotsByHand(visit);
    await world.owner.query(
      `insert into inspector_conflict (id, inspector_id, subject_id, reason, declared_on, declared_by)
       select gen_random_uuid(), id, $2, '示例', $3, $4 from inspector where certificate_number = $1`,
      [friend, uuidOf(visit.enterprise.id), TODAY, world.officerIds.regulator],
    );
    const departure = { certificateNumber: friend, reason: '示例' };
    expect(await refused(() => replace(visit, { departure }))).toEqual([
      ['INSPECTOR_RECUSED', 'input.departure.certificateNumber'],
    ]);
    const { visit: after } = await replace(visit);
    expect(after?.replacements[0]?.inCertificate).not.toBe(friend);
  });

  test.each([
    [{ reasonCode: 'BORED' }, 'UNKNOWN_CODE', 'input.reasonCode'],
    [{ certificateNumber: 'DEMO-4' }, 'UNKNOWN_CODE', 'input.certificateNumber'],
    [{ reasonCode: 'RECUSAL' }, 'WRONG_STATE', 'input.reasonCode'],
  ])('with %j is refused', async (changes, code, field) => {
    const visit = await tellOne(world, await drawOne());
    expect(await refused(() => replace(visit, changes))).toEqual([[code, field]]);
  });

  test('after the arrival is refused', async () => {
    const visit = await arriveAt(world, await drawOne());
    expect(await refused(() => replace(visit))).toEqual([['WRONG_STATE', 'input.visitId']]);
  });
});

test('A result needs an arrival', async () => {
  const drawn = await drawOne();
  const codes = async () => (await recordResult(world, drawn)).userErrors.map(({ code }) => code);
  expect(await codes()).toEqual(['WRONG_STATE']);
  await tellOne(world, drawn);
  expect(await codes()).toEqual(['WRONG_STATE']);
});
