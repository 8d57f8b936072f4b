import pino from 'pino';
import { DistrictRefused, loadDemoDistrict, type Progress, readDistrict } from '../seeds/demo-district.js';
import { loadReference } from '../seeds/load-reference.js';
import { assemble, type Product } from './assemble.js';
import { type Config, ConfigError, readProcessConfig } from './config.js';
import { readOrMakeDemoKey } from './demo-key.js';
import { civilDateOf } from './domain/civil-date.js';
import { USUAL_LIMITS } from './graphql/limits.js';
import type { DemoOfficer } from './http/sign-in.js';
import type { TokenIssuer } from './http/tokens.js';
import { readPublicKey } from './public-key.js';
import { openReceiptKey } from './receipt-key.js';
import { USUAL_DEADLINES } from './server.js';
import { startEmbeddedPostgres } from './store/embedded-postgres.js';
import { prepareDatabase, type PreparedDatabase } from './store/migrate.js';
import { NoEmbeddedPostgres } from './store/postgres-build.js';
import type { StartLog } from './store/start-log.js';

const log: StartLog = console;
const DEMO_SEED = 1;
const BUDGET_SECONDS = 60;
const LOG_BUFFER_BYTES = 8_192;
const LOG_FLUSH_MS = 1_000;

type OpenDatabase = PreparedDatabase & { stop(): Promise<void> };

/** Opens the database the settings ask for and makes it ready. */
async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.database.kind === 'given') {
    const prepared = await prepareDatabase({ ...config.database, log });
    return { ...prepared, stop: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.database.dataDir, log });
  try {
    return { ...(await prepareDatabase({ ownerUrl: embedded.ownerUrl, log })), stop: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** In demo mode an empty database gets the demo district; otherwise only what is published is brought up to date. */
async function fillDatabase(config: Config, ownerUrl: string): Promise<void> {
  // What is published may be newer than the database; an unchanged one costs a few milliseconds.
  await loadReference(ownerUrl);
  if (config.mode === 'demo' && (await readDistrict(ownerUrl)) === null) {
    log.info('The database is empty: loading the demo district. This is done once.');
    const today = civilDateOf(new Date());
    await loadDemoDistrict({
      ownerUrl,
      size: config.seedSize,
      seed: DEMO_SEED,
      today,
      onProgress: showProgress,
    });
    if (process.stdout.isTTY) process.stdout.write('\n');
  }
}

let shownPhase = '';
function showProgress({ phase, done, total }: Progress): void {
  const line = `  ${phase}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line.padEnd(70)}`);
  else if (phase !== shownPhase) log.info(line);
  shownPhase = phase;
}

async function issuerOf({ tokens }: Config): Promise<TokenIssuer | undefined> {
  const { issuer, audience, keys } = tokens;
  if (keys.kind === 'demo') return undefined;
  if (keys.kind === 'jwks') return { issuer, audience, keys: { jwksUrl: keys.url } };
  return { issuer, audience, keys: { jwks: await readPublicKey(keys.path) } };
}

/** Lines are written some kilobytes at a time: a write for each request would cost more than many a request. */
function openLog({ logLevel }: Config): pino.Logger {
  const target = pino.destination({ dest: process.stdout.fd, sync: true, minLength: LOG_BUFFER_BYTES });
  setInterval(() => target.flushSync(), LOG_FLUSH_MS).unref();
  process.on('exit', () => target.flushSync());
  return pino({ level: logLevel, base: null }, target);
}

async function startProduct(
  config: Config,
  { appUrl }: OpenDatabase,
  requestLog: pino.Logger,
): Promise<Product> {
  const issuer = await issuerOf(config);
  const { http } = config;
  return assemble({
    appUrl,
    log: requestLog,
    signer: await openReceiptKey(config.receiptKeyFile, { mayMake: config.mode === 'demo' }),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...(config.mode === 'demo' ? { demoKey: await readOrMakeDemoKey(config.dataDir) } : {}),
    uploads: { mostBytes: http.uploadBytes, idleMilliseconds: http.uploadIdleMilliseconds },
    jobThread: new URL('./job-thread.js', import.meta.url),
    server: {
      limits: USUAL_LIMITS,
      budget: { points: config.budgetPerMinute, seconds: BUDGET_SECONDS },
      deadlines: {
        ...USUAL_DEADLINES,
        headers: http.headersMilliseconds,
        body: http.requestMilliseconds,
        keepAlive: http.keepAliveMilliseconds,
        drain: http.drainMilliseconds,
      },
      bodyBytes: http.bodyBytes,
      signIn: issuer === undefined ? {} : { issuer },
      trustProxy: config.trustedProxies,
      leaves: 'trusted',
      ...(config.metricsToken === undefined ? {} : { metricsToken: config.metricsToken }),
    },
  });
}

/** The first officer of each kind is enough to try everything; the others are listed at `/demo/officers`. */
function firstOfEach(officers: readonly DemoOfficer[]): readonly DemoOfficer[] {
  return officers.filter(({ login }) => !/-[0-9]+$/.test(login));
}

function sayReady(config: Config, address: string, officers: readonly DemoOfficer[]): void {
  log.info(`\n信用分级分类监管 · Tiered supervision is ready (${Math.round(performance.now())} ms).`);
  log.info(`  GraphiQL   ${address}/graphql`);
  if (config.mode !== 'demo') return;
  log.info('  演示模式 · Demo mode: anybody can sign in as any of these officers. Do not enter real data.\n');
  for (const { login, officerName, officeName } of firstOfEach(officers)) {
    log.info(`    ${login.padEnd(20)} ${officerName} · ${officeName}`);
  }
  log.info('\n  In GraphiQL choose an officer at the top, or get a token:');
  log.info(
    `    curl -s ${address}/demo/sign-in -H 'content-type: application/json' -d '{"officer":"zhongshan-officer"}'`,
  );
  log.info('\n  Ctrl-C stops the service and its database.');
}

/** Ends in good order, once, however often and in whichever way it is told to. */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (): void => {
    if (stopping) return;
    stopping = true;
    log.info('\nStopping …');
    stop().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', begin).on('SIGTERM', begin);
}

async function main(): Promise<void> {
  const config = readProcessConfig();
  const database = await openDatabase(config);
  let product: Product | undefined;
  // From here on there is a database to stop, also while the demo district is still being loaded.
  stopOnSignals(async () => {
    await product?.stop();
    await database.stop();
    process.exit();
  });
  try {
    await fillDatabase(config, database.ownerUrl);
    product = await startProduct(config, database, openLog(config));
    const address = await product.server.listen(config.port, config.host);
    sayReady(config, address, config.mode === 'demo' ? await product.listDemoOfficers() : []);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  const known = [ConfigError, NoEmbeddedPostgres, DistrictRefused].some((Known) => error instanceof Known);
  const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (busy) console.error('The port is in use by another program. Set PORT to a free one.');
  else console.error(known ? (error as Error).message : error);
  process.exit(1);
});
