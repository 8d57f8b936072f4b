import type { CivilDate } from '../../domain/civil-date.js';
import { picturePeriod } from '../../domain/station-picture.js';
import { actorOf, type Context } from '../context.js';
import type { PictureFrame } from '../picture-frame.js';
import { narrowRegions } from '../steps/narrow-regions.js';

/** Months and regions of a picture (辖区态势). Reads nothing: whoever asks for a part of the picture has that part read. */
export function frameStationPicture(
  context: Context,
  asked: {
    readonly from?: CivilDate | null | undefined;
    readonly to?: CivilDate | null | undefined;
    readonly regionCode?: string | null | undefined;
  },
): PictureFrame {
  const { today } = context;
  const regionCodes = narrowRegions(context, asked.regionCode, ['regionCode']);
  return { ...picturePeriod(asked, today), regionCodes, officeId: actorOf(context).officeId, today };
}
