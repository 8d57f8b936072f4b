import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../src/project-root.js';
import type { Ask, ServerName } from './case.js';
import type { BenchDatabase } from './database.js';

/** A server in a process of its own. */
export interface BenchServer {
  readonly name: ServerName;
  readonly pid: number;
  readonly port: number;
  readonly origin: string;
  stop(): Promise<void>;
}

interface Start {
  readonly name: ServerName;
  readonly script: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers with any status once the server is up. */
  readonly firstPath: string;
}

/** Loading the district takes a minute, on a slow machine some. */
const startDeadlineMs = 600_000;
const unlimitedBudget = '1000000000';

/** Our own server, as `npm start` starts it, with its usual log. It fills the database when that is empty. */
export function startOurs({ ownerUrl, dataDir }: BenchDatabase): Promise<BenchServer> {
  return startServer({
    name: 'ours',
    script: ['scripts/run-built.mjs', 'src/main.js'],
    environment: { DATABASE_URL: ownerUrl, DATA_DIR: dataDir, BUDGET_PER_MINUTE: unlimitedBudget },
    firstPath: '/health/live',
  });
}

export function startLimit({ appUrl }: BenchDatabase): Promise<BenchServer> {
  return startServer({
    name: 'limit',
    script: ['--import', './scripts/native-typescript.mjs', 'bench/limit-server.ts'],
    environment: { DATABASE_URL: appUrl },
    firstPath: '/',
  });
}

/** PostGraphile, installed when it is first needed. */
export async function startRival({ appUrl }: BenchDatabase): Promise<BenchServer> {
  await installRival();
  return startServer({
    name: 'rival',
    script: ['bench/rival/server.mjs'],
    environment: { DATABASE_URL: appUrl },
    firstPath: '/graphql',
  });
}

/** Asks one question and gives the answer. Throws Error when there is none. */
export async function ask(origin: string, { method, path, headers, body }: Ask): Promise<unknown> {
  const response = await fetch(origin + path, { method, headers, ...(method === 'POST' ? { body } : {}) });
  const text = await response.text();
  const answer = response.ok ? (JSON.parse(text) as { errors?: unknown }) : undefined;
  if (answer === undefined || answer.errors !== undefined) {
    throw new Error(`${origin}${path} answered ${response.status}: ${text.slice(0, 2_000)}`);
  }
  return answer;
}

async function startServer({ name, script, environment, firstPath }: Start): Promise<BenchServer> {
  const port = await freePort();
  const child = spawn(process.execPath, script, {
    cwd: projectRoot,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
    // A server that belongs to the bench alone ends with its standard input, however the bench itself ends.
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await firstAnswer(child, name, origin + firstPath);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { name, pid: child.pid ?? 0, port, origin, stop };
}

async function firstAnswer(child: ChildProcess, name: string, url: string): Promise<void> {
  const deadline = performance.now() + startDeadlineMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ${name} did not start.`);
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch {
      await pause(50);
    }
  }
  child.kill('SIGKILL');
  throw new Error(`The server ${name} did not answer in time.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function installRival(): Promise<void> {
  const folder = join(projectRoot, 'bench', 'rival');
  const wanted = versionsIn(join(folder, 'package-lock.json'));
  if (wanted === versionsIn(join(folder, 'node_modules', '.package-lock.json'))) return;
  console.log('Installing PostGraphile for comparison …');
  const npm = process.env.npm_execpath;
  const [program, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const child = spawn(program, [...first, 'ci', '--prefix', folder], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new Error('PostGraphile could not be installed; `npm ci --prefix bench/rival` says why.');
}

/** Names and versions that a lock file names, in one text; empty when there is none. */
function versionsIn(file: string): string {
  if (!existsSync(file)) return '';
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, { version?: string; optional?: boolean }>;
  };
  const named = Object.entries(packages).filter(([path, { optional }]) => path !== '' && optional !== true);
  return named
    .map(([path, { version }]) => `${path}@${version}`)
    .sort()
    .join();
}
