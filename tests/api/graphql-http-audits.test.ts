import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditServer, serverAudits } from 'graphql-http';
import { smallSchema, startSmallServer, type SmallServer } from '../support/small-server.js';

describe('GraphQL over HTTP, for a caller who may introspect', () => {
  let small: SmallServer;

  beforeAll(async () => {
    small = await startSmallServer(
      smallSchema('type Query { hello: String } type Mutation { wave: String }', {}),
    );
  });
  afterAll(() => small.stop());

  test('all 61 audits of graphql-http pass', async () => {
    const token = await small.tokenFor(['INTEGRATOR']);
    const fetchFn = (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      });
    const url = `${small.url}/graphql`;
    const results = await auditServer({ url, fetchFn });
    const failed = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`);
    expect(failed).toEqual([]);
    expect(results).toHaveLength(61);
    expect(serverAudits({ url })).toHaveLength(61);
  });
});
