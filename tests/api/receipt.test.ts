import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import supertest from 'supertest';
import { canonicalJson } from '../../src/domain/canonical.js';
import { compactReceipt, type Receipt, signingInput } from '../../src/domain/receipt.js';
import { signerOf } from '../../src/signer.js';
import { exampleReceipt, verifyOffline } from '../support/receipts.js';
import { styleHashIn } from '../support/style-hash.js';
import { changedAt, leavesOf } from '../support/verifiers.js';
import {
  type Answer,
  codesOf,
  makeWorld,
  type OfficerName,
  PUBLIC_URL,
  TODAY,
  uuidOf,
  type World,
} from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Made {
  readonly id: string;
  readonly creditCode: string;
  readonly receipt: {
    readonly jws: string;
    readonly hash: string;
    readonly keyId: string;
    readonly verificationUrl: string;
  };
}

const CHECK = `mutation ($input: CheckCreditInput!) { checkCredit(input: $input) {
  userErrors { code } check { id receipt { jws hash keyId issuedAt expiresOn reportPath verificationUrl } } } }`;

async function check(by: World = world, listCode?: string): Promise<Made> {
  const { id, creditCode } = await world.enterprise({ name: '鹤山市示例商行' });
  if (listCode !== undefined)
    await world.owner.query(
      `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
       values (gen_random_uuid(), $1, $2, '秘密决字〔2026〕1号', '秘密机关', '2026-01-01')`,
      [id, listCode],
    );
  const { checkCredit } = await by.data<any>('approver', CHECK, {
    input: {
      idempotencyKey: by.key(),
      creditCode,
      field: 'PROCUREMENT',
      matter: '秘密事项〔2026〕1号',
      purpose: '秘密用途',
    },
  });
  return { creditCode, ...checkCredit.check };
}

async function verify(jws: string, officer: OfficerName = 'regulator'): Promise<Record<string, unknown>> {
  const query = `query ($jws: String!) { verifyReceipt(jws: $jws) {
    state keyId hash officeName issuedAt expiresOn creditCode verdict } }`;
  return (await world.data<any>(officer, query, { jws })).verifyReceipt;
}

async function on<Result>(day: string, work: () => Promise<Result>): Promise<Result> {
  world.today = day;
  try {
    return await work();
  } finally {
    world.today = TODAY;
  }
}

const get = (path: string, accept = 'text/html') => supertest(world.address).get(path).set('accept', accept);
const pathOf = ({ receipt }: Made) => receipt.verificationUrl.slice(PUBLIC_URL.length);
const publishedKeys = async () => (await get('/.well-known/receipt-keys.json')).body as { keys: any[] };
const receiptIn = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Receipt;

describe('The published keys', () => {
  test('are a JSON Web Key Set that anybody may read and keep for a while, without private parts', async () => {
    const { receipt } = await check();
    const { status, headers, body } = await get('/.well-known/receipt-keys.json');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(body).toEqual({
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: expect.stringMatching(/^[\w-]{43}$/),
          kid: receipt.keyId,
          use: 'sig',
          alg: 'EdDSA',
          announcedAt: expect.stringMatching(/^2\d{3}-\d\d-\d\dT[\d:.]+Z$/),
        },
      ],
    });
  });

  test('change without old receipts losing their worth: another key takes over, the first is retired', async () => {
    const before = await check();
    const { privateKey } = generateKeyPairSync('ed25519');
    const after = await world.withReceiptKey(privateKey, (restarted) => check(restarted));
    expect(after.receipt.keyId).not.toBe(before.receipt.keyId);
    const keys = await publishedKeys();
    const retired = Object.fromEntries(keys.keys.map(({ kid, retiredAt }) => [kid, retiredAt]));
    expect(retired).toEqual({
      [before.receipt.keyId]: expect.any(String),
      [after.receipt.keyId]: undefined,
    });
    for (const { receipt, creditCode } of [before, after]) {
      expect(await verify(receipt.jws)).toMatchObject({ state: 'VALID', keyId: receipt.keyId, creditCode });
      expect(await verifyOffline(receipt.jws, keys, ['--on', TODAY])).toMatchObject({ exitCode: 0 });
    }
    const onlyNew = { keys: keys.keys.filter(({ kid }) => kid === after.receipt.keyId) };
    expect(await verifyOffline(before.receipt.jws, onlyNew, ['--on', TODAY])).toMatchObject({ exitCode: 2 });
  });

  test('stay as they are when the service is started with one that was revoked: it does not start', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { receipt } = await world.withReceiptKey(privateKey, (restarted) => check(restarted));
    await world.withReceiptKey(generateKeyPairSync('ed25519').privateKey, (restarted) => check(restarted));
    await world.owner.query('update receipt_key set revoked_at = now() where kid = $1', [receipt.keyId]);
    const before = await publishedKeys();
    const start = world.withReceiptKey(privateKey, (restarted) => check(restarted));
    await expect(start).rejects.toThrow('RECEIPT_KEY_FILE holds a revoked key');
    expect(await publishedKeys()).toEqual(before);
  });

  test('are fetched by the script from where they are published', async () => {
    const { receipt, creditCode } = await check();
    const place = `${world.address}/.well-known/receipt-keys.json`;
    const { exitCode, text } = await verifyOffline(receipt.jws, place, [
      '--on',
      TODAY,
      '--subject',
      creditCode,
    ]);
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: expect.stringContaining(receipt.hash) });
  });
});

