import { civilDateOf } from '../src/domain/civil-date.js';
import type { Stage } from './compare.js';
import {
  type BenchDatabase,
  type BenchDatabases,
  type DatabaseName,
  openBenchDatabases,
} from './database.js';
import { type LoadClient, startLoadClient } from './load.js';
import { doNightlyWork } from './nightly-work.js';
import { growPrefecture } from './prefecture.js';
import { ask, startLimit, startOurs, startRival } from './servers.js';

interface Opened {
  readonly stage: Stage;
  close(): Promise<void>;
}

/** Everything that cases are measured on: the databases, and on each that is wanted the three servers. */
export class Stages {
  readonly #databases: BenchDatabases;
  readonly #client: LoadClient;
  readonly #opened = new Map<DatabaseName, Opened>();

  private constructor(databases: BenchDatabases) {
    this.#databases = databases;
    this.#client = startLoadClient();
  }

  static async prepare(wanted: ReadonlySet<DatabaseName>): Promise<Stages> {
    const databases = await openBenchDatabases();
    const stages = new Stages(databases);
    try {
      const needsPrefecture = wanted.has('prefecture') || wanted.has('scratch');
      if (needsPrefecture && !(await databases.has('prefecture'))) await stages.#makePrefecture();
      return stages;
    } catch (error) {
      await stages.closeAll();
      throw error;
    }
  }

  async open(name: DatabaseName): Promise<Stage> {
    const known = this.#opened.get(name);
    if (known !== undefined) return known.stage;
    if (name === 'scratch') {
      await this.close('prefecture');
      await this.#databases.copy('prefecture', 'scratch');
    }
    const opened = await openStage(await this.#databases.open(name), this.#client);
    this.#opened.set(name, opened);
    return opened.stage;
  }

  async close(name: DatabaseName): Promise<void> {
    const opened = this.#opened.get(name);
    this.#opened.delete(name);
    await opened?.close();
  }

  async closeAll(): Promise<void> {
    await this.#client.stop();
    for (const name of this.#opened.keys()) await this.close(name);
    await this.#databases.stop();
  }

  async #makePrefecture(): Promise<void> {
    const district = await this.#databases.open('district');
    await (await startOurs(district)).stop();
    await district.close();
    console.log('Making a prefecture of 130,000 houses …');
    await this.#databases.copy('district', 'prefecture', async (prefecture) => {
      await growPrefecture(prefecture.ownerUrl);
      const ours = await startOurs(prefecture);
      await doNightlyWork(prefecture.rows);
      await ours.stop();
      await prefecture.rows('vacuum (analyze)');
      await prefecture.rows('checkpoint');
    });
  }
}

async function openStage(database: BenchDatabase, client: LoadClient): Promise<Opened> {
  const closers = [() => database.close()];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const started = async <Server extends { stop(): Promise<void> }>(server: Promise<Server>) => {
      const running = await server;
      closers.push(() => running.stop());
      return running;
    };
    // Ours comes first: it fills an empty database, which the rival reads the tables of.
    const ours = await started(startOurs(database));
    const servers = {
      ours,
      limit: await started(startLimit(database)),
      rival: await started(startRival(database)),
    };
    const tokenOf = (login: string) => signIn(ours.origin, login);
    return { stage: { database, servers, client, today: civilDateOf(new Date()), tokenOf }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function signIn(origin: string, login: string): Promise<string> {
  const answer = await ask(origin, {
    method: 'POST',
    path: '/demo/sign-in',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ officer: login }),
  });
  return (answer as { token: string }).token;
}
