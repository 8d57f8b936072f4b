import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  codesOf,
  makeWorld,
  type OfficerName,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
/** Houses are registered half a year before today, so that something can have happened to them. */
const REGISTERED = '2026-01-05';
beforeEach(() => {
  world.today = TODAY;
});

interface Person {
  readonly name: string;
  readonly citizenNumber: string;
}

const person = (name: string): Person => ({ name, citizenNumber: world.citizenNumber() });

async function registeredHouse(people: { owner?: Person; manager?: Person } = {}): Promise<string> {
  world.today = REGISTERED;
  const id = await world.registerHouse('zhongshan', people);
  world.today = TODAY;
  return id;
}

interface Effect {
  readonly userErrors: UserError[];
  readonly replayed: boolean;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly nextDueOn: string;
  readonly penaltiesEnded: number | null;
  readonly penaltiesResumed: number | null;
}

const MUTATIONS = {
  transferRentalHouse: 'TransferRentalHouseInput',
  changeManager: 'ChangeManagerInput',
} as const;

async function send(
  verb: keyof typeof MUTATIONS,
  input: Record<string, unknown>,
  officer: OfficerName = 'zhongshan',
): Promise<Effect> {
  const query = `mutation ($input: ${MUTATIONS[verb]}!) { ${verb}(input: $input) {
    userErrors { code field message } replayed gradeBefore gradeAfter nextDueOn penaltiesEnded penaltiesResumed house { id } } }`;
  const data = await world.data<Record<string, Effect>>(officer, query, {
    input: { idempotencyKey: world.key(), fromOn: world.today, reason: '买卖合同', ...input },
  });
  return data[verb] as Effect;
}

const sell = (houseId: string, owner: Person, changes: Record<string, unknown> = {}) =>
  send('transferRentalHouse', { houseId, owner, ...changes });
const appoint = (houseId: string, manager: Person | null, changes: Record<string, unknown> = {}) =>
  send('changeManager', { houseId, manager, ...changes });

interface House {
  readonly nextDueOn: string;
  readonly tier: { readonly gradeCode: string | null; readonly reasons: { indicatorCode: string }[] };
  readonly owner: { readonly id: string; readonly name: string };
  readonly manager: { readonly id: string } | null;
  readonly hazards: { readonly id: string; readonly state: string; readonly dueOn: string }[];
  readonly inspections: { readonly totalCount: number };
  readonly tenures: {
    role: string;
    fromOn: string;
    toOn: string | null;
    reason: string | null;
    person: { name: string; masked: boolean } | null;
  }[];
}

async function house(id: string, headers: Record<string, string> = {}): Promise<House> {
  const { node } = await world.data<{ node: House }>(
    'zhongshan',
    `query ($id: ID!) { node(id: $id) { ... on RentalHouse { nextDueOn tier { gradeCode reasons { indicatorCode } }
      owner { id name } manager { id } hazards { id state dueOn } inspections(first: 5) { totalCount }
      tenures { role fromOn toOn reason person { name masked } } } } }`,
    { id },
    headers,
  );
  return node;
}

async function inspect(houseId: string, inspectedOn: string, ...items: string[]): Promise<string[]> {
  const { recordInspection } = await world.data<any>(
    'zhongshan',
    `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } hazards { id } } }`,
    {
      input: {
        idempotencyKey: world.key(),
        houseId,
        inspectedOn,
        secondOfficerId: world.officerId('zhongshanSecond'),
        findings: items.map((itemCode) => ({ itemCode })),
      },
    },
  );
  expect(recordInspection.userErrors).toEqual([]);
  return (recordInspection.hazards as { id: string }[]).map(({ id }) => id);
}

/** A penalty in the file of the house, after which it is rated. */
async function penalise(houseId: string, type: string, occurredOn: string): Promise<void> {
  await world.record(uuidOf(houseId), type, { occurredOn });
  await world.rate(uuidOf(houseId), 'urban-village');
}

