import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, codesOf, makeWorld, type UserError, uuidOf, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const BATCH = `mutation ($input: CheckCreditBatchInput!) {
  checkCreditBatch(input: $input) { replayed userErrors { code field }
    results { userErrors { code field } check { id matter purpose answer { creditCode verdict } receipt { jws keyId } } } } }`;

interface ItemResult {
  readonly userErrors: readonly UserError[];
  readonly check: {
    readonly id: string;
    readonly matter: string;
    readonly purpose: string;
    readonly answer: { readonly creditCode: string; readonly verdict: string };
    readonly receipt: { readonly jws: string; readonly keyId: string };
  } | null;
}

interface Batch {
  readonly checkCreditBatch: {
    readonly replayed: boolean;
    readonly userErrors: readonly UserError[];
    readonly results: readonly ItemResult[] | null;
  };
}

interface Item {
  readonly creditCode: string;
  readonly matter: string;
}

function send(items: readonly Item[], changes: Record<string, unknown> = {}): Promise<Answer<Batch>> {
  return world.ask('approver', BATCH, {
    input: {
      idempotencyKey: world.key(),
      field: 'PROCUREMENT',
      purpose: '示例：批量资格审查',
      errorPolicy: 'REJECT_ALL',
      items,
      ...changes,
    },
  });
}

async function batch(items: readonly Item[], changes: Record<string, unknown> = {}) {
  const { data, errors } = await send(items, changes);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.checkCreditBatch;
}

const item = (creditCode: string, matter = 'HS-2026-001') => ({ creditCode, matter });