describe('A receipt that an officer is shown', () => {
  test('is VALID as it was issued, whichever office looks, and tells what it says', async () => {
    const { receipt, creditCode } = await check();
    for (const officer of ['approver', 'otherApprover', 'zhongshan', 'integrator'] as const)
      expect(await verify(receipt.jws, officer)).toEqual({
        state: 'VALID',
        keyId: receipt.keyId,
        hash: receipt.hash,
        officeName: '示例机构 approval',
        issuedAt: `${TODAY}T04:00:00.000Z`,
        expiresOn: '2026-07-31',
        creditCode,
        verdict: 'CLEAR',
      });
  });

  test('is EXPIRED from the day after its last', async () => {
    const { receipt } = await check();
    expect(await on('2026-07-31', () => verify(receipt.jws))).toMatchObject({ state: 'VALID' });
    expect(await on('2026-08-01', () => verify(receipt.jws))).toMatchObject({ state: 'EXPIRED' });
  });

  test('is TAMPERED when a single value of it has changed, and then tells nothing', async () => {
    const { receipt } = await check();
    const [head, , signature] = receipt.jws.split('.');
    const nothing = {
      hash: null,
      officeName: null,
      issuedAt: null,
      expiresOn: null,
      creditCode: null,
      verdict: null,
    };
    for (const leaf of leavesOf(receiptIn(receipt.jws))) {
      const payload = Buffer.from(canonicalJson(changedAt(receiptIn(receipt.jws), leaf))).toString(
        'base64url',
      );
      const answer = await verify(`${head}.${payload}.${signature}`);
      expect([leaf, answer]).toEqual([leaf, { state: 'TAMPERED', keyId: receipt.keyId, ...nothing }]);
    }
  });

  test('is TAMPERED when it is cut off, spelled otherwise, or none at all', async () => {
    const { jws } = (await check()).receipt;
    const last = jws.at(-1) ?? '';
    const respelled = `${jws.slice(0, -1)}${String.fromCharCode(last.charCodeAt(0) + 1)}`;
    for (const text of [
      jws.slice(0, -1),
      jws.slice(0, -20),
      respelled,
      `${jws}=`,
      `${jws}.`,
      ` ${jws}`,
      '',
      '..',
      'x',
    ])
      expect([text, (await verify(text)).state]).toEqual([text, 'TAMPERED']);
  });

  test('is of an UNKNOWN_KEY when it is signed with a key that is not published', async () => {
    const stranger = await signerOf(generateKeyPairSync('ed25519').privateKey);
    const receipt = receiptIn((await check()).receipt.jws);
    const { text } = signingInput(receipt, stranger.kid);
    const forged = compactReceipt(receipt, stranger.kid, await stranger.sign(text));
    expect(await verify(forged)).toMatchObject({ state: 'UNKNOWN_KEY', hash: null });
  });

  test('is NOT_ON_RECORD when it was signed with a stolen key, whatever it says', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const thief = await signerOf(privateKey);
    const genuine = await world.withReceiptKey(privateKey, (restarted) => check(restarted));
    const made = receiptIn(genuine.receipt.jws);
    const [head] = genuine.receipt.jws.split('.');
    const forge = async (receipt: unknown) => {
      const text = `${head}.${Buffer.from(canonicalJson(receipt)).toString('base64url')}`;
      return `${text}.${(await thief.sign(text)).toString('base64url')}`;
    };
    const forgeries = [
      { ...made, matter: '另一事项' },
      exampleReceipt(),
      { ...made, checkId: 'x' },
      { checkId: null },
      [],
      null,
      'text',
    ];
    for (const forgery of forgeries)
      expect(await verify(await forge(forgery))).toMatchObject({ state: 'NOT_ON_RECORD', officeName: null });
    expect(await verify(await forge(made))).toMatchObject({ state: 'VALID' });
  });

  test('is NOT_ON_RECORD when what is on record was signed anew with another published key', async () => {
    const { receipt } = await check();
    const { privateKey } = generateKeyPairSync('ed25519');
    const other = await signerOf(privateKey);
    await world.withReceiptKey(privateKey, (restarted) => check(restarted));
    const made = receiptIn(receipt.jws);
    const { text } = signingInput(made, other.kid);
    const forged = compactReceipt(made, other.kid, await other.sign(text));
    expect(await verify(forged)).toMatchObject({ state: 'NOT_ON_RECORD', keyId: other.kid, hash: null });
  });

  test('is good when its key was revoked later, because it is on record, and not when it was issued afterwards', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { receipt } = await world.withReceiptKey(privateKey, (restarted) => check(restarted));
    const revoke = (at: string) =>
      world.owner.query('update receipt_key set revoked_at = $2 where kid = $1', [receipt.keyId, at]);
    await revoke(`${TODAY}T04:00:00.001Z`);
    expect(await verify(receipt.jws)).toMatchObject({ state: 'VALID' });
    await revoke(`${TODAY}T04:00:00Z`);
    expect(await verify(receipt.jws)).toMatchObject({ state: 'UNKNOWN_KEY' });
    const page = await get(receipt.verificationUrl.slice(PUBLIC_URL.length));
    expect(page.text).toContain('签名密钥不明或者已作废，不得作为依据');
    const keys = await publishedKeys();
    expect(keys.keys.find(({ kid }) => kid === receipt.keyId)).toMatchObject({
      revokedAt: `${TODAY}T04:00:00.000Z`,
    });
    expect(await verifyOffline(receipt.jws, keys, ['--on', TODAY])).toMatchObject({ exitCode: 2 });
  });

  test('is verified for officials only', async () => {
    const query = 'query ($jws: String!) { verifyReceipt(jws: $jws) { state } }';
    const resident = await world.addResident(await world.registerHouse());
    expect(codesOf(await world.ask(null, query, { jws: 'x' }))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await world.ask(resident, query, { jws: 'x' }))).toEqual(['FORBIDDEN']);
  });
});

