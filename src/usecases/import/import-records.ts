import { DomainError } from '../../domain/refusal.js';
import { ADD_JOB, IMPORT_JOB, type ImportOrder } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { FIND_UPLOAD } from '../../store/uploads.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface ImportRecordsInput extends ActInput, ImportOrder {}

/** A run is tried again when it failed for no fault of the file, such as a database that went away. */
const MOST_ATTEMPTS = 8;

/**
 * Orders the import of an uploaded file of one of the two double-publicity tables (双公示). The work is done by a job that
 * is queued in this very act; what became of it is read from the job. Throws NOT_FOUND for another office's upload.
 */
export function importRecords(
  context: Context,
  input: ImportRecordsInput,
): Promise<Outcome<{ jobId: string }>> {
  return command(context, 'importRecords', input, async (unit) => {
    const { officeId, officerId } = actorOf(context);
    const { uploadId, table, encoding, errorPolicy } = input;
    const [upload] = await unit.run(FIND_UPLOAD, [uploadId, officeId]);
    if (upload === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'uploadId'] });
    const order: ImportOrder = { uploadId, table, encoding, errorPolicy };
    const values = [context.newId(), IMPORT_JOB, officeId, officerId, JSON.stringify(order), MOST_ATTEMPTS];
    const { id } = await runOne(unit, ADD_JOB, values);
    return { jobId: id };
  });
}
