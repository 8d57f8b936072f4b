import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json. It is searched upwards from this file, because the same code runs
 * from `src/` under the tests and from `dist/src/` in production, and neither may depend on the folder
 * the process was started in.
 */
export const projectRoot: string = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

function findProjectRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('No package.json above the running code: the installation is incomplete.');
  return findProjectRoot(parent);
}
