import type { CivilDate, Instant } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';
import type { Store } from '../store/door.js';
import type { AccessLog } from './access-log.js';
import type { Loaders } from './loaders.js';

/** What an officer may do; given to officers in the register, never taken from a token. */
export const ROLES = {
  STATION_OFFICER: '派出所民警',
  MARKET_REGULATOR: '市场监管执法人员',
  APPROVAL_OFFICER: '审批人员',
  CREDIT_CLERK: '信用信息归集员',
  AUDITOR: '监督审计人员',
  INTEGRATOR: '系统对接方',
} as const;
export type Role = keyof typeof ROLES;

/** Person + office + roles + jurisdiction: everything that decides what a caller may see and do. */
export interface Actor {
  readonly officerId: string;
  readonly officerName: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly roles: readonly Role[];
  /** Roots of the region subtrees of the office (GB/T 2260 codes). */
  readonly regionCodes: readonly string[];
  readonly sectors: readonly string[];
  readonly approvalFields: readonly string[];
}

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
