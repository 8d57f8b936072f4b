import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoKey, makeDemoKey } from './http/tokens.js';

/**
 * The key that signs demo tokens: made at the first start and kept in the data folder, so that a restart signs nobody
 * out. It is written whole and then put in place, so that of two first starters at once one puts it there, both use what
 * stands in it, and a start that is killed leaves no half of a key.
 */
export async function readOrMakeDemoKey(dataDir: string): Promise<DemoKey> {
  const path = join(dataDir, 'demo-key.json');
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await makeDemoKey()), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return JSON.parse(await readFile(path, 'utf8')) as DemoKey;
}
