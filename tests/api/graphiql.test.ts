import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { makeDemoKey } from '../../src/http/tokens.js';
import { smallSchema, startSmallServer, type SmallServer } from '../support/small-server.js';

describe('GraphiQL', () => {
  const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
  const schema = () => smallSchema('type Query { hello: String }', {});
  const open = async (url: string) => {
    const answer = await fetch(`${url}/graphql`, { headers: BROWSER });
    return { policy: answer.headers.get('content-security-policy') ?? '', html: await answer.text() };
  };
  let small: SmallServer;

  beforeAll(async () => {
    small = await startSmallServer(schema());
  });
  afterAll(() => small.stop());

  // Comparing with toBe(true), because a failure would otherwise print nine megabytes.
  test('is one page that loads nothing from anywhere, and may not', async () => {
    const { policy, html } = await open(small.url);
    const outside = /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(?!data:|\$\{)[^"]*"/;
    expect(outside.exec(html)?.[0]).toBeUndefined();
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/connect-src 'self'/);
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(html.slice(html.indexOf('<body'))) ?? [];
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(html.includes('"defaultTabs":[{"query":')).toBe(true);
    expect(html.includes('demo-officer')).toBe(false);
  });

  test('has a box to sign in as each demo officer in demo mode', async () => {
    const demo = { key: await makeDemoKey(), listOfficers: () => Promise.resolve([]) };
    const server = await startSmallServer(schema(), { config: { signIn: { demo } } });
    const { policy, html } = await open(server.url);
    await server.stop();
    expect(html.includes('<select id="demo-officer">')).toBe(true);
    expect(policy.match(/sha256-/g)).toHaveLength(2);
  });

  test('is sent once to a browser that keeps it', async () => {
    const first = await fetch(`${small.url}/graphql`, { headers: BROWSER });
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(`${small.url}/graphql`, { headers: { ...BROWSER, 'if-none-match': etag } });
    expect(second.status).toBe(304);
  });
});
