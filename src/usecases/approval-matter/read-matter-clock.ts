import type { MatterClock } from '../../domain/approval-clock.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import { clockOfMatter } from '../steps/clock-of-matter.js';

/** Terms and calendar are read once for all the matters of a request. */
const readSettings = oncePerRequest((context, today: string) =>
  runOne(context.store, READ_APPROVAL_SETTINGS, [today]),
);

/** The statutory clock of a matter as it stands today (办理时限). */
export async function readMatterClock(context: Context, matter: MatterRow): Promise<MatterClock> {
  return clockOfMatter(matter, context.today, await readSettings(context, context.today));
}
