import { ConfigError, readProcessConfig, type Config } from './config.js';
import { startEmbeddedPostgres } from './store/embedded-postgres.js';
import { prepareDatabase, type PreparedDatabase } from './store/migrate.js';
import { NoEmbeddedPostgres } from './store/postgres-build.js';
import type { StartLog } from './store/start-log.js';

const log: StartLog = console;

/** Opens the database the settings ask for and makes it ready. */
async function openDatabase(config: Config): Promise<PreparedDatabase & { stop: () => Promise<void> }> {
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

async function main(): Promise<void> {
  const config = readProcessConfig();
  const database = await openDatabase(config);
  log.info(`Ready in ${Math.round(performance.now())} ms.`);
  const alive = setInterval(() => undefined, 60_000);
  let stopping = false;
  const stop = (): void => {
    // A terminal and npm may both deliver the same Ctrl-C.
    if (stopping) return;
    stopping = true;
    clearInterval(alive);
    void database.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof NoEmbeddedPostgres;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
});
