import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/**
 * The role the application runs under. It owns nothing; migrations grant it the rights it needs, table by table.
 * Roles belong to the whole server: two installations on one server, with different owners, each need a
 * DATABASE_APP_URL of their own.
 */
export const appRoleName = 'supervision_app';

/** Somebody else created or changed the role at the same moment: look again. */
const lostRaces = new Set(['42710', '23505', 'XX000', '40001']);

/**
 * The URL the application connects with: the owner's, under the application role.
 * The password is derived from the owner's, so that any number of starters agree on it without storing it.
 *
 * @throws Error when the owner's URL holds no password to derive from.
 */
export function deriveAppUrl(ownerUrl: string): string {
  const { password } = new pg.Client({ connectionString: ownerUrl });
  if (typeof password !== 'string' || password === '') {
    throw new Error(
      'DATABASE_URL holds no password from which that of the application role could be derived: ' +
        `set DATABASE_APP_URL to a URL for the role ${appRoleName}.`,
    );
  }
  const appPassword = createHmac('sha256', password).update(appRoleName).digest('base64url');
  const url = new URL(ownerUrl);
  if (url.host === '') {
    // A URL of a Unix socket has no host, and then its user can only be given as a parameter.
    url.searchParams.set('user', appRoleName);
    url.searchParams.set('password', appPassword);
  } else {
    url.username = appRoleName;
    url.password = appPassword;
  }
  return url.href;
}

/**
 * Makes sure that the application role exists, may enter the database of `owner`, and can log in with `appUrl`.
 * The password of a role that an administrator gave us (`given`) is never changed.
 */
export async function ensureAppRole(owner: pg.Client, appUrl: string, given: boolean): Promise<void> {
  const { user, password } = new pg.Client({ connectionString: appUrl });
  const loginName = user ?? appRoleName;
  const isOurs = loginName === appRoleName;
  const login = isOurs && password ? `login password '${scramVerifier(password)}'` : 'nologin';
  await orderRole(
    owner,
    `create role ${appRoleName} ${login}`,
    async () => !(await roleExists(owner, appRoleName)),
  );
  await grantDatabase(owner);
  if (!isOurs) {
    if (!(await roleExists(owner, loginName))) {
      throw new Error(`The role ${loginName} of DATABASE_APP_URL does not exist; create it first.`);
    }
    await orderRole(owner, `grant ${appRoleName} to ${owner.escapeIdentifier(loginName)}`, async () => {
      const { rows } = await owner.query<{ member: boolean }>(
        `select pg_has_role($1, $2, 'usage') as member`,
        [loginName, appRoleName],
      );
      return rows[0]?.member !== true;
    });
  }
  if (!given)
    await orderRole(owner, `alter role ${appRoleName} ${login}`, async () => !(await canLogIn(appUrl)));
}

/** Gives a role order while it is still needed; looking again after each try settles races between starters. */
async function orderRole(owner: pg.Client, order: string, needed: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; await needed(); tries += 1) {
    try {
      await owner.query(order);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === '42501') {
        throw new Error(
          `The owner in DATABASE_URL may not manage roles. Create the role ${appRoleName} and set DATABASE_APP_URL.`,
          { cause: error },
        );
      }
      if (!lostRaces.has(code)) throw error;
    }
    if (tries >= 10)
      throw new Error(`The application role cannot be made ready (${order.split(' password')[0] ?? ''}).`);
    if (tries > 1) await pause(50);
  }
}

async function roleExists(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('select from pg_roles where rolname = $1', [name])).rowCount === 1;
}

async function canLogIn(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('28')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Lets the application role into the current database and its schema, and nothing more.
 * These rights belong to the database, so a copy made from a template needs them again.
 */
export async function grantDatabase(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  const database = owner.escapeIdentifier(rows[0]?.name ?? '');
  await owner.query(`
    revoke temporary on database ${database} from public;
    grant connect on database ${database} to ${appRoleName};
    revoke create on schema public from public;
    grant usage on schema public to ${appRoleName};
  `);
}

/**
 * The form in which PostgreSQL stores a password. Sending it instead of the password keeps the password out
 * of server logs and statement statistics.
 * Source: RFC 5802 section 3; PostgreSQL documentation, catalog pg_authid (checked 2026-11-22).
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const key = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest('base64');
  const serverKey = key('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
