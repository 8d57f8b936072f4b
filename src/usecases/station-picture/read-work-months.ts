import { type WorkMonth, workMonths } from '../../domain/station-picture.js';
import { COUNT_WORK } from '../../store/station-picture.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import type { PictureFrame } from '../picture-frame.js';

const read = oncePerRequest(async ({ store }: Context, frame: PictureFrame) => {
  const { regionCodes, from, to, today, months } = frame;
  return workMonths(await store.run(COUNT_WORK, [regionCodes, from, to, today]), months);
});

/** Visits made, and what became of hazards, month by month. One statement. */
export function readWorkMonths(context: Context, frame: PictureFrame): Promise<WorkMonth[]> {
  return read(context, frame);
}
