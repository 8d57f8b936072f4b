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
/** Another regulator of the same office. */
let second: ExtraOfficer;
/** A regulator of the sector in another county. */
let foreign: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  second = await world.addOfficer('market', ['MARKET_REGULATOR']);
  foreign = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
});
afterAll(() => world.close());

const INSPECTOR = `id name certificateNumber certificateExpiresOn expiresSoon isExpired officeName officerId specialties areaCodes active
  retiredOn retiredReason conflicts { id reason declaredOn endsOn declaredBy byHimself enterprise { creditCode } }`;
const OBJECT =
  'id publicId kind name regionCode active registeredOn retiredOn retiredReason enterprise { creditCode }';

const ACTS = {
  registerInspector: ['RegisterInspectorInput', `inspector { ${INSPECTOR} }`],
  renewCertificate: ['RenewCertificateInput', `inspector { ${INSPECTOR} }`],
  retireInspector: ['RetireInspectorInput', `inspector { ${INSPECTOR} }`],
  declareConflict: ['DeclareConflictInput', `inspector { ${INSPECTOR} }`],
  endConflict: ['EndConflictInput', `inspector { ${INSPECTOR} }`],
  registerInspectionObject: ['RegisterInspectionObjectInput', `object { ${OBJECT} }`],
  retireInspectionObject: ['RetireInspectionObjectInput', `object { ${OBJECT} }`],
} as const;
type Verb = keyof typeof ACTS;

interface Outcome {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly inspector?: { readonly id: string; readonly conflicts: readonly { readonly id: string }[] } | null;
  readonly object?: { readonly id: string } | null;
}

async function act(
  verb: Verb,
  input: object,
  caller: 'regulator' | ExtraOfficer = 'regulator',
): Promise<Outcome> {
  const [type, answer] = ACTS[verb];
  const data = await world.data<Record<string, Outcome>>(
    caller,
    `mutation ($input: ${type}!) { ${verb}(input: $input) { replayed userErrors { code field message } ${answer} } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const outcome = data[verb];
  if (outcome === undefined) throw new Error('No answer');
  return outcome;
}

/** The refusals of an act that must leave nothing behind. */
async function refusals(verb: Verb, input: object, caller: 'regulator' | ExtraOfficer = 'regulator') {
  const before = await world.countAll();
  const { userErrors } = await act(verb, input, caller);
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.') ?? ''}`);
}

let made = 0;
function inspectorInput(changes: object = {}) {
  made += 1;
  return {
    name: '示例检查员',
    certificateNumber: `CERT-${made}`,
    certificateExpiresOn: '2027-06-30',
    capacity: 'OFFICER',
    specialties: [],
    areaCodes: [],
    ...changes,
  };
}

async function newInspector(changes: object = {}): Promise<string> {
  const { inspector, userErrors } = await act('registerInspector', inspectorInput(changes));
  if (inspector == null) throw new Error(JSON.stringify(userErrors));
  return inspector.id;
}

describe('The list of inspection items', () => {
  test('is offered to every official in both languages, with basis, office kinds and highest ratios', async () => {
    const { inspectionItems } = await world.data<{ inspectionItems: Record<string, unknown>[] }>(
      'zhongshan',
      `{ inspectionItems { code label category legalBasis officeKinds specialty specialtyLabel objectKind highestRatioPercent frequency
        validFrom source { instrument mark } } }`,
    );
    expect(inspectionItems.length).toBeGreaterThanOrEqual(12);
    expect(inspectionItems).toContainEqual(
      expect.objectContaining({
        code: 'FOOD_SERVICE',
        label: 'Food safety of catering',
        category: 'KEY',
        specialty: 'FOOD',
        specialtyLabel: 'Food safety',
        highestRatioPercent: null,
      }),
    );
    for (const { category, highestRatioPercent, legalBasis } of inspectionItems) {
      expect(highestRatioPercent === null).toBe(category === 'KEY');
      expect(legalBasis).toMatch(/第.+条/);
    }
  });

  test('had nothing on it before its day', async () => {
    const data = await world.data(
      'regulator',
      '{ inspectionItems(validAt: "2023-12-31") { code } spotCheckLimits(validAt: "2024-12-31") { code } }',
    );
    expect(data).toEqual({ inspectionItems: [], spotCheckLimits: [] });
  });

  test('comes with limits that name their basis and whom they do not bind', async () => {
    const { spotCheckLimits } = await world.data<{ spotCheckLimits: object[] }>(
      'regulator',
      '{ spotCheckLimits { code kind label itemCode itemCategory industryPrefix value withinMonths exemptGrounds validFrom legalBasis source { mark } } }',
    );
    expect(spotCheckLimits).toContainEqual({
      code: 'CAP_PER_YEAR',
      kind: 'ANNUAL_CAP',
      label: 'Inspections of one enterprise in a year',
      itemCode: null,
      itemCategory: null,
      industryPrefix: null,
      value: 4,
      withinMonths: null,
      exemptGrounds: ['COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY'],
      validFrom: '2025-01-01',
      legalBasis: expect.stringContaining('国办发〔2024〕54号'),
      source: { mark: 'S' },
    });
  });
});

