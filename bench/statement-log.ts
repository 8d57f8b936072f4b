import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Workplace } from './case.js';

/** What PostgreSQL says it did. */
export interface LoggedStep {
  /** When it was done, in milliseconds. */
  readonly at: number;
  readonly pid: number;
  readonly milliseconds: number;
  /** `statement` is one that was sent as it stands, without binds. */
  readonly step: 'parse' | 'bind' | 'execute' | 'statement';
  /** Empty for one without a name. */
  readonly name: string;
  readonly text: string;
  /** As text. */
  readonly values: readonly (string | null)[];
}

const NOTICED_MS = 1_000;
const SETTINGS = {
  log_min_duration_statement: '0',
  log_parameter_max_length: '-1',
  log_error_verbosity: `'default'`,
};

/** Has PostgreSQL write down every statement of the service, with its values and how long it takes, while the work is done. */
export async function logged(
  owner: pg.Client,
  { dataDir }: Workplace,
  work: () => Promise<void>,
): Promise<LoggedStep[]> {
  const log = join(dataDir, 'postgres.log');
  for (const [setting, value] of Object.entries(SETTINGS))
    await owner.query(`alter role supervision_app set ${setting} = ${value}`);
  await freshConnections(owner);
  const start = statSync(log).size;
  try {
    await work();
  } finally {
    for (const setting of Object.keys(SETTINGS))
      await owner.query(`alter role supervision_app reset ${setting}`);
    await freshConnections(owner);
  }
  return stepsIn(readFrom(log, start));
}

function readFrom(file: string, start: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(handle).size - start);
    readSync(handle, bytes, 0, bytes.length, start);
    return bytes.toString();
  } finally {
    closeSync(handle);
  }
}

/** Settings of a role hold for new connections; those that wait for work are given up, but for those that are there to hold a name. */
async function freshConnections(owner: pg.Client): Promise<void> {
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity a
     where datname = current_database() and application_name = 'tiered-supervision' and state = 'idle'
       and not exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory')`,
  );
  // Until the service has noticed.
  await pause(NOTICED_MS);
}

const ENTRY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) \S+ \[(\d+)\] (\w+): {2}(.*)$/s;
const DURATION =
  /^duration: ([0-9.]+) ms {2}(parse|bind|execute|statement)(?: ([a-z0-9-]+|<unnamed>))?: (.*)$/s;
const VALUE = /\$\d+ = (?:NULL|'((?:[^']|'')*)')/g;

function stepsIn(text: string): LoggedStep[] {
  const steps: LoggedStep[] = [];
  // A line that goes on begins with a tab.
  for (const entry of text.split(/\n(?!\t)/)) {
    const [, at = '', pid = '', level, message = ''] = ENTRY.exec(entry.replaceAll('\n\t', '\n')) ?? [];
    const last = steps.at(-1);
    if (level === 'DETAIL' && last?.pid === Number(pid)) {
      steps[steps.length - 1] = { ...last, values: valuesIn(message) };
    }
    const [, milliseconds = '', step = '', name = '', said = ''] = DURATION.exec(message) ?? [];
    if (level !== 'LOG' || step === '') continue;
    steps.push({
      at: Date.parse(`${at.replace(' ', 'T')}Z`),
      pid: Number(pid),
      milliseconds: Number(milliseconds),
      step: step as LoggedStep['step'],
      name: name === '<unnamed>' ? '' : name,
      text: said,
      values: [],
    });
  }
  return steps;
}

function valuesIn(message: string): (string | null)[] {
  return [...message.matchAll(VALUE)].map(([, value]) => value?.replaceAll(`''`, `'`) ?? null);
}
