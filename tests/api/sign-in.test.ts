import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import supertest from 'supertest';
import {
  DEMO_AUDIENCE,
  DEMO_ISSUER,
  demoIssuer,
  makeDemoKey,
  tokenVerifier,
  type DemoKey,
} from '../../src/http/tokens.js';
import { makeSignIn } from '../../src/http/sign-in.js';
import {
  actorWith,
  officerIdWith,
  smallSchema,
  startSmallServer,
  type SmallServer,
} from '../support/small-server.js';

const OFFICER = officerIdWith(['AUDITOR']);
const WHO = '{ who }';

const schema = smallSchema('type Query { who: String }', {
  Query: { who: (_parent, _args, { actor }) => actor?.officerId ?? 'nobody' },
});

interface Claims {
  readonly lifetimeSeconds?: number;
  readonly [claim: string]: unknown;
}

async function signed(key: DemoKey, { lifetimeSeconds = 600, ...claims }: Claims = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: DEMO_ISSUER,
    aud: DEMO_AUDIENCE,
    sub: OFFICER,
    iat: now,
    exp: now + lifetimeSeconds,
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'demo' })
    .sign(await importJWK(key.privateJwk, 'EdDSA'));
}

describe('bearer tokens', () => {
  let small: SmallServer;
  const ask = (authorization: string) =>
    supertest(small.url).post('/graphql').set('authorization', authorization).send({ query: WHO });

  beforeAll(async () => {
    small = await startSmallServer(schema);
  });
  afterAll(() => small.stop());

  test('a good token makes the officer it names the actor', async () => {
    const answer = await ask(`Bearer ${await signed(small.key)}`);
    expect(answer.body).toMatchObject({ data: { who: OFFICER } });
  });

  test('no token at all is nobody, and that is no error by itself', async () => {
    const { body } = await small.ask(WHO, { roles: null });
    expect(body.data).toEqual({ who: 'nobody' });
  });

  const refused: readonly (readonly [string, () => Promise<string>])[] = [
    ['an expired token', () => signed(small.key, { lifetimeSeconds: -60 })],
    ['a token for another audience', () => signed(small.key, { aud: 'somebody-else' })],
    ['a token of another issuer', () => signed(small.key, { iss: 'somebody-else' })],
    ['a token that is not valid yet', () => signed(small.key, { nbf: Math.floor(Date.now() / 1000) + 600 })],
    ['a token that never expires', () => signed(small.key, { exp: undefined })],
    ['a token for nobody', () => signed(small.key, { sub: undefined })],
    ['a token whose subject is no officer id', () => signed(small.key, { sub: 'admin' })],
    ['a token signed with another key', async () => signed(await makeDemoKey())],
    ['an unsigned token', () => unsigned()],
    ['a token signed with the public key as a shared secret', () => signedWithSecret(small.key)],
    ['a token with one changed character', async () => changed(await signed(small.key))],
    ['a token with padding', async () => `${await signed(small.key)}==`],
    ['no token after the scheme', () => Promise.resolve('')],
    ['text that is no token', () => Promise.resolve('open.sesame')],
  ];

  test.each(refused)('%s is refused with 401, the same way as every other', async (_what, make) => {
    const answer = await ask(`Bearer ${await make()}`).set('accept-language', 'en');
    expect(answer.status).toBe(401);
    expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    expect(answer.body).toEqual({
      errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }],
      extensions: { correlationId: answer.headers['x-correlation-id'] },
    });
  });

  test('another scheme than Bearer is refused', async () => {
    expect((await ask('Basic dXNlcjpwYXNz')).status).toBe(401);
  });

  test('a bad token is refused before a byte of the body is looked at', async () => {
    const answer = await supertest(small.url)
      .post('/graphql')
      .set('authorization', 'Bearer x')
      .set('content-type', 'application/json')
      .send('{ broken');
    expect(answer.status).toBe(401);
  });
});

describe('the register of officers', () => {
  test('an officer who is not, or no longer, on it is refused', async () => {
    const small = await startSmallServer(schema, { findActor: () => Promise.resolve(null) });
    const { status } = await small.ask(WHO);
    await small.stop();
    expect(status).toBe(401);
  });

  test('is asked once for many requests at the same time', async () => {
    let asked = 0;
    const findActor = async (officerId: string) => {
      asked++;
      return Promise.resolve(actorWith(officerId));
    };
    const small = await startSmallServer(schema, { findActor });
    await Promise.all(Array.from({ length: 5 }, () => small.ask(WHO)));
    await small.stop();
    expect(asked).toBe(1);
  });

  test('being out of reach is told as a refusal that can be tried again', async () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const small = await startSmallServer(schema, { findActor: () => Promise.reject(lost) });
    const { status, body, headers } = await small.ask(WHO);
    await small.stop();
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(body.errors?.[0]?.extensions.code).toBe('RETRY_LATER');
  });
});

