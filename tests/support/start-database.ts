import { loadTestServer } from './load-test-server.mjs';
import type {} from './test-server.js';

/** Runs once before all test files; the test files learn the URLs through the environment. */
export default async function startDatabase(): Promise<void> {
  const { startTestServer } = await loadTestServer();
  const server = await startTestServer(process.env.TEST_DATABASE_URL);
  globalThis.testServer = server;
  process.env.TEST_TEMPLATE_URL = server.templateUrl;
  process.env.TEST_TEMPLATE_APP_URL = server.appUrl;
}
