import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migration } from '@mikro-orm/migrations';
import { MikroORM, type Constructor, type MigrationObject } from '@mikro-orm/postgresql';
import { ormOptions } from './orm.js';

/** Runs the named migrations in the order given, all in one transaction: the database is never left half way. */
export async function runPending(ownerUrl: string, folder: string, names: readonly string[]): Promise<void> {
  const migrations = await Promise.all(names.map((name) => loadMigration(folder, name)));
  const orm = await MikroORM.init(ormOptions(ownerUrl, migrations));
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}

async function loadMigration(folder: string, name: string): Promise<MigrationObject> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const exported = (await import(pathToFileURL(join(folder, `${name}.${extension}`)).href)) as object;
  const found = Object.values(exported).filter(isMigration);
  const [migration] = found;
  if (migration === undefined || found.length > 1)
    throw new Error(`${name} must export exactly one Migration.`);
  return { name, class: migration };
}

function isMigration(value: unknown): value is Constructor<Migration> {
  return typeof value === 'function' && value.prototype instanceof Migration;
}