describe('The page that the code of a report leads to', () => {
  test('stands under the id of the check and the first half of the hash', async () => {
    const { id, receipt } = await check();
    expect(receipt).toMatchObject({
      verificationUrl: `${PUBLIC_URL}/receipts/${uuidOf(id)}.${receipt.hash.slice(0, 32)}`,
      reportPath: `/checks/${id}/report.html`,
    });
  });

  test('tells everybody who issued it, about whom, with what verdict and until when, and the whole hash', async () => {
    const made = await check();
    const { status, text, headers } = await get(pathOf(made));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const shown of [
      '回执真实，在有效期内',
      'On record and valid',
      '示例机构 approval',
      made.creditCode,
      '正常办理 · Clear',
      '2026-07-01 12:00:00',
      '2026-07-31',
      made.receipt.hash,
    ])
      expect(text).toContain(shown);
  });

  test('tells neither name, purpose, matter, lists, records nor officer', async () => {
    const made = await check(world, 'JUDGMENT_DEFAULTER');
    expect(receiptIn(made.receipt.jws)).toMatchObject({ answer: { verdict: 'RESTRICTED', lists: [{}] } });
    for (const accept of ['text/html', 'application/json']) {
      const { text } = await get(pathOf(made), accept);
      expect(text).not.toMatch(/秘密|鹤山市示例商行|示例审批员|PROCUREMENT|off_|officerId|lists|records/);
    }
  });

  test('says that a receipt has expired', async () => {
    const made = await check();
    const { text } = await on('2026-08-01', async () => get(pathOf(made)));
    expect(text).toContain('已过有效期');
    expect(text).not.toContain('在有效期内');
  });

  test.each([
    ['by `Accept`', '', 'application/json'],
    ['by `?format=json`', '?format=json', 'text/html'],
  ])('is JSON for whoever asks for it %s', async (_how, query, accept) => {
    const made = await check();
    const { status, body } = await get(`${pathOf(made)}${query}`, accept);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        onRecord: true,
        state: 'VALID',
        hash: made.receipt.hash,
        keyId: made.receipt.keyId,
        officeName: '示例机构 approval',
        issuedAt: `${TODAY}T04:00:00.000Z`,
        expiresOn: '2026-07-31',
        creditCode: made.creditCode,
        verdict: 'CLEAR',
        verdictLabel: '正常办理',
      },
    });
  });

  test('loads and runs nothing', async () => {
    const { text, headers } = await get(pathOf(await check()));
    expect(text).not.toMatch(/<script|javascript:|\bon[a-z]+=|<link|<img/i);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';style-src 'sha256-[A-Za-z0-9+/=]+';base-uri 'none';form-action 'none';frame-ancestors 'none'$/,
    );
    expect(headers['content-security-policy']).toContain(styleHashIn(text));
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  test('is the same for whatever is not on record: no check, another hash, none, no id', async () => {
    const [one, two] = [await check(), await check()];
    const id = uuidOf(one.id);
    const answers = await Promise.all(
      [
        `/receipts/${id}.${two.receipt.hash.slice(0, 32)}`,
        `/receipts/${id}.${one.receipt.hash.slice(0, 31)}`,
        `/receipts/${id}.${one.receipt.hash.slice(0, 33)}`,
        `/receipts/${id}.`,
        `/receipts/${id}`,
        `/receipts/${id}.%25`,
        `/receipts/00000000-0000-7000-8000-000000000000.${one.receipt.hash.slice(0, 32)}`,
        `/receipts/${one.receipt.hash}`,
      ].map((path) => get(path)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]?.text).toContain('查无此回执');
    const json = await get(`/receipts/${id}.${two.receipt.hash.slice(0, 32)}`, 'application/json');
    expect({ status: json.status, codes: codesOf(json.body) }).toEqual({ status: 404, codes: ['NOT_FOUND'] });
  });
});

