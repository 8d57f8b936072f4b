import type { Door, Opener } from '../../store/door.js';
import { DROP_UPLOAD } from '../../store/uploads.js';

export interface UploadToForget extends Opener {
  readonly uploadId: string;
}

/** Deletes an uploaded file whose time is over. Once gone it stays gone, so doing it again does no harm. */
export async function forgetUpload(
  door: Door,
  { uploadId, officerId, officeId }: UploadToForget,
): Promise<void> {
  await door.for({ officerId, officeId }).act((unit) => unit.run(DROP_UPLOAD, [uploadId]));
}
