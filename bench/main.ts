import { parseArgs } from 'node:util';
import { civilDateOf } from '../src/domain/civil-date.js';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import type { Case, ServerName, WorkCase, Workplace } from './case.js';
import { compare, type Settings, type Stage } from './compare.js';
import { openBenchDatabase } from './database.js';
import { startLoadClient } from './load.js';
import { caseNames, loadCase } from './registry.js';
import {
  printComparison,
  printWork,
  type Result,
  resultOf,
  resultOfComparison,
  writeLatest,
} from './report.js';
import { ask, startLimit, startOurs, startRival } from './servers.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '9' },
    connections: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '1.2' },
  },
});

const settings: Settings = {
  rounds: Number(values.rounds),
  connections: Number(values.connections),
  milliseconds: Number(values.seconds) * 1_000,
};

/** `npm run bench` measures every case, `npm run bench -- check page` only those. */
async function main(): Promise<void> {
  const known = caseNames();
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no case ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  const wanted = positionals.length > 0 ? positionals : known;
  await buildIfStale();
  const stage = await openStage();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stage.close().finally(() => process.exit(1)));
  }
  const results: Result[] = [];
  try {
    for (const name of wanted) {
      results.push(await measureCase(name, await loadCase(name), stage));
      writeLatest(results);
    }
  } finally {
    await stage.close();
  }
}

async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  console.log('Preparing database and servers; the first time this takes a few minutes.');
  const database = await openBenchDatabase();
  const closers = [() => database.stop()];
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
    const client = startLoadClient();
    closers.push(() => client.stop());
    const tokenOf = (login: string) => signIn(ours.origin, login);
    return { database, servers, client, today: civilDateOf(new Date()), tokenOf, close };
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

async function measureCase(name: string, one: Case, stage: Stage): Promise<Result> {
  if (one.kind === 'question') {
    const comparison = await compare(name, one, stage, settings);
    const result = resultOfComparison(name, comparison);
    printComparison(one, comparison, result);
    return result;
  }
  return measureWork(name, one, stage);
}

async function measureWork(name: string, one: WorkCase, stage: Stage): Promise<Result> {
  const { servers, database, today } = stage;
  const place = (round: number): Workplace => ({
    origin: servers.ours.origin,
    ownerUrl: database.ownerUrl,
    dataDir: database.dataDir,
    today,
    round,
    tokenOf: (login) => stage.tokenOf(login),
  });
  const speeds: Record<ServerName, number[]> = { ours: [], limit: [], rival: [] };
  await one.prepare?.(place(0));
  for (let round = 0; round < one.rounds; round++) {
    const { ours, limit, rival } = await one.run(place(round));
    speeds.ours.push(ours);
    speeds.limit.push(limit);
    if (rival !== undefined) speeds.rival.push(rival);
  }
  const result = resultOf(name, speeds);
  printWork(one, result);
  await one.finish?.(place(one.rounds));
  return result;
}

await main();
