import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { checkCredit } from '../support/checks.js';
import { makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
/** A connection under the role that the product runs under. */
let app: pg.Client;
/** Somebody for whom applications can be received. */
let applicant: string;
/** A check of the approval office, a natural person, and a job. */
let check: string;
let person: string;
let job: string;

beforeAll(async () => {
  world = await makeWorld();
  const enterprise = await world.enterprise();
  applicant = enterprise.id;
  check = uuidOf(await checkCredit(world, enterprise.creditCode));
  [person, job] = [uuidv7(), uuidv7()];
  await world.owner.query(
    `insert into subject (id, kind, region_code, opened_on) values ($1, 'PERSON', '440784', $2)`,
    [person, TODAY],
  );
  await world.owner.query(`insert into person (id, name) values ($1, '陈示例')`, [person]);
  await world.owner.query(
    `insert into job (id, kind, state, office_id, requested_by, input) values ($1, 'SCREEN_POPULATION', 'QUEUED', $2, $3, '{}')`,
    [job, world.officeIds.approval, world.officerIds.approver],
  );
  app = new pg.Client({ connectionString: world.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await world.close();
});

beforeEach(async () => {
  await app.query('begin');
});
afterEach(async () => {
  await app.query('rollback');
});

/** What is only ever appended to: nobody can rewrite what was rated, decided, drawn, asked, found or seen. */
const HISTORIES = [
  'rating_history',
  'treatment_policy',
  'audit_entry',
  'access_log',
  'credit_check',
  'check_feedback',
  'inspection',
  'patrol',
  'draw',
  'draw_roster',
  'draw_object',
  'enterprise_inspection',
  'data_delivery',
  'alarm_count',
  'rectification_report',
  'spot_check_notice',
  'inspector_replacement',
  'spot_check_finding',
  'result_amendment',
  'correction_check',
  'draw_publication',
  'spot_check_publication',
  'certificate_renewal',
  'spot_check_task',
  'spot_check_target',
  'list_case_person',
  'list_exit',
  'list_exit_request',
  'list_announcement',
  'screening_result',
];

/** What is published, and changed by nothing that an officer does. */
const PUBLISHED = [
  'standard',
  'standard_band',
  'sector',
  'data_category',
  'standard_record_type',
  'record_type',
  'check_item',
  'alarm_kind',
  'house_role',
  'finding_record_type',
  'result_code',
  'carry_out_rule',
  'replacement_reason',
  'spot_check_point',
  'approval_field',
  'credit_list',
  'measure',
  'check_policy',
  'region',
  'calendar_year',
  'office',
  'officer',
  'inspection_specialty',
  'inspection_item',
  'spot_check_limit',
  'approval_item',
  'approval_paper',
  'approval_rule',
  'list_rule',
  'feedback_rule',
  'delivery_rule',
];

const DENIED = { code: '42501' };

/** Any column that a statement may write at all. */
async function columnOf(table: string): Promise<string> {
  const { rows } = await world.owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = '' and attgenerated = '' order by attnum limit 1`,
    [table],
  );
  return rows[0]?.name ?? '';
}

describe('The role that the product runs under', () => {
  test.each([...HISTORIES, ...PUBLISHED])('cannot change a row of %s', async (table) => {
    const column = await columnOf(table);
    await expect(app.query(`update ${table} set ${column} = ${column} where false`)).rejects.toMatchObject(
      DENIED,
    );
  });

  test.each([
    ...HISTORIES,
    ...PUBLISHED,
    'credit_record',
    'rating',
    'house_tenure',
    'hazard',
    'subject',
    'person',
    'list_entry',
    'tier_objection',
    'inspector',
    'inspector_conflict',
    'inspection_object',
    'spot_check_ratio',
    'spot_check_plan',
    'approval_matter',
    'approval_stop',
    'commitment',
    'list_case',
    'list_objection',
    'list_repair',
    'list_suspension',
    'feedback_due',
    'reliance',
    'answer_change',
    'webhook',
    'webhook_delivery',
    'screening',
    'screening_reason',
    'representative',
  ])('cannot remove a row of %s', async (table) => {
    await expect(app.query(`delete from ${table} where false`)).rejects.toMatchObject(DENIED);
  });

  test.each(['grounds', 'answer_due_on', 'filed_by', 'objector_id'])(
    'cannot change what an objection says: %s',
    async (column) => {
      const order = `update tier_objection set ${column} = ${column} where false`;
      await expect(app.query(order)).rejects.toMatchObject(DENIED);
    },
  );

  test.each(PUBLISHED)('cannot add a row to %s', async (table) => {
    const column = await columnOf(table);
    const order = `insert into ${table} (${column}) select ${column} from ${table} where false`;
    await expect(app.query(order)).rejects.toMatchObject(DENIED);
  });

  test.each([
    'truncate audit_entry',
    'update house_tenure set person_id = person_id where false',
    'update house_tenure set from_on = from_on where false',
    'update inspector set certificate_number = certificate_number where false',
    'update inspector set officer_id = officer_id where false',
    'update inspector_conflict set subject_id = subject_id where false',
    'update spot_check_ratio set ratio = ratio where false',
    'update spot_check_ratio set proposed_by = proposed_by where false',
    'update spot_check_plan set drafted_by = drafted_by where false',
    'update approval_matter set number = number where false',
    'update approval_matter set received_on = received_on where false',
    'update approval_matter set term_days = term_days where false',
    "insert into approval_matter (id, state) select gen_random_uuid(), 'DECIDED' where false",
    'insert into approval_matter (id, barred_until_on) select gen_random_uuid(), current_date where false',
    'insert into approval_stop (id, to_on) select gen_random_uuid(), current_date where false',
    "insert into commitment (id, state) select gen_random_uuid(), 'FULFILLED' where false",
    'update approval_matter set deemed_due_on = deemed_due_on where false',
    'update approval_stop set notice_number = notice_number where false',
    'update approval_stop set from_on = from_on where false',
    'update commitment set content = content where false',
    'update commitment set first_due_on = first_due_on where false',
    'update list_case set facts = facts where false',
    'update list_case set measure_codes = measure_codes where false',
    'update list_case set proposed_by = proposed_by where false',
    'update list_entry set valid_from = valid_from where false',
    'update list_entry set case_id = case_id where false',
    'update list_objection set filed_on = filed_on where false',
    'update list_repair set applied_on = applied_on where false',
    'update list_suspension set until_on = until_on where false',
    'update feedback_due set due_on = due_on where false',
    'update reliance set check_id = check_id where false',
    'update reliance set since = since where false',
    'update answer_change set to_verdict = to_verdict where false',
    'update answer_change set noticed_at = noticed_at where false',
    'update webhook set url = url where false',
    'update webhook_delivery set body = body where false',
    'drop table audit_entry',
    'alter table audit_entry disable row level security',
    'alter table credit_check no force row level security',
    'drop policy audit_in_own_name on audit_entry',
    'create table mine (id integer)',
    `create function audit_body(uuid) returns text language sql as $$ select '' $$`,
    'create role mine',
    `alter role current_user bypassrls`,
  ])('cannot %s', async (order) => {
    await expect(app.query(order)).rejects.toMatchObject(DENIED);
  });

  test('owns nothing, is no superuser, and does not pass by row security', async () => {
    const { rows } = await app.query<object>(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (select count(*)::integer from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 },
    ]);
  });
});

describe('A key that signs receipts', () => {
  const insert = (columns: string, values: string) =>
    app.query(`insert into receipt_key (kid, public_jwk${columns}) values ('test', '{}'${values})`);

  test('is announced and retired', async () => {
    await insert('', '');
    await app.query(`update receipt_key set retired_at = now() where kid = 'test'`);
  });

  test.each(['announced_at', 'retired_at', 'revoked_at'])('is not announced with its %s', async (column) => {
    await expect(insert(`, ${column}`, ', now()')).rejects.toMatchObject(DENIED);
  });

  test.each(['public_jwk', 'announced_at', 'revoked_at'])('keeps its %s', async (column) => {
    await expect(app.query(`update receipt_key set ${column} = null`)).rejects.toMatchObject(DENIED);
  });
});

describe('Row security', () => {
  const openFor = (officerId: string, officeId = world.officeIds.approval) =>
    app.query(`set local supervision.officer = '${officerId}'; set local supervision.office = '${officeId}'`);

  const addAuditEntry = (officerId: string) =>
    app.query(
      `insert into audit_entry (office_id, sequence, recorded_at, officer_id, verb, subject_ids, input_hash, rules, hash)
       values ($1, 1000, now(), $2, 'test', '{}', '', '{}', '')`,
      [world.officeIds.approval, officerId],
    );

  /** An application of the approval office, and a commitment in it. */
  const addMatter = async (officerId: string) => {
    const matter = uuidv7();
    await app.query(
      `insert into approval_matter (id, office_id, item_id, subject_id, number, received_on, received_by, term_days, deemed_due_on)
       select $1, $2, (select id from approval_item order by code limit 1), $3, $6, $4, $5, 20, $4`,
      [matter, world.officeIds.approval, applicant, TODAY, officerId, matter],
    );
    return { matter, rowCount: (await addCommitment(matter, officerId)).rowCount };
  };

  const addCommitment = (
    matter: string,
    officerId: string,
    office: 'approval' | 'other-approval' = 'approval',
  ) =>
    app.query(
      `insert into commitment (id, matter_id, office_id, subject_id, kind, paper_codes, content, given_on, given_by, term_days, first_due_on,
         due_on, due_is_provisional)
       values ($1, $2, $3, $4, 'FILING', '{}', 'test', $5, $6, 1, $5, $5, false)`,
      [uuidv7(), matter, world.officeIds[office], applicant, TODAY, officerId],
    );

  const addCheck = (officerId: string) =>
    app.query(
      `insert into credit_check (id, office_id, officer_id, credit_code, field_code, matter, purpose, verdict, reason_code,
         receipt, receipt_hash, key_id, signature)
       select $1, $2, $3, '91350100M000100Y43', 'PROCUREMENT', 'test', 'test', 'CLEAR', 'NOTHING_ADVERSE',
         '{}', sha256(''), kid, sha256('') || sha256('') from receipt_key`,
      [uuidv7(), world.officeIds.approval, officerId],
    );

  const addReliance = (officerId: string) =>
    app.query(
      `insert into reliance (id, check_id, office_id, officer_id, credit_code, field_code, matter, begun_by, told)
       values ($1, $2, $3, $4, '91350100M000100Y43', 'PROCUREMENT', 'test', 'REQUEST', '{}')`,
      [uuidv7(), check, world.officeIds.approval, officerId],
    );

  const addWebhook = (officerId: string) =>
    app.query(
      `insert into webhook (id, office_id, url, kinds, registered_by) values ($1, $2, 'https://hooks.example/', '{ANSWER_CHANGED}', $3)`,
      [uuidv7(), world.officeIds.approval, officerId],
    );

  const addRepresentative = (officerId: string) =>
    app.query(
      `insert into representative (id, enterprise_id, person_id, role, document_number, from_on, office_id, registered_by)
       values ($1, $2, $3, 'AGENT', 'test', $4, $5, $6)`,
      [uuidv7(), applicant, person, TODAY, world.officeIds.approval, officerId],
    );

  const addScreening = (officerId: string) =>
    app.query(
      `insert into screening (id, office_id, officer_id, job_id, title, purpose, matter, field_code, population, requirements, screened_on, rules)
       values ($1, $2, $3, $4, 'test', 'test', 'test', 'SUBSIDY', '{}', '{}', $5, '{}')`,
      [uuidv7(), world.officeIds.approval, officerId, job, TODAY],
    );

  test('takes no credit check without a signed receipt', async () => {
    await openFor(world.officerIds.approver);
    await expect(
      app.query(
        `insert into credit_check (id, office_id, officer_id, credit_code, field_code, matter, purpose, verdict, reason_code)
         values ($1, $2, $3, '91350100M000100Y43', 'PROCUREMENT', 'test', 'test', 'CLEAR', 'NOTHING_ADVERSE')`,
        [uuidv7(), world.officeIds.approval, world.officerIds.approver],
      ),
    ).rejects.toMatchObject({ constraint: 'check_is_answered' });
  });

  test.each([
    ['an audit entry', addAuditEntry],
    ['a credit check', addCheck],
    ['an application', addMatter],
    ['a reliance', addReliance],
    ['a webhook', addWebhook],
    ['a screening', addScreening],
    ['a representative', addRepresentative],
  ])('lets the officer for whom the work was opened leave %s', async (_what, add) => {
    await openFor(world.officerIds.approver);
    expect((await add(world.officerIds.approver)).rowCount).toBe(1);
  });

  test.each([
    ['an audit entry', addAuditEntry],
    ['a credit check', addCheck],
    ['a reliance', addReliance],
    ['a webhook', addWebhook],
    ['a screening', addScreening],
    ['a representative', addRepresentative],
  ])("lets nobody leave %s in another's name", async (_what, add) => {
    await openFor(world.officerIds.otherApprover);
    await expect(add(world.officerIds.approver)).rejects.toMatchObject(DENIED);
  });

  test.each([
    ['an audit entry', addAuditEntry],
    ['a credit check', addCheck],
    ['an application', addMatter],
    ['a reliance', addReliance],
    ['a webhook', addWebhook],
    ['a screening', addScreening],
    ['a representative', addRepresentative],
  ])('lets nobody leave %s when the work was opened for nobody', async (_what, add) => {
    await expect(add(world.officerIds.approver)).rejects.toMatchObject(DENIED);
  });

  test.each([
    ['an audit entry', addAuditEntry],
    ['a credit check', addCheck],
    ['an application', addMatter],
    ['a reliance', addReliance],
    ['a webhook', addWebhook],
    ['a screening', addScreening],
    ['a representative', addRepresentative],
  ])("lets nobody leave %s in another office's name", async (_what, add) => {
    await openFor(world.officerIds.approver, world.officeIds.market);
    await expect(add(world.officerIds.approver)).rejects.toMatchObject(DENIED);
  });

  test('lets nobody change an application of another office, nor stop its clock', async () => {
    await openFor(world.officerIds.approver);
    await addMatter(world.officerIds.approver);
    await openFor(world.officerIds.otherApprover, world.officeIds['other-approval']);
    for (const table of ['approval_matter', 'commitment'])
      expect((await app.query(`update ${table} set state = state`)).rowCount).toBe(0);
    const stop = `insert into approval_stop (id, matter_id, cause, from_on)
      select id, id, 'PAPERS_ASKED_FOR', received_on from approval_matter`;
    await expect(app.query(stop)).rejects.toMatchObject(DENIED);
  });

  test('lets nobody give a commitment in an application of another office, nor of somebody else', async () => {
    await openFor(world.officerIds.approver);
    const { matter } = await addMatter(world.officerIds.approver);
    await openFor(world.officerIds.otherApprover, world.officeIds['other-approval']);
    await app.query('savepoint before');
    const foreign = addCommitment(matter, world.officerIds.otherApprover, 'other-approval');
    await expect(foreign).rejects.toMatchObject(DENIED);
    await app.query('rollback to before');
    await openFor(world.officerIds.approver);
    const { id } = await world.enterprise();
    const another = app.query(
      `insert into commitment (id, matter_id, office_id, subject_id, kind, paper_codes, content, given_on, given_by, term_days, first_due_on,
         due_on, due_is_provisional)
       select $1, matter_id, office_id, $2, kind, paper_codes, content, given_on, given_by, term_days, first_due_on, due_on, due_is_provisional
       from commitment where matter_id = $3`,
      [uuidv7(), id, matter],
    );
    await expect(another).rejects.toMatchObject(DENIED);
  });

  test('lets nobody end a webhook of another office, nor a representative in another name', async () => {
    await openFor(world.officerIds.approver);
    await addWebhook(world.officerIds.approver);
    await addRepresentative(world.officerIds.approver);
    await openFor(world.officerIds.otherApprover, world.officeIds['other-approval']);
    const ends = [
      `update webhook set ended_at = now(), ended_by = registered_by`,
      `update representative set ended_on = from_on, ended_by = registered_by, ended_recorded_at = now()`,
    ];
    for (const order of ends) {
      await app.query('savepoint before');
      await expect(app.query(order)).rejects.toMatchObject(DENIED);
      await app.query('rollback to before');
    }
  });

  test('forgets for whom the work was opened when its transaction ends', async () => {
    await openFor(world.officerIds.approver);
    await app.query('commit');
    await app.query('begin');
    await expect(addCheck(world.officerIds.approver)).rejects.toMatchObject(DENIED);
  });
});

describe('The door', () => {
  const opener = () => ({
    officerId: world.officerIds.zhongshan,
    officeId: world.officeIds['zhongshan-station'],
  });

  test('reads only: a statement that writes is refused outside a unit of work', async () => {
    const store = world.product.world.door.for(opener());
    const write = {
      name: 'test-write',
      text: `insert into data_delivery (id, source, delivered_on) values ($1, 'test', $2)`,
    };
    await expect(store.run(write, [uuidv7(), TODAY])).rejects.toMatchObject({ code: '25006' });
  });

  test('opens no unit of work for nobody, nor for anything but two uuids', async () => {
    const { door } = world.product.world;
    const work = () => Promise.resolve('done');
    await expect((async () => door.for(null).act(work))()).rejects.toThrow('needs an actor');
    for (const officerId of [`x'; set role postgres; --`, '', 'off_1']) {
      await expect(door.for({ ...opener(), officerId }).act(work)).rejects.toThrow('two uuids');
    }
  });
});
