import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import { type Context, hasRole } from '../usecases/context.js';
import { readRoster } from '../usecases/draw/read-roster.js';
import { ID, parseGlobalId } from './global-id.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/**
 * `GET /draws/{id}/roster.csv`: everybody who could have been drawn, a line `publicId,classCode,weight` each, behind the salt of the
 * lists and in the order the roster hash is made in, so that `sha256sum` of the file is that hash. For market regulation and oversight only, because of the classes.
 */
export function registerRoster(app: FastifyInstance, contextOf: ContextOf): void {
  app.get<{ Params: { id: string } }>('/draws/:id/roster.csv', async (request, reply) => {
    const context = await contextOf(request);
    if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
    if (!hasRole(context, 'MARKET_REGULATOR', 'AUDITOR')) throw new DomainError('FORBIDDEN');
    const uuid = parseGlobalId(request.params.id, ID.draw)?.uuid;
    const draw = uuid === undefined ? null : await context.loaders.draw.load(uuid);
    if (draw === null) throw new DomainError('NOT_FOUND');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="roster-${draw.id}.csv"`)
      .send(Readable.from(readRoster(context, draw)));
  });
}