describe('An inspector', () => {
  test('is registered with specialties, area and the officer who he is', async () => {
    const officer = await world.addOfficer('market', ['MARKET_REGULATOR']);
    const input = inspectorInput({
      certificateExpiresOn: '2026-09-29',
      officerId: `off_${officer.officerId}`,
      specialties: ['FOOD', 'PRICE', 'FOOD'],
      areaCodes: ['440784001'],
    });
    const { inspector } = await act('registerInspector', input);
    expect(inspector).toMatchObject({
      name: '示例检查员',
      certificateNumber: input.certificateNumber,
      officeName: '示例机构 market',
      officerId: `off_${officer.officerId}`,
      specialties: ['FOOD', 'PRICE'],
      areaCodes: ['440784001'],
      expiresSoon: true,
      isExpired: false,
      active: true,
      conflicts: [],
    });
    const again = inspectorInput({ officerId: `off_${officer.officerId}` });
    expect(await refusals('registerInspector', again)).toEqual(['ALREADY_EXISTS certificateNumber']);
  });

  test.each([['AUXILIARY'], ['GRID_WORKER'], ['THIRD_PARTY']])(
    'is never one who serves as %s',
    async (capacity) => {
      expect(await refusals('registerInspector', inspectorInput({ capacity }))).toEqual([
        'NOT_AN_INSPECTOR capacity',
      ]);
    },
  );

  test.each([[['AUXILIARY']], [['GRID_WORKER']], [['MARKET_REGULATOR', 'AUXILIARY']], [['INTEGRATOR']]])(
    'is never an officer with the roles %j',
    async (roles) => {
      const officer = await world.addOfficer('market', roles);
      const input = inspectorInput({ officerId: `off_${officer.officerId}` });
      expect(await refusals('registerInspector', input)).toEqual(['NOT_AN_INSPECTOR officerId']);
    },
  );

  test('is held to that by the database as well', async () => {
    const add = (office: string, officer: string | null) =>
      world.owner.query(
        `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id, officer_id)
         values (gen_random_uuid(), '示例', gen_random_uuid()::text, '2027-01-01', $1, $2)`,
        [office, officer],
      );
    const { officeIds, officerIds } = world;
    await expect(add(officeIds['zhongshan-station'], officerIds.auxiliary)).rejects.toThrow(
      'do not inspect enterprises',
    );
    await expect(add(officeIds['zhongshan-station'], officerIds.gridWorker)).rejects.toThrow(
      'do not inspect enterprises',
    );
    await expect(add(officeIds.market, officerIds.zhongshan)).rejects.toThrow('do not inspect enterprises');
    await expect(add(officeIds.credit, null)).rejects.toThrow('Only a law-enforcement office');
  });

  test.each([
    ['without a name', { name: ' ' }, 'INVALID_TEXT name'],
    [
      'with a number that no proof could carry',
      { certificateNumber: '粤执法0001' },
      'INVALID_TEXT certificateNumber',
    ],
    ['with the number of somebody else', { certificateNumber: 'DEMO-1' }, 'ALREADY_EXISTS certificateNumber'],
    [
      'with a certificate that has ended',
      { certificateExpiresOn: '2026-06-30' },
      'DATE_IN_PAST certificateExpiresOn',
    ],
    ['with a specialty that is not listed', { specialties: ['ASTROLOGY'] }, 'UNKNOWN_CODE specialties'],
    [
      'with too many specialties',
      { specialties: Array.from({ length: 101 }, () => 'FOOD') },
      'TOO_MANY_ITEMS specialties',
    ],
    ['with a region that does not exist', { areaCodes: ['999999'] }, 'UNKNOWN_REGION areaCodes'],
    ['with a region of others', { areaCodes: ['371082'] }, 'OUTSIDE_JURISDICTION areaCodes'],
    [
      'with too many regions',
      { areaCodes: Array.from({ length: 101 }, () => '440784') },
      'TOO_MANY_ITEMS areaCodes',
    ],
    ['who is nobody', { officerId: 'off_00000000-0000-7000-8000-000000000000' }, 'NOT_FOUND officerId'],
  ])('is not registered %s', async (_what, changes, refusal) => {
    expect(await refusals('registerInspector', inspectorInput(changes))).toEqual([refusal]);
  });

  test('who is an officer of another office is not found', async () => {
    const input = inspectorInput({ officerId: world.officerId('zhongshan') });
    expect(await refusals('registerInspector', input)).toEqual(['NOT_FOUND officerId']);
  });

  test('gets a later last day, which stays on record beside the former one', async () => {
    const inspectorId = await newInspector();
    const { inspector } = await act('renewCertificate', { inspectorId, certificateExpiresOn: '2029-06-30' });
    expect(inspector).toMatchObject({ certificateExpiresOn: '2029-06-30', expiresSoon: false });
    const { rows } = await world.owner.query(
      'select former_expires_on::text as former, expires_on::text as later from certificate_renewal where inspector_id = $1',
      [uuidOf(inspectorId)],
    );
    expect(rows).toEqual([{ former: '2027-06-30', later: '2029-06-30' }]);
    const renewals = [
      ['2029-06-30', 'INVALID_DATE certificateExpiresOn'],
      ['2026-06-30', 'DATE_IN_PAST certificateExpiresOn'],
    ];
    for (const [certificateExpiresOn, refusal] of renewals)
      expect(await refusals('renewCertificate', { inspectorId, certificateExpiresOn })).toEqual([refusal]);
  });

  test('leaves the register with a reason, once, and is then neither renewed nor retired', async () => {
    const inspectorId = await newInspector();
    expect(await refusals('retireInspector', { inspectorId, reason: ' ' })).toEqual([
      'REASON_REQUIRED reason',
    ]);
    const { inspector } = await act('retireInspector', { inspectorId, reason: '调离' });
    expect(inspector).toMatchObject({ active: false, retiredOn: TODAY, retiredReason: '调离' });
    expect(await refusals('retireInspector', { inspectorId, reason: '调离' })).toEqual([
      'WRONG_STATE inspectorId',
    ]);
    const renewal = { inspectorId, certificateExpiresOn: '2030-01-01' };
    expect(await refusals('renewCertificate', renewal)).toEqual(['WRONG_STATE inspectorId']);
  });

  test('of another office is not found, by whatever act', async () => {
    const inspectorId = await newInspector();
    const { id } = await world.enterprise();
    const notFound = ['NOT_FOUND inspectorId'];
    expect(await refusals('retireInspector', { inspectorId, reason: '示例' }, foreign)).toEqual(notFound);
    expect(
      await refusals('renewCertificate', { inspectorId, certificateExpiresOn: '2030-01-01' }, foreign),
    ).toEqual(notFound);
    const conflict = { inspectorId, enterpriseId: `ent_${id}`, reason: '示例' };
    expect(await refusals('declareConflict', conflict, foreign)).toEqual(notFound);
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await world.data(foreign, query, { id: inspectorId })).toEqual({ node: null });
    expect(await world.data('approver', query, { id: inspectorId })).toEqual({ node: null });
    expect(await world.data('auditor', query, { id: inspectorId })).toEqual({ node: { id: inspectorId } });
  });

  test('is listed by certificate number, with a warning before the certificate ends', async () => {
    const list = (filter: object) =>
      world.data<{
        inspectors: { totalCount: number; nodes: { certificateNumber: string; isExpired: boolean }[] };
      }>(
        'regulator',
        'query ($filter: InspectorFilter) { inspectors(first: 100, filter: $filter) { totalCount nodes { certificateNumber isExpired expiresSoon } } }',
        { filter },
      );
    const { inspectors } = await list({ expiringBy: TODAY });
    expect(inspectors).toEqual({
      totalCount: 1,
      nodes: [{ certificateNumber: 'DEMO-4', isExpired: true, expiresSoon: true }],
    });
    await newInspector({ specialties: ['METROLOGY'] });
    expect((await list({ specialty: 'METROLOGY' })).inspectors.totalCount).toBe(1);
    const all = await list({ withRetired: true });
    const numbers = all.inspectors.nodes.map(({ certificateNumber }) => certificateNumber);
    expect(numbers).toEqual([...numbers].sort());
    const ofOthers = await world.data(foreign, '{ inspectors(first: 1) { totalCount } }');
    expect(ofOthers).toEqual({ inspectors: { totalCount: 0 } });
  });
});