describe('remembered tokens', () => {
  test('a token that was good once is refused from the moment it expires', async () => {
    const key = await makeDemoKey();
    let nowMs = Date.now();
    const verifier = tokenVerifier([demoIssuer(key)], () => nowMs);
    const token = await signed(key, { lifetimeSeconds: 60 });
    await verifier.verify(token);
    expect(verifier.verify(token)).not.toBeInstanceOf(Promise);
    nowMs += 66_000;
    expect(() => verifier.verify(token)).toThrow('Sign in first.');
    await expect(verifier.verify(token)).rejects.toThrow('Sign in first.');
  });

  test('neither does a connection keep it, nor let anybody else use it', async () => {
    const key = await makeDemoKey();
    let nowMs = Date.now();
    const signIn = makeSignIn(
      { issuer: demoIssuer(key) },
      (id) => Promise.resolve(actorWith(id)),
      () => nowMs,
    );
    const [good, bad] = [`Bearer ${await signed(key, { lifetimeSeconds: 60 })}`, 'Bearer a.b.c'];
    const connection = {};
    expect(await signIn.actorOf(good, connection)).toMatchObject({ officerId: OFFICER });
    expect(await signIn.actorOf(good, connection)).toMatchObject({ officerId: OFFICER });
    expect(signIn.actorOf(undefined, connection)).toBeNull();
    await expect(signIn.actorOf(bad, connection)).rejects.toThrow('Sign in first.');
    nowMs += 66_000;
    expect(() => signIn.actorOf(good, connection)).toThrow('Sign in first.');
  });

  test('keys that cannot be fetched are no fault of the token', async () => {
    const elsewhere = {
      ...demoIssuer(await makeDemoKey()),
      keys: { jwksUrl: 'http://127.0.0.1:9/jwks.json' },
    };
    const verifier = tokenVerifier([elsewhere], () => Date.now());
    await expect(verifier.verify(await signed(await makeDemoKey()))).rejects.toMatchObject({
      code: 'RETRY_LATER',
    });
  });
});

describe('demo sign-in', () => {
  const officers = [
    { officerId: OFFICER, login: 'auditor', officerName: '审计员', officeName: '审计局', roles: ['AUDITOR'] },
  ];
  const startDemo = async () => {
    const key = await makeDemoKey();
    const demo = { key, listOfficers: () => Promise.resolve(officers) };
    return startSmallServer(schema, { config: { signIn: { demo } } });
  };

  test('gives a token for each demo officer, says so, and the token works', async () => {
    const small = await startDemo();
    const list = await supertest(small.url).get('/demo/officers');
    const answer = await supertest(small.url).post('/demo/sign-in').send({ officer: 'auditor' });
    const { token, warning } = answer.body as { token: string; warning: { en: string } };
    const who = await supertest(small.url)
      .post('/graphql')
      .set('authorization', `Bearer ${token}`)
      .send({ query: WHO });
    await small.stop();
    expect(list.body).toMatchObject({
      officers: [{ login: 'auditor', name: '审计员', office: '审计局', roles: ['AUDITOR'] }],
    });
    expect(warning.en).toMatch(/anybody/);
    expect(who.body).toMatchObject({ data: { who: OFFICER } });
  });

  test('knows no other officers, and takes nothing but a login', async () => {
    const small = await startDemo();
    const unknown = await supertest(small.url).post('/demo/sign-in').send({ officer: 'root' });
    const odd = await supertest(small.url)
      .post('/demo/sign-in')
      .send({ officer: ['auditor'] });
    await small.stop();
    expect([unknown.status, odd.status]).toEqual([404, 400]);
  });

  test('is not there outside demo mode', async () => {
    const small = await startSmallServer(schema);
    const list = await supertest(small.url).get('/demo/officers');
    const signIn = await supertest(small.url).post('/demo/sign-in').send({ officer: 'auditor' });
    await small.stop();
    expect([list.status, signIn.status]).toEqual([404, 404]);
  });

  test('a server where nobody could ever sign in does not start', async () => {
    await expect(startSmallServer(schema, { config: { signIn: {} } })).rejects.toThrow(/Nobody can sign in/);
  });
});

function unsigned(): Promise<string> {
  const token = new UnsecuredJWT({ sub: OFFICER })
    .setIssuer(DEMO_ISSUER)
    .setAudience(DEMO_AUDIENCE)
    .setExpirationTime('10m')
    .encode();
  return Promise.resolve(token);
}

/** The oldest trick: the verifier's public key, which everybody has, used as the secret of a symmetric signature. */
async function signedWithSecret({ privateJwk }: DemoKey): Promise<string> {
  const secret = Buffer.from(JSON.stringify({ kty: privateJwk.kty, crv: privateJwk.crv, x: privateJwk.x }));
  return new SignJWT({ sub: OFFICER })
    .setProtectedHeader({ alg: 'HS256', kid: 'demo' })
    .setIssuer(DEMO_ISSUER)
    .setAudience(DEMO_AUDIENCE)
    .setExpirationTime('10m')
    .sign(secret);
}

/** The last character carries bits that decoders ignore: without a strict check the changed token would pass. */
function changed(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const next = alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1] ?? '';
  return token.slice(0, -1) + next;
}

test('two algorithms of larger organisations are taken, too', async () => {
  for (const alg of ['ES256', 'RS256']) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), alg, kid: alg };
    const issuer = { issuer: 'city', audience: 'supervision', keys: { jwks: { keys: [jwk] } } };
    const token = await new SignJWT({ sub: OFFICER })
      .setProtectedHeader({ alg, kid: alg })
      .setIssuer('city')
      .setAudience('supervision')
      .setExpirationTime('10m')
      .sign(privateKey);
    const verified = await tokenVerifier([issuer], () => Date.now()).verify(token);
    expect(verified.officerId).toBe(OFFICER);
  }
});