async function recordsOf(subjectId: string, like: string) {
  const { rows } = await world.owner.query<{
    type: string;
    occurredOn: string;
    endedOn: string | null;
    withdrawn: boolean;
  }>(
    `select type, occurred_on::text as "occurredOn", ended_on::text as "endedOn", withdrawn_at is not null as withdrawn
     from credit_record where subject_id = $1 and type like $2 order by occurred_on, recorded_at`,
    [uuidOf(subjectId), like],
  );
  return rows;
}

describe('The tenures of a house', () => {
  test('begin with its registration and name owner and manager, masked unless a purpose is stated', async () => {
    const id = await registeredHouse({ owner: person('陈示例'), manager: person('李样本') });
    const began = { fromOn: REGISTERED, toOn: null, reason: null };
    expect((await house(id)).tenures).toEqual([
      { role: 'OWNER', ...began, person: { name: '陈**', masked: true } },
      { role: 'MANAGER', ...began, person: { name: '李**', masked: true } },
    ]);
    const shown = await house(id, { 'x-purpose': '日常检查' });
    expect(shown.tenures.map(({ person: who }) => who)).toEqual([
      { name: '陈示例', masked: false },
      { name: '李样本', masked: false },
    ]);
  });

  test('are ended and added to by a sale, and the present owner is the last of them', async () => {
    const id = await registeredHouse({ owner: person('陈示例') });
    const effect = await sell(id, person('王样本'), {
      fromOn: '2026-06-10',
      documentNumber: '示例〔2026〕1号',
    });
    expect(effect).toMatchObject({ userErrors: [], penaltiesEnded: 0, penaltiesResumed: 0 });
    const { owner, tenures } = await house(id);
    expect(owner.name).toBe('王**');
    expect(tenures).toMatchObject([
      { role: 'OWNER', fromOn: '2026-06-10', toOn: null, reason: '买卖合同', person: { name: '王**' } },
      { role: 'OWNER', fromOn: REGISTERED, toOn: '2026-06-10', reason: null },
    ]);
  });

  test('of managers come and go, and a house may be without one', async () => {
    const id = await registeredHouse();
    expect((await appoint(id, person('李样本'), { fromOn: '2026-03-01' })).userErrors).toEqual([]);
    expect((await house(id)).manager).not.toBeNull();
    expect((await appoint(id, null, { fromOn: '2026-04-01' })).userErrors).toEqual([]);
    const { manager, tenures } = await house(id);
    expect(manager).toBeNull();
    expect(tenures.filter(({ role }) => role === 'MANAGER')).toMatchObject([
      { fromOn: '2026-03-01', toOn: '2026-04-01' },
    ]);
  });

  test('end in one correct state when two officers record a sale at the same moment', async () => {
    const id = await registeredHouse();
    const [one, other] = [person('王样本'), person('赵样本')];
    const sales: Promise<Effect>[] = [];
    await world.whileLocked('select from subject where id = $1 for update', [uuidOf(id)], async () => {
      sales.push(
        sell(id, one),
        send('transferRentalHouse', { houseId: id, owner: other }, 'zhongshanSecond'),
      );
      await world.untilBlocked(2);
    });
    expect((await Promise.all(sales)).map(({ userErrors }) => userErrors)).toEqual([[], []]);
    const { rows } = await world.owner.query<{ present: number; agrees: boolean; all: number }>(
      `select count(*) filter (where t.to_on is null)::integer as present, count(*)::integer as all,
         bool_and(t.to_on is not null or t.person_id = h.owner_id) as agrees
       from house_tenure t join rental_house h on h.id = t.house_id where h.id = $1 and t.role = 'OWNER'`,
      [uuidOf(id)],
    );
    expect(rows).toEqual([{ present: 1, agrees: true, all: 3 }]);
  });
});

