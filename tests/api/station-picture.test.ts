import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { xmlProblem } from '../support/well-formed-xml.js';
import {
  type Answer,
  type Caller,
  codesOf,
  type ExtraOfficer,
  makeWorld,
  TODAY,
  type UserError,
  type World,
  YUETANG,
} from '../support/world.js';

const NEIGHBOUR = '440784001002';

let world: World;
let third: ExtraOfficer;

beforeAll(async () => {
  world = await makeWorld();
  third = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
  await live();
  await reportAlarms();
});
afterAll(() => world.close());

/** What happened, day by day; every number below can be counted from here. */
async function live(): Promise<void> {
  world.today = '2026-04-10';
  const a = await world.registerHouse();
  const b = await world.registerHouse();
  await world.registerHouse();
  const elsewhere = await world.registerHouse('longkou');
  world.today = '2026-04-20';
  await visit('zhongshan', a);
  const [hazardOfB] = await visit('zhongshan', b, 'TENANT_REGISTRATION');
  // Its term ended on 27 April.
  world.today = '2026-05-05';
  await check(hazardOfB, 'NOT_RECTIFIED');
  // The new term ends on 12 May.
  world.today = '2026-05-10';
  await check(hazardOfB, 'RECTIFIED');
  world.today = '2026-05-20';
  const [hazardOfA] = await visit('zhongshan', a, 'TENANT_REGISTRATION');
  world.today = '2026-06-01';
  await visit('longkou', elsewhere);
  // Its term ended on 27 May.
  world.today = '2026-06-15';
  await check(hazardOfA, 'RECTIFIED');
  world.today = '2026-06-20';
  await visit('zhongshan', await world.registerHouse(), null, third.officerId);
  world.today = TODAY;
  await world.registerHouse();
}

async function visit(
  officer: 'zhongshan' | 'longkou',
  houseId: string,
  itemCode: string | null = null,
  secondOfficer: string | null = null,
): Promise<string[]> {
  const secondOfficerId =
    secondOfficer === null ? world.officerId(`${officer}Second`) : `off_${secondOfficer}`;
  const { recordInspection } = await world.data<{
    recordInspection: { userErrors: UserError[]; hazards: { id: string }[] };
  }>(
    officer,
    'mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } hazards { id } } }',
    {
      input: {
        ...{ idempotencyKey: world.key(), houseId, inspectedOn: world.today, secondOfficerId },
        findings: itemCode === null ? [] : [{ itemCode }],
      },
    },
  );
  expect(recordInspection.userErrors).toEqual([]);
  return recordInspection.hazards.map(({ id }) => id);
}

async function check(hazardId: string | undefined, outcome: 'RECTIFIED' | 'NOT_RECTIFIED'): Promise<void> {
  const { recordRectification } = await world.data<{ recordRectification: { userErrors: UserError[] } }>(
    'zhongshan',
    'mutation ($input: RecordRectificationInput!) { recordRectification(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: world.key(), hazardId, outcome, checkedOn: world.today, evidence: '已查看' } },
  );
  expect(recordRectification.userErrors).toEqual([]);
}

async function reportAlarms(): Promise<void> {
  const fraud = 'TELECOM_FRAUD';
  const vice = 'GAMBLING_AND_VICE';
  await report(
    [YUETANG, '2025-06-01', fraud, 14],
    [YUETANG, '2026-05-01', fraud, 8],
    [YUETANG, '2026-06-01', fraud, 99],
  );
  await report([YUETANG, '2026-06-01', fraud, 10]);
  await report(
    [YUETANG, '2026-05-01', vice, 2],
    [YUETANG, '2026-06-01', vice, 2],
    [NEIGHBOUR, '2026-06-01', vice, 3],
  );
}

async function report(...figures: readonly (readonly [string, string, string, number])[]): Promise<void> {
  const items = figures.map(([regionCode, month, kind, count]) => ({ regionCode, month, kind, count }));
  const { recordAlarmCounts } = await world.data<{ recordAlarmCounts: { userErrors: UserError[] } }>(
    'zhongshan',
    'mutation ($input: RecordAlarmCountsInput!) { recordAlarmCounts(input: $input) { userErrors { code } } }',
    { input: { idempotencyKey: world.key(), source: '示例', errorPolicy: 'REJECT_ALL', items } },
  );
  expect(recordAlarmCounts.userErrors).toEqual([]);
}

