import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDrawStaff, makeDraw } from '../support/draws.js';
import {
  type Answer,
  type Caller,
  codesOf,
  type ExtraOfficer,
  makeWorld,
  OFFICER_NAMES,
  type OfficerName,
  TODAY,
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

/** A well-formed id that nothing has. */
const NOTHING = '00000000-0000-7000-8000-000000000000';

const sameButForExtensions = (answer: Answer) => ({ ...answer, extensions: {} });

describe('A house of Zhongshan station', () => {
  const OWNER = { name: '欧阳示例', phone: '10000000777' };
  const MANAGER = { name: '司徒样本', phone: '10000000888' };
  let ids: Readonly<Record<'house' | 'owner' | 'manager' | 'inspection' | 'hazard', string>>;
  let addressCode: string;
  let secrets: readonly string[];

  beforeAll(async () => {
    const people = {
      owner: { ...OWNER, citizenNumber: world.citizenNumber() },
      manager: { ...MANAGER, citizenNumber: world.citizenNumber() },
    };
    const house = await world.registerHouse('zhongshan', { ...people, address: '越塘村秘密巷7号' });
    const { recordInspection } = await world.data<{
      recordInspection: { inspection: { id: string }; hazards: { id: string }[] };
    }>(
      'zhongshan',
      'mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { inspection { id } hazards { id } } }',
      {
        input: {
          idempotencyKey: world.key(),
          houseId: house,
          inspectedOn: TODAY,
          secondOfficerId: world.officerId('zhongshanSecond'),
          findings: [{ itemCode: 'GAS', description: '软管老化' }],
        },
      },
    );
    const { node } = await world.data<{
      node: { addressCode: string; owner: { id: string }; manager: { id: string } };
    }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { addressCode owner { id } manager { id } } } }',
      { id: house },
    );
    ({ addressCode } = node);
    ids = {
      house,
      owner: node.owner.id,
      manager: node.manager.id,
      inspection: recordInspection.inspection.id,
      hazard: recordInspection.hazards[0]?.id ?? '',
    };
    secrets = [
      OWNER.name,
      OWNER.phone,
      MANAGER.name,
      MANAGER.phone,
      '秘密巷',
      '软管老化',
      ...Object.values(ids),
    ];
  });

  const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const LIST = `query ($filter: RentalHouseFilter, $after: String) {
    rentalHouses(first: 100, filter: $filter, after: $after) { totalCount nodes { id address owner { name } } } }`;

  /** Every way to ask for a house, as an officer of Longkou station would try them. */
  const PATHS: readonly (readonly [string, string, () => Record<string, unknown>])[] = [
    [
      'its address code',
      'query ($addressCode: String!) { rentalHouse(addressCode: $addressCode) { id address owner { name } } }',
      () => ({ addressCode }),
    ],
    ['the list of houses', LIST, () => ({})],
    ['the list of its village', LIST, () => ({ filter: { regionCode: YUETANG } })],
    ['the list of the whole county', LIST, () => ({ filter: { regionCode: '440784' } })],
    ['the list of its tier', LIST, () => ({ filter: { tier: 'KEY' } })],
    [
      'a forged cursor right before it',
      LIST,
      () => ({ after: Buffer.from(JSON.stringify([addressCode.slice(0, -1)])).toString('base64url') }),
    ],
    [
      'the worklist of a day far ahead',
      '{ inspectionWorklist(on: "2030-01-01", first: 100) { totalCount nodes { house { id address } } } }',
      () => ({}),
    ],
    ['its id', NODE, () => ({ id: ids.house })],
    ['the id of its owner', NODE, () => ({ id: ids.owner })],
    ['the id of its manager', NODE, () => ({ id: ids.manager })],
    ['the id of its inspection', NODE, () => ({ id: ids.inspection })],
    ['the id of its hazard', NODE, () => ({ id: ids.hazard })],
    [
      'all ids at once',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on RentalHouse { address records(first: 10) { nodes { id } } } } }',
      () => ({ ids: Object.values(ids) }),
    ],
    [
      'its uuid under the kind of something public',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      () => ({ ids: ['ent', 'lf', 'draw', 'chk', 'rec'].map((kind) => `${kind}_${uuidOf(ids.house)}`) }),
    ],
  ];

  const outsiders = OFFICER_NAMES.filter((name) => !name.startsWith('zhongshan') && name !== 'auditor');
  /** A credit clerk of the jurisdiction keeps the files of its persons, and finds nothing else of the house. */
  const PATHS_OF_PERSONS = ['the id of its owner', 'the id of its manager', 'all ids at once'];
  const outsidersOf = (path: string) =>
    outsiders.filter((name) => name !== 'clerk' || !PATHS_OF_PERSONS.includes(path));

  test.each(PATHS.slice(0, -1))('can be found by %s by its own station', async (_path, query, variables) => {
    const text = JSON.stringify(await world.data('zhongshan', query, variables()));
    expect(Object.values(ids).some((id) => text.includes(id))).toBe(true);
  });

  test('can be found by oversight', async () => {
    expect(await world.data('auditor', NODE, { id: ids.house })).toEqual({
      node: { __typename: 'RentalHouse', id: ids.house },
    });
  });

  describe.each(PATHS)('cannot be found by %s', (path, query, variables) => {
    test.each(outsidersOf(path))('by %s', async (outsider) => {
      const answer = await world.ask(outsider, query, variables(), { 'x-purpose': '好奇' });
      const { addressCode: asked, ...others } = variables();
      const given = JSON.stringify([asked, others]);
      const text = JSON.stringify(answer);
      expect(codesOf(answer).filter((code) => code !== 'FORBIDDEN')).toEqual([]);
      expect(secrets.filter((secret) => text.includes(secret) && !given.includes(secret))).toEqual([]);
      expect(JSON.stringify(answer.data)).not.toMatch(/"(?:id|address|name)":"/);
    });
  });

  test('is known to a credit clerk by its persons only, masked, who do not tell which house it is', async () => {
    const { nodes } = await world.data(
      'clerk',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Person { name masked } } }',
      { ids: [ids.house, ids.owner, ids.manager, ids.inspection, ids.hazard] },
    );
    const person = { __typename: 'Person', masked: true };
    expect(nodes).toEqual([null, { ...person, name: '欧**' }, { ...person, name: '司**' }, null, null]);
  });

  test.each<[string, string, (id: string) => Record<string, unknown>]>([
    ['node', NODE, (id) => ({ id: `rh_${id}` })],
    [
      'nodes',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      (id) => ({ ids: [`rh_${id}`, `rh_${id}`] }),
    ],
    ['person', NODE, (id) => ({ id: `per_${id}` })],
    ['inspection', NODE, (id) => ({ id: `ins_${id}` })],
    ['hazard', NODE, (id) => ({ id: `haz_${id}` })],
  ])(
    'asked for by id (%s) it answers exactly like one that does not exist',
    async (path, query, variablesFor) => {
      const key = {
        node: 'house',
        nodes: 'house',
        person: 'owner',
        inspection: 'inspection',
        hazard: 'hazard',
      }[path];
      const foreign = await world.ask('longkou', query, variablesFor(uuidOf(ids[key as keyof typeof ids])));
      const missing = await world.ask('longkou', query, variablesFor(NOTHING));
      expect(sameButForExtensions(foreign)).toEqual(sameButForExtensions(missing));
      expect(foreign.errors).toBeUndefined();
    },
  );

  test.each<[string, string, string, (id: string) => Record<string, unknown>]>([
    [
      'recordInspection',
      'RecordInspectionInput',
      'house',
      (houseId) => ({
        houseId: `rh_${houseId}`,
        inspectedOn: TODAY,
        secondOfficerId: world.officerId('longkouSecond'),
        findings: [{ itemCode: 'GAS' }],
      }),
    ],
    [
      'recordRectification',
      'RecordRectificationInput',
      'hazard',
      (hazardId) => ({
        hazardId: `haz_${hazardId}`,
        outcome: 'RECTIFIED',
        checkedOn: TODAY,
        evidence: '已整改',
      }),
    ],
  ])(
    'takes no %s from another station, exactly like one that does not exist',
    async (verb, type, what, inputFor) => {
      const mutation = `mutation ($input: ${type}!) { ${verb}(input: $input) { replayed userErrors { code field message } house { id } } }`;
      const before = await world.countAll();
      const send = (id: string) =>
        world.ask<Record<string, { userErrors: UserError[] }>>('longkou', mutation, {
          input: { idempotencyKey: 'the same', ...inputFor(id) },
        });
      const foreign = await send(uuidOf(ids[what as keyof typeof ids]));
      expect(foreign.data[verb]?.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect(sameButForExtensions(foreign)).toEqual(sameButForExtensions(await send(NOTHING)));
      expect(await world.countAll()).toEqual(before);
    },
  );

  test('gives away by a registration under its address code only that the code is taken', async () => {
    const answer = await world.ask(
      'longkou',
      `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) {
        userErrors { code field message } rentalHouse { id } } }`,
      { input: world.registration('longkou', { addressCode }) },
    );
    expect(answer.data).toEqual({
      registerRentalHouse: {
        userErrors: [
          { code: 'ALREADY_EXISTS', field: ['input', 'addressCode'], message: 'This is already on file.' },
        ],
        rentalHouse: null,
      },
    });
  });

  test('does not come with its owner, who also owns a house in Longkou and is known there', async () => {
    const owner = { ...OWNER, citizenNumber: world.citizenNumber() };
    const here = await world.registerHouse('zhongshan', { owner });
    const there = await world.registerHouse('longkou', { owner });
    const { node, rentalHouses } = await world.data<{
      node: { owner: { id: string; name: string } };
      rentalHouses: { nodes: { id: string }[] };
    }>(
      'longkou',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id name } } } rentalHouses(first: 100) { nodes { id } } }',
      { id: there },
      { 'x-purpose': '出租屋检查' },
    );
    expect(node.owner.name).toBe(OWNER.name);
    expect(rentalHouses.nodes.map(({ id }) => id)).not.toContain(here);
    const person = await world.data('longkou', NODE, { id: node.owner.id });
    expect(person).toEqual({ node: { __typename: 'Person', id: node.owner.id } });
  });
});

