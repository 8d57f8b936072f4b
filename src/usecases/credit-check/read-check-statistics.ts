import { feedbackRateBasisPoints } from '../../domain/feedback.js';
import { type CheckStatisticsRow, READ_CHECK_STATISTICS } from '../../store/check-statistics.js';
import { type CheckTime, requireTime, scopeOf } from '../check-statistics-scope.js';
import type { Context } from '../context.js';

export interface CheckStatistics extends CheckStatisticsRow {
  /** Of the checks that owe feedback; null when none does. */
  readonly feedbackRateBasisPoints: number | null;
}

/** What the checks of a time came to, by office and approval field (核查统计). A check that another one has superseded owes no feedback. */
export async function readCheckStatistics(context: Context, time: CheckTime): Promise<CheckStatistics[]> {
  requireTime(time);
  const values = [time.from, time.to, ...scopeOf(context), context.today, time.field ?? null];
  const rows = await context.store.run(READ_CHECK_STATISTICS, values);
  return rows.map((row) => {
    const given = row.givenInTime + row.givenLate;
    const owing = row.checks - row.superseded;
    return { ...row, feedbackRateBasisPoints: feedbackRateBasisPoints(given, owing) };
  });
}