interface Month {
  readonly month: string;
  readonly tiers: readonly { readonly tier: { readonly gradeCode: string | null }; readonly count: number }[];
  readonly moves: readonly {
    readonly from: { readonly gradeCode: string | null } | null;
    readonly to: { readonly gradeCode: string | null };
    readonly direction: string | null;
    readonly count: number;
  }[];
  readonly visits: number;
  readonly hazards: Readonly<Record<string, unknown>>;
  readonly alarms: readonly { readonly kind: { readonly code: string } }[];
}

interface Picture {
  readonly from: string;
  readonly to: string;
  readonly regionCodes: readonly string[];
  readonly months: readonly Month[];
  readonly overdueHouses: Readonly<Record<string, unknown>>;
  readonly visitsByOfficer: readonly { readonly name: string; readonly visits: number }[];
}

const PICTURE = `query ($from: Date, $to: Date, $regionCode: RegionCode) {
  stationPicture(from: $from, to: $to, regionCode: $regionCode) {
    from to regionCodes
    months {
      month visits
      tiers { tier { gradeCode basis label colour } count }
      moves { from { gradeCode } to { gradeCode } direction count }
      hazards { found closed open failedRectifications termsEnded termsMissed overduePercent }
      alarms { kind { code label } count villages onYear { before difference percent } onMonth { before difference percent } }
    }
    overdueHouses { houses overdue percent }
    visitsByOfficer { officerId name visits }
  } }`;

function ask(
  caller: Caller,
  asked: Record<string, unknown> = {},
): Promise<Answer<{ stationPicture: Picture }>> {
  return world.ask(caller, PICTURE, { from: '2026-04-01', ...asked });
}

async function picture(caller: Caller = 'zhongshan', asked: Record<string, unknown> = {}): Promise<Picture> {
  const answer = await ask(caller, asked);
  expect(answer.errors).toBeUndefined();
  return answer.data.stationPicture;
}

const countsOf = ({ tiers }: Month) => tiers.map(({ count }) => count);
const movesOf = ({ moves }: Month) =>
  moves.map(({ from, to, direction, count }) =>
    [from === null ? 'new' : (from.gradeCode ?? 'unseen'), to.gradeCode ?? 'unseen', direction, count].join(
      ' ',
    ),
  );