describe('A natural person', () => {
  const PERSON = { name: '诸葛示例', phone: '10000000999' };
  let citizenNumber: string;
  let personId: string;

  const PATHS: readonly (readonly [string, string])[] = [
    ['node', 'query ($id: ID!) { node(id: $id) { ... on Person { name phone citizenNumber masked } } }'],
    [
      'houses',
      '{ rentalHouses(first: 100) { nodes { owner { name phone citizenNumber masked } manager { name phone } } } }',
    ],
    [
      'worklist',
      '{ inspectionWorklist(on: "2030-01-01", first: 100) { nodes { house { owner { name phone citizenNumber masked } manager { name phone } } } } }',
    ],
  ];

  beforeAll(async () => {
    citizenNumber = world.citizenNumber();
    const house = await world.registerHouse('zhongshan', {
      owner: { ...PERSON, citizenNumber },
      manager: { ...PERSON, citizenNumber },
    });
    const { node } = await world.data<{ node: { owner: { id: string } } }>(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { id } } } }',
      { id: house },
    );
    personId = node.owner.id;
  });

  async function textOf(caller: Caller, query: string, headers: Record<string, string>): Promise<string> {
    return JSON.stringify(
      await world.ask(caller, query, query.includes('$id') ? { id: personId } : {}, headers),
    );
  }

  test.each(PATHS)(
    'is shown in clear by %s to an officer of the station who states a purpose, but for the citizen number',
    async (_path, query) => {
      const text = await textOf('zhongshan', query, { 'x-purpose': '出租屋检查' });
      expect(text).toContain(PERSON.name);
      expect(text).toContain(PERSON.phone);
      expect(text).not.toContain(citizenNumber);
    },
  );

  test('is shown in clear to a credit clerk of the jurisdiction who states a purpose, but for the citizen number', async () => {
    const [, query] = PATHS[0] ?? ['', ''];
    const text = await textOf('clerk', query, { 'x-purpose': '信用信息归集' });
    expect(text).toContain(PERSON.name);
    expect(text).not.toContain(citizenNumber);
  });

  describe.each(PATHS)('by %s', (path, query) => {
    test.each<[Caller, Record<string, string>]>([
      ['zhongshan', {}],
      ['clerk', {}],
      ['zhongshan', { 'x-purpose': ' ' }],
      ...OFFICER_NAMES.filter(
        (name) => !name.startsWith('zhongshan') && (name !== 'clerk' || path !== 'node'),
      ).map((name): [OfficerName, Record<string, string>] => [name, { 'x-purpose': '出租屋检查' }]),
    ])('is never shown in clear to %s with %j', async (caller, headers) => {
      const text = await textOf(caller, query, headers);
      expect([PERSON.name, PERSON.phone, citizenNumber].filter((secret) => text.includes(secret))).toEqual(
        [],
      );
    });
  });

  test('is masked for oversight, which sees everything else of the house', async () => {
    const { node } = await world.data(
      'auditor',
      'query ($id: ID!) { node(id: $id) { ... on Person { name phone masked } } }',
      { id: personId },
      { 'x-purpose': '监督检查' },
    );
    expect(node).toEqual({ name: '诸**', phone: '100****0999', masked: true });
  });

  test('is not repeated by the answer to a registration', async () => {
    const { registerRentalHouse } = await world.data(
      'zhongshan',
      `mutation ($input: RegisterRentalHouseInput!) { registerRentalHouse(input: $input) {
        rentalHouse { owner { name phone citizenNumber } } } }`,
      {
        input: world.registration('zhongshan', {
          owner: { ...PERSON, citizenNumber: world.citizenNumber() },
        }),
      },
    );
    expect(JSON.stringify(registerRentalHouse)).not.toContain(PERSON.name);
  });

  test('stands in no audit entry and in no kept answer', async () => {
    const { rows } = await world.owner.query(
      `select to_jsonb(a)::text as entry from audit_entry a union all select to_jsonb(k)::text from idempotency_key k`,
    );
    const text = JSON.stringify(rows);
    expect([PERSON.name, PERSON.phone, citizenNumber].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('The risk class of an enterprise', () => {
  let enterprise: { id: string; creditCode: string };
  let drawId: string;
  /** A regulator whose office is not in charge of enterprise risk. */
  let stranger: ExtraOfficer;

  beforeAll(async () => {
    enterprise = await world.enterprise({ industryCode: '6130' });
    await world.record(enterprise.id, 'SERIOUS_DISHONESTY');
    await world.rate(enterprise.id, 'enterprise-risk');
    drawId = await makeDraw(world, await addDrawStaff(world), {
      population: { regionCode: '440784', industryCodes: ['6130'] },
    });
    stranger = await world.addOfficer('other-market', ['MARKET_REGULATOR']);
  });

  const CLASS = 'riskClass { gradeCode label score reasons { indicatorCode } }';
  const RATINGS = 'ratings { sector gradeCode label score reasons { indicatorCode } }';
  const PATHS: readonly (readonly [string, string, () => Record<string, unknown>])[] = [
    [
      'the subject',
      `query ($code: CreditCode!) { creditSubject(creditCode: $code) { ... on Enterprise { ${CLASS} } } }`,
      () => ({ code: enterprise.creditCode }),
    ],
    [
      'the subject under another name, in a fragment',
      `query ($code: CreditCode!) { creditSubject(creditCode: $code) { ...F } } fragment F on Enterprise { name: riskClass { id: gradeCode } }`,
      () => ({ code: enterprise.creditCode }),
    ],
    [
      'the ratings of the subject',
      `query ($code: CreditCode!) { creditSubject(creditCode: $code) { ${RATINGS} } }`,
      () => ({ code: enterprise.creditCode }),
    ],
    [
      'its id',
      `query ($id: ID!) { node(id: $id) { ... on Enterprise { ${CLASS} } ... on CreditSubject { ${RATINGS} } } }`,
      () => ({ id: `ent_${enterprise.id}` }),
    ],
    [
      'several ids',
      `query ($id: ID!) { nodes(ids: [$id]) { ... on Enterprise { ${CLASS} ${RATINGS} } } }`,
      () => ({ id: `ent_${enterprise.id}` }),
    ],
    ['the list of enterprises', `{ enterprises(first: 10) { nodes { ${CLASS} ${RATINGS} } } }`, () => ({})],
    [
      'a filter by class',
      '{ enterprises(first: 100, filter: { riskClass: "D" }) { totalCount nodes { creditCode } } }',
      () => ({}),
    ],
    [
      'the count of a filter by class',
      '{ enterprises(first: 1, filter: { riskClass: "D" }) { totalCount } }',
      () => ({}),
    ],
    [
      'the list of draws',
      '{ draws(first: 5) { nodes { objects(first: 10) { nodes { publicId classCode } } } } }',
      () => ({}),
    ],
    [
      'the id of a draw',
      'query ($id: ID!) { node(id: $id) { ... on Draw { ratios { classCode } objects(first: 100) { nodes { classCode enterprise { creditCode } } } } } }',
      () => ({ id: drawId }),
    ],
    ['the ratios', '{ spotCheckRatios { classCode ratioPercent } }', () => ({})],
  ];

  /** What only a class, or the list of those in it, looks like. */
  function tells(answer: Answer): boolean {
    expect(codesOf(answer).filter((code) => code !== 'FORBIDDEN')).toEqual([]);
    return /"D"|High credit risk|SERIOUSLY_DISHONEST|enterprise-risk|"100\.00"|"totalCount":1|"creditCode":"/.test(
      JSON.stringify(answer.data),
    );
  }

  test.each(PATHS)('can be seen by its regulator and by oversight by %s', async (_path, query, variables) => {
    expect(tells(await world.ask('regulator', query, variables()))).toBe(true);
    expect(tells(await world.ask('auditor', query, variables()))).toBe(true);
  });

  describe.each(PATHS)('by %s', (_path, query, variables) => {
    test.each(OFFICER_NAMES.filter((name) => name !== 'regulator' && name !== 'auditor'))(
      'is invisible to %s',
      async (outsider) => {
        const answer = await world.ask(outsider, query, variables(), { 'x-purpose': '好奇' });
        expect(tells(answer)).toBe(false);
      },
    );

    test('is invisible to a regulator whose office is not in charge of it', async () => {
      expect(tells(await world.ask(stranger, query, variables()))).toBe(false);
    });
  });

  test('is not told by the roster of a draw to anybody but its regulator and oversight', async () => {
    const rosterFor = async (caller: Caller) => {
      const headers = caller === null ? {} : { authorization: `Bearer ${world.tokenOf(caller)}` };
      const answer = await fetch(`${world.address}/draws/${drawId}/roster.csv`, { headers });
      return { status: answer.status, text: await answer.text() };
    };
    const text = expect.stringMatching(new RegExp(`^[0-9a-f]{32}\\|roster\n${enterprise.creditCode},D,1\n$`));
    const roster = { status: 200, text };
    expect(await rosterFor('regulator')).toEqual(roster);
    expect(await rosterFor('auditor')).toEqual(roster);
    for (const outsider of ['zhongshan', 'approver', 'clerk', 'integrator', stranger, null] as const) {
      const answer = await rosterFor(outsider);
      expect([401, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain(enterprise.creditCode);
    }
  });

  test('cannot be told from an approval: neither preview nor check differ for a good and a bad class', async () => {
    const good = await world.enterprise();
    const query = `query ($code: CreditCode!) { previewCredit(creditCode: $code, field: "PROCUREMENT") {
      subjectName verdict reasonCode reason lists { listCode } dataOn validAt } }`;
    const headers = { 'x-purpose': '政府采购' };
    const [first, second] = [
      await world.ask('approver', query, { code: good.creditCode }, headers),
      await world.ask('approver', query, { code: enterprise.creditCode }, headers),
    ];
    expect(sameButForExtensions(second)).toEqual(sameButForExtensions(first));
  });

  test('a filter by class is refused and not answered with an empty list', async () => {
    const query = '{ enterprises(first: 1, filter: { riskClass: "D" }) { totalCount } }';
    expect(codesOf(await world.ask('approver', query))).toEqual(['FORBIDDEN']);
    expect(codesOf(await world.ask(stranger, query))).toEqual(['FORBIDDEN']);
  });
});

describe('The market regulator of another county', () => {
  let neighbour: ExtraOfficer;
  let drawId: string;
  let drawnId: string;

  beforeAll(async () => {
    neighbour = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    drawnId = (await world.enterprise({ industryCode: '7040' })).id;
    drawId = await makeDraw(world, await addDrawStaff(world), {
      population: { regionCode: '440784', industryCodes: ['7040'] },
    });
  });

  test('does not find a draw by list, id or roster', async () => {
    const { draws, node } = await world.data(
      neighbour,
      'query ($id: ID!) { draws(first: 10) { totalCount nodes { id } } node(id: $id) { id } }',
      { id: drawId },
    );
    expect({ draws, node }).toEqual({ draws: { totalCount: 0, nodes: [] }, node: null });
    const answer = await fetch(`${world.address}/draws/${drawId}/roster.csv`, {
      headers: { authorization: `Bearer ${neighbour.token}` },
    });
    expect(answer.status).toBe(404);
  });

  test('records no result of it, exactly as of one that does not exist', async () => {
    const before = await world.countAll();
    const record = (id: string) =>
      world.ask<{ recordSpotCheckResult: { userErrors: UserError[] } }>(
        neighbour,
        `mutation ($input: RecordSpotCheckResultInput!) {
          recordSpotCheckResult(input: $input) { replayed userErrors { code field message } object { place } } }`,
        {
          input: {
            idempotencyKey: 'the same',
            drawId: id,
            enterpriseId: `ent_${drawnId}`,
            inspectedOn: TODAY,
            resultCodes: ['OBSTRUCTED'],
          },
        },
      );
    const foreign = await record(drawId);
    expect(foreign.data.recordSpotCheckResult.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(sameButForExtensions(foreign)).toEqual(sameButForExtensions(await record(`draw_${NOTHING}`)));
    expect(await world.countAll()).toEqual(before);
  });

  test('sets ratios for his own county and for no other', async () => {
    const ratioOfA = async (caller: Caller) => {
      const { spotCheckRatios } = await world.data<{
        spotCheckRatios: { classCode: string; ratioPercent: string }[];
      }>(caller, '{ spotCheckRatios(validAt: "2026-07-02") { classCode ratioPercent } }');
      return spotCheckRatios.find(({ classCode }) => classCode === 'A')?.ratioPercent;
    };
    const second = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    const proposed = await world.data<{ proposeSpotCheckRatio: { proposal: { id: string } } }>(
      neighbour,
      'mutation ($input: ProposeSpotCheckRatioInput!) { proposeSpotCheckRatio(input: $input) { proposal { id } } }',
      {
        input: {
          idempotencyKey: world.key(),
          classCode: 'A',
          ratioPercent: '100',
          validFrom: '2026-07-02',
          reason: '示例',
        },
      },
    );
    await world.data(
      second,
      'mutation ($input: ApproveSpotCheckRatioInput!) { approveSpotCheckRatio(input: $input) { userErrors { code } } }',
      {
        input: { idempotencyKey: world.key(), proposalId: proposed.proposeSpotCheckRatio.proposal.id },
      },
    );
    expect(await ratioOfA(neighbour)).toBe('100.00');
    expect(await ratioOfA('regulator')).toBe('1.00');
    expect(await ratioOfA('auditor')).toBe('1.00');
  });

  test('finds no enterprise of this county in his list', async () => {
    const { enterprises } = await world.data(neighbour, '{ enterprises(first: 1) { totalCount } }');
    expect(enterprises).toEqual({ totalCount: 0 });
  });
});
