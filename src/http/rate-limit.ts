import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../domain/refusal.js';

export interface RequestLimits {
  /** Requests that one address may make in a period, for what exists and for guesses alike. */
  readonly requests: number;
  readonly seconds: number;
}

/** Bounds the requests of one address to what nobody signs in for. Throws RATE_LIMITED. */
export function requestLimiter({ requests, seconds }: RequestLimits) {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      await limiter.consume(request.ip);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      reply.header('retry-after', String(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))));
      throw new DomainError('RATE_LIMITED');
    }
  };
}
