import { openDoor } from '../../src/store/door.js';
import { startWorker } from '../../src/jobs/worker.js';
import { newId } from '../../src/new-id.js';

/**
 * A worker in a process of its own, for tests that kill it: `node --import … run-worker.ts <application URL>`. Says
 * `ready` once it takes jobs.
 */
const [appUrl = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
await startWorker({
  newId,
  door: openDoor(appUrl),
  appUrl,
  thread: new URL('../../src/job-thread.ts', import.meta.url),
  log,
});
process.stdout.write('ready\n');
