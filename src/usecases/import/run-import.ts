import { DomainError, type RefusalCode } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { ADD_DELIVERY, PREFER_INDEXES } from '../../store/imports.js';
import {
  ADD_REFUSALS,
  END_JOB,
  type ImportOrder,
  type JobRow,
  type JobState,
  NOTE_PROGRESS,
  NOTE_RESULT,
  START_JOB,
} from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { FIND_UPLOAD, readUpload, type UploadRow } from '../../store/uploads.js';
import { command } from '../command.js';
import type { Context } from '../context.js';
import { keepBatch } from './run-import/keep-batch.js';
import { type Batch, readBatches } from './run-import/read-batches.js';
import { type RefusalLog, refusalLog } from './run-import/refusal-log.js';
import { rerateTouched } from './run-import/rerate-touched.js';

const PROGRESS_EVERY_MS = 1_000;

/** What deliveries are called, and whether they can bring something adverse: by these, answers say how fresh the data are. */
const DELIVERIES = {
  PENALTY: { source: '双公示·行政处罚', mayBeAdverse: true },
  PERMIT: { source: '双公示·行政许可', mayBeAdverse: false },
} as const;

/** Somebody cancelled the job; nothing of the file is kept. */
class Cancelled extends Error {}

/** The file, or under REJECT_ALL any row of it, was refused; nothing of the file is kept. */
class Rejected extends Error {
  readonly code: RefusalCode;
  readonly log: RefusalLog;

  constructor(code: RefusalCode, log: RefusalLog) {
    super(code);
    this.code = code;
    this.log = log;
  }
}

/**
 * Does the work of an import job: reads the file, puts its good rows into the credit files and rates their subjects
 * anew. The rows are kept in one transaction under the job's own key, so that running the job again, after a crash at
 * whatever point, comes to the same end. `signal` stops it without ending the job: the next run starts over.
 */
export async function runImport(context: Context, job: JobRow, signal: AbortSignal): Promise<void> {
  const [started] = await context.store.act((unit) => unit.run(START_JOB, [job.id]));
  if (started === undefined) return;
  const { uploadId } = job.input as ImportOrder;
  const [upload] = await context.store.run(FIND_UPLOAD, [uploadId, job.officeId]);
  try {
    if (started.cancelRequested) throw new Cancelled();
    if (upload === undefined) throw new Rejected('NOT_FOUND', refusalLog());
    await command(context, 'runImport', { idempotencyKey: `job ${job.id}` }, (unit, trail) => {
      trail.matter ??= `job ${job.id}`;
      return keepFile(context, unit, { job, upload, signal });
    });
  } catch (error) {
    if (error instanceof Cancelled) return endJob(context, job.id, { state: 'CANCELLED' });
    if (error instanceof Rejected) {
      const { code, log } = error;
      return endJob(context, job.id, { state: 'FAILED', code, log });
    }
    throw error;
  }
  await rerateTouched(context, job.id, signal);
  await endJob(context, job.id, { state: 'SUCCEEDED' });
}

interface FileToKeep {
  readonly job: JobRow;
  readonly upload: UploadRow;
  readonly signal: AbortSignal;
}

async function keepFile(context: Context, unit: Unit, { job, upload, signal }: FileToKeep) {
  const { table, encoding, errorPolicy } = job.input as ImportOrder;
  const log = refusalLog();
  const watch = watchOf(context, job, upload);
  const bytes = watch.counted(readUpload(context.store, upload.id));
  const batches = readBatches({ bytes, table, encoding, today: context.today }, log);
  const keeping = { unit, jobId: job.id, log, parties: new Map<string, string>() };
  await unit.run(PREFER_INDEXES, []);
  let kept = 0;
  let rowsRead = 0;
  try {
    for await (const batch of oneAhead(batches)) {
      signal.throwIfAborted();
      const bytesRead = watch.bytesRead();
      kept += await keepBatch(context, batch.records, keeping);
      rowsRead = batch.rowsRead;
      await watch.note(rowsRead, bytesRead);
    }
  } catch (error) {
    throw error instanceof DomainError ? new Rejected(error.code, log) : error;
  }
  const [first] = log.kept.toSorted((a, b) => a.rowNumber - b.rowNumber);
  if (errorPolicy === 'REJECT_ALL' && first !== undefined) throw new Rejected(first.code, log);
  const unchanged = rowsRead - kept - log.rowCount;
  // What is on file already was delivered all the same: nothing new is news, too.
  if (kept + unchanged > 0) {
    const { source, mayBeAdverse } = DELIVERIES[table];
    await unit.run(ADD_DELIVERY, [context.newId(), source, context.today, job.id, mayBeAdverse]);
  }
  await unit.run(ADD_REFUSALS, [job.id, JSON.stringify(log.kept)]);
  const result = [job.id, rowsRead, kept, unchanged, log.rowCount];
  if ((await runOne(unit, NOTE_RESULT, result)).cancelRequested) throw new Cancelled();
  return { kept, unchanged, refused: log.rowCount };
}

/** The next batch is read while the one before it is kept: two processors, this one and PostgreSQL's, share the work. */
async function* oneAhead(batches: AsyncIterator<Batch, void>): AsyncGenerator<Batch> {
  let coming = batches.next();
  for (;;) {
    const next = await coming;
    if (next.done === true) return;
    coming = batches.next();
    // When the consumer stops early nobody awaits this one; a failure would then end the process.
    coming.catch(() => undefined);
    yield next.value;
  }
}

/** Tells the job how far it is, about once a second, and hears whether it shall stop. */
function watchOf(context: Context, job: JobRow, upload: UploadRow) {
  let bytesRead = 0;
  let notedAt = performance.now();
  return {
    async *counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        bytesRead += chunk.length;
        yield chunk;
      }
    },
    bytesRead: () => bytesRead,
    /** `bytes` of the file held these rows. Throws Cancelled. */
    async note(rowsRead: number, bytes: number): Promise<void> {
      if (performance.now() - notedAt < PROGRESS_EVERY_MS) return;
      notedAt = performance.now();
      const expected = Math.round((rowsRead * upload.byteCount) / Math.max(1, bytes));
      const values = [job.id, rowsRead, Math.max(rowsRead, expected)];
      const [noted] = await context.store.act((unit) => unit.run(NOTE_PROGRESS, values));
      if (noted?.cancelRequested === true) throw new Cancelled();
    },
  };
}

interface Ending {
  readonly state: JobState;
  readonly code?: RefusalCode;
  readonly log?: RefusalLog;
}

function endJob(context: Context, jobId: string, { state, code, log }: Ending): Promise<void> {
  return context.store.act(async (unit) => {
    const [ended] = await unit.run(END_JOB, [jobId, state, code ?? null]);
    if (ended === undefined || log === undefined) return;
    await unit.run(ADD_REFUSALS, [jobId, JSON.stringify(log.kept)]);
    await unit.run(NOTE_RESULT, [jobId, 0, 0, 0, log.rowCount]);
  });
}
