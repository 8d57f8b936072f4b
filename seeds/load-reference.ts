import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ormOptions } from '../src/store/orm.js';
import { referenceFingerprint } from './reference-files.js';
import { ReferenceSeeder } from './reference-seeder.js';

/** Starters on one database load one after the other. */
const loadLock = 7_301_442_120;

/**
 * Loads regions, calendar, catalogues, standards and treatments into a migrated database. Loading them again changes
 * nothing and takes a few milliseconds.
 *
 * @returns false when the database already holds exactly these files.
 * @throws Error when a file contradicts a standard or treatment that is already published.
 */
export async function loadReference(ownerUrl: string): Promise<boolean> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection lost between two statements would end the process without a word.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [loadLock]);
    const fingerprint = referenceFingerprint();
    const { rows } = await owner.query<{ value: string }>(
      `select value from installation where key = 'reference'`,
    );
    if (rows[0]?.value === fingerprint) return false;
    await seed(ownerUrl);
    await owner.query(
      `insert into installation (key, value) values ('reference', $1)
       on conflict (key) do update set value = excluded.value, recorded_at = now()`,
      [fingerprint],
    );
    return true;
  } finally {
    // The lock is the session's and ends with it.
    await owner.end();
  }
}

async function seed(ownerUrl: string): Promise<void> {
  const orm = await MikroORM.init(ormOptions(ownerUrl));
  try {
    // All or nothing: half a standard would rate wrongly without a word.
    await orm.em.fork().transactional(async (em) => new ReferenceSeeder().run(em));
  } finally {
    await orm.close();
  }
}
