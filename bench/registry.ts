import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Case } from './case.js';

const folder = new URL('cases/', import.meta.url);

/** Every file in `cases/` is a case of its name. */
export function caseNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

export async function loadCase(name: string): Promise<Case> {
  const module = (await import(new URL(`${name}.ts`, folder).href)) as { default: Case };
  return module.default;
}