describe('The picture of a station', () => {
  test('shows its houses by tier at the end of each month, and apart those that nobody has inspected', async () => {
    const { months } = await picture();
    expect(months[0]?.tiers.map(({ tier }) => tier)).toEqual([
      { gradeCode: 'CIVILISED', basis: 'RATED', label: 'Civilised rental house', colour: 'green' },
      { gradeCode: 'KEY', basis: 'RATED', label: 'Key rental house', colour: 'yellow' },
      { gradeCode: 'WATCH_LIST', basis: 'RATED', label: 'Watch-list rental house', colour: 'red' },
      { gradeCode: null, basis: 'BY_DEFAULT', label: 'Not yet inspected', colour: 'grey' },
    ]);
    expect(months.map((month) => [month.month, ...countsOf(month)])).toEqual([
      ['2026-04-01', 1, 1, 0, 1],
      ['2026-05-01', 1, 1, 0, 1],
      ['2026-06-01', 3, 0, 0, 1],
      ['2026-07-01', 3, 0, 0, 2],
    ]);
  });

  test('shows what moved; a house registered and inspected on one day came straight to its tier', async () => {
    const { months } = await picture();
    expect(months.map(movesOf)).toEqual([
      ['new unseen  3', 'unseen CIVILISED  1', 'unseen KEY  1'],
      ['CIVILISED KEY DOWN 1', 'KEY CIVILISED UP 1'],
      ['new CIVILISED  1', 'KEY CIVILISED UP 1'],
      ['new unseen  1'],
    ]);
  });

  test('shows visits, and hazards found, closed, open and failed', async () => {
    const { months } = await picture();
    expect(months.map(({ visits }) => visits)).toEqual([2, 1, 1, 0]);
    expect(
      months.map(({ hazards: { found, closed, open, failedRectifications } }) => [
        found,
        closed,
        open,
        failedRectifications,
      ]),
    ).toEqual([
      [1, 0, 1, 0],
      [1, 1, 1, 1],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  test('counts a term that a failed rectification ended, one kept and one missed: two of three missed', async () => {
    const { months } = await picture();
    expect(
      months.map(({ hazards: { termsEnded, termsMissed, overduePercent } }) => [
        termsEnded,
        termsMissed,
        overduePercent,
      ]),
    ).toEqual([
      [0, 0, null],
      [3, 2, '66.67'],
      [0, 0, null],
      [0, 0, null],
    ]);
  });

  test('that begins later starts from what stood before', async () => {
    const { months } = await picture('zhongshan', { from: '2026-06-30' });
    expect(months.map(countsOf)).toEqual([
      [3, 0, 0, 1],
      [3, 0, 0, 2],
    ]);
    expect(months.map(({ hazards }) => hazards.open)).toEqual([0, 0]);
    const { months: may } = await picture('zhongshan', { from: '2026-05-01', to: '2026-05-01' });
    expect(may.map(({ hazards }) => hazards.open)).toEqual([1]);
  });

  test('shows how many houses are overdue today', async () => {
    expect((await picture()).overdueHouses).toEqual({ houses: 5, overdue: 1, percent: '20.00' });
  });

  test('names the visits of its own officers, the second ones counted, too', async () => {
    const { visitsByOfficer } = await picture();
    expect(visitsByOfficer.map(({ name, visits }) => [name, visits])).toEqual([
      ['示例警员甲', 4],
      ['示例警员乙', 3],
      ['示例警员戊', 1],
    ]);
    const { visitsByOfficer: may } = await picture('zhongshan', { from: '2026-05-01', to: '2026-05-31' });
    expect(may.map(({ visits }) => visits)).toEqual([1, 1, 0]);
  });
});

describe('Alarms in the picture', () => {
  async function alarmsOf(kind: string, asked: Record<string, unknown> = {}) {
    const { months } = await picture('zhongshan', { from: '2026-05-01', ...asked });
    return months.map(({ alarms }) => alarms.find((figure) => figure.kind.code === kind));
  }

  test('stand beside those of the year and of the month before, as corrected last', async () => {
    const [may, june] = await alarmsOf('TELECOM_FRAUD');
    expect(may).toMatchObject({ count: 8, villages: 1, onYear: null, onMonth: null });
    expect(june).toEqual({
      kind: { code: 'TELECOM_FRAUD', label: 'Telecom-fraud alarms' },
      count: 10,
      villages: 1,
      onYear: { before: 14, difference: -4, percent: '-28.57' },
      onMonth: { before: 8, difference: 2, percent: '25.00' },
    });
  });

  test('are unknown, and not none, where nobody has recorded any', async () => {
    const [, , july] = await alarmsOf('TELECOM_FRAUD');
    expect(july).toMatchObject({ count: null, villages: 0, onYear: null, onMonth: null });
    expect(await alarmsOf('DRUGS')).toEqual(Array(3).fill(expect.objectContaining({ count: null })));
  });

  test('are not compared with a month in which other villages reported', async () => {
    const [, june] = await alarmsOf('GAMBLING_AND_VICE');
    expect(june).toMatchObject({ count: 5, villages: 2, onMonth: null });
    const [, ofOneVillage] = await alarmsOf('GAMBLING_AND_VICE', { regionCode: YUETANG });
    expect(ofOneVillage).toMatchObject({ count: 2, onMonth: { before: 2, difference: 0, percent: '0.00' } });
  });
});

describe('A picture shows nobody more than his jurisdiction', () => {
  test('another station sees nothing of these villages, and of its own only what is its own', async () => {
    const foreign = await picture('longkou', { regionCode: YUETANG });
    expect(foreign.regionCodes).toEqual([]);
    expect(foreign.overdueHouses).toEqual({ houses: 0, overdue: 0, percent: null });
    expect(foreign.months.map((month) => [...countsOf(month), month.visits, ...month.moves])).toEqual(
      Array(4).fill([0, 0, 0, 0, 0]),
    );
    expect(JSON.stringify(foreign.months)).not.toContain('"count":10');
    const own = await picture('longkou');
    expect(own.months.map(countsOf)[3]).toEqual([1, 0, 0, 0]);
    expect(own.visitsByOfficer.map(({ name, visits }) => [name, visits])).toEqual([
      ['示例警员丁', 1],
      ['示例警员丙', 1],
    ]);
  });

  test('oversight sees all stations, and names no officer', async () => {
    const { months, visitsByOfficer } = await picture('auditor');
    expect(countsOf(months[3] as Month)).toEqual([4, 0, 0, 2]);
    expect(visitsByOfficer).toEqual([]);
    const { months: ofOne } = await picture('auditor', { regionCode: YUETANG });
    expect(countsOf(ofOne[3] as Month)).toEqual([3, 0, 0, 2]);
  });

  test.each(['regulator', 'approver', 'clerk', 'drafter', 'integrator'] as const)(
    'a %s may not ask',
    async (caller) => {
      expect(codesOf(await ask(caller))).toEqual(['FORBIDDEN']);
    },
  );
});

describe('The period', () => {
  test('is by default the last twelve months', async () => {
    const { from, to, months } = await picture('zhongshan', { from: null });
    expect([from, to, months.length]).toEqual(['2025-08-01', TODAY, 12]);
  });

  test.each([
    ['begins after its end', { from: '2026-06-01', to: '2026-05-31' }, 'INVALID_DATE'],
    ['lies in the future', { to: '2026-08-01' }, 'DATE_IN_FUTURE'],
    ['is longer than 36 months', { from: '2023-07-31' }, 'TOO_MANY_ITEMS'],
  ])('that %s is refused', async (_what, asked, code) => {
    expect(codesOf(await ask('zhongshan', asked))).toEqual([code]);
  });
});

describe('A chart of the picture', () => {
  const CHART = `query ($kind: PictureChart!, $width: Int! = 960, $height: Int! = 480) {
    stationPicture(from: "2026-04-01") { chart(kind: $kind, width: $width, height: $height) } }`;
  const chart = async (kind: string, headers: Record<string, string> = {}) =>
    (await world.data<{ stationPicture: { chart: string } }>('zhongshan', CHART, { kind }, headers))
      .stationPicture.chart;

  test.each([
    ['TIERS', 'Rental houses by tier', '文明出租屋'],
    ['MOVES', 'Moves between tiers', '升级'],
    ['HAZARDS', 'Hazards found and put right', '隐患发现与整改'],
    ['VISITS', '示例警员甲', '民警检查次数'],
    ['ALARMS', 'Telecom-fraud alarms', '电信诈骗警情'],
  ])('%s is an SVG in the language of the request, the same each time', async (kind, english, chinese) => {
    const svg = await chart(kind);
    expect(xmlProblem(svg)).toBeNull();
    expect(svg).toContain(english);
    expect(await chart(kind)).toBe(svg);
    expect(await chart(kind, { 'accept-language': 'zh-CN' })).toContain(chinese);
  });

  test('escapes what an officer is called', async () => {
    const name = `<script>alert("1")</script>`;
    await world.owner.query('update officer set name = $2 where id = $1', [third.officerId, name]);
    const svg = await chart('VISITS');
    await world.owner.query(`update officer set name = '示例警员戊' where id = $1`, [third.officerId]);
    expect(xmlProblem(svg)).toBeNull();
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;');
  });

  test.each([{ width: 319 }, { width: 1_601 }, { height: 199 }, { height: 1_001 }])(
    'is refused in the size %j',
    async (size) => {
      const answer = await world.ask('zhongshan', CHART, { kind: 'TIERS', ...size });
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
      expect(answer.errors?.[0]?.extensions.field).toEqual(Object.keys(size));
    },
  );

  test('is drawn at most nine times in a request', async () => {
    const charts = (count: number) =>
      Array.from({ length: count }, (_, at) => `c${at}: chart(kind: TIERS)`).join(' ');
    const query = (count: number) => `{ stationPicture { ${charts(count)} } }`;
    expect((await world.ask('zhongshan', query(9))).errors).toBeUndefined();
    expect(codesOf(await world.ask('zhongshan', query(10)))).toEqual(['TOO_COSTLY']);
  });
});
