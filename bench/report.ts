import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/project-root.js';
import type { QuestionCase, ServerName, WorkCase } from './case.js';
import type { Comparison, Round } from './compare.js';

/** One line of `bench/latest.json`. Speeds are answers, or units of work, per second: medians of the rounds. */
export interface Result {
  readonly case: string;
  readonly ours: number;
  readonly limit: number;
  /** Null where there is nobody to compare with. */
  readonly rival: number | null;
  /** Above 1: ours is better. */
  readonly ratioToLimit: number;
  readonly ratioToRival: number | null;
  readonly rounds: number;
  /** Median of how long an answer took; null for work. */
  readonly p50: number | null;
}

/** Speeds of each round; none of the rival where there is none. */
export function resultOf(name: string, speeds: Record<ServerName, number[]>): Result {
  const [ours, limit] = [median(speeds.ours), median(speeds.limit)];
  const rival = speeds.rival.length === 0 ? null : median(speeds.rival);
  return {
    case: name,
    ours: rounded(ours, 1),
    limit: rounded(limit, 1),
    rival: rival === null ? null : rounded(rival, 1),
    ratioToLimit: rounded(ours / limit, 3),
    ratioToRival: rival === null ? null : rounded(ours / rival, 3),
    rounds: speeds.ours.length,
    p50: null,
  };
}

export function resultOfComparison(name: string, { rounds }: Comparison): Result {
  const speeds = (server: ServerName) => rounds[server].map(({ perSecond }) => perSecond);
  const result = resultOf(name, { ours: speeds('ours'), limit: speeds('limit'), rival: speeds('rival') });
  return { ...result, p50: rounded(median(rounds.ours.map(({ p50 }) => p50)), 2) };
}

export function printComparison(one: QuestionCase, comparison: Comparison, result: Result): void {
  console.log(`\n${result.case}: ${one.title}`);
  console.table(
    Object.fromEntries(
      (['ours', 'limit', 'rival'] as const).map((server) => [
        server === 'limit' ? `limit (${comparison.limitForm})` : server,
        line(comparison.rounds[server]),
      ]),
    ),
  );
  printRatios(result, 'PostGraphile');
  printOthers(Object.values(comparison.rounds).flat());
}

/** How much faster or slower ours is at the second size than at the first. */
export function printGrowth([small, large]: readonly Result[]): void {
  if (small === undefined || large === undefined || small.p50 === null || large.p50 === null) return;
  const speed = rounded(large.ours / small.ours, 3);
  const wait = rounded(large.p50 / small.p50, 3);
  console.log(`  ours at the larger size: ${speed} of the answers/s of the smaller, ${wait} of the p50`);
}

export function printWork(one: WorkCase, result: Result): void {
  console.log(`\n${result.case}: ${one.title}`);
  const { rival = 'the rival' } = one;
  const theirs = result.rival === null ? '' : `, ${rival} ${result.rival} ${one.unit}/s`;
  console.log(`  ours ${result.ours} ${one.unit}/s, limit ${result.limit} ${one.unit}/s${theirs}`);
  printRatios(result, rival);
}

export function writeLatest(results: readonly Result[]): void {
  writeFileSync(join(projectRoot, 'bench', 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
}

function printRatios({ ratioToLimit, ratioToRival, rounds }: Result, rival: string): void {
  const toRival = ratioToRival === null ? '' : `, ${ratioToRival} of ${rival}`;
  console.log(`  ours is ${ratioToLimit} of the limit${toRival} (medians of ${rounds} rounds)`);
}

/** A busy machine does not treat all servers alike: who answers with many processes gets more of it than who has one. */
function printOthers(rounds: readonly Round[]): void {
  const shares = rounds.map(({ shareOfOthers }) => shareOfOthers).filter((share) => share !== null);
  if (shares.length === 0) return;
  const percent = (share: number) => `${Math.max(0, Math.round(share * 100))} %`;
  console.log(
    `  other programs took ${percent(median(shares))} of the machine, at most ${percent(Math.max(...shares))}`,
  );
}

function line(rounds: readonly Round[]) {
  const middle = (of: (round: Round) => number | null, places: number) => {
    const values = rounds.map(of).filter((value) => value !== null);
    return values.length === 0 ? null : rounded(median(values), places);
  };
  const speeds = rounds.map(({ perSecond }) => perSecond);
  return {
    'answers/s': middle(({ perSecond }) => perSecond, 0),
    'from–to': `${Math.round(Math.min(...speeds))}–${Math.round(Math.max(...speeds))}`,
    'p50 ms': middle(({ p50 }) => p50, 2),
    'p99 ms': middle(({ p99 }) => p99, 2),
    'CPU ms server': middle(({ serverMilliseconds }) => serverMilliseconds, 3),
    'CPU ms database': middle(({ databaseMilliseconds }) => databaseMilliseconds, 3),
    'memory MiB': middle(({ memoryMebibytes }) => memoryMebibytes, 0),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
