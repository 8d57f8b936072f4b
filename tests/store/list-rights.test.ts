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
let subjectId: string;
let proposedId: string;
let noticedId: string;
let entryId: string;

beforeAll(async () => {
  world = await makeWorld();
  const second: Caller = await world.addOfficer('market', ['MARKET_REGULATOR']);
  proposer = world.officerIds.regulator;
  other = second.officerId;
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
});
afterEach(async () => {
  await app.query('rollback');
});

const UNLAWFUL = { code: '23514' };

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

  test('publishes no measure without a legal basis, not even as the owner of the tables', async () => {
    const order = `insert into measure (id, code, list_code, field_code, label_zh, label_en, effect, must_or_may, legal_basis, applied_by,
        valid_from, source)
      values ($1, 'X', 'WAGE_ARREARS', 'AWARD', '示例', 'Example', 'DENY', 'MUST', '', '示例', '2026-01-01', '{}')`;
    await expect(world.owner.query(order, [uuidv7()])).rejects.toMatchObject(UNLAWFUL);
  });
});