describe('A sale', () => {
  test('leaves with the house its inspections, its open hazards with their terms, and its tier', async () => {
    const id = await registeredHouse();
    await inspect(id, '2026-06-20', 'GAS', 'WIRING');
    const before = await house(id);
    const effect = await sell(id, person('王样本'));
    expect(effect).toMatchObject({ gradeBefore: 'KEY', gradeAfter: 'KEY', nextDueOn: before.nextDueOn });
    const { hazards, inspections, tier, nextDueOn } = await house(id);
    expect({ hazards, inspections, tier, nextDueOn }).toEqual({
      hazards: before.hazards,
      inspections: before.inspections,
      tier: before.tier,
      nextDueOn: before.nextDueOn,
    });
  });

  test('leaves offences with the house and ends penalties of the landlord, on the day of the sale', async () => {
    const id = await registeredHouse();
    await inspect(id, '2026-06-20');
    await penalise(id, 'HOUSE_OFFENCE', '2026-05-01');
    await penalise(id, 'LANDLORD_PENALTY', '2026-05-02');
    expect((await house(id)).tier.gradeCode).toBe('WATCH_LIST');
    expect(await sell(id, person('王样本'), { fromOn: '2026-06-25' })).toMatchObject({
      penaltiesEnded: 1,
      gradeAfter: 'WATCH_LIST',
    });
    expect(await recordsOf(id, 'LANDLORD_PENALTY')).toMatchObject([{ endedOn: '2026-06-25' }]);
    expect((await house(id)).tier.reasons.map(({ indicatorCode }) => indicatorCode)).toEqual([
      'OFFENCE_IN_HOUSE',
    ]);
  });

  test('rates a house at once that was on the watch-list for its landlord alone', async () => {
    const id = await registeredHouse();
    await inspect(id, '2026-06-20');
    await penalise(id, 'LANDLORD_PENALTY', '2026-05-02');
    expect(await sell(id, person('王样本'))).toMatchObject({
      gradeBefore: 'WATCH_LIST',
      gradeAfter: 'CIVILISED',
      penaltiesEnded: 1,
      nextDueOn: '2026-09-20',
    });
  });

  test('leaves a penalty that the new owner has brought upon the house since he has it', async () => {
    const id = await registeredHouse();
    await inspect(id, '2026-06-20');
    await penalise(id, 'LANDLORD_PENALTY', '2026-06-28');
    expect(await sell(id, person('王样本'), { fromOn: '2026-06-25' })).toMatchObject({
      penaltiesEnded: 0,
      gradeAfter: 'WATCH_LIST',
    });
  });

  test('leaves the records in the file of the former owner as they are', async () => {
    const id = await registeredHouse();
    const { owner } = await house(id);
    await world.record(uuidOf(owner.id), 'LANDLORD_CONDUCT_PENALISED', { occurredOn: '2026-05-02' });
    await sell(id, person('王样本'));
    expect(await recordsOf(owner.id, 'LANDLORD_%')).toMatchObject([
      { type: 'LANDLORD_FILED', endedOn: null },
      { type: 'LANDLORD_CONDUCT_PENALISED', endedOn: null },
    ]);
  });

  test('ends nothing between relatives: by the word of the officer, or by the register of households', async () => {
    const [father, daughter] = [person('陈示例'), person('陈样本')];
    const said = await registeredHouse({ owner: father });
    await penalise(said, 'LANDLORD_PENALTY', '2026-05-02');
    expect(await sell(said, daughter, { betweenRelatives: true })).toMatchObject({ penaltiesEnded: 0 });

    const known = await registeredHouse({ owner: father });
    await penalise(known, 'LANDLORD_PENALTY', '2026-05-02');
    const registered = await world.data<any>(
      'clerk',
      `mutation ($input: RegisterHouseholdInput!) { registerHousehold(input: $input) { userErrors { code } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          regionCode: '440784001001',
          registerCode: 'A-01',
          members: [father, daughter],
        },
      },
    );
    expect(registered.registerHousehold.userErrors).toEqual([]);
    expect(await sell(known, daughter)).toMatchObject({ penaltiesEnded: 0 });
    // A stranger who buys from her is not burdened with what her father has done.
    world.today = '2026-07-10';
    expect(await sell(known, person('王样本'))).toMatchObject({ penaltiesEnded: 1 });
  });

  test('brings the penalties back with an owner who comes back within twelve months, as often as he tries', async () => {
    const [owner, friend] = [person('陈示例'), person('王样本')];
    const id = await registeredHouse({ owner });
    await inspect(id, '2026-06-20');
    await penalise(id, 'LANDLORD_PENALTY', '2026-05-02');
    expect(await sell(id, friend)).toMatchObject({ penaltiesEnded: 1, gradeAfter: 'CIVILISED' });
    world.today = '2026-07-20';
    const back = {
      penaltiesEnded: 0,
      penaltiesResumed: 1,
      gradeBefore: 'CIVILISED',
      gradeAfter: 'WATCH_LIST',
    };
    expect(await sell(id, owner)).toMatchObject(back);
    world.today = '2026-08-01';
    expect(await sell(id, friend)).toMatchObject({ penaltiesEnded: 1, gradeAfter: 'CIVILISED' });
    world.today = '2026-08-15';
    expect(await sell(id, owner)).toMatchObject(back);
    expect(await recordsOf(id, 'LANDLORD_PENALTY')).toEqual([
      { type: 'LANDLORD_PENALTY', occurredOn: '2026-05-02', endedOn: TODAY, withdrawn: false },
      { type: 'LANDLORD_PENALTY', occurredOn: '2026-05-02', endedOn: '2026-08-01', withdrawn: false },
      { type: 'LANDLORD_PENALTY', occurredOn: '2026-05-02', endedOn: null, withdrawn: false },
    ]);
  });

  test('has no memory of an owner who comes back later than that', async () => {
    const owner = person('陈示例');
    const id = await registeredHouse({ owner });
    await penalise(id, 'LANDLORD_PENALTY', '2026-06-30');
    await sell(id, person('王样本'));
    world.today = '2027-07-01';
    expect(await sell(id, owner)).toMatchObject({ userErrors: [], penaltiesResumed: 0 });
  });

  test('recorded late puts what happened meanwhile into the file of the new owner, and takes it back from the former', async () => {
    const id = await registeredHouse();
    const { owner: former } = await house(id);
    await inspect(id, '2026-06-20', 'ESCAPE_WINDOW');
    await inspect(id, '2026-06-01', 'ELECTRIC_BIKE_CHARGING');
    // Noted for the former owner when something else about the house is recorded.
    await appoint(id, person('李样本'));
    expect(await recordsOf(former.id, 'LANDLORD_E%')).toHaveLength(2);
    await sell(id, person('王样本'), { fromOn: '2026-06-10' });
    const taken = await recordsOf(former.id, 'LANDLORD_E%');
    expect(taken.map(({ occurredOn, withdrawn }) => [occurredOn, withdrawn]).sort()).toEqual([
      ['2026-06-01', false],
      ['2026-06-20', true],
    ]);
    expect(await recordsOf((await house(id)).owner.id, 'LANDLORD_%')).toMatchObject([
      { type: 'LANDLORD_FILED', occurredOn: '2026-06-10' },
      { type: 'LANDLORD_ESCAPE_WINDOW_BLOCKED', occurredOn: '2026-06-20', withdrawn: false },
    ]);
  });

  test('sent again under its key is the first answer again', async () => {
    const id = await registeredHouse();
    const again = { idempotencyKey: world.key() };
    const buyer = person('王样本');
    expect((await sell(id, buyer, again)).replayed).toBe(false);
    expect(await sell(id, buyer, again)).toMatchObject({ replayed: true, userErrors: [] });
  });

  test('is in the audit with both owners', async () => {
    const id = await registeredHouse();
    const { owner } = await house(id);
    await sell(id, person('王样本'));
    const { rows } = await world.owner.query(
      `select verb, cardinality(subject_ids) as subjects from audit_entry where $1 = any(subject_ids) and $2 = any(subject_ids)
       order by sequence desc limit 1`,
      [uuidOf(id), uuidOf(owner.id)],
    );
    expect(rows).toEqual([{ verb: 'transferRentalHouse', subjects: 3 }]);
  });
});

describe('A change of manager', () => {
  test('ends penalties of the manager and no others', async () => {
    const id = await registeredHouse({ manager: person('李样本') });
    await penalise(id, 'RENTAL_HOUSE_MANAGER_PENALTY', '2026-05-02');
    await penalise(id, 'LANDLORD_PENALTY', '2026-05-03');
    expect(await appoint(id, person('赵样本'))).toMatchObject({ userErrors: [], penaltiesEnded: 1 });
    expect(await recordsOf(id, '%PENALTY')).toMatchObject([
      { type: 'RENTAL_HOUSE_MANAGER_PENALTY', endedOn: TODAY },
      { type: 'LANDLORD_PENALTY', endedOn: null },
    ]);
  });

  test('brings them back with a manager who comes back', async () => {
    const manager = person('李样本');
    const id = await registeredHouse({ manager });
    await penalise(id, 'RENTAL_HOUSE_MANAGER_PENALTY', '2026-05-02');
    expect(await appoint(id, null)).toMatchObject({ penaltiesEnded: 1 });
    world.today = '2026-07-02';
    expect(await appoint(id, manager)).toMatchObject({ penaltiesEnded: 0, penaltiesResumed: 1 });
  });
});

describe('Refused is', () => {
  const refusals: [string, string, string[], (id: string) => Promise<Effect>][] = [
    [
      'a sale of tomorrow',
      'DATE_IN_FUTURE',
      ['input', 'fromOn'],
      (id) => sell(id, person('王样本'), { fromOn: '2026-07-02' }),
    ],
    [
      'a sale before the house was registered',
      'INVALID_DATE',
      ['input', 'fromOn'],
      (id) => sell(id, person('王样本'), { fromOn: '2026-01-04' }),
    ],
    [
      'a sale without a reason',
      'REASON_REQUIRED',
      ['input', 'reason'],
      (id) => sell(id, person('王样本'), { reason: ' ' }),
    ],
    [
      'a reason of too many words',
      'INVALID_TEXT',
      ['input', 'reason'],
      (id) => sell(id, person('王样本'), { reason: '长'.repeat(501) }),
    ],
    [
      'a document number that is too long',
      'INVALID_TEXT',
      ['input', 'documentNumber'],
      (id) => sell(id, person('王样本'), { documentNumber: '1'.repeat(101) }),
    ],
    [
      'an owner whose citizen number is none',
      'INVALID_CITIZEN_NUMBER',
      ['input', 'owner', 'citizenNumber'],
      (id) => sell(id, { name: '王样本', citizenNumber: '1' }),
    ],
    [
      'to take a manager away where there is none',
      'WRONG_STATE',
      ['input', 'manager'],
      (id) => appoint(id, null),
    ],
  ];

  test.each(refusals)('%s', async (_what, code, field, act) => {
    const id = await registeredHouse();
    const before = await world.countAll();
    expect((await act(id)).userErrors).toMatchObject([{ code, field }]);
    expect(await world.countAll()).toEqual(before);
  });

  test('a sale before the last one, which is named', async () => {
    const id = await registeredHouse();
    await sell(id, person('王样本'), { fromOn: '2026-06-10' });
    expect((await sell(id, person('赵样本'), { fromOn: '2026-06-09' })).userErrors).toMatchObject([
      { code: 'INVALID_DATE', field: ['input', 'fromOn'] },
    ]);
  });

  test('a sale to somebody who owns it already', async () => {
    const owner = person('陈示例');
    const id = await registeredHouse({ owner });
    expect((await sell(id, owner)).userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'owner'] },
    ]);
  });

  test.each(['transferRentalHouse', 'changeManager'] as const)(
    '%s of a house of another station, as if it did not exist',
    async (verb) => {
      const id = await registeredHouse();
      const input = verb === 'changeManager' ? { manager: person('王样本') } : { owner: person('王样本') };
      const [foreign, missing] = [
        await send(verb, { houseId: id, ...input }, 'longkou'),
        await send(verb, { houseId: 'rh_00000000-0000-7000-8000-000000000000', ...input }, 'longkou'),
      ];
      expect(foreign).toEqual(missing);
      expect(foreign.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'houseId'] }]);
    },
  );

  test('a sale by whoever only patrols', async () => {
    const id = await registeredHouse();
    const query =
      'mutation ($input: TransferRentalHouseInput!) { transferRentalHouse(input: $input) { userErrors { code } } }';
    const input = {
      idempotencyKey: world.key(),
      houseId: id,
      owner: person('王样本'),
      fromOn: TODAY,
      reason: '示例',
    };
    expect(codesOf(await world.ask('gridWorker', query, { input }))).toEqual(['FORBIDDEN']);
  });
});