test('The warning of an ending certificate comes as early as asked, within a year', async () => {
  const ask = (withinDays: number) =>
    world.ask<{ inspectors: { nodes: { expiresSoon: boolean }[] } }>(
      'regulator',
      `{ inspectors(first: 1) { nodes { expiresSoon(withinDays: ${withinDays}) } } }`,
    );
  await newInspector({ certificateNumber: '0-FIRST', certificateExpiresOn: '2026-07-11' });
  expect((await ask(10)).data.inspectors.nodes).toEqual([{ expiresSoon: true }]);
  expect((await ask(9)).data.inspectors.nodes).toEqual([{ expiresSoon: false }]);
  for (const days of [-1, 367]) expect(codesOf(await ask(days))).toEqual(['BAD_USER_INPUT']);
});

describe('A conflict of interest', () => {
  test('is declared by the office or by himself, once, and ends from a day on', async () => {
    const himself = await world.addOfficer('market', ['MARKET_REGULATOR']);
    const inspectorId = await newInspector({ officerId: `off_${himself.officerId}` });
    const one = await world.enterprise();
    const other = await world.enterprise();
    const declaration = { inspectorId, enterpriseId: `ent_${one.id}`, reason: '配偶任职' };
    await act('declareConflict', declaration, second);
    const { inspector } = await act(
      'declareConflict',
      { ...declaration, enterpriseId: `ent_${other.id}` },
      himself,
    );
    expect(inspector?.conflicts).toMatchObject([
      { byHimself: true, enterprise: { creditCode: other.creditCode }, declaredOn: TODAY, endsOn: null },
      { byHimself: false, enterprise: { creditCode: one.creditCode }, reason: '配偶任职' },
    ]);
    expect(await refusals('declareConflict', declaration)).toEqual(['ALREADY_EXISTS enterpriseId']);
    const conflictId = inspector?.conflicts[1]?.id;
    expect(await refusals('endConflict', { conflictId, endsOn: '2026-06-30' })).toEqual([
      'DATE_IN_PAST endsOn',
    ]);
    expect(await refusals('endConflict', { conflictId, endsOn: TODAY }, foreign)).toEqual([
      'NOT_FOUND conflictId',
    ]);
    const ended = await act('endConflict', { conflictId, endsOn: '2026-08-01' });
    expect(ended.inspector?.conflicts[1]).toMatchObject({ endsOn: '2026-08-01' });
    expect(await refusals('endConflict', { conflictId, endsOn: '2026-08-01' })).toEqual([
      'WRONG_STATE conflictId',
    ]);
    expect((await act('declareConflict', declaration)).userErrors).toEqual([]);
  });

  test.each([['no reason', { reason: '' }, 'REASON_REQUIRED reason']])(
    'with %s is refused',
    async (_what, changes, refusal) => {
      const inspectorId = await newInspector();
      const { id } = await world.enterprise();
      const input = { inspectorId, enterpriseId: `ent_${id}`, ...changes };
      expect(await refusals('declareConflict', input)).toEqual([refusal]);
    },
  );

  test('with an enterprise of elsewhere is refused like one with nobody', async () => {
    const inspectorId = await newInspector();
    const { id } = await world.enterprise({ regionCode: '371082' });
    for (const enterpriseId of [`ent_${id}`, 'ent_00000000-0000-7000-8000-000000000000'])
      expect(await refusals('declareConflict', { inspectorId, enterpriseId, reason: '示例' })).toEqual([
        'NOT_FOUND enterpriseId',
      ]);
  });
});

