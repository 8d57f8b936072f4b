import { parseArgs } from 'node:util';
import { buildIfStale } from '../scripts/build-if-stale.mjs';
import type { Ask, Case, QuestionCase, ServerName, WorkCase, Workplace } from './case.js';
import { compare, limitAsk, type Settings, type Stage, WARM_UP_MS } from './compare.js';
import type { DatabaseName } from './database.js';
import { wireText } from './load.js';
import { caseNames, loadCase } from './registry.js';
import {
  printComparison,
  printGrowth,
  printWork,
  type Result,
  resultOf,
  resultOfComparison,
  writeLatest,
} from './report.js';
import { Stages } from './stages.js';

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
  console.log('Preparing databases and servers; the first time this takes a few minutes.');
  const cases = await Promise.all(wanted.map(async (name) => ({ name, one: await loadCase(name) })));
  const stages = await Stages.prepare(new Set(cases.flatMap(({ one }) => databasesOf(one))));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(`Stopped by ${signal}.`);
      void stages.closeAll().finally(() => process.exit(1));
    });
  }
  const results: Result[] = [];
  try {
    for (const { name, one } of cases) {
      results.push(...(await measureCase(name, one, stages)));
      writeLatest(results);
    }
  } finally {
    await stages.closeAll();
  }
}

function databasesOf(one: Case): DatabaseName[] {
  if (one.kind === 'sizes') return ['district', 'prefecture'];
  return [(one.kind === 'work' ? one.database : undefined) ?? 'district'];
}

/** Servers that another case needs stay; those on the larger databases would only be in its way. */
async function measureCase(name: string, one: Case, stages: Stages): Promise<Result[]> {
  const opened = [];
  for (const database of databasesOf(one)) opened.push({ database, stage: await stages.open(database) });
  try {
    return await measureOn(name, one, opened);
  } finally {
    for (const { database } of opened) if (database !== 'district') await stages.close(database);
  }
}

interface OpenedStage {
  readonly database: DatabaseName;
  readonly stage: Stage;
}

async function measureOn(name: string, one: Case, opened: readonly OpenedStage[]): Promise<Result[]> {
  const [first] = opened;
  if (first === undefined) throw new Error(`The case ${name} is measured nowhere.`);
  if (one.kind === 'work') return [await measureWork(name, one, first.stage)];
  if (one.kind === 'question') return measureQuestion({ name, question: name, one }, opened);
  const results = [];
  for (const [question, asked] of Object.entries(one.questions)) {
    const measured = await measureQuestion({ name, question, one: asked }, opened);
    printGrowth(measured);
    results.push(...measured);
  }
  return results;
}

interface Asked {
  readonly name: string;
  /** Name of the case that the question is of. */
  readonly question: string;
  readonly one: QuestionCase;
}

async function measureQuestion(
  { name, question, one }: Asked,
  opened: readonly OpenedStage[],
): Promise<Result[]> {
  const stages = opened.map(({ stage }) => stage);
  const comparisons = await compare(question, one, stages, settings);
  return comparisons.map((comparison, at) => {
    const called = opened.length === 1 ? name : `${name}/${question}/${opened[at]?.database}`;
    const result = resultOfComparison(called, comparison);
    printComparison(one, comparison, result);
    return result;
  });
}

async function measureWork(name: string, one: WorkCase, stage: Stage): Promise<Result> {
  const { servers, database, today, client } = stage;
  const { port } = servers.ours;
  const { connections, milliseconds } = settings;
  const loadOn = (port: number, asks: readonly Ask[]) =>
    client.run({
      port,
      requests: asks.map((asked) => wireText(asked, port)),
      connections,
      warmUpMilliseconds: WARM_UP_MS,
      milliseconds,
    });
  const place = (round: number): Workplace => ({
    origin: servers.ours.origin,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    dataDir: database.dataDir,
    today,
    round,
    connections,
    milliseconds,
    tokenOf: (login) => stage.tokenOf(login),
    load: (asks) => loadOn(port, asks),
    loadLimit: (form, binds) =>
      loadOn(
        servers.limit.port,
        binds.map((values) => limitAsk(`${name}/${form}`, values)),
      ),
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
