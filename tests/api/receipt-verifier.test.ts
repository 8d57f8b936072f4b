import { beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../src/domain/canonical.js';
import { compactReceipt, type Receipt, signingInput } from '../../src/domain/receipt.js';
import { REASON_WORDS, VERDICT_WORDS } from '../../src/domain/verdict-words.js';
import { signerOf } from '../../src/signer.js';
import type { GivenAnswer } from '../../src/store/credit-checks.js';
import type { Signer } from '../../src/usecases/signer.js';
import { exampleReceipt, RECEIPT_SCRIPTS, RECEIPT_VERIFIERS } from '../support/receipts.js';
import { changedAt, leavesOf } from '../support/verifiers.js';

const PAIR = generateKeyPairSync('ed25519');
const OTHER_PAIR = generateKeyPairSync('ed25519');
const IN_TIME = ['--on', '2026-07-31'];

let signer: Signer;
let other: Signer;
beforeAll(async () => {
  signer = await signerOf(PAIR.privateKey);
  other = await signerOf(OTHER_PAIR.privateKey);
});

const keysOf = (...signers: Signer[]) => ({
  keys: signers.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: 'EdDSA' })),
});

async function signed(receipt: Receipt = exampleReceipt(), by = signer): Promise<string> {
  return compactReceipt(receipt, by.kid, await by.sign(signingInput(receipt, by.kid).text));
}

/** Any header and payload with a signature that holds, as only whoever has the key can make one. */
function signedAnyhow(header: unknown, payload: string): string {
  const parts = [typeof header === 'string' ? header : canonicalJson(header), payload];
  const text = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
  return `${text}.${sign(null, Buffer.from(text), PAIR.privateKey).toString('base64url')}`;
}

const header = () => ({ alg: 'EdDSA', kid: signer.kid, typ: 'credit-receipt+jws' });

const RECEIPT_FIELDS = [
  ...['answer', 'checkId', 'expiresOn', 'issuedAt', 'matter'],
  ...['officeId', 'officeName', 'officerId', 'purpose'],
];
const ANSWER_FIELDS = [
  ...['creditCode', 'fieldCode', 'verdict', 'reasonCode'],
  ...['subjectName', 'dataOn', 'lists', 'records'],
];
const MEASURE_FIELDS = ['mustOrMay', 'effect', 'labelZh', 'labelEn', 'legalBasis'];

describe.each(RECEIPT_SCRIPTS)('%s, called from the command line,', (_name, verifyAsCalled) => {
  test.each<[string, number, readonly string[], () => unknown]>([
    ['VERIFIED', 0, IN_TIME, () => keysOf(signer)],
    ['TAMPERED', 1, [...IN_TIME, '--subject', '91440784MA00002049'], () => keysOf(signer)],
    ['UNKNOWN KEY', 2, IN_TIME, () => keysOf(other)],
    ['EXPIRED', 3, ['--on', '2026-08-01'], () => keysOf(signer)],
    ['Usage', 64, ['--on', 'today'], () => keysOf(signer)],
  ])('says %s and ends with %i', async (said, code, options, keys) => {
    const { exitCode, text } = await verifyAsCalled(await signed(), keys(), options);
    expect(exitCode).toBe(code);
    expect(text).toContain(said);
  });
});

