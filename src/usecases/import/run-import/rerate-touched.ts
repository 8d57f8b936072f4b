import { ENTERPRISE_RISK_SECTOR } from '../../../domain/sectors.js';
import { FIND_TOUCHED } from '../../../store/imports.js';
import { LOCK_SUBJECTS } from '../../../store/ratings.js';
import type { Context } from '../../context.js';
import { rerateSubjects } from '../../steps/rerate-subjects.js';

/** Few enough that an officer who acts on one of these subjects meanwhile does not notice the wait. */
const SUBJECTS_AT_ONCE = 1_000;

/**
 * Rates everybody anew whose file has a record of the import job, a thousand at a time. Rating twice changes nothing, so
 * a run that was interrupted is simply made again.
 */
export async function rerateTouched(context: Context, jobId: string, signal: AbortSignal): Promise<void> {
  const touched = await context.store.run(FIND_TOUCHED, [jobId, ENTERPRISE_RISK_SECTOR]);
  const cause = `importRecords ${jobId}`;
  for (const { sector, subjectIds: all } of touched) {
    for (let from = 0; from < all.length; from += SUBJECTS_AT_ONCE) {
      signal.throwIfAborted();
      const subjectIds = all.slice(from, from + SUBJECTS_AT_ONCE);
      await context.store.act(async (unit) => {
        await unit.run(LOCK_SUBJECTS, [subjectIds]);
        await rerateSubjects(unit, { sector, subjectIds, on: context.today, cause });
      });
    }
  }
}
