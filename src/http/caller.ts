import type { FastifyRequest } from 'fastify';
import type { Actor, Locale } from '../usecases/context.js';
import { statedIn } from './headers.js';
import type { SignIn } from './sign-in.js';

/** What is known about a caller when the context of his request is made. */
export interface Caller {
  readonly actor: Actor | null;
  readonly purpose: string | null;
  readonly matter: string | null;
  readonly locale: Locale;
  readonly correlationId: string;
}

/** Who sends a request, before a byte of its body is read. Throws UNAUTHENTICATED for a bad token. */
export async function callerOf(request: FastifyRequest, signIn: SignIn): Promise<Caller> {
  const { headers } = request.raw;
  const found = signIn.actorOf(headers.authorization, request.raw.socket);
  const actor = found instanceof Promise ? await found : found;
  request.officerId = actor?.officerId ?? null;
  const { locale, correlationId } = request;
  const purpose = statedIn(headers['x-purpose'], 'x-purpose');
  const matter = statedIn(headers['x-matter'], 'x-matter');
  return { actor, purpose, matter, locale, correlationId };
}
