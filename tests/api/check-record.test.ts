import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { RequestContext } from '../../src/request-context.js';
import { BROKEN_LINKS } from '../../src/store/acts.js';
import { checkCredit } from '../../src/usecases/credit-check/check-credit.js';
import { findActor } from '../../src/usecases/officer/find-actor.js';
import {
  type Caller,
  codesOf,
  makeWorld,
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

const CHECK_CREDIT = `mutation ($input: CheckCreditInput!) {
  checkCredit(input: $input) { replayed userErrors { code field } check { id checkedAt matter purpose
    answer { verdict reasonCode validAt knownAt subjectName rules { rule version }
      lists { listCode objectedOn repairAppliedOn measures { code } }
      records { recordId type label occurredOn documentNumber measures { code mustOrMay legalBasis } }
      breachedCommitments { recordId } }
    receipt { jws hash keyId issuedAt expiresOn } } } }`;

interface Ground {
  readonly measures: readonly { readonly code: string }[];
}

interface Check {
  readonly id: string;
  readonly checkedAt: string;
  readonly answer: {
    readonly verdict: string;
    readonly lists: readonly Ground[];
    readonly records: readonly (Ground & { readonly recordId: string })[];
    readonly breachedCommitments: readonly { readonly recordId: string }[];
  };
  readonly receipt: {
    readonly jws: string;
    readonly hash: string;
    readonly keyId: string;
    readonly issuedAt: string;
    readonly expiresOn: string;
  };
}

interface Checked {
  readonly checkCredit: {
    readonly replayed: boolean;
    readonly userErrors: readonly UserError[];
    readonly check: Check | null;
  };
}

const questionOf = (creditCode: string, changes: object = {}) => ({
  idempotencyKey: world.key(),
  creditCode,
  field: 'SUBSIDY',
  matter: 'HS-ZJ-2026-001',
  purpose: '专项资金申报审核',
  ...changes,
});

async function ask(input: object): Promise<Checked['checkCredit']> {
  return (await world.data<Checked>('approver', CHECK_CREDIT, { input })).checkCredit;
}

async function check(creditCode: string, changes: object = {}): Promise<Check> {
  const { check: made, userErrors } = await ask(questionOf(creditCode, changes));
  if (made === null) throw new Error(JSON.stringify(userErrors));
  return made;
}

async function countOf(matter: string): Promise<{ checks: number; entries: number }> {
  const { rows } = await world.owner.query<{ checks: number; entries: number }>(
    `select (select count(*)::integer from credit_check where matter = $1) as checks,
       (select count(*)::integer from audit_entry where verb = 'checkCredit' and matter = $1) as entries`,
    [matter],
  );
  return rows[0] ?? { checks: 0, entries: 0 };
}

/** Making the loaders of a request costs all checks, and hardly one of them uses any. */
class WithoutLoaders extends RequestContext {
  override get loaders(): never {
    throw new Error('Nothing has to be looked up.');
  }
}

describe('Checks at the same moment', () => {
  test('under one key are one check, whose answer all of them get', async () => {
    const { creditCode } = await world.enterprise();
    const input = questionOf(creditCode, { matter: 'HS-ZJ-ONE' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(input)));
    expect(new Set(answers.map(({ check: one }) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.check?.id).toBeDefined();
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await countOf('HS-ZJ-ONE')).toEqual({ checks: 1, entries: 1 });
  });

  test('under a key of another input are refused, and the first stays', async () => {
    const { creditCode } = await world.enterprise();
    const input = questionOf(creditCode, { matter: 'HS-ZJ-TWO' });
    const other = { ...input, purpose: '另一用途' };
    const answers = await Promise.all(
      [input, other, input, other].map((one) => world.ask<Checked>('approver', CHECK_CREDIT, { input: one })),
    );
    const refused = answers.filter((answer) => codesOf(answer).includes('IDEMPOTENCY_KEY_REUSED'));
    expect(refused).toHaveLength(2);
    expect(await countOf('HS-ZJ-TWO')).toEqual({ checks: 1, entries: 1 });
  });

  test('under keys of their own are all on record, each with its entry in an unbroken audit', async () => {
    const { creditCode } = await world.enterprise();
    const made = await Promise.all(
      Array.from({ length: 60 }, () => check(creditCode, { matter: 'HS-ZJ-MANY' })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(60);
    expect(await countOf('HS-ZJ-MANY')).toEqual({ checks: 60, entries: 60 });
    const { rows } = await world.owner.query(BROKEN_LINKS.text, [world.officeIds.approval]);
    expect(rows).toEqual([]);
  });

  test('fail alone: what one of them says makes none of the others fail', async () => {
    const { creditCode } = await world.enterprise();
    await world.owner.query(
      `create function refuse_one() returns trigger language plpgsql as $$
       begin if new.matter = 'HS-ZJ-BAD' then raise exception 'not this one' using errcode = 'check_violation'; end if;
       return new; end $$;
       create trigger refuse_one before insert on credit_check for each row execute function refuse_one()`,
    );
    const answers = await Promise.all(
      ['HS-ZJ-GOOD', 'HS-ZJ-BAD', 'HS-ZJ-GOOD'].map((matter) =>
        world.ask<Checked>('approver', CHECK_CREDIT, { input: questionOf(creditCode, { matter }) }),
      ),
    );
    await world.owner.query('drop trigger refuse_one on credit_check; drop function refuse_one()');
    expect(answers.map(codesOf)).toEqual([[], ['INTERNAL'], []]);
    expect(await countOf('HS-ZJ-GOOD')).toEqual({ checks: 2, entries: 2 });
    expect(await countOf('HS-ZJ-BAD')).toEqual({ checks: 0, entries: 0 });
  });
});

describe('While somebody holds what the checks of an office need', () => {
  /** Much less than a statement may wait for a lock in all, and more than a busy machine takes for an answer. */
  const SOON_MS = 4_000;
  const HEAD = 'select from audit_head where office_id = $1 for update';
  const KEYS = `insert into idempotency_key (officer_id, key, verb, input_hash, result)
    select $1, unnest($2::text[]), 'checkCredit', sha256(''), '{}'`;
  const askAs = (caller: Caller, input: object) =>
    world.ask<Checked>(caller, CHECK_CREDIT, { input: { ...input, field: 'PROCUREMENT' } });

  async function soonAnswered(caller: Caller, creditCode: string): Promise<void> {
    const begun = performance.now();
    const { data, errors } = await askAs(caller, questionOf(creditCode));
    expect({ errors, check: data.checkCredit.check }).toEqual({
      errors: undefined,
      check: expect.anything(),
    });
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
  }

  test('those of another office are answered, and its own once it is let go', async () => {
    const { creditCode } = await world.enterprise();
    await check(creditCode);
    const held: ReturnType<typeof askAs>[] = [];
    await world.whileLocked(HEAD, [world.officeIds.approval], async () => {
      for (const count of [1, 2]) {
        held.push(askAs('approver', questionOf(creditCode)));
        await world.untilBlocked(count);
      }
      held.push(askAs('approver', questionOf(creditCode)));
      await soonAnswered('otherApprover', creditCode);
      await pause(SOON_MS / 2);
    });
    for (const answer of await Promise.all(held)) expect(answer.data.checkCredit.check).not.toBeNull();
  });

  test('as keys of one officer do, those of a colleague and of another office are answered', async () => {
    const { creditCode } = await world.enterprise();
    const colleague = await world.addOfficer('approval', ['APPROVAL_OFFICER']);
    const questions = [questionOf(creditCode), questionOf(creditCode)];
    const keys = questions.map(({ idempotencyKey }) => idempotencyKey);
    const held: ReturnType<typeof askAs>[] = [];
    await world.whileLocked(KEYS, [world.officerIds.approver, keys], async () => {
      for (const [at, question] of questions.entries()) {
        held.push(askAs('approver', question));
        await world.untilBlocked(at + 1);
      }
      await Promise.all([
        soonAnswered(colleague, creditCode),
        soonAnswered('otherApprover', creditCode),
        soonAnswered('approver', creditCode),
      ]);
    });
    for (const answer of await Promise.all(held)) expect(answer.data.checkCredit.check).not.toBeNull();
  });

  test('for longer than five seconds, its checks are to be asked for again under the same key', async () => {
    const { creditCode } = await world.enterprise();
    const question = questionOf(creditCode);
    await world.whileLocked(HEAD, [world.officeIds.approval], async () => {
      expect(codesOf(await askAs('approver', question))).toEqual(['RETRY_LATER']);
    });
    const { data } = await askAs('approver', question);
    expect(data.checkCredit).toMatchObject({ replayed: false, check: { id: expect.any(String) } });
  });
});

describe('A check that has just been made', () => {
  test('is answered as it was kept, without anything being looked up', async () => {
    const { creditCode } = await world.enterprise();
    const { field, ...question } = questionOf(creditCode);
    const context = new WithoutLoaders(world.product.world, {
      actor: await findActor(world.product.world.door, world.officerIds.approver),
      ...{ purpose: null, matter: null, locale: 'en', correlationId: 'test' },
    });
    const { result } = await checkCredit(context, { ...question, fieldCode: field });
    expect(result).toMatchObject({ row: { id: result?.checkId, creditCode, verdict: 'CLEAR' } });
  });
});

describe('An answer that is read again', () => {
  const STATED = { 'x-purpose': '复核', 'x-matter': 'HS-FH-1' };
  const BY_ID = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CreditCheck { answer { verdict } } } }';

  /** What the access log has gained while `work` was done. */
  async function looksDuring(work: () => Promise<unknown>): Promise<object[]> {
    const before = await world.count('access_log');
    await work();
    const { rows } = await world.owner.query<{ subjects: string[] }>(
      `select officer_id as officer, office_id as office, query, purpose, matter, subject_ids as subjects
       from access_log order by id offset $1`,
      [before],
    );
    return rows.map((row) => ({ ...row, subjects: row.subjects.toSorted() }));
  }

  /** Two checks of two subjects, and these. */
  async function twoChecks() {
    const [one, two] = [await world.enterprise(), await world.enterprise()];
    const checks = [await check(one.creditCode), await check(two.creditCode)];
    return { subjects: [one.id, two.id], ids: checks.map(({ id }) => id) };
  }

  const lookOf = (
    query: string,
    subjects: readonly string[],
    stated: object = { purpose: null, matter: null },
  ) => ({
    ...{ officer: world.officerIds.approver, office: world.officeIds.approval },
    ...{ query, subjects: subjects.toSorted(), ...stated },
  });

  test('by its id leaves one entry in the access log for all that were read together, with what for', async () => {
    const { ids, subjects } = await twoChecks();
    expect(await looksDuring(() => world.data('approver', BY_ID, { ids }, STATED))).toEqual([
      lookOf('creditCheck', subjects, { purpose: '复核', matter: 'HS-FH-1' }),
    ]);
  });

  test('in a list leaves one entry for the page', async () => {
    const { subjects } = await twoChecks();
    const query = '{ creditChecks(first: 2) { nodes { answer { verdict } } } }';
    expect(await looksDuring(() => world.data('approver', query))).toEqual([
      lookOf('creditChecks', subjects),
    ]);
  });

  test('because its key was used again leaves an entry; making it left none beside the audit', async () => {
    const { id, creditCode } = await world.enterprise();
    const input = questionOf(creditCode);
    expect(await looksDuring(() => ask(input))).toEqual([]);
    expect(await looksDuring(() => ask(input))).toEqual([lookOf('creditCheck', [id])]);
  });

  test('about one and the same subject names him once, and about nobody on file names nobody', async () => {
    const { id, creditCode } = await world.enterprise();
    const ids = [await check(creditCode), await check(creditCode), await check(world.creditCode())].map(
      (one) => one.id,
    );
    expect(await looksDuring(() => world.data('approver', BY_ID, { ids }))).toEqual([
      lookOf('creditCheck', [id]),
    ]);
  });

  test('by nobody who may read it leaves none', async () => {
    const { ids } = await twoChecks();
    const colleague = await world.addOfficer('approval', ['INTEGRATOR']);
    for (const caller of ['otherApprover', 'auditor', colleague] as const)
      expect(await looksDuring(() => world.data(caller, BY_ID, { ids }))).toEqual([]);
  });
});

describe('The receipt of a check', () => {
  test('is signed by a published key, and says what the answer said and all it rested on', async () => {
    const { id: subjectId, creditCode } = await world.enterprise({ name: '鹤山市示例商行' });
    const recordId = await world.record(subjectId, 'ADMINISTRATIVE_PENALTY', { occurredOn: '2026-05-01' });
    const made = await check(creditCode);
    const [header = '', payload = '', signature = ''] = made.receipt.jws.split('.');
    const { rows } = await world.owner.query<{ public_jwk: JsonWebKey }>(
      'select public_jwk from receipt_key where kid = $1',
      [made.receipt.keyId],
    );
    const key = createPublicKey({ key: rows[0]?.public_jwk ?? {}, format: 'jwk' });
    const isSigned = verify(
      null,
      Buffer.from(`${header}.${payload}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
    expect(isSigned).toBe(true);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'EdDSA',
      kid: made.receipt.keyId,
      typ: 'credit-receipt+jws',
    });
    const text = Buffer.from(payload, 'base64url').toString();
    expect(createHash('sha256').update(text).digest('hex')).toBe(made.receipt.hash);
    expect(JSON.parse(text)).toMatchObject({
      format: 'credit-receipt-1',
      checkId: uuidOf(made.id),
      officeId: world.officeIds.approval,
      officerId: world.officerIds.approver,
      matter: 'HS-ZJ-2026-001',
      purpose: '专项资金申报审核',
      issuedAt: made.checkedAt,
      expiresOn: '2026-07-31',
      answer: {
        creditCode,
        subjectId,
        subjectName: '鹤山市示例商行',
        verdict: 'CAUTION',
        records: [{ recordId, measures: [{ code: 'PENALTY_SUBSIDY_REVIEW', validFrom: '2019-07-09' }] }],
        rules: { verdict: '2', 'check-policy': '2024-01-01' },
        on: TODAY,
      },
    });
  });

  test('read again later is the same to the byte, and stored as it was signed', async () => {
    const { creditCode } = await world.enterprise({ name: '“引号” \\ 与 emoji 😀 商行' });
    const made = await check(creditCode);
    const { node } = await world.data<{ node: Check }>(
      'approver',
      'query ($id: ID!) { node(id: $id) { ... on CreditCheck { receipt { jws hash keyId issuedAt expiresOn } } } }',
      { id: made.id },
    );
    expect(node.receipt).toEqual(made.receipt);
  });

  test('says nothing of a risk class, a grade or a score', async () => {
    const { id, creditCode } = await world.enterprise();
    await world.record(id, 'SERIOUS_DISHONESTY');
    await world.rate(id, 'enterprise-risk');
    const { receipt } = await check(creditCode);
    const text = Buffer.from(receipt.jws.split('.')[1] ?? '', 'base64url').toString();
    expect(text).not.toMatch(/risk|grade|score|points/i);
  });
});

test('A check from before receipts were signed is read as it was answered then', async () => {
  const { creditCode } = await world.enterprise();
  const { answer } = await check(creditCode);
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into credit_check (id, office_id, officer_id, credit_code, field_code, matter, purpose, verdict, reason_code, answer)
     select $1, office_id, officer_id, credit_code, field_code, matter, purpose, verdict, reason_code,
       (receipt->'answer') - '{records,rules,knownAt}'::text[]
     from credit_check where credit_code = $2 returning id`,
    [uuidv7(), creditCode],
  );
  const { node } = await world.data<{ node: object }>(
    'approver',
    `query ($id: ID!) { node(id: $id) { ... on CreditCheck { receipt { jws }
       answer { verdict reasonCode subjectName records { recordId } rules { rule } knownAt } } } }`,
    { id: `chk_${rows[0]?.id}` },
  );
  expect(node).toEqual({
    receipt: null,
    answer: {
      ...{ verdict: answer.verdict, reasonCode: 'NOTHING_ADVERSE', subjectName: '鹤山市示例商行' },
      ...{ records: [], rules: [], knownAt: null },
    },
  });
});

describe('A record that leads to a measure', () => {
  test('stands in the answer with the measure, and asks for caution', async () => {
    const { id, creditCode } = await world.enterprise();
    const recordId = await world.record(id, 'ADMINISTRATIVE_PENALTY', { occurredOn: '2026-06-01' });
    expect((await check(creditCode)).answer).toMatchObject({
      verdict: 'CAUTION',
      reasonCode: 'ADVERSE_MEASURE',
      records: [
        {
          recordId: `rec_${recordId}`,
          type: 'ADMINISTRATIVE_PENALTY',
          occurredOn: '2026-06-01',
          measures: [
            { code: 'PENALTY_SUBSIDY_REVIEW', mustOrMay: 'MAY', legalBasis: expect.stringContaining('35号') },
          ],
        },
      ],
      breachedCommitments: [],
    });
    expect((await check(creditCode, { field: 'PROCUREMENT' })).answer).toMatchObject({
      verdict: 'CLEAR',
      records: [],
    });
  });

  test.each([
    ['has ended', `ended_on = '2026-07-01', ended_recorded_at = now()`],
    ['was withdrawn', 'withdrawn_at = now()'],
    ['is no longer valid', `valid_until_on = '2026-06-30'`],
    ['is no longer published', `published_until_on = '2026-06-30'`],
    ['is five years old', `occurred_on = '2021-07-01'`],
  ])('is not used once it %s', async (_what, change) => {
    const { id, creditCode } = await world.enterprise();
    const recordId = await world.record(id, 'ADMINISTRATIVE_PENALTY', { occurredOn: '2021-07-02' });
    expect((await check(creditCode)).answer.records).toHaveLength(1);
    await world.owner.query(`update credit_record set ${change} where id = $1`, [recordId]);
    expect((await check(creditCode)).answer).toMatchObject({ verdict: 'CLEAR', records: [] });
  });

  test('is a broken commitment in every field until it is made good', async () => {
    const { id, creditCode } = await world.enterprise();
    const recordId = await world.record(id, 'COMMITMENT_BREACHED');
    expect((await check(creditCode, { field: 'PROCUREMENT' })).answer).toMatchObject({
      verdict: 'CAUTION',
      reasonCode: 'COMMITMENT_BREACHED',
      breachedCommitments: [{ recordId: `rec_${recordId}` }],
    });
    expect((await check(creditCode, { field: 'APPROVAL' })).answer).toMatchObject({
      reasonCode: 'ADVERSE_MEASURE',
      records: [{ measures: [{ code: 'BREACH_NO_SHORTCUT', mustOrMay: 'MUST' }] }],
    });
  });
});

describe('A preview as of a moment', () => {
  const PREVIEW = `query ($creditCode: CreditCode!, $validAt: Date, $knownAt: DateTime) {
    previewCredit(creditCode: $creditCode, field: "PROCUREMENT", validAt: $validAt, knownAt: $knownAt) {
      verdict validAt knownAt lists { listCode endsOn objectedOn } } }`;
  const preview = async (creditCode: string, moment: object) =>
    world.ask<{ previewCredit: object }>(
      'approver',
      PREVIEW,
      { creditCode, ...moment },
      { 'x-purpose': '政府采购资格审查' },
    );

  test('answers what would have been answered on that day', async () => {
    const { id, creditCode } = await world.enterprise();
    await enter(id, { validFrom: '2026-03-01', validTo: '2026-06-01' });
    await world.owner.query(
      `insert into data_delivery (id, source, delivered_on) values ($1, 'test', '2026-02-27')`,
      [uuidv7()],
    );
    const on = async (validAt: string) => (await preview(creditCode, { validAt })).data.previewCredit;
    expect(await on('2026-02-28')).toMatchObject({ verdict: 'CLEAR', lists: [] });
    expect(await on('2026-03-01')).toMatchObject({ verdict: 'RESTRICTED', validAt: '2026-03-01' });
    expect(await on(TODAY)).toMatchObject({ verdict: 'CLEAR', lists: [] });
  });

  test('does not know an exit that was recorded later', async () => {
    const { id, creditCode } = await world.enterprise();
    const entryId = await enter(id, { validFrom: '2026-03-01' });
    const { rows } = await world.owner.query<{ now: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
    );
    await world.owner.query('select pg_sleep(0.01)');
    await world.owner.query(
      `update list_entry set valid_to = '2026-06-01', ended_recorded_at = clock_timestamp() where id = $1`,
      [entryId],
    );
    const then = await preview(creditCode, { knownAt: rows[0]?.now });
    expect(then.data.previewCredit).toMatchObject({
      verdict: 'RESTRICTED',
      knownAt: rows[0]?.now,
      lists: [{ listCode: 'JUDGMENT_DEFAULTER' }],
    });
    expect((await preview(creditCode, {})).data.previewCredit).toMatchObject({ verdict: 'CLEAR', lists: [] });
  });

  test('of a day to come, or before anything was known, is refused', async () => {
    const { creditCode } = await world.enterprise();
    expect(codesOf(await preview(creditCode, { validAt: '2026-07-02' }))).toEqual(['DATE_IN_FUTURE']);
    expect(codesOf(await preview(creditCode, { knownAt: '2020-01-01T00:00:00Z' }))).toEqual([
      'NOTHING_KNOWN',
    ]);
  });

  test('tells of an objection and an application for repair while they are open', async () => {
    const { id, creditCode } = await world.enterprise();
    const entryId = await enter(id, { validFrom: '2026-03-01' });
    const by = [world.officeIds.credit, world.officerIds.clerk];
    await world.owner.query(
      `insert into list_objection (id, entry_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional)
       values ($1, $2, $3, 'SUBJECT', '示例理由', '2026-06-20', $4, '2026-07-18', false)`,
      [uuidv7(), entryId, ...by],
    );
    await world.owner.query(
      `insert into list_repair (id, entry_id, office_id, corrected_on, evidence, applied_on, recorded_by, decide_until_on, decide_is_provisional)
       values ($1, $2, $3, '2026-06-01', '示例材料', '2026-06-22', $4, '2026-07-20', false)`,
      [uuidv7(), entryId, ...by],
    );
    expect((await check(creditCode, { field: 'PROCUREMENT' })).answer.lists).toMatchObject([
      { objectedOn: '2026-06-20', repairAppliedOn: '2026-06-22' },
    ]);
    await world.owner.query(
      `update list_objection set state = 'REJECTED', decided_by = $2, decided_on = '2026-06-30', decided_recorded_at = now(), reasons = '示例'
       where entry_id = $1`,
      [entryId, world.officerIds.clerk],
    );
    expect((await check(creditCode, { field: 'PROCUREMENT' })).answer.lists).toMatchObject([
      { objectedOn: null, repairAppliedOn: '2026-06-22' },
    ]);
  });
});

/** Puts a subject on the list of judgment defaulters by an invented decision. */
async function enter(subjectId: string, entry: { validFrom: string; validTo?: string }): Promise<string> {
  const id = uuidv7();
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to)
     values ($1, $2, 'JUDGMENT_DEFAULTER', '示例决字〔2026〕2号', '示例机关', $3, $4)`,
    [id, subjectId, entry.validFrom, entry.validTo ?? null],
  );
  return id;
}