describe.each(RECEIPT_VERIFIERS)('%s', (_name, verifyOffline) => {
  const exitOf = async (text: string | Uint8Array, keys: unknown = keysOf(signer)) =>
    (await verifyOffline(text, keys, IN_TIME)).exitCode;

  test('verifies a receipt and tells in Chinese and English what it says', async () => {
    const { exitCode, text } = await verifyOffline(await signed(), keysOf(other, signer), IN_TIME);
    expect(exitCode).toBe(0);
    for (const said of [
      'VERIFIED: 回执真实，在有效期内',
      '示例审批局',
      '鹤山市示例商行 91440784MA0000103T',
      'PROCUREMENT',
      '示例采购〔2026〕1号',
      '依法限制 · Restricted',
      REASON_WORDS.MANDATORY_RESTRICTION.zh,
      REASON_WORDS.MANDATORY_RESTRICTION.en,
      '示例名单 · An example of a list · 2026-01-01 · 示例机关 · 示例决字〔2026〕1号',
      'MUST DENY · 示例措施 · An example of a measure · 示例办法第一条',
      '违反信用承诺',
      '2026-07-01T04:00:00.000Z',
      '2026-07-31',
      signingInput(exampleReceipt(), signer.kid).hash.toString('hex'),
      signer.kid,
    ])
      expect(text).toContain(said);
  });

  test('knows the words of every verdict and every reason, the same as the product', async () => {
    const verdicts = Object.entries(VERDICT_WORDS);
    for (const [at, [reason, words]] of Object.entries(REASON_WORDS).entries()) {
      const [verdict, said] = verdicts[at % verdicts.length] ?? [];
      const receipt = exampleReceipt({ verdict, reasonCode: reason } as Partial<GivenAnswer>);
      const { text } = await verifyOffline(await signed(receipt), keysOf(signer), IN_TIME);
      expect(text).toContain(`${said?.zh} · ${said?.en}`);
      expect(text).toContain(`${words.zh} · ${words.en}`);
    }
  });

  test('finds the receipt in a saved report and in an answer of the API, whatever stands around it', async () => {
    const jws = await signed();
    const report = `<!doctype html>\n<p>&quot;eyJhIjox.eyJhIjox.abc&quot;</p><data id="receipt" value="${jws}"></data>`;
    const answer = JSON.stringify({ data: { name: '"jws":"eyJhIjox.b.c"', receipt: { jws } } }, null, 2);
    expect(await exitOf(report)).toBe(0);
    expect(await exitOf(answer)).toBe(0);
    expect(await exitOf(`${jws}\n`)).toBe(0);
    expect(await exitOf(`\uFEFF${jws}\r\n`)).toBe(0);
    expect(await exitOf(Buffer.concat([Buffer.from(report), Buffer.from([0xb1, 0xff])]))).toBe(0);
  });

  test('takes no file with two different receipts: nobody could say which one counts', async () => {
    const [one, two] = [await signed(), await signed({ ...exampleReceipt(), matter: '另一事项' })];
    expect(await exitOf(JSON.stringify([{ jws: one }, { jws: two }]))).toBe(1);
    expect(await exitOf(JSON.stringify([{ jws: one }, { jws: one }]))).toBe(0);
  });

  test('asks whether the receipt is about the subject at hand', async () => {
    const jws = await signed();
    const about = async (code: string) =>
      (await verifyOffline(jws, keysOf(signer), [...IN_TIME, '--subject', code])).exitCode;
    expect(await about('91440784MA0000103T')).toBe(0);
    expect(await about('91440784MA00002049')).toBe(1);
  });

  test.each<[string, unknown, string[]]>([
    ['with two files', { keys: [] }, ['another.jws']],
    ['for no day', { keys: [] }, ['--on', 'today']],
    ['for a day that does not exist', { keys: [] }, ['--on', '2026-13-45']],
    ['for the thirtieth of February', { keys: [] }, ['--on', '2026-02-30']],
    ['for a day written otherwise', { keys: [] }, ['--on', '20260731']],
    ['with an option without its value', { keys: [] }, ['--subject']],
    ['with keys by plain http', 'http://keys.example/receipt-keys.json', []],
    ['with keys that are none', [], []],
  ])('says how it is called %s, and mistakes nothing of it for a verdict', async (_what, keys, options) => {
    const { exitCode, text } = await verifyOffline(await signed(), keys, options);
    expect(exitCode).toBe(64);
    expect(text).toContain('Usage');
  });

  test('lets no name of a subject write lines of its own', async () => {
    const receipt = exampleReceipt({ subjectName: '示例\nVERIFIED: \u001b[2J\u202e' });
    const { text } = await verifyOffline(await signed(receipt), keysOf(signer), ['--on', '2026-08-01']);
    expect(text).not.toMatch(/^VERIFIED/m);
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toMatch(/^EXPIRED/m);
  });
});