describe('The register of objects', () => {
  const objectInput = (creditCode: string, changes: object = {}) => {
    made += 1;
    return { kind: 'PRODUCT', publicId: `P.${made}`, name: '示例产品', creditCode, ...changes };
  };

  test('has products with the enterprise that answers for them, and lets them go with a reason', async () => {
    const { creditCode } = await world.enterprise();
    const { object } = await act('registerInspectionObject', objectInput(creditCode));
    expect(object).toMatchObject({
      kind: 'PRODUCT',
      active: true,
      regionCode: YUETANG,
      enterprise: { creditCode },
    });
    const objectId = object?.id;
    expect(await refusals('retireInspectionObject', { objectId, reason: '' })).toEqual([
      'REASON_REQUIRED reason',
    ]);
    expect(await refusals('retireInspectionObject', { objectId, reason: '停产' }, foreign)).toEqual([
      'NOT_FOUND objectId',
    ]);
    const retired = await act('retireInspectionObject', { objectId, reason: '停产' });
    expect(retired.object).toMatchObject({ active: false, retiredOn: TODAY, retiredReason: '停产' });
    expect(await refusals('retireInspectionObject', { objectId, reason: '停产' })).toEqual([
      'WRONG_STATE objectId',
    ]);
    const list = (withRetired: boolean) =>
      world.data<{ inspectionObjects: { nodes: { id: string }[] } }>(
        'auditor',
        `{ inspectionObjects(first: 100, filter: { kind: PRODUCT, withRetired: ${withRetired} }) { totalCount nodes { id } } }`,
      );
    expect((await list(false)).inspectionObjects.nodes.map(({ id }) => id)).not.toContain(objectId);
    expect((await list(true)).inspectionObjects.nodes.map(({ id }) => id)).toContain(objectId);
    expect(
      await world.data('auditor', 'query ($id: ID!) { node(id: $id) { id __typename } }', { id: objectId }),
    ).toEqual({
      node: { id: objectId, __typename: 'InspectionObject' },
    });
  });

  test.each([
    ['a public id that no proof could carry', { publicId: '产品,1' }, 'INVALID_TEXT publicId'],
    ['no name', { name: '' }, 'INVALID_TEXT name'],
    ['a region that does not exist', { regionCode: '999999' }, 'UNKNOWN_REGION regionCode'],
    ['a region of others', { regionCode: '371082' }, 'OUTSIDE_JURISDICTION regionCode'],
    ['an enterprise of nobody', { creditCode: '91440784MA00000A92' }, 'NOT_FOUND creditCode'],
  ])('refuses %s', async (_what, changes, refusal) => {
    const { creditCode } = await world.enterprise();
    expect(await refusals('registerInspectionObject', objectInput(creditCode, changes))).toEqual([refusal]);
  });

  test('refuses an enterprise of elsewhere, a public id twice, and enterprises, which have a register of their own', async () => {
    const elsewhere = await world.enterprise({ regionCode: '371082' });
    expect(await refusals('registerInspectionObject', objectInput(elsewhere.creditCode))).toEqual([
      'NOT_FOUND creditCode',
    ]);
    const { creditCode } = await world.enterprise();
    const input = objectInput(creditCode);
    await act('registerInspectionObject', input);
    expect(await refusals('registerInspectionObject', input)).toEqual(['ALREADY_EXISTS publicId']);
    const answer = await world.ask(
      'regulator',
      'mutation ($input: RegisterInspectionObjectInput!) { registerInspectionObject(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: world.key(), ...input, kind: 'ENTERPRISE' } },
    );
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });
});

test('Nobody but regulators of the sector acts, and nobody but they and oversight looks', async () => {
  const other = await world.addOfficer('other-market', ['MARKET_REGULATOR']);
  for (const caller of [other, 'auditor', 'zhongshan', 'approver'] as const) {
    const answer = await world.ask(
      caller,
      'mutation ($input: RegisterInspectorInput!) { registerInspector(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: world.key(), ...inspectorInput() } },
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  }
  expect(codesOf(await world.ask(other, '{ inspectors(first: 1) { totalCount } }'))).toEqual(['FORBIDDEN']);
});