async function listed(): Promise<string> {
  const { id, creditCode } = await world.enterprise();
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
     values ($1, $2, 'JUDGMENT_DEFAULTER', '示例决字〔2026〕1号', '示例机关', '2026-01-01')`,
    [uuidv7(), id],
  );
  return creditCode;
}

/** A credit code of the right form whose check digit is wrong. */
function wrong(creditCode: string): string {
  return creditCode.slice(0, 17) + (creditCode.endsWith('0') ? '1' : '0');
}

describe('A batch of credit checks', () => {
  test('answers each item in its order, with a check, a signed receipt and an audit entry of its own', async () => {
    const clear = (await world.enterprise()).creditCode;
    const adverse = await listed();
    const nobody = world.creditCode();
    const [checks, audit] = [await world.count('credit_check'), await world.count('audit_entry')];
    const { results, userErrors } = await batch([
      item(clear, 'HS-1'),
      item(adverse, 'HS-2'),
      item(nobody, 'HS-3'),
      item(clear, 'HS-4'),
    ]);
    expect(userErrors).toEqual([]);
    expect(
      results?.map(({ check }) => [check?.matter, check?.answer.creditCode, check?.answer.verdict]),
    ).toEqual([
      ['HS-1', clear, 'CLEAR'],
      ['HS-2', adverse, 'RESTRICTED'],
      ['HS-3', nobody, 'UNKNOWN'],
      ['HS-4', clear, 'CLEAR'],
    ]);
    expect(await world.count('credit_check')).toBe(checks + 4);
    // The batch is an act, and so is each of its checks.
    expect(await world.count('audit_entry')).toBe(audit + 5);
    for (const { check } of results ?? []) await expectSigned(check?.receipt);
  });

  test('answers what a single check answers', async () => {
    const adverse = await listed();
    const { results } = await batch([item(adverse)]);
    const of = (id: string) => `query { node(id: "${id}") { ... on CreditCheck { purpose answer {
      creditCode subjectName verdict reasonCode dataOn validAt rules { rule version }
      lists { listCode measures { code } } records { type } } } } }`;
    const single = await world.data<{ checkCredit: { check: { id: string } } }>(
      'approver',
      'mutation ($input: CheckCreditInput!) { checkCredit(input: $input) { check { id } } }',
      {
        input: {
          ...item(adverse),
          idempotencyKey: world.key(),
          field: 'PROCUREMENT',
          purpose: '示例：批量资格审查',
        },
      },
    );
    expect(await world.data('approver', of(results?.[0]?.check?.id ?? ''))).toEqual(
      await world.data('approver', of(single.checkCredit.check.id)),
    );
  });

  test('takes 250 items and refuses 251', async () => {
    const { creditCode } = await world.enterprise();
    const many = (count: number) => Array.from({ length: count }, (_, at) => item(creditCode, `HS-${at}`));
    const query = `mutation ($input: CheckCreditBatchInput!) {
      checkCreditBatch(input: $input) { userErrors { code field } results { check { id } } } }`;
    const input = {
      idempotencyKey: world.key(),
      field: 'PROCUREMENT',
      purpose: '示例',
      errorPolicy: 'REJECT_ALL',
    };
    const most = await world.data<Batch>('approver', query, { input: { ...input, items: many(250) } });
    expect(new Set(most.checkCreditBatch.results?.map(({ check }) => check?.id)).size).toBe(250);
    const more = await world.data<Batch>('approver', query, {
      input: { ...input, idempotencyKey: world.key(), items: many(251) },
    });
    expect(more.checkCreditBatch).toMatchObject({
      userErrors: [{ code: 'TOO_MANY_ITEMS', field: ['input', 'items'] }],
      results: null,
    });
  });

  test('costs as much as its items together', async () => {
    const { creditCode } = await world.enterprise();
    const cost = async (count: number) => {
      const { extensions } = await send(Array.from({ length: count }, () => item(creditCode)));
      return (extensions.cost as { requested: number }).requested;
    };
    expect((await cost(11)) - (await cost(1))).toBeGreaterThanOrEqual(10);
    expect(await cost(21)).toBe(2 * (await cost(11)) - (await cost(1)));
  });

  test('under REJECT_ALL keeps nothing when one item is refused, and names each that is', async () => {
    const { creditCode } = await world.enterprise();
    const before = await world.countAll();
    const { userErrors, results } = await batch([
      item(creditCode),
      item(wrong(creditCode)),
      item(creditCode, '\u0007'),
    ]);
    expect(userErrors).toEqual([
      { code: 'INVALID_CREDIT_CODE', field: ['input', 'items', '1', 'creditCode'] },
      { code: 'INVALID_TEXT', field: ['input', 'items', '2', 'matter'] },
    ]);
    expect(results).toBeNull();
    expect(await world.countAll()).toEqual(before);
  });

  test('under SKIP_FAILED keeps the good items and answers for the others why not', async () => {
    const { creditCode } = await world.enterprise();
    const checks = await world.count('credit_check');
    const { userErrors, results } = await batch([item(wrong(creditCode)), item(creditCode)], {
      errorPolicy: 'SKIP_FAILED',
    });
    expect(userErrors).toEqual([]);
    expect(results).toMatchObject([
      {
        check: null,
        userErrors: [{ code: 'INVALID_CREDIT_CODE', field: ['input', 'items', '0', 'creditCode'] }],
      },
      { check: { answer: { creditCode, verdict: 'CLEAR' } }, userErrors: [] },
    ]);
    expect(await world.count('credit_check')).toBe(checks + 1);
  });

  test('under the same key is made once and answered again as it was, refusals and all', async () => {
    const { creditCode } = await world.enterprise();
    const idempotencyKey = world.key();
    const items = [item(creditCode, 'HS-1'), item(wrong(creditCode)), item(creditCode, 'HS-2')];
    const first = await batch(items, { idempotencyKey, errorPolicy: 'SKIP_FAILED' });
    const before = await world.countAll();
    const again = await batch(items, { idempotencyKey, errorPolicy: 'SKIP_FAILED' });
    expect(again).toEqual({ ...first, replayed: true });
    // Who is answered again has looked again; nothing else is left of it.
    const lookedAgain = { ...before, access_log: (before.access_log ?? 0) + 1 };
    expect(await world.countAll()).toEqual(lookedAgain);
    const other = await send(items.slice(0, 2), { idempotencyKey, errorPolicy: 'SKIP_FAILED' });
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(await world.countAll()).toEqual(lookedAgain);
  });

  test('sent twice at the same moment is made once', async () => {
    const { creditCode } = await world.enterprise();
    const idempotencyKey = world.key();
    const items = [item(creditCode, 'HS-1'), item(creditCode, 'HS-2')];
    const checks = await world.count('credit_check');
    const [one, two] = await Promise.all([
      batch(items, { idempotencyKey }),
      batch(items, { idempotencyKey }),
    ]);
    expect(one.results).toEqual(two.results);
    expect([one.replayed, two.replayed].sort()).toEqual([false, true]);
    expect(await world.count('credit_check')).toBe(checks + 2);
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['without items', { items: [] }, { code: 'MISSING_VALUE', field: ['input', 'items'] }],
    [
      "in a field that is not the office's",
      { field: 'LAND_SUPPLY' },
      { code: 'UNKNOWN_CODE', field: ['input', 'field'] },
    ],
    ['without a purpose', { purpose: ' ' }, { code: 'PURPOSE_REQUIRED', field: ['input', 'purpose'] }],
  ])('%s is refused', async (_what, changes, refusal) => {
    const { creditCode } = await world.enterprise();
    expect(await batch([item(creditCode)], changes)).toEqual({
      replayed: false,
      results: null,
      userErrors: [refusal],
    });
  });

  test('leaves the audit of the office whole', async () => {
    const { creditCode } = await world.enterprise();
    await batch([item(creditCode, 'HS-A'), item(creditCode, 'HS-B')]);
    const { rows } = await world.owner.query<{ verb: string; matter: string | null }>(
      'select verb, matter from audit_entry where office_id = $1 order by sequence desc limit 3',
      [world.officeIds.approval],
    );
    expect(rows).toEqual([
      { verb: 'checkCreditBatch', matter: null },
      { verb: 'checkCredit', matter: 'HS-B' },
      { verb: 'checkCredit', matter: 'HS-A' },
    ]);
  });
});

async function expectSigned(receipt: { jws: string; keyId: string } | undefined): Promise<void> {
  const { rows } = await world.owner.query<{ public_jwk: object }>(
    'select public_jwk from receipt_key where kid = $1',
    [receipt?.keyId],
  );
  const key = createPublicKey({ key: rows[0]?.public_jwk as never, format: 'jwk' });
  const [header = '', payload = '', signature = ''] = (receipt?.jws ?? '').split('.');
  expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  expect(
    uuidOf(
      `chk_${(JSON.parse(Buffer.from(payload, 'base64url').toString()) as { checkId: string }).checkId}`,
    ),
  ).toMatch(/^[0-9a-f-]{36}$/);
}
