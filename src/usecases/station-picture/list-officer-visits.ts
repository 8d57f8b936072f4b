import type { OfficerVisits } from '../../domain/station-picture.js';
import { COUNT_OFFICER_VISITS } from '../../store/station-picture.js';
import type { Context } from '../context.js';
import { oncePerRequest } from '../once-per-request.js';
import type { PictureFrame } from '../picture-frame.js';

const read = oncePerRequest(({ store }: Context, { regionCodes, from, to, officeId }: PictureFrame) =>
  store.run(COUNT_OFFICER_VISITS, [regionCodes, from, to, officeId]),
);

/** Visits of each officer of the caller's own station in the whole period, most first. One statement. */
export function listOfficerVisits(context: Context, frame: PictureFrame): Promise<OfficerVisits[]> {
  return read(context, frame);
}
