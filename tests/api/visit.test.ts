import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
let auxiliary: string;
beforeAll(async () => {
  world = await makeWorld();
  auxiliary = world.officerId('auxiliary');
});
afterAll(() => world.close());

const RECORD = `mutation ($input: RecordInspectionInput!) {
  recordInspection(input: $input) {
    replayed repeated wasBehind userErrors { code field message } gradeAfter nextDueOn
    winner { id inspectedOn officerName }
    house { version }
    hazards { id itemCode room foundOn dueOn revisitOn isProvisional photos { reference sha256 } }
    inspection { id findingCount recorderNumber checkedItems otherOfficerNames photos { sha256 }
      areas { kind room consentReference certificateNumber auxiliaryNames } }
  }
}`;

interface Visited {
  readonly replayed: boolean;
  readonly repeated: boolean | null;
  readonly wasBehind: boolean | null;
  readonly userErrors: readonly UserError[];
  readonly nextDueOn: string | null;
  readonly winner: { readonly id: string; readonly officerName: string } | null;
  readonly house: { readonly version: number } | null;
  readonly hazards:
    readonly { readonly id: string; readonly room: string | null; readonly dueOn: string }[] | null;
  readonly inspection: { readonly id: string } | null;
}

function visitOf(houseId: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    idempotencyKey: world.key(),
    houseId,
    inspectedOn: world.today,
    secondOfficerId: world.officerId('zhongshanSecond'),
    findings: [],
    ...changes,
  };
}

async function send(input: Record<string, unknown>, officer: OfficerName = 'zhongshan'): Promise<Visited> {
  const { recordInspection } = await world.data<{ recordInspection: Visited }>(officer, RECORD, { input });
  return recordInspection;
}

const refusalsOf = ({ userErrors }: Visited) =>
  userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.')}`);

const photo = (name: string) => ({
  reference: `photos/${name}.jpg`,
  sha256: createHash('sha256').update(name).digest('hex'),
});