describe.each(RECEIPT_VERIFIERS)('For %s, a receipt that is', (_name, verifyOffline) => {
  const exitOf = async (text: string, keys: unknown = keysOf(signer)) =>
    (await verifyOffline(text, keys, IN_TIME)).exitCode;

  test('expired is told so from the day after its last', async () => {
    const jws = await signed();
    expect((await verifyOffline(jws, keysOf(signer), ['--on', '2026-07-31'])).exitCode).toBe(0);
    const { exitCode, text } = await verifyOffline(jws, keysOf(signer), ['--on', '2026-08-01']);
    expect(exitCode).toBe(3);
    expect(text).toContain('EXPIRED: 回执真实，但已过有效期');
  });

  test('changed in any single place is TAMPERED', async () => {
    const [head, , signature] = (await signed()).split('.');
    const receipt = exampleReceipt();
    for (const leaf of leavesOf(receipt)) {
      const payload = Buffer.from(canonicalJson(changedAt(receipt, leaf))).toString('base64url');
      expect([leaf, await exitOf(`${head}.${payload}.${signature}`)]).toEqual([leaf, 1]);
    }
  });

  test('changed, cut off or lengthened at any character is not verified', async () => {
    const jws = await signed();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(jws.length - 1),
        fc.constantFrom('A', 'b', '_', '.', '', '=', '+'),
        fc.boolean(),
        async (at, put, isCut) => {
          const changed = isCut ? jws.slice(0, at) + put : jws.slice(0, at) + put + jws.slice(at + 1);
          fc.pre(changed !== jws);
          expect([1, 2]).toContain(await exitOf(changed));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('signed with another key under the name of ours is TAMPERED', async () => {
    const receipt = exampleReceipt();
    const forged = compactReceipt(
      receipt,
      signer.kid,
      await other.sign(signingInput(receipt, signer.kid).text),
    );
    expect(await exitOf(forged)).toBe(1);
  });

  test('signed with a key that is not published is of an UNKNOWN KEY', async () => {
    expect(await exitOf(await signed(exampleReceipt(), other))).toBe(2);
  });

  test('signed with a key that was revoked is refused, whenever it says that it was issued', async () => {
    for (const revokedAt of ['2026-06-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']) {
      const keys = { keys: keysOf(signer).keys.map((key) => ({ ...key, revokedAt })) };
      expect(await exitOf(await signed(), keys)).toBe(2);
    }
  });

  test('signed with a key that was retired is as good as before', async () => {
    const keys = {
      keys: keysOf(signer).keys.map((key) => ({ ...key, retiredAt: '2026-07-02T00:00:00.000Z' })),
    };
    expect(await exitOf(await signed(), keys)).toBe(0);
  });

  test('not canonical is TAMPERED, even when its signature holds', async () => {
    const receipt = exampleReceipt();
    const canonical = canonicalJson(receipt);
    expect(await exitOf(signedAnyhow(header(), canonical))).toBe(0);
    for (const payload of [
      JSON.stringify(receipt),
      JSON.stringify(JSON.parse(canonical), null, 1),
      canonical.replace('示例用途', '\\u793a例用途'),
      canonical.replace('{', '{"answer":{},'),
      `${canonical} `,
      `\uFEFF${canonical}`,
      canonical.replace('"receiptValidDays":30', '"receiptValidDays":3e1'),
    ])
      expect(await exitOf(signedAnyhow(header(), payload))).toBe(1);
  });

  test.each([
    ['another algorithm', (head: object) => ({ ...head, alg: 'none' })],
    ['an algorithm with a shared secret', (head: object) => ({ ...head, alg: 'HS256' })],
    ['another type', (head: object) => ({ ...head, typ: 'JWT' })],
    ['a key of its own', (head: object) => ({ ...head, jwk: PAIR.publicKey.export({ format: 'jwk' }) })],
    ['the same fields in another order', ({ ...head }) => JSON.stringify({ typ: '', ...head })],
  ])('said to be of %s is TAMPERED, even when its signature holds', async (_what, change) => {
    expect(await exitOf(signedAnyhow(change(header()), canonicalJson(exampleReceipt())))).toBe(1);
  });

  test('of a header that is not canonical is TAMPERED, also when nobody knows its key', async () => {
    const { kid, ...head } = { ...header(), kid: other.kid };
    expect(await exitOf(signedAnyhow({ kid, ...head }, canonicalJson(exampleReceipt())))).toBe(2);
    expect(
      await exitOf(signedAnyhow(JSON.stringify({ kid, ...head }), canonicalJson(exampleReceipt()))),
    ).toBe(1);
  });

  test('short of anything that it must say, or says otherwise than as a text, is TAMPERED, even when its signature holds', async () => {
    const payloadOf = (change: (receipt: any) => void) => {
      const receipt = JSON.parse(canonicalJson(exampleReceipt()));
      change(receipt);
      return canonicalJson(receipt);
    };
    const parts: [string, (receipt: any) => any, readonly string[]][] = [
      ['receipt', (receipt) => receipt, RECEIPT_FIELDS],
      ['answer', ({ answer }) => answer, ANSWER_FIELDS],
      ['list', ({ answer }) => answer.lists[0], ['labelZh', 'labelEn', 'measures']],
      ['record', ({ answer }) => answer.records[0], ['labelZh', 'labelEn', 'measures']],
      ['measure', ({ answer }) => answer.lists[0].measures[0], MEASURE_FIELDS],
    ];
    for (const [part, partOf, names] of parts)
      for (const name of names) {
        const without = payloadOf((receipt) => Reflect.deleteProperty(partOf(receipt), name));
        const other = payloadOf((receipt) => (partOf(receipt)[name] = 1));
        const said = [part, name];
        expect([...said, await exitOf(signedAnyhow(header(), without))]).toEqual([...said, 1]);
        expect([...said, await exitOf(signedAnyhow(header(), other))]).toEqual([...said, 1]);
      }
  });

  test.each<[string, string, string]>([
    ['a last day that does not exist', '"2026-07-31"', '"2026-13-45"'],
    ['a last day that is no day', '"2026-07-31"', '"never"'],
    ['a broken number', '"receiptValidDays":30', '"receiptValidDays":30.5'],
    [
      'a number that not every reader of JSON can hold',
      '"receiptValidDays":30',
      '"receiptValidDays":1000000000000000',
    ],
    ['half a character', '示例用途', '\\ud800'],
    ['a name that not everybody sorts alike', '"verdict":"2"', '"verdict":"2","\u{10000}":"","\uffff":""'],
  ])('that says %s is TAMPERED, even when its signature holds', async (_what, good, bad) => {
    const payload = canonicalJson(exampleReceipt());
    expect(payload).toContain(good);
    expect(await exitOf(signedAnyhow(header(), payload.replace(good, bad)))).toBe(1);
  });

  test.each(['credit-receipt-2', null])('of another format, %s, is TAMPERED', async (format) => {
    const payload = canonicalJson({ ...exampleReceipt(), format });
    expect(await exitOf(signedAnyhow(header(), payload))).toBe(1);
  });

  test.each(['{"format":"credit-receipt-1"}', '[]', 'null', 'x', ''])(
    'signed without being one, %j, is TAMPERED',
    async (payload) => {
      expect(await exitOf(signedAnyhow(header(), payload))).toBe(1);
    },
  );

  test.each(['', '.', '..', '{}', '<html></html>', 'eyJhIjox', 'a.b.c', 'null', '"'])(
    'nothing but %j is TAMPERED',
    async (text) => {
      expect(await exitOf(text)).toBe(1);
    },
  );
});
