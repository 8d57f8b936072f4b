import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { Unit } from './door.js';
import { statement, type Queryable } from './statement.js';

export interface UploadRow {
  readonly id: string;
  readonly byteCount: number;
  readonly sha256: string;
}

/** No row when the office already keeps `$4` files. */
export const START_UPLOAD = statement<{ id: string }>(
  'start-upload',
  `insert into upload (id, office_id, officer_id, state)
   select $1::uuid, $2::uuid, $3::uuid, 'RECEIVING'
   where (select count(*) from upload where office_id = $2::uuid) < $4::bigint
   returning id`,
);

const ADD_CHUNK = statement<never>(
  'add-chunk',
  'insert into upload_chunk (upload_id, sequence, bytes) values ($1, $2, $3)',
);

/** Completes an upload and has it forgotten after `$4` days: files hold personal data that nobody needs for longer. */
export const COMPLETE_UPLOAD = statement<{ id: string }>(
  'complete-upload',
  `with forgetting as (
     select graphile_worker.add_job('forget-upload',
       json_build_object('uploadId', id, 'officerId', officer_id, 'officeId', office_id),
       run_at := now() + make_interval(days => $4::integer))
     from upload where id = $1::uuid
   )
   update upload set state = 'COMPLETE', byte_count = $2::bigint, sha256 = $3::text
   where id = $1::uuid and exists (select from forgetting) returning id`,
);

/** The file and all its chunks. */
export const DROP_UPLOAD = statement<never>('drop-upload', 'delete from upload where id = $1');

/** What an interrupted process left behind: nobody will ever complete it. */
export const DROP_ABANDONED_UPLOADS = statement<never>(
  'drop-abandoned-uploads',
  `delete from upload where office_id = $1 and state = 'RECEIVING' and recorded_at < now() - interval '1 day'`,
);

/** A complete upload of the office `$2`. */
export const FIND_UPLOAD = statement<UploadRow>(
  'find-upload',
  `select id, byte_count as "byteCount", sha256 from upload where id = $1 and office_id = $2 and state = 'COMPLETE'`,
);

const compress = promisify(zstdCompress);

/**
 * Adds one piece of a file. Pieces are kept compressed: tables shrink to a tenth, and with them everything the database
 * writes, logs and sends; the level is the one that costs the least.
 */
export async function addChunk(unit: Unit, uploadId: string, sequence: number, bytes: Buffer): Promise<void> {
  const packed = await compress(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await unit.run(ADD_CHUNK, [uploadId, sequence, packed]);
}

const READ_CHUNK = statement<{ bytes: Buffer }>(
  'read-chunk',
  'select bytes from upload_chunk where upload_id = $1 and sequence = $2',
);

/** What is read of one piece takes a few milliseconds, about as long as the database can work on without being fed. */
const PIECE_BYTES = 128 * 1024;

/**
 * The bytes of an upload from its beginning. One chunk is always on its way while the one before it is worked on, and
 * between pieces everything else that waits in this thread has its turn, above all rows on their way to the database.
 */
export async function* readUpload(queryable: Queryable, uploadId: string): AsyncGenerator<Buffer> {
  const read = (sequence: number) => queryable.run(READ_CHUNK, [uploadId, sequence]);
  let coming = read(0);
  for (let sequence = 1; ; sequence++) {
    const [chunk] = await coming;
    if (chunk === undefined) return;
    coming = read(sequence);
    // When the reader stops early nobody awaits this one; a failure would then end the process.
    coming.catch(() => undefined);
    const bytes = zstdDecompressSync(chunk.bytes);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      yield bytes.subarray(from, from + PIECE_BYTES);
      await nextTurn();
    }
  }
}
