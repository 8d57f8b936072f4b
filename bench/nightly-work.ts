import { setTimeout as pause } from 'node:timers/promises';

const TASK = 'bring-ratings-up-to-date';
const POLL_MS = 250;

type Rows = <Row>(sql: string) => Promise<Row[]>;

/** Has the product that runs on the database do at once what it does every night, and waits for the end. */
export async function doNightlyWork(rows: Rows): Promise<void> {
  const waiting = `select last_error as "lastError" from graphile_worker.jobs where task_identifier = '${TASK}'`;
  await rows(`select graphile_worker.add_job('${TASK}', max_attempts => 1)`);
  for (;;) {
    const jobs = await rows<{ lastError: string | null }>(waiting);
    if (jobs.length === 0) return;
    const error = jobs.find(({ lastError }) => lastError !== null)?.lastError;
    if (error !== undefined) throw new Error(`The nightly work failed: ${error}`);
    await pause(POLL_MS);
  }
}