describe('Where officers were and by which right', () => {
  test('is on record: public area, rooms with consent and with a certificate apart, auxiliaries outside only', async () => {
    const houseId = await world.registerHouse();
    const areas = [
      { kind: 'PUBLIC_AREA', auxiliaryIds: [auxiliary] },
      { kind: 'ROOM_WITH_CONSENT', room: '201', consentReference: '同意书 12' },
      { kind: 'ROOM_WITH_CERTIFICATE', room: '202', certificateNumber: '检查证 7' },
      { kind: 'ROOM_REFUSED', room: '203' },
    ];
    const findings = [
      { itemCode: 'EVACUATION_ROUTE', photos: [photo('stairs')] },
      { itemCode: 'GAS', area: 1, description: '软管老化' },
    ];
    const visit = {
      areas,
      findings,
      recorderNumber: '记录仪 3',
      checkedItems: ['GAS', 'WIRING'],
      photos: [photo('door')],
    };
    expect(await send(visitOf(houseId, visit))).toMatchObject({
      userErrors: [],
      repeated: false,
      inspection: {
        findingCount: 2,
        recorderNumber: '记录仪 3',
        checkedItems: ['GAS', 'WIRING'],
        photos: [{ sha256: photo('door').sha256 }],
        areas: [
          { kind: 'PUBLIC_AREA', room: null, auxiliaryNames: ['示例辅警'] },
          { kind: 'ROOM_WITH_CONSENT', room: '201', consentReference: '同意书 12', auxiliaryNames: [] },
          { kind: 'ROOM_WITH_CERTIFICATE', room: '202', certificateNumber: '检查证 7' },
          { kind: 'ROOM_REFUSED', room: '203', consentReference: null, certificateNumber: null },
        ],
      },
      hazards: [
        { itemCode: 'EVACUATION_ROUTE', room: null, photos: [photo('stairs')] },
        { itemCode: 'GAS', room: '201' },
      ],
    });
  });

  test("a room that its tenant kept closed is not the landlord's fault: the house stays civilised", async () => {
    const houseId = await world.registerHouse();
    const areas = [{ kind: 'PUBLIC_AREA' }, { kind: 'ROOM_REFUSED', room: '301' }];
    expect(await send(visitOf(houseId, { areas }))).toMatchObject({
      userErrors: [],
      gradeAfter: 'CIVILISED',
      hazards: [],
    });
    const { rows } = await world.owner.query('select type from credit_record where subject_id = $1', [
      uuidOf(houseId),
    ]);
    expect(rows).toEqual([{ type: 'RENTAL_INSPECTION' }]);
  });

  const room = { kind: 'ROOM_WITH_CONSENT', room: '201', consentReference: '同意书 12' };
  test.each<[string, () => Record<string, unknown>, string[]]>([
    [
      'without a second person',
      () => ({ secondOfficerId: null }),
      ['SECOND_OFFICER_REQUIRED secondOfficerId'],
    ],
    [
      'with oneself as the second person',
      () => ({ secondOfficerId: world.officerId('zhongshan') }),
      ['SECOND_OFFICER_REQUIRED secondOfficerId'],
    ],
    [
      'with an auxiliary as the second person',
      () => ({ secondOfficerId: auxiliary }),
      ['SECOND_OFFICER_REQUIRED secondOfficerId'],
    ],
    [
      'with a third officer of another station',
      () => ({ otherOfficerIds: [world.officerId('longkou')] }),
      ['SECOND_OFFICER_REQUIRED secondOfficerId'],
    ],
    [
      'of a room without consent on record',
      () => ({ areas: [{ ...room, consentReference: null }] }),
      ['ENTRY_NOT_LAWFUL areas.0.consentReference'],
    ],
    [
      'of a room without the number of a certificate',
      () => ({ areas: [{ kind: 'ROOM_WITH_CERTIFICATE', room: '201' }] }),
      ['ENTRY_NOT_LAWFUL areas.0.certificateNumber'],
    ],
    [
      'that mixes consent and certificate',
      () => ({ areas: [{ ...room, certificateNumber: '检查证 7' }] }),
      ['ENTRY_NOT_LAWFUL areas.0.consentReference'],
    ],
    [
      'of a room without its number',
      () => ({ areas: [{ ...room, room: null }] }),
      ['INVALID_TEXT areas.0.room'],
    ],
    [
      'with an auxiliary in a room',
      () => ({ areas: [{ ...room, auxiliaryIds: [auxiliary] }], recorderNumber: '记录仪 3' }),
      ['AUXILIARY_NOT_ALLOWED areas.0.auxiliaryIds'],
    ],
    [
      'with an auxiliary and no recording',
      () => ({ areas: [{ kind: 'PUBLIC_AREA', auxiliaryIds: [auxiliary] }] }),
      ['RECORDER_REQUIRED recorderNumber'],
    ],
    [
      'with a grid worker as auxiliary',
      () => ({
        areas: [{ kind: 'PUBLIC_AREA', auxiliaryIds: [world.officerId('gridWorker')] }],
        recorderNumber: '记录仪 3',
      }),
      ['AUXILIARY_NOT_ALLOWED areas.0.auxiliaryIds'],
    ],
    [
      'with a finding in a room that nobody could enter',
      () => ({ areas: [{ kind: 'ROOM_REFUSED', room: '203' }], findings: [{ itemCode: 'GAS', area: 0 }] }),
      ['ENTRY_NOT_LAWFUL findings.0.area'],
    ],
    [
      'with a finding nowhere',
      () => ({ findings: [{ itemCode: 'GAS', area: 4 }] }),
      ['UNKNOWN_CODE findings.0.area'],
    ],
    [
      'with a photo whose hash is none',
      () => ({ findings: [{ itemCode: 'GAS', photos: [{ reference: 'a.jpg', sha256: 'abc' }] }] }),
      ['INVALID_HASH findings.0.photos.0.sha256'],
    ],
    [
      'that looked at something unknown',
      () => ({ checkedItems: ['GAS', 'NOTHING'] }),
      ['UNKNOWN_CODE checkedItems.1'],
    ],
    [
      'with several things wrong at once: all are told',
      () => ({ secondOfficerId: null, areas: [{ ...room, consentReference: null }] }),
      ['SECOND_OFFICER_REQUIRED secondOfficerId', 'ENTRY_NOT_LAWFUL areas.0.consentReference'],
    ],
  ])('A visit %s is refused and leaves nothing behind', async (_what, changes, expected) => {
    const houseId = await world.registerHouse();
    const before = await world.countAll();
    expect(refusalsOf(await send(visitOf(houseId, changes())))).toEqual(expected);
    expect(await world.countAll()).toEqual(before);
  });

  test('needs as many officers as the rule of the station says, never fewer than the law', async () => {
    await world.data(
      'drafter',
      'mutation ($input: SetInspectionRuleInput!) { setInspectionRule(input: $input) { userErrors { code } } }',
      {
        input: {
          idempotencyKey: world.key(),
          code: 'OFFICERS_PRESENT',
          value: 3,
          validFrom: '2026-07-20',
          reason: '示例',
          stationCode: 'longkou-station',
        },
      },
    );
    world.today = '2026-07-20';
    try {
      const houseId = await world.registerHouse('longkou');
      const two = visitOf(houseId, { secondOfficerId: world.officerId('longkouSecond') });
      expect(refusalsOf(await send(two, 'longkou'))).toEqual(['SECOND_OFFICER_REQUIRED secondOfficerId']);
      const { officerId } = await world.addOfficer('longkou-station', ['STATION_OFFICER']);
      expect(await send({ ...two, otherOfficerIds: [`off_${officerId}`] }, 'longkou')).toMatchObject({
        userErrors: [],
        inspection: { otherOfficerNames: ['示例警员戊'] },
      });
    } finally {
      world.today = TODAY;
    }
  });
});

