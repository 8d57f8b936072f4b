import type { CivilDate, Instant } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';
import type { Store } from '../store/door.js';
import type { AccessLog } from './access-log.js';
import type { Actor, Role } from './actor.js';
import type { Loaders } from './loaders.js';
import type { Signer } from './signer.js';

export { type Actor, type Role, ROLES } from './actor.js';

export type Locale = 'zh-CN' | 'en';

/** What every verb is given; verbs reach the world through nothing else. */
export interface Context {
  readonly actor: Actor | null;
  /** Why and for which matter something is read (headers `x-purpose`, `x-matter`). */
  readonly purpose: string | null;
  readonly matter: string | null;
  readonly locale: Locale;
  /** Today's civil date in Asia/Shanghai. */
  readonly today: CivilDate;
  readonly now: Instant;
  readonly correlationId: string;
  readonly store: Store;
  readonly loaders: Loaders;
  readonly accessLog: AccessLog;
  /** Where the public reaches this service, such as `https://codes.example`; null where nobody has said. */
  readonly publicUrl: string | null;
  /** Signs receipts; null where nothing is signed, as in the threads of jobs. */
  readonly signer: Signer | null;
  /** A new UUIDv7: ids grow with time, so new rows land together in the index. */
  newId(): string;
  /** 32 bytes of chance from the operating system, as 64 hexadecimal digits. */
  newSeed(): string;
}

/** The actor of a verb that only a signed-in officer can reach; the access map has let nobody else through. */
export function actorOf(context: Context): Actor {
  if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
  return context.actor;
}

export function hasRole(context: Context, ...roles: readonly Role[]): boolean {
  return context.actor?.roles.some((role) => roles.includes(role)) ?? false;
}
