import { FIRST_MEASURE_KNOWN, type MeasureRow, READ_MEASURES } from '../../store/lists.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import { type Moment, momentValues, requireKnown } from '../moment.js';

export type { MeasureRow };

export interface MeasureFilter {
  readonly fieldCode: string | null;
  readonly listCode: string | null;
}

/** The published measures (奖惩措施) that hold on a day, as known at a moment. Throws NOTHING_KNOWN before any was known. */
export async function listMeasures(
  { store, today }: Context,
  { fieldCode, listCode }: MeasureFilter,
  moment: Moment,
): Promise<MeasureRow[]> {
  if (moment.knownAt !== null)
    requireKnown((await runOne(store, FIRST_MEASURE_KNOWN, [])).recordedAt, moment);
  return store.run(READ_MEASURES, [...momentValues(today, moment), fieldCode, listCode]);
}
