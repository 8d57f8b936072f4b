import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import type { Context } from '../usecases/context.js';
import { receiveUpload } from '../usecases/upload/receive-upload.js';
import { globalId, ID } from './global-id.js';
import { HttpRefusal } from './refusals.js';

export interface UploadSettings {
  /** Largest file, in bytes. */
  readonly mostBytes: number;
  /** A connection on which no byte comes for this long is cut. */
  readonly idleMilliseconds: number;
  /** Who sends the file. Throws UNAUTHENTICATED. */
  contextOf(request: FastifyRequest): Context | Promise<Context>;
}

const SHA_256 = /^[0-9a-f]{64}$/i;

const CUT_OFF = { zh: '传输中断。', en: 'The connection was cut.' } as const;

/**
 * `POST /uploads`: takes the bytes of a file as they are, whatever their type, and answers its id, size and SHA-256. With
 * `Content-Length` and `X-Content-SHA256` the sender can have both checked. Nothing is kept of a file that did not arrive
 * whole.
 */
export function registerUpload(app: FastifyInstance, settings: UploadSettings): void {
  app.post('/uploads', async (request, reply) => {
    const context = await settings.contextOf(request);
    const { headers } = request.raw;
    if (headers['content-encoding'] !== undefined) throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE');
    const announced = Number(headers['content-length'] ?? 0);
    if (announced > settings.mostBytes) throw new HttpRefusal('BODY_TOO_LARGE');
    const bytes = sentBytes(request.raw, settings);
    const upload = await receiveUpload(context, { bytes, expectedSha256: digestIn(request) });
    return reply.code(201).send({ ...upload, uploadId: globalId(ID.upload, upload.uploadId) });
  });
}

function digestIn({ headers }: FastifyRequest): string | null {
  const digest = headers['x-content-sha256'];
  if (digest === undefined) return null;
  if (typeof digest === 'string' && SHA_256.test(digest)) return digest;
  throw new DomainError('BAD_USER_INPUT', { field: ['x-content-sha256'] });
}

/**
 * The body as it comes. The clock runs only while we wait for the sender, not while he waits for us.
 * Throws TOO_SLOW, BODY_TOO_LARGE, and TRUNCATED_FILE when the connection ends before the body does.
 */
async function* sentBytes(
  request: IncomingMessage,
  { mostBytes, idleMilliseconds }: UploadSettings,
): AsyncGenerator<Buffer> {
  // A refused body is not destroyed with its iterator: what is left of it is read away, so that the answer gets through.
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, void>;
  let bytes = 0;
  try {
    for (;;) {
      const piece = await nextWithin(pieces, idleMilliseconds);
      if (piece === null) break;
      bytes += piece.length;
      if (bytes > mostBytes) throw new HttpRefusal('BODY_TOO_LARGE');
      yield piece;
    }
  } finally {
    void pieces.return?.();
  }
  if (!request.complete) throw new DomainError('TRUNCATED_FILE', { explanation: CUT_OFF });
}

async function nextWithin(pieces: AsyncIterator<Buffer, void>, milliseconds: number): Promise<Buffer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HttpRefusal('TOO_SLOW', { connection: 'close' })), milliseconds);
  });
  try {
    const next = await Promise.race([pieces.next(), late]);
    return next.done === true ? null : next.value;
  } catch (error) {
    if (error instanceof HttpRefusal) throw error;
    throw new DomainError('TRUNCATED_FILE', { explanation: CUT_OFF });
  } finally {
    clearTimeout(timer);
  }
}
