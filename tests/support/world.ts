import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import supertest from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { assemble, type Product } from '../../src/assemble.js';
import { completeCitizenNumber } from '../../src/domain/citizen-number.js';
import { addDays } from '../../src/domain/civil-date.js';
import { completeCreditCode } from '../../src/domain/credit-code.js';
import { USUAL_LIMITS } from '../../src/graphql/limits.js';
import { type DemoKey, makeDemoKey, signDemoToken } from '../../src/http/tokens.js';
import { USUAL_DEADLINES } from '../../src/server.js';
import { rerateSubjects } from '../../src/usecases/steps/rerate-subjects.js';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { signerOf } from '../../src/signer.js';
import { makeDatabase, type TestDatabase } from './database.js';
import './one-realm.js';

/** 1 July 2026, noon in Beijing, a Wednesday: the today of every test that does not say otherwise. */
export const TODAY = '2026-07-01';
/** Where house codes lead. */
export const PUBLIC_URL = 'https://codes.example';
/** Signs the receipts of all tests of a file. */
const RECEIPT_KEY = generateKeyPairSync('ed25519').privateKey;
/** In the jurisdiction of Zhongshan police station. */
export const YUETANG = '440784001001';
/** In the jurisdiction of Longkou police station. */
export const OTHER_VILLAGE = '440784101001';

const OFFICES = {
  'zhongshan-station': { kind: 'POLICE_STATION', regions: ['440784001'], sectors: ['urban-village'] },
  'longkou-station': { kind: 'POLICE_STATION', regions: ['440784101'], sectors: ['urban-village'] },
  market: { kind: 'MARKET_REGULATOR', regions: ['440784'], sectors: ['enterprise-risk'] },
  'rongcheng-market': { kind: 'MARKET_REGULATOR', regions: ['371082'], sectors: ['enterprise-risk'] },
  /** Regulates the market, but not by credit risk. */
  'other-market': { kind: 'MARKET_REGULATOR', regions: ['440784'] },
  approval: {
    kind: 'APPROVAL_OFFICE',
    regions: ['440784'],
    fields: ['PROCUREMENT', 'TENDERING', 'SUBSIDY', 'APPROVAL'],
  },
  'other-approval': { kind: 'APPROVAL_OFFICE', regions: ['440784'], fields: ['LAND_SUPPLY', 'PROCUREMENT'] },
  credit: { kind: 'CREDIT_OFFICE', regions: ['440784'] },
  /** In charge of the standards of all sectors but internal ones. */
  standards: { kind: 'CREDIT_OFFICE', regions: ['440784'], sectors: ['*'] },
  /** In charge of the standards of enterprise risk, which are internal. */
  'risk-standards': { kind: 'MARKET_REGULATOR', regions: ['440784'], sectors: ['enterprise-risk'] },
  oversight: { kind: 'OVERSIGHT', regions: ['440784'] },
} as const;
export type OfficeCode = keyof typeof OFFICES;

const OFFICERS = {
  zhongshan: { office: 'zhongshan-station', name: '示例警员甲', roles: ['STATION_OFFICER'] },
  zhongshanSecond: { office: 'zhongshan-station', name: '示例警员乙', roles: ['STATION_OFFICER'] },
  auxiliary: { office: 'zhongshan-station', name: '示例辅警', roles: ['AUXILIARY'] },
  gridWorker: { office: 'zhongshan-station', name: '示例网格员', roles: ['GRID_WORKER'] },
  longkou: { office: 'longkou-station', name: '示例警员丙', roles: ['STATION_OFFICER'] },
  longkouSecond: { office: 'longkou-station', name: '示例警员丁', roles: ['STATION_OFFICER'] },
  regulator: { office: 'market', name: '示例监管员', roles: ['MARKET_REGULATOR'] },
  approver: { office: 'approval', name: '示例审批员', roles: ['APPROVAL_OFFICER'] },
  otherApprover: { office: 'other-approval', name: '示例审批员乙', roles: ['APPROVAL_OFFICER'] },
  clerk: { office: 'credit', name: '示例归集员', roles: ['CREDIT_CLERK'] },
  drafter: { office: 'standards', name: '示例起草员', roles: ['STANDARD_OFFICER'] },
  standardApprover: { office: 'standards', name: '示例批准员', roles: ['STANDARD_OFFICER'] },
  riskDrafter: { office: 'risk-standards', name: '示例起草员乙', roles: ['STANDARD_OFFICER'] },
  auditor: { office: 'oversight', name: '示例监督员', roles: ['AUDITOR'] },
  integrator: { office: 'credit', name: '示例对接方', roles: ['INTEGRATOR'] },
} as const;
export type OfficerName = keyof typeof OFFICERS;
export const OFFICER_NAMES = Object.keys(OFFICERS) as readonly OfficerName[];

