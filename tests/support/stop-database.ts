import type {} from './test-server.js';

/** Runs once after all test files. */
export default async function stopDatabase(): Promise<void> {
  await globalThis.testServer?.stop();
}
