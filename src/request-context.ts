import { randomBytes } from 'node:crypto';
import { type CivilDate, civilDateOf, type Instant } from './domain/civil-date.js';
import type { Caller } from './http/caller.js';
import { newId } from './new-id.js';
import type { Door, Store } from './store/door.js';
import type { AccessLog } from './usecases/access-log.js';
import type { Actor, Context, Locale } from './usecases/context.js';
import type { Courier } from './usecases/courier.js';
import { type Loaders, makeLoaders } from './usecases/loaders.js';
import { logAccess } from './usecases/steps/log-access.js';
import type { Signer } from './usecases/signer.js';

const SEED_BYTES = 32;

/** What the contexts of all requests share. */
export interface World {
  readonly door: Door;
  readonly accessLog: AccessLog;
  /** Where the public reaches this service; absent where nobody has said. */
  readonly publicUrl?: string;
  /** Absent where nothing is signed. */
  readonly signer?: Signer;
  /** Absent where nothing is sent. */
  readonly courier?: Courier;
  /** The clock; tests give their own. */
  now(): Date;
}

/** The context of one request. What few requests need is made when it is first asked for. */
export class RequestContext implements Context {
  readonly actor: Actor | null;
  readonly purpose: string | null;
  readonly matter: string | null;
  readonly locale: Locale;
  readonly correlationId: string;
  readonly store: Store;
  readonly accessLog: AccessLog;
  readonly publicUrl: string | null;
  readonly signer: Signer | null;
  readonly courier: Courier | null;
  readonly today: CivilDate;
  readonly now: Instant;
  #loaders: Loaders | undefined;

  constructor(world: World, { actor, purpose, matter, locale, correlationId }: Caller) {
    const { door, accessLog, now, publicUrl, signer, courier } = world;
    const moment = now();
    this.actor = actor;
    this.purpose = purpose;
    this.matter = matter;
    this.locale = locale;
    this.correlationId = correlationId;
    this.store = door.for(actor);
    this.accessLog = accessLog;
    this.publicUrl = publicUrl ?? null;
    this.signer = signer ?? null;
    this.courier = courier ?? null;
    this.today = civilDateOf(moment);
    this.now = moment.toISOString();
  }

  get loaders(): Loaders {
    return (this.#loaders ??= makeLoaders(this.store, this.actor, this.today, (query, subjectIds) =>
      logAccess(this, query, subjectIds),
    ));
  }

  newId(): string {
    return newId();
  }

  newSeed(): string {
    return randomBytes(SEED_BYTES).toString('hex');
  }
}