/** An officer that a test has added to the usual ones. */
export interface ExtraOfficer {
  readonly officerId: string;
  readonly token: string;
}

export type Caller = OfficerName | ExtraOfficer | null;

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly reason?: string;
    readonly field?: readonly string[];
    readonly facts?: Readonly<Record<string, unknown>>;
  };
}

/** What came back over HTTP. `data` is an empty object where the answer has none. */
export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly AnswerError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One reason why an act was refused, as every mutation's payload has them. */
export interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

interface Parts {
  readonly database: TestDatabase;
  readonly owner: pg.Client;
  readonly demoKey: DemoKey;
  readonly officeIds: Readonly<Record<OfficeCode, string>>;
  readonly officerIds: Readonly<Record<OfficerName, string>>;
  readonly tokens: Readonly<Record<OfficerName, string>>;
  readonly clock: { today: string };
  readonly product: Product;
  readonly address: string;
}

/** A small district of a test's own, served over HTTP by the real product on a real database. */
export class World {
  readonly database: TestDatabase;
  readonly product: Product;
  /** Owns the tables: for making things and for looking behind the walls. */
  readonly owner: pg.Client;
  readonly officeIds: Readonly<Record<OfficeCode, string>>;
  readonly officerIds: Readonly<Record<OfficerName, string>>;
  /** Where the product listens, such as `http://127.0.0.1:40123`. */
  readonly address: string;
  readonly #parts: Parts;
  #made = 0;

  constructor(parts: Parts) {
    this.database = parts.database;
    this.product = parts.product;
    this.owner = parts.owner;
    this.officeIds = parts.officeIds;
    this.officerIds = parts.officerIds;
    this.address = parts.address;
    this.#parts = parts;
  }

  /** Today's civil date as the product sees it. */
  get today(): string {
    return this.#parts.clock.today;
  }

  set today(date: string) {
    this.#parts.clock.today = date;
  }

