import { parseArgs } from 'node:util';
import { ConfigError, readProcessConfig } from '../src/config.js';
import { civilDateOf } from '../src/domain/civil-date.js';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.js';
import { prepareDatabase } from '../src/store/migrate.js';
import { NoEmbeddedPostgres } from '../src/store/postgres-build.js';
import {
  DistrictRefused,
  type DistrictSize,
  districtSizes,
  loadDemoDistrict,
  type Progress,
  readDistrict,
} from './demo-district.js';

const usage = `npm run seed -- [--size ${districtSizes.join('|')}] [--seed <number>] [--replace]

Fills the database of DATABASE_URL, or else the embedded one, with a made-up district: the same seed gives the same
district. --replace removes the demo district that is there, with everything that was done in it.`;

interface Request {
  readonly size: DistrictSize;
  readonly seed: number;
  readonly replace: boolean;
}

/** Loads a demo district as the command line asks for it. Ends the process with 1 when that cannot be done. */
export async function main(argv: readonly string[]): Promise<void> {
  const request = readRequest(argv);
  if (request === null) {
    console.error(usage);
    process.exitCode = 1;
    return;
  }
  const database = await openDatabase();
  try {
    const isLoaded = await loadDemoDistrict({
      ...request,
      ownerUrl: database.ownerUrl,
      today: civilDateOf(new Date()),
      onProgress: progressLine(),
    });
    const district = await readDistrict(database.ownerUrl);
    if (isLoaded) console.log(`Loaded: ${district ?? ''}.`);
    else console.log(`The database holds ${district ?? 'a district'} already; --replace loads another one.`);
  } finally {
    await database.stop();
  }
}

function readRequest(argv: readonly string[]): Request | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        size: { type: 'string', default: 'heshan' },
        seed: { type: 'string', default: '1' },
        replace: { type: 'boolean', default: false },
      },
    });
    const size = districtSizes.find((known) => known === values.size);
    if (size === undefined || !/^[0-9]{1,9}$/.test(values.seed)) return null;
    return { size, seed: Number(values.seed), replace: values.replace };
  } catch {
    // An option that does not exist; the usage says which do.
    return null;
  }
}

async function openDatabase(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const log = console;
  const { database } = readProcessConfig();
  if (database.kind === 'given') {
    const { ownerUrl } = await prepareDatabase({ ...database, log });
    return { ownerUrl, stop: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: database.dataDir, log });
  try {
    await prepareDatabase({ ownerUrl: embedded.ownerUrl, log });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return embedded;
}

/** One line that is written over; where nobody watches, a line for each phase. */
function progressLine(): (progress: Progress) => void {
  let shown = '';
  return ({ phase, done, total }) => {
    const line = `${phase}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line.padEnd(60)}${done === total ? '\n' : ''}`);
    else if (phase !== shown) console.log(line);
    shown = phase;
  };
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Settings and machines that do not fit are explained by their message; anything else needs its stack.
  const explained = [ConfigError, NoEmbeddedPostgres, DistrictRefused].some((kind) => error instanceof kind);
  console.error(explained ? (error as Error).message : error);
  process.exitCode = 1;
}
