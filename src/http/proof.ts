import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DRAW_ALGORITHM } from '../domain/draw.js';
import { DomainError } from '../domain/refusal.js';
import { type Context, hasRole } from '../usecases/context.js';
import { findPublicDraw } from '../usecases/draw/find-public-draw.js';
import { proveLine } from '../usecases/draw/prove-line.js';
import { writeProof } from '../usecases/draw/write-proof.js';
import { writePublicProof } from '../usecases/draw/write-public-proof.js';
import { logAccess } from '../usecases/steps/log-access.js';
import { ID, parseGlobalId } from './global-id.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

export interface ProofLimits {
  readonly proofs: RequestLimits;
  readonly lines: RequestLimits;
}

/** A few looks at a draw and at the lines one answers for; going through a roster of thousands takes days. */
export const USUAL_PROOF_LIMITS: ProofLimits = {
  proofs: { requests: 30, seconds: 60 },
  lines: { requests: 30, seconds: 60 },
};

const LINE_FILE = /^([0-9A-Za-z._-]{1,64})\.json$/;

/** The proofs of a draw as files: what they are, and how they are checked, stands in docs/DRAWS.md. */
export function registerProofs(
  app: FastifyInstance,
  contextOf: ContextOf,
  limits: ProofLimits = USUAL_PROOF_LIMITS,
): void {
  registerFullProof(app, contextOf);
  registerPublicProof(app, contextOf, limits.proofs);
  registerLines(app, contextOf, limits.lines);
}

/** `GET /draws/{id}/proof.json`: with every class, so for regulators of the sector and oversight only; each look is on record. */
function registerFullProof(app: FastifyInstance, contextOf: ContextOf): void {
  app.get<{ Params: { id: string } }>('/draws/:id/proof.json', async (request, reply) => {
    const context = await contextOf(request);
    if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
    if (!hasRole(context, 'MARKET_REGULATOR', 'AUDITOR')) throw new DomainError('FORBIDDEN');
    const draw = await context.loaders.draw.load(uuidOf(request.params.id));
    if (draw?.seed == null || draw.algorithm !== DRAW_ALGORITHM) throw new DomainError('NOT_FOUND');
    await logAccess(context, `drawProof ${draw.id}`, []);
    return sendJson(reply, `draw-proof-${draw.id}`, writeProof(context, draw));
  });
}

/** `GET /draws/{id}/public-proof.json`: for everybody, once lots are drawn. */
function registerPublicProof(app: FastifyInstance, contextOf: ContextOf, limits: RequestLimits): void {
  const limit = requestLimiter(limits);
  app.get<{ Params: { id: string } }>('/draws/:id/public-proof.json', async (request, reply) => {
    await limit(request, reply);
    const context = await contextOf(request);
    const draw = await findPublicDraw(context, uuidOf(request.params.id));
    if (draw === null) throw new DomainError('NOT_FOUND');
    return sendJson(reply, `draw-public-proof-${draw.id}`, writePublicProof(context, draw));
  });
}

/** `GET /draws/{id}/lines/{publicId}.json`: one line of the roster for whoever knows its public id. */
function registerLines(app: FastifyInstance, contextOf: ContextOf, limits: RequestLimits): void {
  const limit = requestLimiter(limits);
  app.get<{ Params: { id: string; file: string } }>('/draws/:id/lines/:file', async (request, reply) => {
    await limit(request, reply);
    const context = await contextOf(request);
    const publicId = LINE_FILE.exec(request.params.file)?.[1];
    const draw = publicId === undefined ? null : await findPublicDraw(context, uuidOf(request.params.id));
    const line = draw === null || publicId === undefined ? null : await proveLine(context, draw, publicId);
    if (line === null) throw new DomainError('NOT_FOUND');
    return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(line)}\n`);
  });
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

function uuidOf(id: string): string {
  return parseGlobalId(id, ID.draw)?.uuid ?? NOBODY;
}

function sendJson(reply: FastifyReply, name: string, pieces: AsyncIterable<string>): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.json"`)
    .send(Readable.from(pieces));
}