  /** Asks as an officer, or as nobody. `Data` says what form the test expects the answer to have. */
  async ask<Data = Record<string, unknown>>(
    caller: Caller,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<Data>> {
    const token = caller === null ? {} : { authorization: `Bearer ${this.tokenOf(caller)}` };
    const response = await supertest(this.address)
      .post('/graphql')
      .set({ 'accept-language': 'en', ...token, ...encoded(headers) })
      .send({ query, variables });
    const body = response.body as Partial<Answer<Data | null>>;
    const { data, errors, extensions } = body;
    return { status: response.status, data: data ?? ({} as Data), errors, extensions: extensions ?? {} };
  }

  /** The data of an answer without errors. */
  async data<Data = Record<string, unknown>>(
    caller: Caller,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Data> {
    const answer = await this.ask<Data>(caller, query, variables, headers);
    if (answer.errors !== undefined) throw new Error(`${answer.status} ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  tokenOf(caller: OfficerName | ExtraOfficer): string {
    return typeof caller === 'string' ? this.#parts.tokens[caller] : caller.token;
  }

  /** The officer's id as clients see it. */
  officerId(officer: OfficerName): string {
    return `off_${this.officerIds[officer]}`;
  }

  /** One more officer, for tests that take somebody's rights away. */
  async addOfficer(office: OfficeCode, roles: readonly string[]): Promise<ExtraOfficer> {
    const officerId = await insertOfficer(this.owner, this.officeIds[office], {
      login: `extra-${this.#next()}`,
      name: '示例警员戊',
      roles,
    });
    return { officerId, token: (await signDemoToken(this.#parts.demoKey, officerId, Date.now())).token };
  }

  /** An account of the owner, or the manager, of a house, who signs in for himself. */
  async addResident(houseId: string, role: 'owner' | 'manager' = 'owner'): Promise<ExtraOfficer> {
    const { rows } = await this.owner.query<{ person: string; office: OfficeCode }>(
      `select h.${role}_id as person, f.code as office from rental_house h join office f on f.id = h.station_id where h.id = $1`,
      [uuidOf(houseId)],
    );
    const [found] = rows;
    if (found === undefined) throw new Error('There is no such house.');
    const resident = await this.addOfficer(found.office, ['RESIDENT']);
    await this.owner.query('update officer set person_id = $2 where id = $1', [
      resident.officerId,
      found.person,
    ]);
    return resident;
  }

  /** Does `work` while the product has been started once more on the same database with another key for receipts. */
  async withReceiptKey<Result>(
    receiptKey: KeyObject,
    work: (world: World) => Promise<Result>,
  ): Promise<Result> {
    const { demoKey, clock, database } = this.#parts;
    const product = await assembleFor({ appUrl: database.appUrl, demoKey, clock, receiptKey });
    const address = await product.server.listen(0, '127.0.0.1');
    const world = new World({ ...this.#parts, product, address });
    world.#made = 1_000 + this.#next();
    try {
      return await work(world);
    } finally {
      await product.stop();
    }
  }

  /** A key that no act of this world has used. */
  key(): string {
    return `key-${this.#next()}`;
  }

  /** A valid credit code that nobody in this world has. */
  creditCode(): string {
    return completeCreditCode('91', '440784', `MA0${this.#next().toString().padStart(5, '0')}`);
  }

  /** A valid citizen number, of somebody born in 1900 or soon after, that nobody in this world has. */
  citizenNumber(): string {
    const number = this.#next();
    const bornOn = addDays('1900-01-01', Math.floor(number / 1000)).replaceAll('-', '');
    return completeCitizenNumber('440784', bornOn, (number % 1000).toString().padStart(3, '0'));
  }

  /** What a station officer sends to register a house that nobody in this world has. */
  registration(officer: OfficerName = 'zhongshan', changes: Record<string, unknown> = {}) {
    const regionCode = officer.startsWith('longkou') ? OTHER_VILLAGE : YUETANG;
    return {
      idempotencyKey: this.key(),
      addressCode: `${regionCode}-${this.#next().toString().padStart(4, '0')}`,
      address: '越塘村示例巷1号',
      regionCode,
      roomCount: 6,
      owner: { name: '陈示例', phone: '10000000001', citizenNumber: this.citizenNumber() },
      ...changes,
    };
  }

  /** Registers a house through the API and returns its id. */
  async registerHouse(
    officer: OfficerName = 'zhongshan',
    changes: Record<string, unknown> = {},
  ): Promise<string> {
    const { registerRentalHouse } = await this.data<{
      registerRentalHouse: { userErrors: UserError[]; rentalHouse: { id: string } | null };
    }>(
      officer,
      `mutation ($input: RegisterRentalHouseInput!) {
        registerRentalHouse(input: $input) { userErrors { code field message } rentalHouse { id } } }`,
      { input: this.registration(officer, changes) },
    );
    const { userErrors, rentalHouse } = registerRentalHouse;
    if (rentalHouse === null) throw new Error(JSON.stringify(userErrors));
    return rentalHouse.id;
  }

  /** An enterprise on the register, classed by the engine. Returns its uuid and its credit code. */
  async enterprise(
    changes: { regionCode?: string; industryCode?: string; status?: string; name?: string } = {},
  ): Promise<{ id: string; creditCode: string }> {
    const id = uuidv7();
    const creditCode = this.creditCode();
    const {
      name = '鹤山市示例商行',
      regionCode = YUETANG,
      status = 'ACTIVE',
      industryCode = '6210',
    } = changes;
    await this.owner.query(
      `insert into subject (id, kind, credit_code, name, region_code, status, opened_on)
       values ($1, 'ENTERPRISE', $2, $3, $4, $5, '2024-01-01')`,
      [id, creditCode, name, regionCode, status],
    );
    await this.owner.query(
      `insert into enterprise (id, category, industry_code, address, registered_on, registered_capital_fen)
       values ($1, 'COMPANY', $2, '示例路1号', '2024-01-01', 100000000)`,
      [id, industryCode],
    );
    await this.rate(id, 'enterprise-risk');
    return { id, creditCode };
  }

  /** A record in the file of a subject, with no rating after it. */
  async record(
    subjectId: string,
    type: string,
    changes: { occurredOn?: string; endedOn?: string } = {},
  ): Promise<string> {
    const id = uuidv7();
    await this.owner.query(
      `insert into credit_record (id, subject_id, type, occurred_on, ended_on, ended_recorded_at, source_key)
       values ($1, $2, $3, $4, $5, case when $5::date is null then null else now() end, sha256(convert_to($6, 'UTF8')))`,
      [id, subjectId, type, changes.occurredOn ?? TODAY, changes.endedOn ?? null, id],
    );
    return id;
  }

  /** Rates a subject by the engine, as of today. */
  async rate(subjectId: string, sector: string): Promise<void> {
    await rerateSubjects(queryableOf(this.owner), {
      sector,
      subjectIds: [subjectId],
      on: this.today,
      cause: 'test',
    });
  }

  async count(table: string): Promise<number> {
    return (await this.#countEach([table]))[table] ?? 0;
  }

  /** How many rows each table holds: two equal answers say that what lay between them has left nothing behind. */
  async countAll(): Promise<Readonly<Record<string, number>>> {
    const { rows } = await this.owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    return this.#countEach(rows.map(({ name }) => name));
  }

  /**
   * Does `work` while somebody else holds the rows that `query` locks, and lets go of them afterwards. With `untilBlocked`
   * inside, requests can be made to wait for each other in a chosen order.
   */
  async whileLocked(query: string, values: readonly unknown[], work: () => Promise<void>): Promise<void> {
    const holder = new pg.Client({ connectionString: this.database.ownerUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query(query, [...values]);
      await work();
    } finally {
      await holder.end();
    }
  }

  /** Comes back when this many statements of the product wait for a lock. */
  async untilBlocked(count: number): Promise<void> {
    for (let looks = 0; looks < 500; looks += 1) {
      const { rowCount } = await this.owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rowCount === count) return;
      await pause(10);
    }
    throw new Error(`There were never ${count} statements waiting for a lock.`);
  }

  async close(): Promise<void> {
    await this.product.stop();
    await this.owner.end();
    await this.database.drop();
  }

  async #countEach(tables: readonly string[]): Promise<Record<string, number>> {
    const counts = tables.map(
      (table) => `select '${table}' as name, count(*)::integer as count from ${table}`,
    );
    const { rows } = await this.owner.query<{ name: string; count: number }>(counts.join(' union all '));
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  #next(): number {
    return (this.#made += 1);
  }
}

/** The uuid in a global id, as the tables have it. */
export function uuidOf(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

/** The codes of an answer's errors; empty when it has none. */
export function codesOf({ errors }: Pick<Answer, 'errors'>): string[] {
  return (errors ?? []).map(({ extensions }) => extensions.code);
}

/** Headers carry ASCII only: Chinese text travels percent-encoded. */
function encoded(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value),
    ]),
  );
}

/** `SHOW_ERRORS=1` prints what the product would log as a failure. */
const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts: object, message: string) => {
    if (process.env.SHOW_ERRORS !== undefined) process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
  },
};

export interface WorldChanges {
  /** Puts something between the product and its database: gets the application's URL and gives another. */
  readonly reach?: (appUrl: string) => Promise<string>;
}

export async function makeWorld({ reach }: WorldChanges = {}): Promise<World> {
  const database = await makeDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { officeIds, officerIds } = await addOffices(owner);
  const demoKey = await makeDemoKey();
  const tokens = await tokensOf(demoKey, officerIds);
  const clock = { today: TODAY };
  const appUrl = reach === undefined ? database.appUrl : await reach(database.appUrl);
  const product = await assembleFor({ appUrl, demoKey, clock, receiptKey: RECEIPT_KEY });
  const address = await product.server.listen(0, '127.0.0.1');
  return new World({ database, owner, demoKey, officeIds, officerIds, tokens, clock, product, address });
}

interface ProductParts extends Pick<Parts, 'demoKey' | 'clock'> {
  readonly appUrl: string;
  readonly receiptKey: KeyObject;
}

async function assembleFor({ appUrl, demoKey, clock, receiptKey }: ProductParts): Promise<Product> {
  return assemble({
    appUrl,
    demoKey,
    signer: await signerOf(receiptKey),
    log: quiet,
    publicUrl: PUBLIC_URL,
    now: () => new Date(`${clock.today}T12:00:00+08:00`),
    uploads: { mostBytes: 64 * 1_048_576, idleMilliseconds: 5_000 },
    server: {
      limits: USUAL_LIMITS,
      budget: { points: 10_000_000, seconds: 60 },
      deadlines: USUAL_DEADLINES,
      bodyBytes: 1_048_576,
      signIn: {},
      trustProxy: false,
    },
  });
}

async function tokensOf(
  demoKey: DemoKey,
  officerIds: Readonly<Record<OfficerName, string>>,
): Promise<Record<OfficerName, string>> {
  const signed = OFFICER_NAMES.map(async (name) => {
    const { token } = await signDemoToken(demoKey, officerIds[name], Date.now());
    return [name, token] as const;
  });
  return Object.fromEntries(await Promise.all(signed)) as Record<OfficerName, string>;
}

async function addOffices(owner: pg.Client) {
  const officeIds: Partial<Record<OfficeCode, string>> = {};
  for (const [code, office] of Object.entries(OFFICES)) {
    const id = uuidv7();
    officeIds[code as OfficeCode] = id;
    const { kind, regions } = office;
    const sectors = 'sectors' in office ? office.sectors : [];
    const fields = 'fields' in office ? office.fields : [];
    await owner.query(
      `insert into office (id, code, name, kind, region_codes, sectors, approval_fields) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, code, `示例机构 ${code}`, kind, regions, sectors, fields],
    );
  }
  const officerIds: Partial<Record<OfficerName, string>> = {};
  for (const [login, { office, name, roles }] of Object.entries(OFFICERS)) {
    officerIds[login as OfficerName] = await insertOfficer(owner, officeIds[office], { login, name, roles });
  }
  await addInspectors(owner, officeIds.market);
  await owner.query(`insert into data_delivery (id, source, delivered_on) values ($1, '示例归集', $2)`, [
    uuidv7(),
    TODAY,
  ]);
  return {
    officeIds: officeIds as Record<OfficeCode, string>,
    officerIds: officerIds as Record<OfficerName, string>,
  };
}

async function insertOfficer(
  owner: pg.Client,
  officeId: string | undefined,
  { login, name, roles }: { login: string; name: string; roles: readonly string[] },
): Promise<string> {
  const id = uuidv7();
  await owner.query('insert into officer (id, login, name, office_id, roles) values ($1, $2, $3, $4, $5)', [
    id,
    login,
    name,
    officeId,
    roles,
  ]);
  return id;
}

/** Four inspectors; the certificate of the fourth has expired. */
async function addInspectors(owner: pg.Client, officeId: string | undefined): Promise<void> {
  for (const number of [1, 2, 3, 4]) {
    await owner.query(
      `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id) values ($1, $2, $3, $4, $5)`,
      [
        uuidv7(),
        `示例检查员${number}`,
        `DEMO-${number}`,
        number === 4 ? '2026-01-01' : '2027-12-31',
        officeId,
      ],
    );
  }
}
