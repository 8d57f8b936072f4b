import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { graphql, type WorkCase, type Workplace } from '../case.js';
import { ANSWER, ANSWER_FORMS } from '../limit-answer.js';
import { withOwner } from '../owner.js';
import { ask } from '../servers.js';

/** As many as can be made in a round, and more. */
const AT_MOST = 24_000;
const SIGNATURES = 2_000;
const WARM_UP_ROUNDS = 3;

const OURS = `mutation ($input: CheckCreditInput!) {
  checkCredit(input: $input) { userErrors { code } check { id receipt { jws hash } answer {
    creditCode subjectName verdict reasonCode dataOn
    lists {
      listCode label kind enteredOn endsOn suspendedUntilOn decisionNumber organName legalBasis
      measures { code label effect mustOrMay legalBasis appliedBy }
    }
    records {
      type label occurredOn documentNumber organName
      measures { code label effect mustOrMay legalBasis appliedBy }
    }
  } } }
}`;

/**
 * The answer, and its record with a hash, in one statement with the same commit; nothing is signed, no key is looked for, and no audit
 * is chained. `$4` id, `$5` officer, `$6` office.
 */
const insertWith = (joins: string) => `
  with opened as materialized (
    select set_config('supervision.officer', $5, true), set_config('supervision.office', $6, true)
  ), answered as materialized (
    select s.id as subject_id, v.verdict, d.delivered_on, jsonb_build_object('format', 'bare', 'checkId', $4::text, 'matter', 'bench',
      'purpose', 'bench', 'issuedAt', now(), 'answer', ${ANSWER}) as receipt
    ${joins}
  )
  insert into credit_check (id, office_id, officer_id, credit_code, subject_id, field_code, matter, purpose, verdict, reason_code,
    data_on, checked_at, receipt, receipt_hash, key_id, signature)
  select $4::uuid, $6::uuid, $5::uuid, $1::text, subject_id, $2::text, 'bench', 'bench', split_part(verdict, ' ', 1),
    split_part(verdict, ' ', 2), delivered_on, now(), receipt, sha256(convert_to(receipt::text, 'UTF8')),
    (select kid from receipt_key limit 1), decode(repeat('00', 64), 'hex')
  from opened, answered
  returning receipt::text as answer`;

interface Question {
  readonly creditCode: string;
  readonly field: string;
}

let questions: readonly Question[];
let by: { readonly officer: string; readonly office: string };
let token: string;
let form: string;

const checkDurable: WorkCase = {
  kind: 'work',
  title:
    'checkCredit with its signed receipt on disk; the limit: a bare server with one INSERT … RETURNING and the same commit',
  unit: 'checks',
  rounds: 9,
  bare: { objects: insertWith(ANSWER_FORMS.objects), rows: insertWith(ANSWER_FORMS.rows) },
  prepare: async (place) => {
    token = await place.tokenOf('approval-officer');
    await withOwner(place, async (owner) => {
      const codes = await owner.query<{ code: string }>(
        `select credit_code as code from subject where kind = 'ENTERPRISE' and credit_code < '99' order by md5(id::text) limit 2000`,
      );
      const fields = await owner.query<{ code: string }>('select code from approval_field order by sort');
      questions = codes.rows.map(({ code }, at) => ({
        creditCode: code,
        field: fields.rows[at % fields.rows.length]?.code ?? '',
      }));
      const { rows } = await owner.query<typeof by>(
        `select id as officer, office_id as office from officer where login = 'approval-officer'`,
      );
      by = rows[0] ?? { officer: '', office: '' };
    });
    await askOnce(place);
    // As long as questions are warmed up, so that both sides are measured compiled.
    for (let warm = 0; warm < WARM_UP_ROUNDS; warm++) await measureOurs(place);
    const speeds = [];
    for (const one of ['objects/pooled', 'objects/pipelined', 'rows/pooled', 'rows/pipelined'])
      speeds.push({ one, speed: await measureLimit(place, one) });
    form = speeds.reduce((best, other) => (other.speed > best.speed ? other : best)).one;
  },
  run: async (place) => {
    // What a round leaves to be written to disk must not fall into the next.
    await withOwner(place, (owner) => owner.query('checkpoint'));
    await pause(200);
    if (place.round % 2 === 0) {
      const ours = await measureOurs(place);
      return { ours, limit: await measureLimit(place, form) };
    }
    const limit = await measureLimit(place, form);
    return { ours: await measureOurs(place), limit };
  },
  finish: () => {
    console.log(`  the limit's best form: ${form}`);
    const { privateKey } = generateKeyPairSync('ed25519');
    const text = Buffer.from('x'.repeat(4_000));
    for (let warm = 0; warm < 200; warm++) sign(null, text, privateKey);
    const cpu = process.cpuUsage();
    for (let made = 0; made < SIGNATURES; made++) sign(null, text, privateKey);
    const { user, system } = process.cpuUsage(cpu);
    const each = (user + system) / SIGNATURES;
    console.log(`  one signature: ${each.toFixed(0)} µs of processor time in the thread of the requests`);
    return Promise.resolve();
  },
};

function inputs(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({
    idempotencyKey: randomUUID(),
    ...questions[at % questions.length],
    matter: 'bench',
    purpose: 'bench',
  }));
}

const asked = (input: object) => graphql(OURS, { input }, { authorization: `Bearer ${token}` });

async function askOnce({ origin }: Workplace): Promise<void> {
  for (const input of inputs(3)) {
    const { data } = (await ask(origin, asked(input))) as { data: { checkCredit: { check: object | null } } };
    if (data.checkCredit.check === null) throw new Error(`No check was made: ${JSON.stringify(data)}`);
  }
}

async function measureOurs(place: Workplace): Promise<number> {
  return recordedAre(place, () => place.load(inputs(AT_MOST).map(asked)));
}

async function measureLimit(place: Workplace, of: string): Promise<number> {
  const binds = inputs(AT_MOST).map((_, at) => {
    const { creditCode = '', field = '' } = questions[at % questions.length] ?? {};
    return [creditCode, field, place.today, uuidv7(), by.officer, by.office];
  });
  return recordedAre(place, () => place.loadLimit(of, binds));
}

/** Checks a second; throws Error when not every answer stands on record. */
async function recordedAre(
  place: Workplace,
  work: () => Promise<{ readonly answers: number; readonly allAnswers: number }>,
): Promise<number> {
  return withOwner(place, async (owner) => {
    const count = async () =>
      (await owner.query<{ count: string }>('select count(*) from credit_check')).rows[0]?.count ?? '0';
    const before = Number(await count());
    const { answers, allAnswers } = await work();
    const more = Number(await count()) - before;
    if (more !== allAnswers)
      throw new Error(`${allAnswers} checks were answered, and ${more} are on record.`);
    return (answers * 1_000) / place.milliseconds;
  });
}

export default checkDurable;
