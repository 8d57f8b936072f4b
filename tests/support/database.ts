import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { grantDatabase } from '../../src/store/app-role.js';

/** A migrated, empty database of a test's own. */
export interface TestDatabase {
  /** Owns the tables: for making worlds and for looking behind the walls. */
  ownerUrl: string;
  /** What the product runs under. */
  appUrl: string;
  /** Throws everybody out and removes the database. */
  drop(): Promise<void>;
}

/** 55006: the template is in use (autovacuum, another copy); it is free again in a moment. */
const templateInUse = '55006';

/** Copies the migrated template; takes some ten milliseconds, so every test file can have its own. */
export async function makeDatabase(): Promise<TestDatabase> {
  const templateUrl = new URL(urlFrom('TEST_TEMPLATE_URL'));
  const template = templateUrl.pathname.slice(1);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(templateUrl, (client) => copyTemplate(client, template, name));
  await administer(templateUrl, grantDatabase, name);
  return describeDatabase(name);
}

/** A database without any table, for tests of the migrations themselves. */
export async function makeEmptyDatabase(encoding = 'UTF8'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(new URL(urlFrom('TEST_TEMPLATE_URL')), (client) =>
    client.query(`create database ${name} template template0 encoding '${encoding}' locale 'C'`),
  );
  return describeDatabase(name);
}

function describeDatabase(name: string): TestDatabase {
  const serverUrl = new URL(urlFrom('TEST_TEMPLATE_URL'));
  return {
    ownerUrl: withDatabase(serverUrl, name),
    appUrl: withDatabase(new URL(urlFrom('TEST_TEMPLATE_APP_URL')), name),
    drop: async () => {
      await administer(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

function urlFrom(variable: string): string {
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: jest's global set-up has not run.`);
  return url;
}

function withDatabase(url: URL, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Works in the maintenance database unless told otherwise, because a template must not be in use while copied. */
async function administer(
  url: URL,
  work: (client: pg.Client) => Promise<unknown>,
  database = 'postgres',
): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, database) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function copyTemplate(client: pg.Client, template: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(`create database ${name} template ${template}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== templateInUse || tries === 20) throw error;
      await pause(50 * tries);
    }
  }
}
