import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { done, proposal } from '../support/list-cases.js';
import { type Caller, makeWorld, TODAY, uuidOf, type World } from '../support/world.js';

let world: World;
/** A connection under the role that the product runs under: whoever has it has passed by the product. */
let app: pg.Client;
let proposer: string;
let other: string;
let third: string;
let subjectId: string;
let proposedId: string;
let noticedId: string;
let entryId: string;

beforeAll(async () => {
  world = await makeWorld();
  const second: Caller = await world.addOfficer('market', ['MARKET_REGULATOR']);
  proposer = world.officerIds.regulator;
  other = second.officerId;
  third = (await world.addOfficer('market', ['MARKET_REGULATOR'])).officerId;
  const propose = async () => {
    const { id } = await world.enterprise();
    subjectId = id;
    return (await done(world, 'regulator', 'proposeListEntry', proposal(id))).id;
  };
  const serve = async (caseId: string) => {
    await done(world, 'regulator', 'serveListNotice', { caseId, deliveredOn: TODAY, method: 'POST' });
    return caseId;
  };
  proposedId = uuidOf(await propose());
  const confirmed = await serve(await propose());
  world.today = '2026-07-09';
  const { entry } = await done(world, second, 'confirmListEntry', {
    caseId: confirmed,
    decisionNumber: '示例1号',
  });
  entryId = uuidOf(entry?.id ?? '');
  world.today = TODAY;
  noticedId = uuidOf(await serve(await propose()));
  app = new pg.Client({ connectionString: world.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await world.close();
});
beforeEach(async () => {
  await app.query('begin');
  await actAs(proposer);
});
afterEach(async () => {
  await app.query('rollback');
});

const UNLAWFUL = { code: '23514' };
const FORBIDDEN = { code: '42501' };

/** What the product says for each transaction of an officer. */
const actAs = async (officerId: string, officeId = world.officeIds.market) => {
  await app.query(
    `select set_config('supervision.officer', $1, true), set_config('supervision.office', $2, true)`,
    [officerId, officeId],
  );
};

const confirm = (caseId: string, by: string, on: string) =>
  app.query(
    `update list_case set state = 'CONFIRMED', decided_by = $2, decided_on = $3, decision_number = '1' where id = $1`,
    [caseId, by, on],
  );

const addEntry = (caseId: string | null) =>
  app.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, case_id)
     values ($1, $2, 'SERIOUS_DISHONESTY', '1', '示例机关', '2026-08-01', $3)`,
    [uuidv7(), subjectId, caseId],
  );

const object = (filedOn: string) =>
  app.query(
    `insert into list_objection (id, case_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional)
     values ($1, $2, $3, 'SUBJECT', '示例', $4, $5, '2026-08-01', false)`,
    [uuidv7(), noticedId, world.officeIds.market, filedOn, proposer],
  );

describe('Whoever passes by the product', () => {
  test('puts nobody on a list without a confirmed case of his', async () => {
    await expect(addEntry(null)).rejects.toMatchObject(UNLAWFUL);
  });

  test('puts nobody on a list by a case that is only told', async () => {
    await expect(addEntry(noticedId)).rejects.toMatchObject(UNLAWFUL);
  });

  test('does so by a case whose term is over, through another officer', async () => {
    await confirm(noticedId, other, '2026-07-09');
    await addEntry(noticedId);
  });

  test('confirms no case that nobody was told of', async () => {
    await expect(confirm(proposedId, other, '2026-08-01')).rejects.toMatchObject(UNLAWFUL);
  });

  test('confirms no case on the last day of the term to object', async () => {
    await expect(confirm(noticedId, other, '2026-07-08')).rejects.toMatchObject(UNLAWFUL);
  });

  test('confirms no case that he has proposed', async () => {
    await expect(confirm(noticedId, proposer, '2026-07-09')).rejects.toMatchObject(UNLAWFUL);
  });

  test('confirms no case while an objection is open', async () => {
    await object(TODAY);
    await expect(confirm(noticedId, other, '2026-07-09')).rejects.toMatchObject(UNLAWFUL);
  });

  test('confirms no case whose objection its proposer has rejected', async () => {
    await object(TODAY);
    await app.query(
      `update list_objection set state = 'REJECTED', decided_by = $2, decided_on = $3, decided_recorded_at = now(), reasons = '示例'
       where case_id = $1`,
      [noticedId, proposer, TODAY],
    );
    await expect(confirm(noticedId, other, '2026-07-09')).rejects.toMatchObject(UNLAWFUL);
  });

  test('files no objection outside its term', async () => {
    await expect(object('2026-07-09')).rejects.toMatchObject(UNLAWFUL);
  });

  test('changes nothing that was told', async () => {
    const order = `update list_case set objection_until_on = '2026-07-02' where id = $1`;
    await expect(app.query(order, [noticedId])).rejects.toMatchObject(UNLAWFUL);
  });

  test.each([
    ['a confirmed case', `state, measure_codes`, `'CONFIRMED', array['DISHONEST_AWARD']`],
    ['a measure that is not published', `state, measure_codes`, `'PROPOSED', array['NO_SUCH_MEASURE']`],
    ['a measure of another list', `state, measure_codes`, `'PROPOSED', array['ARREARS_AWARD']`],
  ])('begins no case with %s', async (_what, columns, values) => {
    const order = `insert into list_case (id, subject_id, list_code, rule_id, office_id, organ_name, ground_kind, facts, legal_basis,
        proposed_by, proposed_on, ${columns})
      select $1, $2, list_code, rule_id, office_id, organ_name, ground_kind, facts, legal_basis, proposed_by, proposed_on, ${values}
      from list_case where id = $3`;
    const { id } = await world.enterprise();
    await expect(app.query(order, [uuidv7(), id, proposedId])).rejects.toMatchObject(UNLAWFUL);
  });

  test.each([`valid_to = '2026-08-01'`, 'valid_to = null', `valid_to = '2039-01-01'`])(
    'cannot set the end of an entry without its exit: %s',
    async (change) => {
      await expect(
        app.query(`update list_entry set ${change} where id = $1`, [entryId]),
      ).rejects.toMatchObject(UNLAWFUL);
    },
  );

  test.each([
    ['by repair that nobody has granted', 'REPAIR', () => proposer],
    ['by an objection that nobody has upheld', 'OBJECTION', () => proposer],
    ['by revoking what he has confirmed himself', 'REVOCATION', () => other],
  ])('ends no entry %s', async (_how, kind, by) => {
    const order = `insert into list_exit (entry_id, kind, exited_on, reason, document_number, decided_by, office_id)
      values ($1, $2, '2026-08-01', '示例', '1', $3, $4)`;
    await expect(app.query(order, [entryId, kind, by(), world.officeIds.market])).rejects.toMatchObject(
      UNLAWFUL,
    );
  });

  test('confirms no case while unpublished holidays may move its term', async () => {
    await app.query('update list_case set objection_is_provisional = true where id = $1', [noticedId]);
    await expect(confirm(noticedId, other, '2026-07-09')).rejects.toMatchObject(UNLAWFUL);
  });

  test('moves the term of a case only to a later day', async () => {
    const order = 'update list_case set objection_until_on = $2 where id = $1';
    await app.query(order, [noticedId, '2026-07-10']);
    await expect(app.query(order, [noticedId, '2026-07-09'])).rejects.toMatchObject(UNLAWFUL);
  });

  test('upholds no objection that he has recorded', async () => {
    await object(TODAY);
    const order = `update list_objection set state = 'UPHELD', decided_by = $2, decided_on = $3, reasons = '示例' where case_id = $1`;
    await expect(app.query(order, [noticedId, proposer, TODAY])).rejects.toMatchObject(UNLAWFUL);
  });

  test('ends an entry that another organ has delivered only when another officer has asked for it', async () => {
    const delivered = uuidv7();
    await world.owner.query(
      `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
       values ($1, $2, 'WORK_SAFETY', '1', '示例机关', $3)`,
      [delivered, subjectId, TODAY],
    );
    const exit = () =>
      app.query(
        `insert into list_exit (entry_id, kind, exited_on, reason, document_number, decided_by, office_id)
         values ($1, 'REVOCATION', '2026-08-01', '示例', '1', $2, $3)`,
        [delivered, proposer, world.officeIds.market],
      );
    const ask = async (by: string) => {
      await actAs(by);
      await app.query(
        `insert into list_exit_request (id, entry_id, kind, document_number, reason, requested_on, requested_by, office_id)
         values ($1, $2, 'REVOCATION', '1', '示例', $3, $4, $5)`,
        [uuidv7(), delivered, TODAY, by, world.officeIds.market],
      );
      await actAs(proposer);
    };
    await ask(proposer);
    await app.query('savepoint asked');
    await expect(exit()).rejects.toMatchObject(UNLAWFUL);
    await app.query('rollback to asked');
    await ask(other);
    await exit();
  });

  describe.each([
    ['another officer', () => third, () => world.officeIds.market],
    ['another office', () => proposer, () => world.officeIds.credit],
  ])('in the name of %s', (_whose, officer, office) => {
    test.each([
      [
        'proposes nobody',
        `insert into list_case (id, subject_id, list_code, rule_id, office_id, organ_name, ground_kind, facts, legal_basis, measure_codes,
           proposed_by, proposed_on)
         select $1, s.id, list_code, rule_id, $3, organ_name, ground_kind, facts, legal_basis, measure_codes, $2, proposed_on
         from list_case c, (select id from subject where kind = 'ENTERPRISE' order by id desc limit 1) s where c.id = 'CASE'`,
      ],
      [
        'objects to nothing',
        `insert into list_objection (id, case_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional)
         values ($1, 'CASE', $3, 'SUBJECT', '示例', '${TODAY}', $2, '2026-08-01', false)`,
      ],
      [
        'applies for no repair',
        `insert into list_repair (id, entry_id, office_id, corrected_on, evidence, applied_on, recorded_by, decide_until_on, decide_is_provisional)
         values ($1, 'ENTRY', $3, '${TODAY}', '示例', '${TODAY}', $2, '2026-08-01', false)`,
      ],
      [
        'asks for no exit',
        `insert into list_exit_request (id, entry_id, kind, document_number, reason, requested_on, requested_by, office_id)
         values ($1, 'ENTRY', 'COURT', '1', '示例', '${TODAY}', $2, $3)`,
      ],
      [
        'ends nothing',
        `insert into list_exit (entry_id, kind, exited_on, reason, document_number, decided_by, office_id)
         select 'ENTRY', 'COURT', '2026-08-01', '示例', $1, $2, $3`,
      ],
      [
        'suspends nothing',
        `insert into list_suspension (id, entry_id, from_on, until_on, court_document, reason, suspended_by, office_id)
         values ($1, 'ENTRY', '2026-08-01', '2026-08-02', '1', '示例', $2, $3)`,
      ],
    ])('%s', async (_what, order) => {
      const text = order.replaceAll('CASE', noticedId).replaceAll('ENTRY', entryId);
      await expect(app.query(text, [uuidv7(), officer(), office()])).rejects.toMatchObject(FORBIDDEN);
    });
  });

  test('changes no case of another office', async () => {
    await actAs(proposer, world.officeIds.credit);
    const { rowCount } = await app.query(`update list_case set reason = '示例' where id = $1`, [noticedId]);
    expect(rowCount).toBe(0);
  });

  test('publishes no measure without a legal basis, not even as the owner of the tables', async () => {
    const order = `insert into measure (id, code, list_code, field_code, label_zh, label_en, effect, must_or_may, legal_basis, applied_by,
        valid_from, source)
      values ($1, 'X', 'WAGE_ARREARS', 'AWARD', '示例', 'Example', 'DENY', 'MUST', '', '示例', '2026-01-01', '{}')`;
    await expect(world.owner.query(order, [uuidv7()])).rejects.toMatchObject(UNLAWFUL);
  });
});
