import { COUNT_OVERDUE_HOUSES, type OverdueHouses } from '../../store/station-picture.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';
import type { PictureFrame } from '../picture-frame.js';

/** How many houses there are today, and how many of them should have been visited before today. */
export function readOverdueHouses(
  context: Context,
  { regionCodes, today }: PictureFrame,
): Promise<OverdueHouses> {
  return runOne(context.store, COUNT_OVERDUE_HOUSES, [regionCodes, today]);
}
