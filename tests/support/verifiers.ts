import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a script said of a proof. */
export interface Verdict {
  readonly agrees: boolean;
  readonly differences: readonly string[];
}

export type Verifier = (proof: unknown, line?: unknown) => Promise<Verdict>;

const scripts = new URL('../../scripts/', import.meta.url).pathname;

export function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Both scripts, each by its name; the second only where python3 is. */
export const VERIFIERS: readonly (readonly [string, Verifier])[] = [
  ['verify-draw.mjs', (...files) => verify([process.execPath, `${scripts}verify-draw.mjs`], files)],
  ...(hasPython()
    ? [
        [
          'verify_draw.py',
          (...files: [unknown, unknown?]) => verify(['python3', `${scripts}verify_draw.py`], files),
        ] as const,
      ]
    : []),
];

async function verify(command: [string, string], [proof, line]: [unknown, unknown?]): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'draw-'));
  const write = (name: string, value: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const files = [
    write('proof.json', proof),
    ...(line === undefined ? [] : ['--line', write('line.json', line)]),
  ];
  const [program, script] = command;
  const { code, text } = await new Promise<{ code: number; text: string }>((resolve) => {
    execFile(program, [script, ...files], { maxBuffer: 16 * 1_048_576 }, (error, stdout) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout }),
    );
  });
  rmSync(folder, { recursive: true });
  const differences = text.split('\n').filter((one) => one.startsWith('DIFFERS'));
  if ((code === 0) !== (differences.length === 0)) throw new Error(`${script} contradicts itself: ${text}`);
  return { agrees: code === 0, differences };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Where each leaf of a JSON value is, empty lists and objects included. */
export function leavesOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [[...path]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return [[...path]];
  return entries.flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** The value with one leaf changed a little. */
export function changedAt(value: unknown, [name, ...rest]: readonly (string | number)[]): unknown {
  if (name === undefined) return changed(value as Json);
  if (Array.isArray(value))
    return value.map((one, at) => (at === name ? changedAt(one, rest) : (one as unknown)));
  const object = value as Record<string, unknown>;
  return { ...object, [name]: changedAt(object[name], rest) };
}

function changed(leaf: Json): Json {
  if (typeof leaf === 'string') return leaf === '' ? 'x' : flipLast(leaf);
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  return Array.isArray(leaf) ? ['x'] : { x: 'x' };
}

function flipLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}
