import { DomainError, REFUSALS, type RefusalCode } from '../domain/refusal.js';
import type { Locale } from '../usecases/context.js';

/** What only the transport refuses, before or instead of the act. A client can act on the code alone. */
export const TRANSPORT_REFUSALS = {
  BROKEN_JSON: { status: 400, zh: '请求体不是有效的 JSON。', en: 'The body is not valid JSON.' },
  INVALID_UTF8: { status: 400, zh: '请求不是有效的 UTF-8。', en: 'The request is not valid UTF-8.' },
  BATCHING_REFUSED: { status: 400, zh: '每个请求只接受一个操作。', en: 'One request carries one operation.' },
  BAD_REQUEST: { status: 400, zh: '请求格式不正确。', en: 'The request is malformed.' },
  NO_SUCH_ROUTE: { status: 404, zh: '没有这个地址。', en: 'There is nothing at this address.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    zh: '此地址不支持该方法。',
    en: 'This address does not take this method.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    zh: '无法按所要求的格式应答。',
    en: 'No media type that you accept can be given.',
  },
  TOO_SLOW: { status: 408, zh: '请求发送过慢，连接已断开。', en: 'The request came in too slowly.' },
  BODY_TOO_LARGE: { status: 413, zh: '请求体过大。', en: 'The body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    zh: '只接受 UTF-8 编码的 application/json。',
    en: 'Send application/json in UTF-8, not compressed.',
  },
  HEADERS_TOO_LARGE: { status: 431, zh: '请求头过大。', en: 'The headers are too large.' },
  INTERNAL: {
    status: 500,
    zh: '系统内部错误，已记录。',
    en: 'Something went wrong here. It has been logged.',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type TransportCode = keyof typeof TRANSPORT_REFUSALS;
export type AnswerCode = RefusalCode | TransportCode;

/** HTTP status of a refusal that ends the whole request; what is not named here is 400. */
const STATUS_OF_REFUSAL: Partial<Record<RefusalCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  RETRY_LATER: 503,
};

/** A refusal of the transport. Headers are such as `Allow` and `Retry-After`. */
export class HttpRefusal extends Error {
  readonly code: TransportCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: TransportCode, headers: Readonly<Record<string, string>> = {}) {
    super(TRANSPORT_REFUSALS[code].en);
    this.name = 'HttpRefusal';
    this.code = code;
    this.headers = headers;
  }
}

export function statusOf(code: AnswerCode): number {
  return isTransportCode(code) ? TRANSPORT_REFUSALS[code].status : (STATUS_OF_REFUSAL[code] ?? 400);
}

export function messageOf(code: AnswerCode, locale: Locale): string {
  const { zh, en } = isTransportCode(code) ? TRANSPORT_REFUSALS[code] : REFUSALS[code];
  return locale === 'en' ? en : zh;
}

/** The message of a refusal with its explanation, as a person reads it. */
export function explain(error: DomainError, locale: Locale): string {
  const message = messageOf(error.code, locale);
  const { explanation } = error.details;
  if (explanation === undefined) return message;
  return locale === 'en' ? `${message} ${explanation.en}` : `${message}${explanation.zh}`;
}

/** A whole answer in the shape of GraphQL errors, which is what clients of this service parse whatever went wrong. */
export function refusalBody(
  code: AnswerCode,
  locale: Locale,
  extensions: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({ errors: [{ message: messageOf(code, locale), extensions: { code } }], extensions });
}

/** What a thrown value is answered with when nothing more is known about it than that it ended the request. */
export function codeOf(error: unknown): AnswerCode {
  if (error instanceof DomainError || error instanceof HttpRefusal) return error.code;
  return isOutage(error) ? 'RETRY_LATER' : 'INTERNAL';
}

/**
 * PostgreSQL: connection exceptions (08), out of resources (53), serialization and deadlock that lasted (40), locks that
 * were not got in time (55P03), a database that lets nobody in (55000), statements cancelled or a server stopping (57),
 * transactions idle for too long (25P03).
 * The transaction has done nothing in all of them. Source: PostgreSQL 18, appendix A.
 */
const OUTAGE_SQLSTATE = /^(?:08...|53...|40001|40P01|55P03|55000|57014|57P0[1-5]|25P03)$/;
const OUTAGE_ERRNO = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The driver gives these no code. */
const OUTAGE_MESSAGE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** True when the database was away or too busy: nothing is known to be changed, and trying again may help. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (OUTAGE_SQLSTATE.test(code) || OUTAGE_ERRNO.has(code))) return true;
  if (OUTAGE_MESSAGE.test(error.message)) return true;
  return error.cause !== undefined && error.cause !== error && isOutage(error.cause);
}

const OWN_NAMES = /^(?:Error|TypeError|RangeError|ReferenceError)$/;
/** The executors' words for a field that was promised and is not there; they name the field only. */
const NULL_FIELD = 'Cannot return null for non-nullable field ';

/** What of an unknown failure may be logged. */
export interface LoggableFailure {
  readonly error: string;
  readonly message?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggableFailure;
}

/**
 * A failure for the log. Messages of drivers, parsers and argument checks repeat values, which may be a person's name or
 * number, so only those of plain errors (our own words) and of mistakes in the program are kept.
 */
export function loggable(error: unknown, depth = 0): LoggableFailure {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const ownWords =
    typeof code !== 'string' && (OWN_NAMES.test(error.name) || error.message.startsWith(NULL_FIELD));
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(ownWords ? { message: error.message } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 2 ? { cause: loggable(error.cause, depth + 1) } : {}),
  };
}

function isTransportCode(code: AnswerCode): code is TransportCode {
  return code in TRANSPORT_REFUSALS;
}
