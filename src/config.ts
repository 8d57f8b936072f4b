import { isAbsolute, join } from 'node:path';
import { projectRoot } from './project-root.js';

export type Mode = 'demo' | 'production';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export type SeedSize = 'small' | 'heshan' | 'province';

/** Where the keys come from that tokens are checked with. Only demo mode signs tokens itself. */
export type TokenKeys =
  | { readonly kind: 'demo' }
  | { readonly kind: 'jwks'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

export type DatabaseChoice =
  | { readonly kind: 'given'; readonly ownerUrl: string; readonly appUrl: string | undefined }
  | { readonly kind: 'embedded'; readonly dataDir: string };

/** Limits against clients that are slow or large, in milliseconds and bytes. */
export interface HttpLimits {
  /** Until all headers are there. */
  readonly headersMilliseconds: number;
  /** Until the whole request is there; uploads are measured by `uploadIdleMilliseconds` instead. */
  readonly requestMilliseconds: number;
  /** Longest silence in the body of an upload. */
  readonly uploadIdleMilliseconds: number;
  readonly keepAliveMilliseconds: number;
  /** How long a stop waits for requests that are under way. */
  readonly drainMilliseconds: number;
  readonly bodyBytes: number;
  readonly uploadBytes: number;
}

export interface Config {
  readonly mode: Mode;
  readonly host: string;
  readonly port: number;
  /** Where the public reaches this service, without a slash at its end: house codes lead there. Undefined: there are none. */
  readonly publicUrl: string | undefined;
  readonly database: DatabaseChoice;
  readonly dataDir: string;
  /** Ed25519 private key in PEM that signs receipts; demo mode makes it when it is not there. */
  readonly receiptKeyFile: string;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly keys: TokenKeys };
  /** Points of query cost that one caller may spend in a minute. */
  readonly budgetPerMinute: number;
  /** With this bearer token `/metrics` answers from anywhere; without it only on the same machine. */
  readonly metricsToken: string | undefined;
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed; false for none. */
  readonly trustedProxies: readonly string[] | false;
  readonly logLevel: LogLevel;
  /** What an empty database is filled with in demo mode. */
  readonly seedSize: SeedSize;
  readonly http: HttpLimits;
}

/** Everything that is wrong with the environment, at once: nobody likes to mend settings one start at a time. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of this process. The only place that reads the real environment. */
export function readProcessConfig(): Config {
  return readConfig(process.env);
}

/**
 * Reads the settings from an environment.
 *
 * @throws ConfigError that names every variable with an unusable value.
 */
export function readConfig(environment: Environment): Config {
  const reader = new Reader(environment);
  const keys = readKeys(reader);
  const mode = reader.choice<Mode>(
    'MODE',
    ['demo', 'production'],
    keys.kind === 'demo' ? 'demo' : 'production',
  );
  if (mode === 'production' && keys.kind === 'demo') {
    reader.refuse(
      'MODE=production needs JWKS_URL or JWT_PUBLIC_KEY_FILE: only demo mode signs tokens itself',
    );
  }
  if (mode === 'demo' && keys.kind !== 'demo') {
    reader.refuse('MODE=demo signs tokens with a key of its own: leave out JWKS_URL and JWT_PUBLIC_KEY_FILE');
  }
  const dataDir = reader.path('DATA_DIR') ?? join(projectRoot, 'data');
  const host = reader.text('HOST') ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0');
  const port = reader.integer('PORT', 4000, 0, 65_535);
  const config: Config = {
    mode,
    host,
    port,
    publicUrl: readPublicUrl(reader) ?? (mode === 'demo' ? `http://${host}:${port}` : undefined),
    database: readDatabase(reader, dataDir),
    dataDir,
    receiptKeyFile: readReceiptKeyFile(reader, mode, dataDir),
    tokens: {
      issuer: reader.text('JWT_ISSUER') ?? 'tiered-supervision',
      audience: reader.text('JWT_AUDIENCE') ?? 'tiered-supervision',
      keys,
    },
    budgetPerMinute: reader.integer('BUDGET_PER_MINUTE', 100_000, 1, 1_000_000_000),
    metricsToken: reader.text('METRICS_TOKEN'),
    trustedProxies:
      reader
        .text('TRUSTED_PROXIES')
        ?.split(/[\s,]+/)
        .filter((address) => address !== '') ?? false,
    logLevel: reader.choice<LogLevel>(
      'LOG_LEVEL',
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      // A newcomer at a terminal wants to read what the service says, not a line for each request.
      mode === 'demo' ? 'warn' : 'info',
    ),
    seedSize: reader.choice<SeedSize>('SEED_SIZE', ['small', 'heshan', 'province'], 'heshan'),
    http: readHttpLimits(reader),
  };
  reader.finish();
  return config;
}

