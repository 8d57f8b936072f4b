import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { runShadowRuns } from '../../src/usecases/draft/run-shadow-runs.js';
import { newId } from '../../src/new-id.js';
import { runJob } from '../support/jobs.js';
import {
  type Caller,
  codesOf,
  makeWorld,
  type OfficerName,
  type UserError,
  uuidOf,
  type World,
  YUETANG,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const FIELDS = `userErrors { code field message } draft { id state kind version sector draftedBy approvedBy publishedBy
  inForceFrom shadowUntil simulations { shadow finishedAt ratedOn } }`;

interface Draft {
  readonly id: string;
  readonly state: string;
}

interface Acted {
  readonly userErrors: readonly UserError[];
  readonly draft: (Draft & Record<string, any>) | null;
  readonly job?: { id: string; state: string };
}

async function act(
  officer: Caller,
  mutation: string,
  input: Record<string, unknown>,
  type = 'DraftInput',
): Promise<Acted> {
  const extra = mutation.startsWith('simulate') ? ' job { id state }' : '';
  const answer = await world.data<Record<string, Acted>>(
    officer,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${FIELDS}${extra} } }`,
    { input: { idempotencyKey: world.key(), ...input } },
  );
  const acted = answer[mutation];
  if (acted === undefined) throw new Error('There was no answer.');
  return acted;
}

/** A sector file in the form of the ones that are delivered, with what a test changes of it. */
function fileWith(changes: Record<string, unknown> = {}, sector = 'property-service'): string {
  const { standard, treatments } = readSectorFile(sector);
  return JSON.stringify({ ...standard, treatments, version: `t-${world.key()}`, ...changes });
}

const draftStandard = (definition: string, officer: OfficerName = 'drafter') =>
  act(officer, 'draftStandard', { definition }, 'DraftStandardInput');

/** Drafts a standard that must be good and returns the draft's id. */
async function drafted(changes: Record<string, unknown> = {}): Promise<string> {
  const { userErrors, draft } = await draftStandard(fileWith(changes));
  expect(userErrors).toEqual([]);
  return draft?.id ?? '';
}

async function simulated(changes: Record<string, unknown> = {}): Promise<string> {
  const draftId = await drafted(changes);
  const { job } = await act('drafter', 'simulateStandard', { draftId });
  await runJob(world, 'drafter', job?.id ?? '');
  return draftId;
}

const approve = (draftId: string, officer: OfficerName = 'standardApprover') =>
  act(officer, 'approveDraft', { draftId });

const publish = (draftId: string, inForceFrom: string) =>
  act('drafter', 'publishDraft', { draftId, inForceFrom }, 'PublishDraftInput');

/** What was wrong with an act that must be refused and leave nothing behind. */
async function codesOfRefused(work: () => Promise<Acted>): Promise<string[]> {
  const before = await world.countAll();
  const { userErrors, draft } = await work();
  expect(draft).toBeNull();
  expect(await world.countAll()).toEqual(before);
  return userErrors.map(({ code }) => code);
}

/** Property services: one that has joined and is AA, one that is A by bad conduct. */
async function propertyServices(): Promise<{ good: string; bad: string }> {
  const [good, bad] = [await world.enterprise(), await world.enterprise()];
  for (const { id } of [good, bad])
    await world.record(id, 'PROPERTY_CREDIT_JOINED', { occurredOn: '2026-01-01' });
  const recordId = await world.record(bad.id, 'PROPERTY_BAD_CONDUCT', { occurredOn: '2026-06-01' });
  await world.owner.query('update credit_record set amount_hundredths = 400 where id = $1', [recordId]);
  for (const { id } of [good, bad]) await world.rate(id, 'property-service');
  return { good: good.id, bad: bad.id };
}

describe('A standard on its way', () => {
  test('is drafted, tried on everybody, approved by a second person, published, and then supersedes the version before', async () => {
    const { bad } = await propertyServices();
    const draftId = await simulated({ baseHundredths: 7_000, version: '2026.9' });
    expect((await approve(draftId)).draft).toMatchObject({ state: 'APPROVED', approvedBy: '示例批准员' });
    const { draft } = await publish(draftId, '2026-08-01');
    expect(draft).toMatchObject({ state: 'PUBLISHED', inForceFrom: '2026-08-01', publishedBy: '示例起草员' });
    const gradeOf = async () => {
      const { rows } = await world.owner.query<{ grade_code: string }>(
        `select grade_code from rating where subject_id = $1 and sector = 'property-service'`,
        [bad],
      );
      return rows[0]?.grade_code;
    };
    expect(await gradeOf()).toBe('A');
    for (const [day, grade] of [
      ['2026-07-31', 'A'],
      ['2026-08-01', 'B'],
    ] as const) {
      world.today = day;
      await bringRatingsUpToDate(world.product.world.door, day, new AbortController().signal);
      expect(await gradeOf()).toBe(grade);
    }
    world.today = '2026-07-01';
  });

  test('cannot be approved by whoever drafted it', async () => {
    const draftId = await simulated();
    expect(await codesOfRefused(() => approve(draftId, 'drafter'))).toEqual(['OWN_DRAFT']);
  });

  test('cannot be approved before it was tried', async () => {
    const draftId = await drafted();
    expect(await codesOfRefused(() => approve(draftId))).toEqual(['WRONG_STATE']);
  });

  test('cannot be published before it is approved, nor today, nor over a day in the past', async () => {
    const draftId = await simulated();
    expect(await codesOfRefused(() => publish(draftId, '2026-09-01'))).toEqual(['WRONG_STATE']);
    await approve(draftId);
    for (const day of ['2026-06-30', '2026-07-01']) {
      expect(await codesOfRefused(() => publish(draftId, day))).toEqual(['DATE_IN_PAST']);
    }
  });

  test('cannot begin on the day on which another version begins', async () => {
    const [one, other] = [await simulated(), await simulated()];
    await approve(one);
    await approve(other);
    expect((await publish(one, '2026-10-01')).userErrors).toEqual([]);
    expect(await codesOfRefused(() => publish(other, '2026-10-01'))).toEqual(['ALREADY_EXISTS']);
  });

  test('is never edited once it is published: not withdrawn, not tried, not drafted again', async () => {
    const draftId = await simulated({ version: '2026.77' });
    await approve(draftId);
    await publish(draftId, '2026-11-01');
    for (const mutation of ['withdrawDraft', 'approveDraft', 'simulateStandard']) {
      expect(await codesOfRefused(() => act('standardApprover', mutation, { draftId }))).toEqual([
        'ALREADY_PUBLISHED',
      ]);
    }
    expect(await codesOfRefused(() => draftStandard(fileWith({ version: '2026.77' })))).toEqual([
      'ALREADY_PUBLISHED',
    ]);
  });

  test('cannot be published but from a draft that two people have worked on, whatever the application says', async () => {
    const draftId = (await drafted()).replace('dft_', '');
    const publishing = world.owner.query(`select publish_draft($1, $2, '2026-12-01')`, [
      draftId,
      world.officerIds.drafter,
    ]);
    await expect(publishing).rejects.toMatchObject({ code: '23514' });
    const alone = world.owner.query(
      `update rule_draft set state = 'APPROVED', approved_by = drafted_by where id = $1`,
      [draftId],
    );
    await expect(alone).rejects.toMatchObject({ code: '23514' });
  });

  test('can be taken back until it is published', async () => {
    const draftId = await drafted();
    expect((await act('drafter', 'withdrawDraft', { draftId })).draft?.state).toBe('WITHDRAWN');
    expect(await codesOfRefused(() => act('drafter', 'simulateStandard', { draftId }))).toEqual([
      'WRONG_STATE',
    ]);
  });

  test('that was taken back while it was tried stays taken back', async () => {
    const draftId = await drafted();
    const { job } = await act('drafter', 'simulateStandard', { draftId });
    await act('drafter', 'withdrawDraft', { draftId });
    await runJob(world, 'drafter', job?.id ?? '');
    expect(await codesOfRefused(() => approve(draftId))).toEqual(['WRONG_STATE']);
  });

  test('is not there for offices that are not in charge of its sector', async () => {
    const draftId = await drafted();
    expect(await codesOfRefused(() => act('riskDrafter', 'simulateStandard', { draftId }))).toEqual([
      'NOT_FOUND',
    ]);
    const { node } = await world.data<{ node: object | null }>(
      'riskDrafter',
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: draftId },
    );
    expect(node).toBeNull();
    expect(codesOf(await world.ask('regulator', '{ ruleDrafts(first: 1) { nodes { id } } }'))).toEqual([
      'FORBIDDEN',
    ]);
  });

  test('of an internal sector stays with the offices that are named for it', async () => {
    const risk = fileWith({}, 'enterprise-risk');
    expect(await codesOfRefused(() => draftStandard(risk))).toEqual(['NOT_FOUND']);
    expect((await draftStandard(risk, 'riskDrafter')).userErrors).toEqual([]);
  });
});

describe('A standard is refused', () => {
  const { standard } = readSectorFile('property-service');
  const [first] = standard.indicators;
  const source = { instrument: '示例', mark: 'D', checkedOn: '2026-07-01' };
  const indicator = (changes: Record<string, unknown>) => ({ indicators: [{ ...first, ...changes }] });
  const band = (at: number, changes: Record<string, unknown>) => ({
    bands: standard.bands.map((each, index) => (index === at ? { ...each, ...changes } : each)),
  });
  const treatment = (changes: Record<string, unknown>) => ({
    treatments: [
      {
        gradeCode: 'C',
        kind: 'RETAINED_SHARE',
        value: 100,
        unit: 'BASIS_POINT',
        validFrom: '2026-08-01',
        reason: '示例',
        source,
        ...changes,
      },
    ],
  });
  const points = {
    sector: 'test-points',
    pointsScheme: true,
    subjectKinds: ['HOUSEHOLD'],
  };

  test.each<[string, Record<string, unknown>, string]>([
    ['with a gap between bands', band(0, { minHundredths: 8_600 }), 'BAND_GAP'],
    ['with an overlap of bands', band(0, { minHundredths: 8_400 }), 'BAND_OVERLAP'],
    [
      'with an indicator that counts unknown records',
      indicator({ recordTypes: ['NO_SUCH_TYPE'] }),
      'UNKNOWN_INDICATOR',
    ],
    ['with an indicator of an unknown category', indicator({ category: 'NO_SUCH' }), 'UNKNOWN_INDICATOR'],
    ['with a direct rule to an unknown grade', indicator({ setsGrade: 'Z' }), 'UNKNOWN_GRADE'],
    [
      'with a cap below one event',
      indicator({ per: 'EVENT', pointsHundredths: 500, capHundredths: 400 }),
      'CAP_BELOW_EVENT',
    ],
    ['with what burdens and does not say so', treatment({ burden: false }), 'UNSOUND_STANDARD'],
    ['with a burden without legal basis', treatment({ burden: true }), 'BURDEN_WITHOUT_BASIS'],
    [
      'with a burden in a points scheme',
      { ...points, ...treatment({ burden: true, legalBasis: '示例法第一条' }) },
      'POINTS_MUST_NOT_BURDEN',
    ],
    ['with a veto without an end', indicator({ setsGrade: 'C', validDays: null }), 'VETO_WITHOUT_END'],
    [
      'with forbidden data as evidence',
      {
        recordTypes: [
          { code: 'T_CHURCH', label: { zh: '示例', en: 'Sample' }, dataCategory: 'RELIGION', source },
        ],
        ...indicator({ recordTypes: ['T_CHURCH'] }),
      },
      'FORBIDDEN_DATA',
    ],
    [
      'with an indicator that is called by forbidden data',
      indicator({ label: { zh: '指纹登记', en: 'X' } }),
      'FORBIDDEN_DATA',
    ],
    [
      'that calls forbidden data by the name of a known kind of record',
      {
        recordTypes: [{ code: 'ADMINISTRATIVE_PENALTY', label: { zh: '示例', en: 'Sample' }, source }],
        ...indicator({ recordTypes: ['ADMINISTRATIVE_PENALTY'] }),
      },
      'UNSOUND_STANDARD',
    ],
    [
      'with a burden that calls itself something else',
      treatment({
        kind: 'APPROVAL_EFFECT',
        code: 'REFUSE_SERVICE',
        label: { zh: '拒绝', en: 'Refuse' },
        value: 1,
        unit: 'NONE',
      }),
      'UNSOUND_STANDARD',
    ],
    [
      'when points lead to more checks',
      { ...points, ...treatment({ kind: 'INSPECTION_INTERVAL', value: 1, unit: 'DAY' }) },
      'POINTS_MUST_NOT_BURDEN',
    ],
    [
      'of households that is no points scheme',
      { sector: 'test-households', subjectKinds: ['HOUSEHOLD'] },
      'UNSOUND_STANDARD',
    ],
    [
      'with points beyond counting',
      indicator({ per: 'EVENT', pointsHundredths: 2_000_000_000 }),
      'UNSOUND_STANDARD',
    ],
    [
      'with two rows for one grade, kind and code',
      {
        treatments: [
          { ...treatment({}).treatments[0], burden: true, legalBasis: '示例法' },
          { ...treatment({}).treatments[0], burden: true, legalBasis: '示例法', validFrom: '2027-01-01' },
        ],
      },
      'UNSOUND_STANDARD',
    ],
    ['with a NUL in its words', { title: { zh: '示\u0000例', en: 'Sample' } }, 'UNSOUND_STANDARD'],
    ['with half a character in its words', { title: { zh: '示\ud800例', en: 'Sample' } }, 'UNSOUND_STANDARD'],
    ['of another kind than its sector', { ...points, sector: 'property-service' }, 'UNSOUND_STANDARD'],
  ])('%s', async (_what, changes, code) => {
    const codes = await codesOfRefused(() => draftStandard(fileWith(changes)));
    expect(codes).toContain(code);
  });

  test('of rental houses that does not say of every tier how often it is inspected', async () => {
    const { standard: houses } = readSectorFile('urban-village');
    const bands = houses.bands.map((each) => (each.code === 'CIVILISED' ? { ...each, code: 'MODEL' } : each));
    const codes = await codesOfRefused(() =>
      draftStandard(fileWith({ bands, treatments: [] }, 'urban-village'), 'drafter'),
    );
    expect(codes).toEqual(['TREATMENT_MISSING']);
  });

  test('in words of the language that was asked for', async () => {
    const answer = await world.data<any>(
      'drafter',
      'mutation ($input: DraftStandardInput!) { draftStandard(input: $input) { userErrors { message } } }',
      { input: { idempotencyKey: world.key(), definition: '{"sector": 7}' } },
      { 'accept-language': 'zh-CN' },
    );
    for (const { message } of answer.draftStandard.userErrors) expect(message).not.toMatch(/must|have/);
  });

  test('with a burden without legal basis by a constraint of the table, too', async () => {
    const insert = world.owner.query(
      `insert into treatment_policy (id, sector, grade_code, kind, value, unit, burden, valid_from, reason, source)
       values (gen_random_uuid(), 'property-service', 'C', 'RETAINED_SHARE', 1, 'BASIS_POINT', true, '2026-01-01', 'x', '{}')`,
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'burdens_need_a_legal_basis' });
  });

  test('that is no JSON, and one that is no standard, with the place of each fault', async () => {
    expect(await codesOfRefused(() => draftStandard('{'))).toEqual(['UNSOUND_STANDARD']);
    const { userErrors } = await draftStandard(JSON.stringify({ sector: 7 }));
    expect(userErrors.length).toBeGreaterThan(3);
    expect(userErrors.map(({ message }) => message).join()).toContain('/sector');
  });

  test('when a local addition goes beyond its parent', async () => {
    const { addition, treatments } = readSectorFile('changxing-household-demo-village');
    const tooMuch = (addition?.indicators ?? []).map((each) => ({
      ...each,
      pointsHundredths: 90_000,
      capHundredths: 90_000,
    }));
    const file = { ...addition, version: 't', treatments, indicators: tooMuch };
    expect(await codesOfRefused(() => draftStandard(JSON.stringify(file)))).toContain('LIMITS_EXCEEDED');
  });
});

describe('Nothing burdens a resident or a household by points', () => {
  test('also when the policy is written by hand: the table refuses it', async () => {
    const row = (pointsScheme: boolean) =>
      world.owner.query(
        `insert into treatment_policy (id, sector, grade_code, kind, value, unit, burden, legal_basis, points_scheme, valid_from, reason, source)
         values (gen_random_uuid(), 'rural-points', 'C', 'EXTRA_PATROLS', 1, 'PER_MONTH', true, '示例法', $1, '2026-01-01', 'x', '{}')`,
        [pointsScheme],
      );
    await expect(row(true)).rejects.toMatchObject({ constraint: 'points_never_burden' });
    await expect(row(false)).rejects.toMatchObject({ constraint: 'treatment_of_the_sectors_kind' });
  });
});

describe('Trying a draft on everybody', () => {
  const DRAFT = `query ($id: ID!) { node(id: $id) { ... on RuleDraft { state simulations {
    ratedOn shadow finishedAt job { state done total } matrix { regionCode fromGradeCode toGradeCode count }
    byTown: matrix(byTown: true) { regionCode fromGradeCode toGradeCode count }
    effects { inspectionsPerMonth { before after } inspectorDaysPerMonth { before after } drawnPerDraw { before after } approvalsTurned }
    moves(first: 10, toGradeCode: "C") { totalCount nodes { subjectId name fromGradeCode toGradeCode fromScore toScore
      reasonsBefore { indicatorCode points } reasonsAfter { indicatorCode points setsGrade recordId } } }
  } } } }`;

  async function read(id: string): Promise<Record<string, any>> {
    const { node } = await world.data<{ node: Record<string, any> }>('standardApprover', DRAFT, { id });
    return node;
  }

  test('tells who would move, from which grade to which, by town, and why, and changes no rating', async () => {
    const { bad } = await propertyServices();
    const before = await world.owner.query('select * from rating order by subject_id, sector');
    const { standard } = readSectorFile('property-service');
    const id = await simulated({
      indicators: standard.indicators.map((each) =>
        each.code === 'BAD_CONDUCT' ? { ...each, setsGrade: 'C' } : each,
      ),
    });
    expect(await world.owner.query('select * from rating order by subject_id, sector')).toMatchObject({
      rows: before.rows,
    });
    const { state, simulations } = await read(id);
    expect(state).toBe('SIMULATED');
    expect(simulations).toHaveLength(1);
    const [simulation] = simulations;
    expect(simulation).toMatchObject({ ratedOn: '2026-07-01', shadow: false, job: { state: 'SUCCEEDED' } });
    expect(simulation.job.done).toBe(simulation.job.total);
    expect(simulation.matrix).toContainEqual({
      regionCode: null,
      fromGradeCode: 'A',
      toGradeCode: 'C',
      count: 1,
    });
    expect(simulation.byTown).toContainEqual(
      expect.objectContaining({ regionCode: '440784001', fromGradeCode: 'AA', toGradeCode: 'AA' }),
    );
    expect(simulation.moves.nodes).toContainEqual({
      subjectId: `ent_${bad}`,
      name: '鹤山市示例商行',
      fromGradeCode: 'A',
      toGradeCode: 'C',
      fromScore: '76.00',
      toScore: '76.00',
      reasonsBefore: [{ indicatorCode: 'BAD_CONDUCT', points: '-4.00' }],
      reasonsAfter: [
        expect.objectContaining({ indicatorCode: 'BAD_CONDUCT', points: '-4.00', setsGrade: 'C' }),
      ],
    });
  });

  /** A draft of a sector by which everybody who is rated in it moves; its id. */
  async function movingAll(sector: string, officer: OfficerName = 'drafter'): Promise<string> {
    const { standard } = readSectorFile(sector);
    const bands = standard.bands.map((band) => ({ ...band, code: `${band.code}_NEW` }));
    const renamed = fileWith({ bands }, sector).replaceAll(
      /"(setsGrade|keepsGrade|gradeCode)":"(\w+)"/g,
      '"$1":"$2_NEW"',
    );
    const { userErrors, draft } = await draftStandard(renamed, officer);
    expect(userErrors).toEqual([]);
    const draftId = draft?.id ?? '';
    const { job } = await act(officer, 'simulateStandard', { draftId });
    await runJob(world, officer, job?.id ?? '');
    return draftId;
  }

  const MOVES = `query ($id: ID!) { node(id: $id) { ... on RuleDraft { simulations(first: 1) { matrix { count }
    moves(first: 10) { totalCount nodes { subjectId toGradeCode toScore reasonsAfter { indicatorCode recordId } } } } } } }`;

  async function logged(): Promise<{ query: string; subject_ids: string[] }[]> {
    const { rows } = await world.owner.query<{ query: string; subject_ids: string[] }>(
      'select query, subject_ids from access_log order by id',
    );
    return rows;
  }

  test('tells of natural persons for a stated purpose only, and logs the look into all files of a page at once', async () => {
    const persons: string[] = [];
    for (let made = 0; made < 2; made += 1) {
      const { node } = await world.data<any>(
        'zhongshan',
        'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id } } } }',
        { id: await world.registerHouse() },
      );
      const person = uuidOf(node.owner.id);
      await world.record(person, 'LANDLORD_MONTHLY_CHECK', { occurredOn: '2026-05-01' });
      await world.rate(person, 'rental-owner');
      persons.push(person);
    }
    const id = await movingAll('rental-owner');
    const before = await logged();
    const refused = await world.ask('standardApprover', MOVES, { id });
    expect(codesOf(refused)).toEqual(['PURPOSE_REQUIRED']);
    expect(JSON.stringify(refused.data)).not.toContain('per_');
    expect(await logged()).toEqual(before);
    const { node } = await world.data<any>('standardApprover', MOVES, { id }, { 'x-purpose': '标准测算' });
    const ids = persons.map((person) => `per_${person}`);
    expect(node.simulations[0].moves.nodes.map(({ subjectId }: any) => subjectId)).toEqual(ids);
    const entries = (await logged()).slice(before.length);
    expect(entries).toEqual([{ query: 'Simulation.moves', subject_ids: persons }]);
  });

  test('names the records of the members of a household for a stated purpose only, and logs the look', async () => {
    const { registerHousehold } = await world.data<any>(
      'clerk',
      `mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { household { id members { id } } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          registerCode: 'HU-0001',
          regionCode: YUETANG,
          members: [{ name: '陈示例', citizenNumber: world.citizenNumber() }],
        },
      },
    );
    const [household, member] = [
      uuidOf(registerHousehold.household.id),
      uuidOf(registerHousehold.household.members[0].id),
    ];
    await world.owner.query(`update household_member set from_on = '2025-01-01' where household_id = $1`, [
      household,
    ]);
    const record = await world.record(member, 'NANHUANG_MEDIATION', { occurredOn: '2026-05-01' });
    await world.rate(household, 'nanhuang-household');
    const id = await movingAll('nanhuang-household');
    const before = await logged();
    const records = async (headers: Record<string, string>) => {
      const { node } = await world.data<any>('standardApprover', MOVES, { id }, headers);
      return node.simulations[0].moves.nodes.map(({ reasonsAfter }: any) => reasonsAfter[0].recordId);
    };
    expect(await records({})).toEqual([null]);
    expect(await logged()).toEqual(before);
    expect(await records({ 'x-purpose': '标准测算' })).toEqual([`rec_${record}`]);
    expect((await logged()).slice(before.length)).toEqual([
      { query: 'Simulation.moves', subject_ids: [member] },
    ]);
  });

  test('of an internal sector tells who would move to its regulators only; whoever keeps the standard sees the matrix', async () => {
    const { id: enterprise } = await world.enterprise();
    const id = await movingAll('enterprise-risk', 'riskDrafter');
    const refused = await world.ask('riskDrafter', MOVES, { id }, { 'x-purpose': '好奇' });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
    expect(JSON.stringify(refused.data)).not.toContain(enterprise);
    const matrix = MOVES.replace(/moves\(first: 10\) \{ totalCount nodes \{[^}]*\{[^}]*\} \} \}/, '');
    expect(matrix).not.toContain('moves');
    const { node } = await world.data<any>('riskDrafter', matrix, { id });
    expect(node.simulations[0].matrix.length).toBeGreaterThan(0);
    const both = await world.addOfficer('risk-standards', ['STANDARD_OFFICER', 'MARKET_REGULATOR']);
    const seen = await world.data<any>(both, MOVES, { id });
    expect(seen.node.simulations[0].moves.nodes).toContainEqual(
      expect.objectContaining({ subjectId: `ent_${enterprise}` }),
    );
  });

  test('takes as many of its trials as are asked for, at most a hundred, and costs accordingly', async () => {
    const draftId = await simulated();
    const { job } = await act('drafter', 'simulateStandard', { draftId });
    await runJob(world, 'drafter', job?.id ?? '');
    const ask = (first: number) =>
      world.ask<any>(
        'drafter',
        'query ($id: ID!, $first: Int!) { node(id: $id) { ... on RuleDraft { simulations(first: $first) { ratedOn effects { approvalsTurned } } } } }',
        { id: draftId, first },
      );
    const [one, two] = [await ask(1), await ask(2)];
    expect([one, two].map(({ data }) => data.node.simulations.length)).toEqual([1, 2]);
    const costOf = ({ extensions }: { extensions: any }) => extensions.cost.requested as number;
    expect(costOf(two)).toBeGreaterThan(costOf(one));
    for (const first of [0, 101]) expect(codesOf(await ask(first))).toEqual(['BAD_USER_INPUT']);
  });

  test('is refused where a standard is tried as a policy, or a policy as a standard', async () => {
    const draftId = await drafted();
    const { userErrors } = await act('drafter', 'simulatePolicy', { draftId });
    expect(userErrors).toMatchObject([{ code: 'UNKNOWN_CODE', field: ['input', 'draftId'] }]);
    const row = {
      gradeCode: 'A',
      kind: 'INSPECTION_INTERVAL',
      value: 1,
      unit: 'MONTH',
      reason: '示例',
      instrument: '示例',
    };
    const policy = await act(
      'drafter',
      'draftPolicy',
      { sector: 'property-service', title: '示例', treatments: [row] },
      'DraftPolicyInput',
    );
    expect(policy.userErrors).toEqual([]);
    const codes = await codesOfRefused(() =>
      act('drafter', 'simulateStandard', { draftId: policy.draft?.id }),
    );
    expect(codes).toEqual(['UNKNOWN_CODE']);
  });

  test('of treatments tells inspections, inspector days and approvals before and after', async () => {
    const { bad } = await propertyServices();
    const { creditCode } = (
      await world.owner.query('select credit_code as "creditCode" from subject where id = $1', [bad])
    ).rows[0];
    await world.data(
      'approver',
      `mutation ($input: CheckCreditInput!) { checkCredit(input: $input) { userErrors { code } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          creditCode,
          field: 'PROCUREMENT',
          matter: '示例事项',
          purpose: '示例',
        },
      },
    );
    const treatments = [
      {
        gradeCode: 'A',
        kind: 'INSPECTION_INTERVAL',
        value: 1,
        unit: 'MONTH',
        reason: '示例',
        instrument: '示例',
      },
      {
        gradeCode: 'A',
        kind: 'INSPECTION_EFFORT',
        value: 50,
        unit: 'HUNDREDTH_DAY',
        reason: '示例',
        instrument: '示例',
      },
      {
        gradeCode: 'A',
        kind: 'APPROVAL_EFFECT',
        code: 'TOLERANCE',
        label: { zh: '容缺', en: 'Tolerance' },
        value: 1,
        unit: 'NONE',
        reason: '示例',
        instrument: '示例',
      },
    ];
    const { userErrors, draft } = await act(
      'drafter',
      'draftPolicy',
      { sector: 'property-service', title: '示例调整', treatments },
      'DraftPolicyInput',
    );
    expect(userErrors).toEqual([]);
    const { job } = await act('drafter', 'simulatePolicy', { draftId: draft?.id });
    await runJob(world, 'drafter', job?.id ?? '');
    const [simulation] = (await read(draft?.id ?? '')).simulations;
    const inA = simulation.matrix.find((cell: any) => cell.fromGradeCode === 'A').count;
    expect(simulation.effects.inspectionsPerMonth).toEqual({ before: '0.00', after: `${inA}.00` });
    expect(simulation.effects.inspectorDaysPerMonth).toEqual({ before: '0.00', after: (inA / 2).toFixed(2) });
    expect(simulation.effects.approvalsTurned).toBe(1);
    const published = await approve(draft?.id ?? '').then(() => publish(draft?.id ?? '', '2026-07-02'));
    expect(published.draft?.state).toBe('PUBLISHED');
    const { rows } = await world.owner.query(
      `select kind from treatment_policy where sector = 'property-service' and valid_from = '2026-07-02' order by kind`,
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      'APPROVAL_EFFECT',
      'INSPECTION_EFFORT',
      'INSPECTION_INTERVAL',
    ]);
  });

  test('of a policy sent again the next day under its key is answered with the first draft', async () => {
    const input = {
      idempotencyKey: world.key(),
      sector: 'property-service',
      title: '示例',
      treatments: [
        {
          gradeCode: 'B',
          kind: 'INSPECTION_INTERVAL',
          value: 2,
          unit: 'MONTH',
          reason: '示例',
          instrument: '示例',
        },
      ],
    };
    const first = await act('drafter', 'draftPolicy', input, 'DraftPolicyInput');
    world.today = '2026-07-02';
    expect((await act('drafter', 'draftPolicy', input, 'DraftPolicyInput')).draft?.id).toBe(first.draft?.id);
    world.today = '2026-07-01';
  });

  test('of a policy that burdens without a legal basis is refused before it is tried', async () => {
    const row = {
      gradeCode: 'C',
      kind: 'APPROVAL_EFFECT',
      code: 'KEY_REVIEW',
      label: { zh: '重点核查', en: 'Key review' },
      value: 1,
      unit: 'NONE',
      burden: true,
      reason: '示例',
      instrument: '示例',
    };
    const drafting = () =>
      act(
        'drafter',
        'draftPolicy',
        { sector: 'property-service', title: 'x', treatments: [row] },
        'DraftPolicyInput',
      );
    expect(await codesOfRefused(drafting)).toEqual(['BURDEN_WITHOUT_BASIS']);
  });

  test('can be stopped while it runs, and the draft is as untried as before', async () => {
    await propertyServices();
    const draftId = await drafted();
    const { job } = await act('drafter', 'simulateStandard', { draftId });
    await world.owner.query(`update job set state = 'RUNNING', started_at = now() where id = $1`, [
      job?.id.replace('job_', ''),
    ]);
    await world.data(
      'drafter',
      `mutation ($input: CancelJobInput!) { cancelJob(input: $input) { userErrors { code } } }`,
      {
        input: { idempotencyKey: world.key(), jobId: job?.id },
      },
    );
    await runJob(world, 'drafter', job?.id ?? '');
    const { state, simulations } = await read(draftId);
    expect([state, simulations[0].job.state, simulations[0].finishedAt]).toEqual([
      'DRAFT',
      'CANCELLED',
      null,
    ]);
  });

  test('goes on every night in a shadow run until its day, once a night, and keeps the counts of each', async () => {
    await propertyServices();
    const draftId = await simulated();
    const { draft } = await act(
      'drafter',
      'startShadowRun',
      { draftId, untilOn: '2026-07-03' },
      'StartShadowRunInput',
    );
    expect(draft?.shadowUntil).toBe('2026-07-03');
    for (const on of ['2026-07-02', '2026-07-02', '2026-07-03', '2026-07-04']) {
      await runShadowRuns({
        door: world.product.world.door,
        on,
        signal: new AbortController().signal,
        newId,
      });
    }
    const { simulations } = await read(draftId);
    expect(simulations.map(({ ratedOn, shadow }: any) => [ratedOn, shadow])).toEqual([
      ['2026-07-03', true],
      ['2026-07-02', true],
      ['2026-07-01', false],
    ]);
    for (const { matrix } of simulations) expect(matrix.length).toBeGreaterThan(0);
  });
});