describe('Over a poor line', () => {
  test('the same visit sent again with its own id is answered again, whatever its key, and counts once', async () => {
    const houseId = await world.registerHouse();
    const id = `ins_${randomUUID()}`;
    const visit = visitOf(houseId, { id, findings: [{ itemCode: 'GAS' }] });
    const first = await send(visit);
    expect(first).toMatchObject({ repeated: false, inspection: { id } });
    const again = await send({ ...visit, idempotencyKey: world.key() });
    expect(again).toMatchObject({
      userErrors: [],
      repeated: true,
      inspection: { id },
      nextDueOn: first.nextDueOn,
    });
    expect(again.hazards).toEqual(first.hazards);
    // A phone that has lost its id tells the visit by its content.
    const anew = await send({ ...visit, id: `ins_${randomUUID()}`, idempotencyKey: world.key() });
    expect(anew).toMatchObject({ userErrors: [], repeated: true, inspection: { id } });
  });

  test('ten copies at once come to one visit', async () => {
    const houseId = await world.registerHouse();
    const visit = visitOf(houseId, { id: `ins_${randomUUID()}`, findings: [{ itemCode: 'GAS' }] });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send({ ...visit, idempotencyKey: world.key() })),
    );
    expect(answers.flatMap(refusalsOf)).toEqual([]);
    expect(answers.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    const { rows } = await world.owner.query('select from hazard where house_id = $1', [uuidOf(houseId)]);
    expect(rows).toHaveLength(1);
  });

  test('another visit under the same id, or of the same house and day, is refused and told which came first', async () => {
    const houseId = await world.registerHouse();
    const id = `ins_${randomUUID()}`;
    await send(visitOf(houseId, { id }));
    const before = await world.countAll();
    const edited = await send(visitOf(houseId, { id, note: '改过' }));
    expect(refusalsOf(edited)).toEqual(['ALREADY_RECORDED id']);
    expect(edited.winner).toMatchObject({ id, officerName: '示例警员甲' });
    const others = visitOf(houseId, {
      secondOfficerId: world.officerId('zhongshan'),
      findings: [{ itemCode: 'GAS' }],
    });
    const other = await send(others, 'zhongshanSecond');
    expect(refusalsOf(other)).toEqual(['ALREADY_RECORDED inspectedOn']);
    expect(other.winner).toMatchObject({ id });
    expect(await world.countAll()).toEqual(before);
  });

  test('the id of a visit to another house tells nothing of that house', async () => {
    const id = `ins_${randomUUID()}`;
    await send(visitOf(await world.registerHouse(), { id }));
    const elsewhere = await send(visitOf(await world.registerHouse(), { id }));
    expect(refusalsOf(elsewhere)).toEqual(['ALREADY_EXISTS id']);
    expect(elsewhere.winner).toBeNull();
  });

  test('what is no id of a visit is refused', async () => {
    const houseId = await world.registerHouse();
    for (const id of ['', 'abc', houseId, `ins_${randomUUID().toUpperCase()}`]) {
      expect(codesOf(await world.ask('zhongshan', RECORD, { input: visitOf(houseId, { id }) }))).toEqual([
        'NOT_FOUND',
      ]);
    }
  });

  test('a phone that was away is told that the house has moved on, and its visit is taken in', async () => {
    const houseId = await world.registerHouse();
    const { rentalHouses } = await world.data<any>(
      'zhongshan',
      '{ rentalHouses(first: 100) { nodes { id version } } }',
    );
    const { version } = rentalHouses.nodes.find((house: { id: string }) => house.id === houseId);
    const first = await send(visitOf(houseId, { baseVersion: version, inspectedOn: '2026-06-20' }));
    expect(first).toMatchObject({ wasBehind: false });
    const late = await send(visitOf(houseId, { baseVersion: version, inspectedOn: '2026-06-10' }));
    expect(late).toMatchObject({ userErrors: [], wasBehind: true, nextDueOn: '2026-09-20' });
    expect(late.house?.version).toBeGreaterThan(version);
  });

  test('the order in which visits come in changes neither tier nor due date', async () => {
    const days = ['2026-05-04', '2026-05-20', '2026-06-03', '2026-06-17'];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(days, { minLength: days.length }), async (order) => {
        const houseId = await world.registerHouse();
        for (const inspectedOn of order) await send(visitOf(houseId, { inspectedOn }));
        const { rentalHouses } = await world.data<any>(
          'zhongshan',
          '{ rentalHouses(first: 100) { nodes { id nextDueOn tier { gradeCode } lastInspection { inspectedOn } } } }',
        );
        const house = rentalHouses.nodes.find((one: { id: string }) => one.id === houseId);
        expect(house).toMatchObject({
          nextDueOn: '2026-09-17',
          tier: { gradeCode: 'CIVILISED' },
          lastInspection: { inspectedOn: '2026-06-17' },
        });
      }),
      { numRuns: 6 },
    );
  });

  test('what is open already in the same room is not found twice and keeps its term; in another room it is another hazard', async () => {
    const houseId = await world.registerHouse();
    const areas = [
      { kind: 'PUBLIC_AREA' },
      { kind: 'ROOM_WITH_CONSENT', room: '201', consentReference: '同意书 1' },
    ];
    const findings = [
      { itemCode: 'GAS', area: 1 },
      { itemCode: 'GAS', area: 1 },
    ];
    const first = await send(visitOf(houseId, { inspectedOn: '2026-06-20', areas, findings }));
    expect(first.hazards).toHaveLength(1);
    const again = await send(
      visitOf(houseId, { areas, findings: [{ itemCode: 'GAS', area: 1 }, { itemCode: 'GAS' }] }),
    );
    expect(again.inspection).toMatchObject({ findingCount: 2 });
    expect(again.hazards?.map(({ room }) => room).sort()).toEqual(['201', null]);
    expect(again.hazards?.find(({ room }) => room === '201')).toEqual(first.hazards?.[0]);
    const { rows } = await world.owner.query(
      `select from credit_record where subject_id = $1 and type = 'ORDINARY_HAZARD'`,
      [uuidOf(houseId)],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('A term', () => {
  test('beyond the published calendar is taken in and marked provisional', async () => {
    world.today = '2026-12-28';
    try {
      const findings = [{ itemCode: 'FIRE_DOOR' }, { itemCode: 'EVACUATION_ROUTE' }];
      const { hazards, userErrors } = await send(visitOf(await world.registerHouse(), { findings }));
      expect(userErrors).toEqual([]);
      expect(hazards).toMatchObject([
        // Ten working days from Monday 28 December, for all that is known yet: only weekends are free in 2027.
        { itemCode: 'FIRE_DOOR', dueOn: '2027-01-11', revisitOn: '2027-01-12', isProvisional: true },
        { itemCode: 'EVACUATION_ROUTE', dueOn: '2026-12-31', revisitOn: '2027-01-01', isProvisional: true },
      ]);
    } finally {
      world.today = TODAY;
    }
  });

  test('of working days runs through make-up workdays, and the re-visit keeps off holidays', async () => {
    world.today = '2026-09-17';
    try {
      const { hazards } = await send(
        visitOf(await world.registerHouse(), { findings: [{ itemCode: 'RENTAL_LEDGER' }] }),
      );
      // 18, Sunday 20 (make-up), 21, 22, 23 September; the next working day is the 24th.
      expect(hazards).toMatchObject([{ dueOn: '2026-09-23', revisitOn: '2026-09-24', isProvisional: false }]);
      const ends = { findings: [{ itemCode: 'TENANT_REGISTRATION' }], inspectedOn: '2026-09-17' };
      // Seven days end on the 24th; 25 to 27 September are holidays.
      const week = await send(visitOf(await world.registerHouse(), ends));
      expect(week.hazards).toMatchObject([{ dueOn: '2026-09-24', revisitOn: '2026-09-28' }]);
    } finally {
      world.today = TODAY;
    }
  });
});

describe('Who may not inspect', () => {
  test.each<[OfficerName]>([['auxiliary'], ['gridWorker'], ['regulator'], ['clerk'], ['auditor']])(
    '%s',
    async (officer) => {
      const input = visitOf(await world.registerHouse());
      expect(codesOf(await world.ask(officer, RECORD, { input }))).toEqual(['FORBIDDEN']);
    },
  );

  test('a station whose house it is not; and nobody inspects an enterprise this way', async () => {
    const houseId = await world.registerHouse('longkou');
    expect(refusalsOf(await send(visitOf(houseId)))).toEqual(['NOT_FOUND houseId']);
    const { id } = await world.enterprise();
    expect(refusalsOf(await send(visitOf(`ent_${id}`)))).toEqual(['NOT_FOUND houseId']);
  });

  test.each<[OfficerName]>([['gridWorker'], ['auxiliary']])(
    '%s records no result of an enterprise inspection and draws nobody',
    async (officer) => {
      const result = `mutation ($input: RecordSpotCheckResultInput!) { recordSpotCheckResult(input: $input) { userErrors { code } } }`;
      const input = {
        idempotencyKey: world.key(),
        drawId: 'draw_00000000-0000-7000-8000-000000000000',
        enterpriseId: `ent_${randomUUID()}`,
        resultCodes: [],
        inspectedOn: TODAY,
      };
      const answers = [
        await world.ask(officer, result, { input }),
        await world.ask(
          officer,
          'mutation ($input: PrepareDrawInput!) { prepareDraw(input: $input) { userErrors { code } } }',
          {
            input: {
              idempotencyKey: world.key(),
              title: '示例',
              population: { regionCode: '440784' },
              randomness: { kind: 'DICE' },
            },
          },
        ),
      ];
      expect(answers.map(codesOf)).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
    },
  );
});