function readKeys(reader: Reader): TokenKeys {
  const jwks = reader.url('JWKS_URL', ['https:', 'http:']);
  const path = reader.path('JWT_PUBLIC_KEY_FILE');
  if (jwks !== undefined && path !== undefined)
    reader.refuse('give JWKS_URL or JWT_PUBLIC_KEY_FILE, not both');
  if (jwks?.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(jwks.hostname)) {
    reader.refuse('JWKS_URL must use https: whoever can change the keys on their way can sign in as anybody');
  }
  if (jwks !== undefined) return { kind: 'jwks', url: jwks.href };
  return path === undefined ? { kind: 'demo' } : { kind: 'file', path };
}

/** Door plates are printed once, so an address that would not lead back here must not get onto one. */
function readPublicUrl(reader: Reader): string | undefined {
  const url = reader.url('PUBLIC_URL', ['https:', 'http:']);
  if (url === undefined) return undefined;
  const { username, password, search, hash } = url;
  if (username + password + search + hash !== '')
    reader.refuse('PUBLIC_URL must be an address alone, without a user, a query or a fragment');
  return url.href.replace(/\/+$/, '');
}

/** A key that appeared by itself in production would be lost with the machine, and every receipt with it. */
function readReceiptKeyFile(reader: Reader, mode: Mode, dataDir: string): string {
  const path = reader.path('RECEIPT_KEY_FILE');
  if (path === undefined && mode === 'production')
    reader.refuse('MODE=production needs RECEIPT_KEY_FILE, the Ed25519 private key that signs receipts');
  return path ?? join(dataDir, 'receipt-key.pem');
}

function readDatabase(reader: Reader, dataDir: string): DatabaseChoice {
  const schemes = ['postgres:', 'postgresql:'];
  const ownerUrl = reader.url('DATABASE_URL', schemes)?.href;
  const appUrl = reader.url('DATABASE_APP_URL', schemes)?.href;
  if (ownerUrl !== undefined) return { kind: 'given', ownerUrl, appUrl };
  if (appUrl !== undefined) reader.refuse('DATABASE_APP_URL is of no use without DATABASE_URL');
  return { kind: 'embedded', dataDir };
}

function readHttpLimits(reader: Reader): HttpLimits {
  const seconds = (name: string, usual: number): number => reader.integer(name, usual, 1, 600) * 1000;
  return {
    headersMilliseconds: seconds('HTTP_HEADERS_SECONDS', 10),
    requestMilliseconds: seconds('HTTP_REQUEST_SECONDS', 15),
    uploadIdleMilliseconds: seconds('HTTP_UPLOAD_IDLE_SECONDS', 15),
    keepAliveMilliseconds: seconds('HTTP_KEEP_ALIVE_SECONDS', 60),
    drainMilliseconds: seconds('HTTP_DRAIN_SECONDS', 10),
    bodyBytes: reader.integer('HTTP_BODY_KILOBYTES', 1_024, 1, 65_536) * 1_024,
    uploadBytes: reader.integer('HTTP_UPLOAD_MEGABYTES', 256, 1, 4_096) * 1_048_576,
  };
}

/** Reads variables one by one and remembers what is wrong. Values may be secrets, so messages never repeat those of URLs. */
class Reader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  finish(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }

  /** An empty variable counts as not set, because many shells and compose files cannot unset one. */
  text(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** A relative path starts at the project's folder, whatever folder the process was started in. */
  path(name: string): string | undefined {
    const value = this.text(name);
    return value === undefined || isAbsolute(value) ? value : join(projectRoot, value);
  }

  integer(name: string, usual: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === undefined) return usual;
    const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    this.refuse(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return usual;
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[], usual: Choice): Choice {
    const value = this.text(name);
    if (value === undefined) return usual;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) this.refuse(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
    return chosen ?? usual;
  }

  url(name: string, schemes: readonly string[]): URL | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url !== undefined && schemes.includes(url.protocol)) return url;
    this.refuse(
      `${name} must be a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    );
    return undefined;
  }
}
