import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  codesOf,
  makeWorld,
  OTHER_VILLAGE,
  type OfficerName,
  type UserError,
  type World,
  YUETANG,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const RECORD = `mutation ($input: RecordAlarmCountsInput!) { recordAlarmCounts(input: $input) {
  replayed userErrors { code field message } items { recorded formerCount userErrors { code field } } } }`;

interface Recorded {
  readonly replayed: boolean;
  readonly userErrors: readonly UserError[];
  readonly items:
    | readonly {
        readonly recorded: boolean;
        readonly formerCount: number | null;
        readonly userErrors: readonly Pick<UserError, 'code' | 'field'>[];
      }[]
    | null;
}

type Item = Record<string, unknown>;

function item(changes: Item = {}): Item {
  return { regionCode: YUETANG, month: '2026-06-01', kind: 'TELECOM_FRAUD', count: 7, ...changes };
}

function inputOf(items: readonly Item[], changes: Item = {}) {
  return {
    idempotencyKey: world.key(),
    source: '110接处警平台',
    items,
    errorPolicy: 'REJECT_ALL',
    ...changes,
  };
}

async function send(input: Record<string, unknown>, officer: OfficerName = 'zhongshan'): Promise<Recorded> {
  return (await world.data<{ recordAlarmCounts: Recorded }>(officer, RECORD, { input })).recordAlarmCounts;
}

function refusalsOf(errors: readonly Pick<UserError, 'code' | 'field'>[]): string[] {
  return errors.map(({ code, field }) => `${code} ${field?.join('.') ?? ''}`);
}

/** What is on record for a month, in the order in which it was recorded. */
async function onFile(month: string): Promise<number[]> {
  const { rows } = await world.owner.query<{ count: number }>(
    'select count from alarm_count where month = $1 order by recorded_at',
    [month],
  );
  return rows.map(({ count }) => count);
}

describe('Alarms', () => {
  test('are recorded for a village, a month and a kind, with source and office', async () => {
    expect(await send(inputOf([item({ month: '2026-01-01' })]))).toEqual({
      replayed: false,
      userErrors: [],
      items: [{ recorded: true, formerCount: null, userErrors: [] }],
    });
    const { rows } = await world.owner.query<object>(
      `select region_code, month::text, kind, count, source, office_id from alarm_count where month = '2026-01-01'`,
    );
    expect(rows).toEqual([
      {
        region_code: YUETANG,
        month: '2026-01-01',
        kind: 'TELECOM_FRAUD',
        count: 7,
        source: '110接处警平台',
        office_id: world.officeIds['zhongshan-station'],
      },
    ]);
  });

  test('are corrected by a later figure, and both stay on file', async () => {
    await send(inputOf([item({ month: '2026-02-01', count: 7 })]));
    const { items } = await send(inputOf([item({ month: '2026-02-01', count: 0 })]));
    expect(items).toMatchObject([{ recorded: true, formerCount: 7 }]);
    expect(await onFile('2026-02-01')).toEqual([7, 0]);
  });

  test('leave one audit entry for all, and none for a repeated key', async () => {
    const input = inputOf([item({ month: '2026-03-01' }), item({ month: '2026-03-01', kind: 'DRUGS' })]);
    const before = await world.count('audit_entry');
    await send(input);
    expect(await send(input)).toMatchObject({
      replayed: true,
      items: [{ recorded: true }, { recorded: true }],
    });
    expect(await world.count('audit_entry')).toBe(before + 1);
    expect(await onFile('2026-03-01')).toHaveLength(2);
  });

  test('of the present month are taken in as far as they are known', async () => {
    expect((await send(inputOf([item({ month: '2026-07-01' })]))).userErrors).toEqual([]);
  });

  test('touch no rating and no credit file', async () => {
    const house = await world.registerHouse();
    const before = await world.countAll();
    await send(inputOf([item({ month: '2025-01-01', count: 500 })]));
    const after = await world.countAll();
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.sort()).toEqual(['alarm_count', 'audit_entry', 'idempotency_key']);
    expect(house).toBeDefined();
  });
});

const FAULTS: readonly (readonly [string, Item, string])[] = [
  ['of a region that does not exist', { regionCode: '440784001999' }, 'UNKNOWN_REGION regionCode'],
  ['of a town, which holds villages', { regionCode: '440784001' }, 'UNKNOWN_REGION regionCode'],
  ['of a village of another station', { regionCode: OTHER_VILLAGE }, 'OUTSIDE_JURISDICTION regionCode'],
  ['of a day that begins no month', { month: '2026-06-02' }, 'INVALID_DATE month'],
  ['of a month to come', { month: '2026-08-01' }, 'DATE_IN_FUTURE month'],
  ['of a kind that nobody knows', { kind: 'NOISE' }, 'UNKNOWN_CODE kind'],
  ['below zero', { count: -1 }, 'INVALID_AMOUNT count'],
];

