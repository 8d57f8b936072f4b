import type { FastifyInstance, FastifyRequest } from 'fastify';
import { VERDICT_WORDS } from '../domain/verdict-words.js';
import { DomainError } from '../domain/refusal.js';
import type { Context, Locale } from '../usecases/context.js';
import { listReceiptKeys, type ReceiptKeyRow } from '../usecases/receipt-key/list-receipt-keys.js';
import { findReceipt, type PublicReceipt } from '../usecases/receipt/find-receipt.js';
import { wantsJson } from './headers.js';
import { framePages } from './page.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';
import { RECEIPT_STYLE, receiptBody, UNKNOWN_RECEIPT } from './receipt-page.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/** A whole office may come from one address; guessing a hash needs 2¹²⁷ requests. */
export const USUAL_RECEIPT_LIMITS: RequestLimits = { requests: 120, seconds: 60 };

/** A new key is announced before it signs, so nobody meets a receipt whose key is still missing in what he has kept for five minutes and asks again. */
const KEYS_FRESH_SECONDS = 300;

const ADDRESS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{32})$/;

/** What everybody may read who has a receipt in hand: the public keys, and what stands on record. */
export function registerReceipts(
  app: FastifyInstance,
  contextOf: ContextOf,
  limits: RequestLimits = USUAL_RECEIPT_LIMITS,
): void {
  registerKeys(app, contextOf, limits);
  registerPage(app, contextOf, limits);
}

/** `GET /.well-known/receipt-keys.json`: every key that ever signed, as a JSON Web Key Set (RFC 7517). */
function registerKeys(app: FastifyInstance, contextOf: ContextOf, limits: RequestLimits): void {
  const limit = requestLimiter(limits);
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

type Query = Partial<Record<'format', string | string[]>>;

/** `GET /receipts/{check}.{hash}`: whether a printed report is on record, as a page or, for whoever asks for it, as JSON. */
function registerPage(app: FastifyInstance, contextOf: ContextOf, limits: RequestLimits): void {
  const limit = requestLimiter(limits);
  const frame = framePages(RECEIPT_STYLE);
  app.get<{ Params: { address: string }; Querystring: Query }>(
    '/receipts/:address',
    async (request, reply) => {
      await limit(request, reply);
      const context = await contextOf(request);
      const [, checkId, hashStart] = ADDRESS.exec(request.params.address) ?? [];
      const isAddress = checkId !== undefined && hashStart !== undefined;
      const receipt = isAddress ? await findReceipt(context, checkId, hashStart) : null;
      reply.header('vary', 'accept').header('x-robots-tag', 'noindex');
      if (request.query.format === 'json' || wantsJson(request.raw.headers.accept ?? '')) {
        if (receipt === null) throw new DomainError('NOT_FOUND');
        return factsOf(receipt, context.locale);
      }
      return reply
        .headers(await frame.headers)
        .code(receipt === null ? 404 : 200)
        .type('text/html; charset=utf-8')
        .send(
          frame.documentOf('信用核查回执核验', receipt === null ? UNKNOWN_RECEIPT : receiptBody(receipt)),
        );
    },
  );
}

function factsOf(receipt: PublicReceipt, locale: Locale) {
  const { zh, en } = VERDICT_WORDS[receipt.verdict];
  return { onRecord: true, ...receipt, verdictLabel: locale === 'en' ? en : zh };
}