describe('The form for receipts that came as a file', () => {
  const post = (jws: string, accept = 'text/html') =>
    supertest(world.address).post('/receipts').set('accept', accept).type('form').send({ jws });

  test('is a page without a script that sends what is pasted to this service and nowhere else', async () => {
    const { status, text, headers } = await get('/receipts');
    expect(status).toBe(200);
    expect(text).toContain('<form method="post" action="/receipts">');
    expect(text).not.toMatch(/<script/);
    expect(headers['content-security-policy']).toContain(`form-action 'self'`);
    expect(headers['content-security-policy']).toContain(styleHashIn(text));
  });

  test('answers whether the receipt is on record, for everybody, with what the page of its report tells', async () => {
    const { receipt, creditCode } = await check();
    const { status, text } = await post(`\n${receipt.jws}\n`);
    expect(status).toBe(200);
    for (const shown of ['回执真实，在有效期内', creditCode, receipt.hash]) expect(text).toContain(shown);
    expect(text).not.toMatch(/秘密|鹤山市示例商行|PROCUREMENT/);
    expect((await post(receipt.jws, 'application/json')).body).toMatchObject({ state: 'VALID', creditCode });
  });

  test('answers what is none with a warning, and shows nothing of it', async () => {
    const { receipt } = await check();
    for (const jws of ['', '<script>alert(1)</script>', receipt.jws.slice(0, -9)]) {
      const { status, text } = await post(jws);
      expect(status).toBe(200);
      expect(text).toContain('请勿采信所示回执');
      expect(text).not.toMatch(/<script|alert/);
      expect((await post(jws, 'application/json')).body).toEqual({ state: 'TAMPERED' });
    }
  });

  test.each([
    ['JSON', 'application/json', '{"jws":"x"}', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['too much', 'application/x-www-form-urlencoded', `jws=${'x'.repeat(262_144)}`, '413 BODY_TOO_LARGE'],
    ['broken text', 'application/x-www-form-urlencoded', Buffer.from([0x6a, 0xff]), '400 INVALID_UTF8'],
  ])('refuses %s', async (_what, type, body, refusal) => {
    const headers = { 'content-type': type };
    const answer = await fetch(`${world.address}/receipts`, { method: 'POST', headers, body });
    const [code] = codesOf((await answer.json()) as Answer);
    expect(`${answer.status} ${code}`).toBe(refusal);
  });
});

test('Nobody tries out hashes: requests from one address are bounded', async () => {
  const statuses = new Set<number>();
  for (let count = 0; count < 130; count += 1)
    statuses.add((await get(`/receipts/00000000-0000-7000-8000-000000000000.${'0'.repeat(32)}`)).status);
  expect(statuses).toEqual(new Set([404, 429]));
});
