import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoKey, makeDemoKey } from './http/tokens.js';

/**
 * The key that signs demo tokens: made at the first start and kept in the data folder, so that a restart signs nobody
 * out. Of two first starters at once one writes the file, and both use what stands in it.
 */
export async function readOrMakeDemoKey(dataDir: string): Promise<DemoKey> {
  const path = join(dataDir, 'demo-key.json');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, JSON.stringify(await makeDemoKey()), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(await readFile(path, 'utf8')) as DemoKey;
}
