import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { READ_CREDIT_FACTS } from '../../src/store/credit-checks.js';
import { READ_LIST_ENTRIES } from '../../src/store/lists.js';
import { rowTypes } from '../../src/store/statement.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let client: pg.Client;
let subject: { id: string; creditCode: string };
beforeAll(async () => {
  world = await makeWorld();
  subject = await world.enterprise();
  client = new pg.Client({ connectionString: world.database.ownerUrl, types: rowTypes });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

/** The last day on which, and the last moment at which, something is as it was; and the first on which it is otherwise. */
const DAYS = ['2026-06-10', '2026-06-11'] as const;
const MOMENT = '2026-06-15T08:00:00Z';
const MOMENTS = ['2026-06-15T07:59:59.999999Z', MOMENT] as const;
const LONG_AGO = '2020-01-01T00:00:00Z';
/** No measure of the catalogue is of this field and rests on what the subject has. */
const FIELD = 'LAND_SUPPLY';

/** A subject with one record and one entry, each with one measure, and everything known for long. */
beforeEach(async () => {
  await client.query('begin');
  for (const table of ['measure', 'check_policy', 'data_delivery', 'subject'])
    await client.query(`update ${table} set recorded_at = $1`, [LONG_AGO]);
  await client.query(`update data_delivery set delivered_on = '2026-01-01'`);
  await client.query(
    `insert into credit_record (id, subject_id, type, occurred_on, source_key, recorded_at)
     values ($1, $2, 'ADMINISTRATIVE_PENALTY', '2026-01-10', sha256('one'), $3)`,
    [uuidv7(), subject.id, LONG_AGO],
  );
  await client.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, recorded_at)
     values ($1, $2, 'JUDGMENT_DEFAULTER', '示例决字〔2026〕1号', '示例机关', '2026-01-10', $3)`,
    [uuidv7(), subject.id, LONG_AGO],
  );
  await publish('OF_LIST', 'list_code', 'JUDGMENT_DEFAULTER');
  await publish('OF_RECORD', 'record_type', 'ADMINISTRATIVE_PENALTY');
});
afterEach(async () => {
  await client.query('rollback');
});

function publish(code: string, ground: 'list_code' | 'record_type', of: string) {
  return client.query(
    `insert into measure (id, code, ${ground}, field_code, label_zh, label_en, effect, must_or_may, legal_basis, applied_by,
       valid_from, recorded_at, source)
     values ($1, $2, $3, '${FIELD}', '示例', 'Example', 'KEY_REVIEW', 'MAY', '示例第一条', '示例机关', '2020-01-01', $4, '{}')`,
    [uuidv7(), code, of, LONG_AGO],
  );
}

async function suspend(fromOn: string, recordedAt = LONG_AGO): Promise<void> {
  await client.query(
    `insert into list_suspension (id, entry_id, from_on, until_on, court_document, reason, suspended_by, office_id, recorded_at)
     select $1, id, $2, '2026-06-30', '示例1号', '示例', $3, $4, $5 from list_entry`,
    [uuidv7(), fromOn, world.officerIds.clerk, world.officeIds.credit, recordedAt],
  );
}

async function endSuspension(endedOn: string, recordedAt = LONG_AGO): Promise<void> {
  await client.query(
    `update list_suspension set ended_on = $1, ended_by = $2, end_reason = '示例', ended_recorded_at = $3`,
    [endedOn, world.officerIds.regulator, recordedAt],
  );
}

/** What is open about an entry. */
type Proceeding = 'list_objection' | 'list_repair';

async function file(table: Proceeding, filedOn: string, recordedAt = LONG_AGO): Promise<void> {
  const own =
    table === 'list_objection' ? 'filed_as, grounds, filed_on' : 'evidence, corrected_on, applied_on';
  const values = table === 'list_objection' ? `'SUBJECT', '示例', $4` : `'示例', '2026-01-01', $4`;
  await client.query(
    `insert into ${table} (id, entry_id, office_id, recorded_by, ${own}, decide_until_on, decide_is_provisional, recorded_at)
     select $1, id, $2, $3, ${values}, '2026-07-01', false, $5 from list_entry`,
    [uuidv7(), world.officeIds.credit, world.officerIds.clerk, filedOn, recordedAt],
  );
}

async function decide(table: Proceeding, decidedOn: string, recordedAt = LONG_AGO): Promise<void> {
  await client.query(
    `update ${table} set state = 'REJECTED', decided_by = $1, decided_on = $2, reasons = '示例', decided_recorded_at = $3`,
    [world.officerIds.regulator, decidedOn, recordedAt],
  );
}

const sql = (text: string) => () => client.query(text);

/** What is told of the subject on a day as known at a moment. */
async function told(on: string, known: string) {
  const { run } = queryableOf(client);
  const [facts] = await run(READ_CREDIT_FACTS, [subject.creditCode, FIELD, on, known]);
  const [entry] = facts?.lists ?? [];
  const inFile = await run(READ_LIST_ENTRIES, [[subject.id], on, known]);
  return {
    subject: facts?.subjectId ?? null,
    record: facts?.records.length,
    recordMeasure: facts?.records[0]?.measures.length,
    entry: facts?.lists.length,
    endsOn: entry?.endsOn,
    entryMeasure: entry?.measures.length,
    suspended: entry?.suspendedUntilOn,
    entryInFile: inFile.length,
    endsOnInFile: inFile[0]?.endsOn,
    suspendedInFile: inFile[0]?.suspendedUntilOn,
    objectedOn: entry?.objectedOn,
    repairAppliedOn: entry?.repairAppliedOn,
    dataOn: facts?.dataOn,
    staleAfterDays: facts?.staleAfterDays,
  };
}

type Told = Partial<Awaited<ReturnType<typeof told>>>;
type Row = readonly [what: string, change: () => Promise<unknown>, before: Told, after: Told];

const RECORD = [{ record: 1, recordMeasure: 1 }, { record: 0 }] as const;
const UNTIL = { suspended: '2026-06-30', suspendedInFile: '2026-06-30' };
const SUSPENDED = [UNTIL, { suspended: null, suspendedInFile: null }] as const;
const ENTRY = [
  { entry: 1, entryInFile: 1 },
  { entry: 0, entryInFile: 0 },
] as const;
const turned = ([one, other]: readonly [Told, Told]) => [other, one] as const;

const ON_A_DAY: readonly Row[] = [
  [
    'a record until its validity ends',
    sql(`update credit_record set valid_until_on = '2026-06-10'`),
    ...RECORD,
  ],
  [
    'a record until it is taken down',
    sql(`update credit_record set published_until_on = '2026-06-10'`),
    ...RECORD,
  ],
  [
    'a record until it ends',
    sql(`update credit_record set ended_on = '2026-06-11', ended_recorded_at = '${LONG_AGO}'`),
    ...RECORD,
  ],
  ['a record for five years', sql(`update credit_record set occurred_on = '2021-06-11'`), ...RECORD],
  ['a record from its day', sql(`update credit_record set occurred_on = '2026-06-11'`), ...turned(RECORD)],
  [
    'a broken commitment until it is made good, however long that takes',
    sql(`update credit_record set type = 'COMMITMENT_BREACHED', occurred_on = '2016-06-11', ended_on = '2026-06-11',
           ended_recorded_at = '${LONG_AGO}'`),
    { record: 1, recordMeasure: 0 },
    { record: 0 },
  ],
  [
    'a record while its measure is published',
    sql(`update measure set valid_to = '2026-06-11' where code = 'OF_RECORD'`),
    ...RECORD,
  ],
  [
    'a record once its measure is in force',
    sql(`update measure set valid_from = '2026-06-11' where code = 'OF_RECORD'`),
    ...turned(RECORD),
  ],
  ['an entry until it ends', sql(`update list_entry set valid_to = '2026-06-11'`), ...ENTRY],
  ['an entry from its day', sql(`update list_entry set valid_from = '2026-06-11'`), ...turned(ENTRY)],
  [
    'a measure of an entry until it ends',
    sql(`update measure set valid_to = '2026-06-11' where code = 'OF_LIST'`),
    { entry: 1, entryMeasure: 1 },
    { entry: 1, entryMeasure: 0 },
  ],
  [
    'a measure of an entry from its day',
    sql(`update measure set valid_from = '2026-06-11' where code = 'OF_LIST'`),
    { entryMeasure: 0 },
    { entryMeasure: 1 },
  ],
  ['a suspension from its day', () => suspend('2026-06-11'), ...turned(SUSPENDED)],
  [
    'a suspension until it ends',
    async () => {
      await suspend('2026-06-01');
      await endSuspension('2026-06-11');
    },
    ...SUSPENDED,
  ],
  [
    'an objection from its day',
    () => file('list_objection', '2026-06-11'),
    { objectedOn: null },
    { objectedOn: '2026-06-11' },
  ],
  [
    'an objection until it is decided',
    async () => {
      await file('list_objection', '2026-06-01');
      await decide('list_objection', '2026-06-11');
    },
    { objectedOn: '2026-06-01' },
    { objectedOn: null },
  ],
  [
    'an application for repair from its day',
    () => file('list_repair', '2026-06-11'),
    { repairAppliedOn: null },
    { repairAppliedOn: '2026-06-11' },
  ],
  [
    'an application for repair until it is decided',
    async () => {
      await file('list_repair', '2026-06-01');
      await decide('list_repair', '2026-06-11');
    },
    { repairAppliedOn: '2026-06-01' },
    { repairAppliedOn: null },
  ],
  [
    'a delivery from its day',
    sql(`insert into data_delivery (id, source, delivered_on, recorded_at)
         values (gen_random_uuid(), '示例', '2026-06-11', '${LONG_AGO}')`),
    { dataOn: '2026-01-01' },
    { dataOn: '2026-06-11' },
  ],
  [
    'a policy from its day',
    sql(`insert into check_policy (id, stale_after_days, receipt_valid_days, bad_record_years, valid_from, recorded_at, source)
         values (gen_random_uuid(), 7, 30, 5, '2026-06-11', '${LONG_AGO}', '{}')`),
    { staleAfterDays: 30 },
    { staleAfterDays: 7 },
  ],
];

describe('What an answer rests on, on the last day and on the next', () => {
  test.each(ON_A_DAY)('counts %s', async (_what, change, before, after) => {
    await change();
    expect(await told(DAYS[0], 'infinity')).toMatchObject(before);
    expect(await told(DAYS[1], 'infinity')).toMatchObject(after);
  });
});

const AT_A_MOMENT: readonly Row[] = [
  [
    'a subject that was registered later',
    sql(`update subject set recorded_at = '${MOMENT}'`),
    { subject: null },
    { record: 1 },
  ],
  [
    'a record that was filed later',
    sql(`update credit_record set recorded_at = '${MOMENT}'`),
    ...turned(RECORD),
  ],
  [
    'the end of a record that was recorded later',
    sql(`update credit_record set ended_on = '2026-02-01', ended_recorded_at = '${MOMENT}'`),
    ...RECORD,
  ],
  ['a withdrawal that came later', sql(`update credit_record set withdrawn_at = '${MOMENT}'`), ...RECORD],
  [
    'an entry that was recorded later',
    sql(`update list_entry set recorded_at = '${MOMENT}'`),
    ...turned(ENTRY),
  ],
  [
    'an exit that was recorded later, but the term of the entry',
    sql(
      `update list_entry set valid_to = '2026-02-01', term_to = '2027-01-10', ended_recorded_at = '${MOMENT}'`,
    ),
    { entry: 1, endsOn: '2027-01-10', entryInFile: 1, endsOnInFile: '2027-01-10' },
    { entry: 0 },
  ],
  [
    'a measure of an entry that was published later',
    sql(`update measure set recorded_at = '${MOMENT}' where code = 'OF_LIST'`),
    { entry: 1, entryMeasure: 0 },
    { entry: 1, entryMeasure: 1 },
  ],
  [
    'a record whose measure was published later',
    sql(`update measure set recorded_at = '${MOMENT}' where code = 'OF_RECORD'`),
    ...turned(RECORD),
  ],
  ['a suspension that was recorded later', () => suspend('2026-02-01', MOMENT), ...turned(SUSPENDED)],
  [
    'the end of a suspension that was recorded later',
    async () => {
      await suspend('2026-02-01');
      await endSuspension('2026-03-01', MOMENT);
    },
    ...SUSPENDED,
  ],
  [
    'an objection that was recorded later',
    () => file('list_objection', '2026-02-01', MOMENT),
    { objectedOn: null },
    { objectedOn: '2026-02-01' },
  ],
  [
    'a decision on an objection that was recorded later',
    async () => {
      await file('list_objection', '2026-02-01');
      await decide('list_objection', '2026-03-01', MOMENT);
    },
    { objectedOn: '2026-02-01' },
    { objectedOn: null },
  ],
  [
    'an application for repair that was recorded later',
    () => file('list_repair', '2026-02-01', MOMENT),
    { repairAppliedOn: null },
    { repairAppliedOn: '2026-02-01' },
  ],
  [
    'a decision on a repair that was recorded later',
    async () => {
      await file('list_repair', '2026-02-01');
      await decide('list_repair', '2026-03-01', MOMENT);
    },
    { repairAppliedOn: '2026-02-01' },
    { repairAppliedOn: null },
  ],
  [
    'a delivery that was noted later',
    sql(`insert into data_delivery (id, source, delivered_on, recorded_at)
         values (gen_random_uuid(), '示例', '2026-02-01', '${MOMENT}')`),
    { dataOn: '2026-01-01' },
    { dataOn: '2026-02-01' },
  ],
  [
    'a policy that was published later',
    sql(`insert into check_policy (id, stale_after_days, receipt_valid_days, bad_record_years, valid_from, recorded_at, source)
         values (gen_random_uuid(), 7, 30, 5, '2026-02-01', '${MOMENT}', '{}')`),
    { staleAfterDays: 30 },
    { staleAfterDays: 7 },
  ],
];

describe('What an answer rests on, as known at a moment', () => {
  test.each(AT_A_MOMENT)('does not yet know %s', async (_what, change, before, after) => {
    await change();
    expect(await told('2026-06-20', MOMENTS[0])).toMatchObject(before);
    expect(await told('2026-06-20', MOMENTS[1])).toMatchObject(after);
  });
});

describe('What an answer rests on', () => {
  test('is no measure that burdens the persons responsible, nor a record that leads to nothing else', async () => {
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ entryMeasure: 1, ...RECORD[0] });
    await client.query(
      `update measure set target = 'RESPONSIBLE_PERSON' where code in ('OF_LIST', 'OF_RECORD')`,
    );
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ entry: 1, entryMeasure: 0, record: 0 });
  });

  test('is no measure of another field', async () => {
    await client.query(`update measure set field_code = 'AWARD' where code in ('OF_LIST', 'OF_RECORD')`);
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ entry: 1, entryMeasure: 0, record: 0 });
  });

  test('is no broken commitment that was withdrawn', async () => {
    await client.query(`update credit_record set type = 'COMMITMENT_BREACHED'`);
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ record: 1 });
    await client.query('update credit_record set withdrawn_at = $1', [LONG_AGO]);
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ record: 0 });
  });

  test('is the suspension that another organ has delivered with the entry, as long as no court document is on file here', async () => {
    await client.query(`update list_entry set suspended_until_on = '2026-06-30'`);
    expect(await told(DAYS[0], 'infinity')).toMatchObject(UNTIL);
    await suspend('2026-06-20');
    expect(await told(DAYS[0], 'infinity')).toMatchObject(SUSPENDED[1]);
  });

  test('is as fresh as the last delivery that could have brought something adverse', async () => {
    await client.query(
      `insert into data_delivery (id, source, delivered_on, may_be_adverse) values ($1, '双公示·行政许可', '2026-06-01', false)`,
      [uuidv7()],
    );
    expect(await told(DAYS[0], 'infinity')).toMatchObject({ dataOn: '2026-01-01' });
  });
});
