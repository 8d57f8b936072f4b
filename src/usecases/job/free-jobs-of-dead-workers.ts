import type { Door } from '../../store/door.js';
import { FREE_JOBS_OF_DEAD_WORKERS } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';

/**
 * Lets others do the work of workers that were killed: the queue by itself would wait four hours for them. Returns how
 * many such workers there were.
 */
export async function freeJobsOfDeadWorkers(door: Door): Promise<number> {
  const store = door.for(null);
  const { workers } = await runOne(
    { run: (one, values) => store.append(one, values) },
    FREE_JOBS_OF_DEAD_WORKERS,
    [],
  );
  return workers;
}
