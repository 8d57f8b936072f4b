import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/refusal.js';
import {
  addChunk,
  COMPLETE_UPLOAD,
  DROP_ABANDONED_UPLOADS,
  DROP_UPLOAD,
  START_UPLOAD,
} from '../../store/uploads.js';
import { actorOf, hasRole, type Context } from '../context.js';

export interface SentFile {
  /** Ends with an error when the sender goes away in mid-file. */
  readonly bytes: AsyncIterable<Buffer>;
  /** What the sender says the file's SHA-256 is (64 hexadecimal digits), if he says so. */
  readonly expectedSha256: string | null;
}

export interface Upload {
  readonly uploadId: string;
  readonly byteCount: number;
  readonly sha256: string;
}

const CHUNK_BYTES = 1024 * 1024;
const KEPT_DAYS = 7;
/** Per office, so that no disk is filled by sending without importing. */
const MOST_UPLOADS = 200;

const ANOTHER_DIGEST = {
  zh: '收到的内容与所声明的 SHA-256 不符。',
  en: 'What arrived has another SHA-256 than was announced.',
} as const;

/**
 * Takes a file in for an import and keeps it for a week, in pieces of 1 MiB: however large it is, no more than a piece or
 * two are in memory. Throws FORBIDDEN for anybody but a clerk, TOO_MANY_ITEMS when the office keeps 200 files, TRUNCATED_FILE
 * when what arrived is not what was announced; whatever goes wrong, nothing of the file stays.
 */
export async function receiveUpload(context: Context, file: SentFile): Promise<Upload> {
  if (!hasRole(context, 'CREDIT_CLERK')) throw new DomainError('FORBIDDEN');
  const { officeId, officerId } = actorOf(context);
  const uploadId = context.newId();
  const started = await context.store.act(async (unit) => {
    await unit.run(DROP_ABANDONED_UPLOADS, [officeId]);
    return unit.run(START_UPLOAD, [uploadId, officeId, officerId, MOST_UPLOADS]);
  });
  if (started.length === 0) throw new DomainError('TOO_MANY_ITEMS', { facts: { most: MOST_UPLOADS } });
  try {
    const { byteCount, sha256 } = await keepChunks(context, uploadId, file.bytes);
    if (file.expectedSha256 !== null && file.expectedSha256.toLowerCase() !== sha256) {
      throw new DomainError('TRUNCATED_FILE', { explanation: ANOTHER_DIGEST });
    }
    await context.store.act((unit) => unit.run(COMPLETE_UPLOAD, [uploadId, byteCount, sha256, KEPT_DAYS]));
    return { uploadId, byteCount, sha256 };
  } catch (error) {
    await context.store.act((unit) => unit.run(DROP_UPLOAD, [uploadId]));
    throw error;
  }
}

async function keepChunks(context: Context, uploadId: string, bytes: AsyncIterable<Buffer>) {
  const digest = createHash('sha256');
  let byteCount = 0;
  let sequence = 0;
  for await (const chunk of inChunks(bytes)) {
    digest.update(chunk);
    byteCount += chunk.length;
    await context.store.act((unit) => addChunk(unit, uploadId, sequence, chunk));
    sequence += 1;
  }
  return { byteCount, sha256: digest.digest('hex') };
}

/** Pieces of exactly 1 MiB, but for the last. */
async function* inChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + CHUNK_BYTES - length);
      gathered.push(part);
      length += part.length;
      from += part.length;
      if (length < CHUNK_BYTES) continue;
      yield Buffer.concat(gathered);
      gathered = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(gathered);
}
