import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { remembered } from './headers.js';
import { HttpRefusal } from './refusals.js';

export interface BodyLimits {
  /** Longest body, in bytes. */
  readonly bytes: number;
  /** A body must be in this long after its headers. */
  readonly bodyMilliseconds: number;
}

/** How much of a refused body is read and thrown away, so that the client gets to see the refusal instead of a reset. */
const MOST_DISCARDED_BYTES = 16 * 1024 * 1024;

/**
 * The JSON body of a request. Read here and not by the framework, whose own reader takes any charset, mends broken
 * UTF-8 silently and waits for as long as the client likes. Throws HttpRefusal.
 */
export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const text = await readText(request, limits, isJson);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('BROKEN_JSON');
  }
}

/** What was entered into a form of one of our pages. Throws HttpRefusal. */
export async function readForm(request: IncomingMessage, limits: BodyLimits): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request, limits, isForm));
}

async function readText(
  request: IncomingMessage,
  limits: BodyLimits,
  isWanted: (contentType: string) => boolean,
): Promise<string> {
  const { headers } = request;
  if (headers['content-encoding'] !== undefined || !isWanted(headers['content-type'] ?? '')) {
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE');
  }
  if (Number(headers['content-length'] ?? 0) > limits.bytes) throw new HttpRefusal('BODY_TOO_LARGE');
  const body = await readWhole(request, limits);
  if (!isUtf8(body)) throw new HttpRefusal('INVALID_UTF8');
  return body.toString('utf8');
}

/**
 * Reads on without keeping anything after a refusal, for at most `milliseconds` and 16 MiB; then the connection is cut.
 * Without this, closing with unread bytes makes TCP reset the connection before the client has read its answer.
 */
export function discardRest(request: IncomingMessage, milliseconds: number): void {
  if (request.complete || request.destroyed) return;
  let bytes = 0;
  const cut = () => request.socket.destroy();
  const timer = setTimeout(cut, milliseconds);
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_DISCARDED_BYTES) cut();
  });
  const stop = () => clearTimeout(timer);
  request.once('close', stop);
  // A request that was answered before it ended is never closed, only its connection is.
  request.socket.once('close', stop);
  request.resume();
}

/** True when the headers announce a body. */
export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

const isJson = ofMediaType('application/json');
const isForm = ofMediaType('application/x-www-form-urlencoded');

/** True of the media type in UTF-8, said or meant. */
function ofMediaType(wanted: string): (contentType: string) => boolean {
  return remembered((contentType) => {
    const [essence = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
    const charset = parameters
      .find((parameter) => parameter.startsWith('charset='))
      ?.slice('charset='.length);
    return essence === wanted && (charset === undefined || /^"?utf-?8"?$/.test(charset));
  });
}

function readWhole(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = () => {
      clearTimeout(timer);
      request.off('data', keep).off('end', end).off('close', leave);
    };
    const refuse = (refusal: HttpRefusal) => {
      stop();
      reject(refusal);
    };
    const keep = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > limits.bytes) refuse(new HttpRefusal('BODY_TOO_LARGE'));
    };
    const end = () => {
      stop();
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    };
    // A client that goes away in mid-body gets no answer; this only ends the wait.
    const leave = () => refuse(new HttpRefusal('BAD_REQUEST'));
    const timer = setTimeout(() => {
      refuse(new HttpRefusal('TOO_SLOW', { connection: 'close' }));
    }, limits.bodyMilliseconds);
    request.on('data', keep).on('end', end).on('close', leave);
  });
}
