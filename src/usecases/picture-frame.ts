import type { CivilDate } from '../domain/civil-date.js';
import type { PicturePeriod } from '../domain/station-picture.js';

/** What a picture shows: which months, and which of the regions that the caller may see. Plain, so that equal pictures are read once. */
export interface PictureFrame extends PicturePeriod {
  readonly regionCodes: readonly string[];
  /** Whose officers are named: the caller's own office and no other. */
  readonly officeId: string;
  readonly today: CivilDate;
}
