import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { DomainError } from '../domain/refusal.js';

const CORRELATION_ID = /^[A-Za-z0-9_-]{8,64}$/;
const MOST_REMEMBERED = 200;
const LONGEST_PURPOSE = 200;

/** The caller's own id of the request when it is harmless in a log, else a new one. */
export function correlationIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : randomUUID();
}

/** Few different values ever come, so each is worked out once; the bound keeps a hostile caller from filling memory. */
export function remembered<Value>(work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = work(text);
    if (known.size < MOST_REMEMBERED && text.length < MOST_REMEMBERED) known.set(text, value);
    return value;
  };
}

/** One element of an `Accept…` header. */
export interface Preference {
  readonly value: string;
  readonly weight: number;
}

/** Elements of an `Accept…` header, most wanted first; what has weight 0 is left in, last. Source: RFC 9110, 12.4.2. */
export function preferencesOf(header: string): Preference[] {
  const preferences = header.split(',').map((element) => {
    const [value = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { value, weight: weight === undefined ? 1 : clampedWeight(Number(weight)) };
  });
  return preferences.sort((a, b) => b.weight - a.weight);
}

function clampedWeight(weight: number): number {
  return weight >= 0 && weight <= 1 ? weight : 0;
}

/** Whether whoever sends this `Accept` header would rather have JSON than a page. */
export const wantsJson = remembered((accept: string) => {
  const asked = preferencesOf(accept).find(
    ({ value, weight }) => weight > 0 && ['application/json', 'text/html', '*/*'].includes(value),
  );
  return asked?.value === 'application/json';
});

/**
 * Why or for which matter something is read, from `x-purpose` and `x-matter`. A header carries ASCII, so Chinese text is
 * percent-encoded UTF-8. Throws BAD_USER_INPUT for anything else and for more than 200 characters.
 */
export function statedIn(header: string | string[] | undefined, name: string): string | null {
  if (header === undefined) return null;
  const text = typeof header === 'string' ? decoded(header) : null;
  if (text === null || text.length > LONGEST_PURPOSE)
    throw new DomainError('BAD_USER_INPUT', { field: [name] });
  return text === '' ? null : text;
}

function decoded(text: string): string | null {
  if (!/^[\x20-\x7e]*$/.test(text)) return null;
  try {
    const value = decodeURIComponent(text).trim();
    // Somebody must be able to read it: a letter or a digit, and nothing that cannot be seen.
    return value === '' || (/^[^\p{Cc}\p{Cf}]*$/u.test(value) && /[\p{L}\p{N}]/u.test(value)) ? value : null;
  } catch {
    return null;
  }
}

/** Headers of every answer that carries data; of a page, `directives` says what it may load. */
export async function securityHeaders(
  directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
): Promise<Readonly<Record<string, string>>> {
  // Helmet builds its middleware anew for each request although its headers never differ, so it is asked once, through
  // a server that never listens, and the answer is kept.
  const probe = Fastify();
  await probe.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(
        Object.entries(directives).map(([name, sources]) => [name, [...sources]]),
      ),
    },
    dnsPrefetchControl: false,
    originAgentCluster: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const none: readonly string[] = Object.keys((await bare()).headers);
  probe.get('/', () => '');
  const { headers } = await probe.inject('/');
  await probe.close();
  const kept = Object.entries(headers).filter(([name]) => !none.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

async function bare() {
  const server = Fastify();
  server.get('/', () => '');
  const answer = await server.inject('/');
  await server.close();
  return answer;
}
