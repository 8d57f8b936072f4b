import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VERDICT_WORDS } from '../domain/verdict-words.js';
import { DomainError } from '../domain/refusal.js';
import type { Context, Locale } from '../usecases/context.js';
import { listReceiptKeys, type ReceiptKeyRow } from '../usecases/receipt-key/list-receipt-keys.js';
import { findReceipt } from '../usecases/receipt/find-receipt.js';
import { type VerifiedReceipt, verifyReceipt } from '../usecases/receipt/verify-receipt.js';
import { type BodyLimits, readForm } from './bodies.js';
import { wantsJson } from './headers.js';
import type { Html } from './markup.js';
import { framePages } from './page.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';
import { FORM_BODY, RECEIPT_STYLE, receiptBody, refusedBody, UNKNOWN_RECEIPT } from './receipt-page.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

export interface ReceiptLimits {
  readonly requests: RequestLimits;
  readonly body: BodyLimits;
}

type Limit = ReturnType<typeof requestLimiter>;

/** A whole office may come from one address; guessing a hash needs 2¹²⁷ requests. */
export const USUAL_RECEIPT_LIMITS: ReceiptLimits = {
  requests: { requests: 120, seconds: 60 },
  body: { bytes: 262_144, bodyMilliseconds: 15_000 },
};

/** Whoever keeps the keys learns of a new one at most this late. */
const KEYS_FRESH_SECONDS = 300;

const ADDRESS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{32})$/;

/** What everybody may read who has a receipt in hand: the public keys, and what stands on record. */
export function registerReceipts(
  app: FastifyInstance,
  contextOf: ContextOf,
  limits: ReceiptLimits = USUAL_RECEIPT_LIMITS,
): void {
  const limit = requestLimiter(limits.requests);
  registerKeys(app, contextOf, limit);
  registerPage(app, contextOf, limit);
  registerForm(app, contextOf, { limit, body: limits.body });
}

/** `GET /.well-known/receipt-keys.json`: every key that ever signed, as a JSON Web Key Set (RFC 7517). */
function registerKeys(app: FastifyInstance, contextOf: ContextOf, limit: Limit): void {
  app.get('/.well-known/receipt-keys.json', async (request, reply) => {
    await limit(request, reply);
    const keys = await listReceiptKeys(await contextOf(request));
    return reply
      .header('cache-control', `public, max-age=${KEYS_FRESH_SECONDS}`)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ keys: keys.map(jwkOf) }));
  });
}

function jwkOf({ kid, publicJwk, announcedAt, retiredAt, revokedAt }: ReceiptKeyRow) {
  return {
    ...publicJwk,
    kid,
    use: 'sig',
    alg: 'EdDSA',
    announcedAt,
    ...(retiredAt === null ? {} : { retiredAt }),
    ...(revokedAt === null ? {} : { revokedAt }),
  };
}

const TITLE = '信用核查回执核验';

type Query = Partial<Record<'format', string | string[]>>;

/** `GET /receipts/{check}.{hash}`: whether a printed report is on record, as a page or, for whoever asks for it, as JSON. */
function registerPage(app: FastifyInstance, contextOf: ContextOf, limit: Limit): void {
  const frame = framePages(RECEIPT_STYLE);
  app.get<{ Params: { address: string }; Querystring: Query }>(
    '/receipts/:address',
    async (request, reply) => {
      await limit(request, reply);
      const context = await contextOf(request);
      const [, checkId, hashStart] = ADDRESS.exec(request.params.address) ?? [];
      const isAddress = checkId !== undefined && hashStart !== undefined;
      const found = isAddress ? await findReceipt(context, checkId, hashStart) : null;
      reply.header('vary', 'accept').header('x-robots-tag', 'noindex');
      if (request.query.format === 'json' || wantsJson(request.raw.headers.accept ?? '')) {
        if (found === null) throw new DomainError('NOT_FOUND');
        return { onRecord: true, ...factsOf(found, context.locale) };
      }
      const body = found === null ? UNKNOWN_RECEIPT : receiptBody(found.state, found.receipt);
      return reply
        .headers(await frame.headers)
        .code(found === null ? 404 : 200)
        .type('text/html; charset=utf-8')
        .send(frame.documentOf(TITLE, body));
    },
  );
}

/** `GET /receipts`: a form for whoever was given a receipt as a file; `POST /receipts` answers whether it is genuine and on record. */
function registerForm(
  app: FastifyInstance,
  contextOf: ContextOf,
  { limit, body }: { readonly limit: Limit; readonly body: BodyLimits },
): void {
  const frame = framePages(RECEIPT_STYLE, { hasForm: true });
  const sendPage = async (reply: FastifyReply, content: Html) =>
    reply
      .headers(await frame.headers)
      .type('text/html; charset=utf-8')
      .send(frame.documentOf(TITLE, content));
  app.get('/receipts', async (request, reply) => {
    await limit(request, reply);
    return sendPage(reply, FORM_BODY);
  });
  app.post('/receipts', async (request, reply) => {
    await limit(request, reply);
    const context = await contextOf(request);
    const form = await readForm(request.raw, body);
    const verified = await verifyReceipt(context, form.get('jws')?.trim() ?? '');
    reply.header('vary', 'accept');
    if (wantsJson(request.raw.headers.accept ?? '')) return factsOf(verified, context.locale);
    const { state, receipt } = verified;
    return sendPage(reply, receipt === null ? refusedBody(state) : receiptBody(state, receipt));
  });
}

function factsOf({ state, receipt }: Pick<VerifiedReceipt, 'state' | 'receipt'>, locale: Locale) {
  if (receipt === null) return { state };
  const { zh, en } = VERDICT_WORDS[receipt.verdict];
  return { state, ...receipt, verdictLabel: locale === 'en' ? en : zh };
}
