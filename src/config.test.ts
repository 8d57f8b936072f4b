import { describe, expect, it } from '@jest/globals';
import { isAbsolute } from 'node:path';
import { ConfigError, readConfig } from './config.js';

/** What production needs besides, to sign receipts. */
const RECEIPTS = { RECEIPT_KEY_FILE: '/etc/receipt-key.pem' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('start a demo on this machine only, with an embedded database, when nothing is set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 4000,
      database: { kind: 'embedded', dataDir: config.dataDir },
      tokens: { keys: { kind: 'demo' } },
      seedSize: 'heshan',
    });
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  it('mean production as soon as keys for tokens are given', () => {
    const config = readConfig({ ...RECEIPTS, JWKS_URL: 'https://login.example/keys' });
    expect(config).toMatchObject({ mode: 'production', host: '0.0.0.0', tokens: { keys: { kind: 'jwks' } } });
    expect(readConfig({ ...RECEIPTS, JWT_PUBLIC_KEY_FILE: '/etc/key.pem' }).mode).toBe('production');
  });

  it('refuse production without keys, demo with keys, and both kinds of keys', () => {
    expect(problemsOf({ ...RECEIPTS, MODE: 'production' })).toHaveLength(1);
    expect(problemsOf({ MODE: 'demo', JWKS_URL: 'https://login.example/keys' })).toHaveLength(1);
    expect(
      problemsOf({ ...RECEIPTS, JWKS_URL: 'https://login.example/keys', JWT_PUBLIC_KEY_FILE: 'key.pem' }),
    ).toHaveLength(1);
  });

  it('refuse production without a key that signs receipts, and make one in the data folder of a demo', () => {
    expect(problemsOf({ JWKS_URL: 'https://login.example/keys' })).toHaveLength(1);
    expect(readConfig({ DATA_DIR: '/data' }).receiptKeyFile).toBe('/data/receipt-key.pem');
  });

  it('refuse keys fetched over plain http, except from this machine', () => {
    expect(problemsOf({ ...RECEIPTS, JWKS_URL: 'http://login.example/keys' })).toHaveLength(1);
    expect(problemsOf({ ...RECEIPTS, JWKS_URL: 'http://127.0.0.1:9000/keys' })).toEqual([]);
  });

  it('report every unusable value at once', () => {
    const problems = problemsOf({
      PORT: '65536',
      SEED_SIZE: 'city',
      LOG_LEVEL: 'loud',
      DATABASE_APP_URL: 'postgres://a@b/c',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'DATABASE_APP_URL',
      'LOG_LEVEL',
      'PORT',
      'SEED_SIZE',
    ]);
  });

  it.each(['1e3', '-1', '4000.5', '0x10', ' ', 'NaN', '١٢'])(
    'take the port %j as a number only if it is digits',
    (port) => {
      expect(problemsOf({ PORT: port })).toHaveLength(port.trim() === '' ? 0 : 1);
    },
  );

  it('lead house codes to this machine in demo mode, to nowhere in production until they are told where', () => {
    expect(readConfig({}).publicUrl).toBe('http://127.0.0.1:4000');
    expect(readConfig({ ...RECEIPTS, JWKS_URL: 'https://login.example/keys' }).publicUrl).toBeUndefined();
    expect(readConfig({ PUBLIC_URL: 'https://codes.example/doors/' }).publicUrl).toBe(
      'https://codes.example/doors',
    );
  });

  it.each([
    'ftp://codes.example',
    'codes.example',
    'https://me@codes.example',
    'https://codes.example/?a=1',
    'https://codes.example/#a',
  ])('refuse %j as the address of house codes', (url) => {
    expect(problemsOf({ PUBLIC_URL: url })).toHaveLength(1);
  });

  it('never repeat a database URL, which holds a password', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://root:hunter2@localhost/x' }).join()).not.toContain('hunter2');
  });
});
