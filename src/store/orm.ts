import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type MigrationObject, type Options } from '@mikro-orm/postgresql';
import { tables } from './tables/index.js';

/**
 * MikroORM for the owner role. It writes values into the SQL text, so it is used for migrations and seeds;
 * requests go through the one door with bound values.
 */
export function ormOptions(ownerUrl: string, migrationsList: MigrationObject[] = []): Options {
  return defineConfig({
    clientUrl: ownerUrl,
    entities: tables,
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    forceUtcTimezone: true,
    migrations: {
      migrationsList,
      transactional: true,
      allOrNothing: true,
      // Switching foreign keys off needs a superuser, which the owner of a given database need not be.
      disableForeignKeys: false,
      snapshot: false,
      silent: true,
    },
  });
}