describe('A figure', () => {
  test.each(FAULTS)('%s is refused, and with it all others by REJECT_ALL', async (_what, fault, refusal) => {
    const before = await world.countAll();
    const [code = '', field = ''] = refusal.split(' ');
    const answer = await send(inputOf([item(), item({ kind: 'DRUGS', ...fault })]));
    expect(answer.items).toBeNull();
    expect(refusalsOf(answer.userErrors)).toEqual([`${code} input.items.1.${field}`]);
    expect(await world.countAll()).toEqual(before);
  });

  test.each(FAULTS)(
    '%s is left out by SKIP_FAILED, and the others are kept',
    async (_what, fault, refusal) => {
      const before = await world.count('alarm_count');
      const [code = '', field = ''] = refusal.split(' ');
      const items = [item({ kind: 'DRUGS', ...fault }), item()];
      const answer = await send(inputOf(items, { errorPolicy: 'SKIP_FAILED' }));
      expect(answer.userErrors).toEqual([]);
      expect(answer.items?.map(({ recorded }) => recorded)).toEqual([false, true]);
      expect(refusalsOf(answer.items?.[0]?.userErrors ?? [])).toEqual([`${code} input.items.0.${field}`]);
      expect(await world.count('alarm_count')).toBe(before + 1);
    },
  );

  test('stands once in an act: for the same village, month and kind a second one is refused', async () => {
    const answer = await send(inputOf([item(), item({ count: 9 })]));
    expect(refusalsOf(answer.userErrors)).toEqual(['DUPLICATE_ROW input.items.1']);
    const skipping = await send(inputOf([item({ count: -1 }), item()], { errorPolicy: 'SKIP_FAILED' }));
    expect(skipping.items?.map(({ recorded }) => recorded)).toEqual([false, true]);
  });
});

describe('An act of recording alarms', () => {
  test('in which no figure is good records nothing and says why for each', async () => {
    const before = await world.countAll();
    const items = [item({ count: -1 }), item({ kind: 'NOISE' })];
    const answer = await send(inputOf(items, { errorPolicy: 'SKIP_FAILED' }));
    expect(answer.items).toBeNull();
    expect(refusalsOf(answer.userErrors)).toEqual([
      'INVALID_AMOUNT input.items.0.count',
      'UNKNOWN_CODE input.items.1.kind',
    ]);
    expect(await world.countAll()).toEqual(before);
  });

  test('takes 1 to 250 figures and names their source', async () => {
    const many = Array.from({ length: 251 }, (_, at) => item({ count: at }));
    expect(refusalsOf((await send(inputOf(many))).userErrors)).toEqual(['TOO_MANY_ITEMS input.items']);
    expect(refusalsOf((await send(inputOf([]))).userErrors)).toEqual(['MISSING_VALUE input.items']);
    const blank = await send(inputOf([item()], { source: ' ' }));
    expect(refusalsOf(blank.userErrors)).toEqual(['INVALID_TEXT input.source']);
  });

  test('records 250 figures at once', async () => {
    const months = Array.from({ length: 250 }, (_, at) => {
      const month = String((at % 12) + 1).padStart(2, '0');
      return item({ month: `${2000 + Math.floor(at / 12)}-${month}-01` });
    });
    const { items } = await send(inputOf(months));
    expect(items?.filter(({ recorded }) => recorded)).toHaveLength(250);
  });

  test('costs more the more it records', async () => {
    const costOf = async (items: readonly Item[]) => {
      const { extensions } = await world.ask('zhongshan', RECORD, { input: inputOf(items) });
      return (extensions.cost as { requested: number }).requested;
    };
    const months = ['2024-01-01', '2024-02-01', '2024-03-01'].map((month) => item({ month }));
    expect((await costOf(months)) - (await costOf(months.slice(0, 1)))).toBe(2);
  });

  test.each(['auditor', 'regulator', 'clerk', 'drafter'] as const)('is not for a %s', async (officer) => {
    expect(codesOf(await world.ask(officer, RECORD, { input: inputOf([item()]) }))).toEqual(['FORBIDDEN']);
  });
});

test('The kinds of alarm are told with their labels', async () => {
  const { alarmKinds } = await world.data('regulator', '{ alarmKinds { code label } }');
  expect(alarmKinds).toEqual([
    { code: 'CRIMINAL_AND_PUBLIC_ORDER', label: 'Criminal and public-order alarms' },
    { code: 'TELECOM_FRAUD', label: 'Telecom-fraud alarms' },
    { code: 'GAMBLING_AND_VICE', label: 'Gambling and vice alarms' },
    { code: 'DRUGS', label: 'Drug alarms' },
  ]);
});
