import pg from 'pg';
import supertest from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { assemble, type Product } from '../../src/assemble.js';
import { completeCitizenNumber } from '../../src/domain/citizen-number.js';
import { completeCreditCode } from '../../src/domain/credit-code.js';
import { USUAL_LIMITS } from '../../src/graphql/limits.js';
import { makeDemoKey, signDemoToken } from '../../src/http/tokens.js';
import { USUAL_DEADLINES } from '../../src/server.js';
import { makeDatabase, type TestDatabase } from './database.js';

/** 1 July 2026, noon in Beijing: the today of every test that does not say otherwise. */
export const TODAY = '2026-07-01';
export const YUETANG = '440784001001';
export const OTHER_VILLAGE = '440784101001';

const OFFICERS = {
  zhongshan: { office: 'zhongshan-station', name: '示例警员甲', roles: ['STATION_OFFICER'] },
  zhongshanSecond: { office: 'zhongshan-station', name: '示例警员乙', roles: ['STATION_OFFICER'] },
  longkou: { office: 'longkou-station', name: '示例警员丙', roles: ['STATION_OFFICER'] },
  longkouSecond: { office: 'longkou-station', name: '示例警员丁', roles: ['STATION_OFFICER'] },
  regulator: { office: 'market', name: '示例监管员', roles: ['MARKET_REGULATOR'] },
  approver: { office: 'approval', name: '示例审批员', roles: ['APPROVAL_OFFICER'] },
  clerk: { office: 'credit', name: '示例归集员', roles: ['CREDIT_CLERK'] },
  auditor: { office: 'oversight', name: '示例监督员', roles: ['AUDITOR'] },
  integrator: { office: 'credit', name: '示例对接方', roles: ['INTEGRATOR'] },
} as const;
export type OfficerName = keyof typeof OFFICERS;

const OFFICES = [
  { code: 'zhongshan-station', kind: 'POLICE_STATION', regions: ['440784001'], sectors: ['urban-village'] },
  { code: 'longkou-station', kind: 'POLICE_STATION', regions: ['440784101'], sectors: ['urban-village'] },
  { code: 'market', kind: 'MARKET_REGULATOR', regions: ['440784'], sectors: ['enterprise-risk'] },
  {
    code: 'approval',
    kind: 'APPROVAL_OFFICE',
    regions: ['440784'],
    fields: ['PROCUREMENT', 'TENDERING', 'SUBSIDY'],
  },
  { code: 'credit', kind: 'CREDIT_OFFICE', regions: ['440784'] },
  { code: 'oversight', kind: 'OVERSIGHT', regions: ['440784'] },
];

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  // Tests look into answers of every shape; a type for each would say everything twice.
  readonly data: Record<string, any>;
  readonly errors:
    { message: string; path?: (string | number)[]; extensions: Record<string, any> }[] | undefined;
  readonly extensions: Record<string, any>;
}

/** A small district of a test's own, served over HTTP by the real product on a real database. */
export class World {
  readonly database: TestDatabase;
  readonly product: Product;
  /** Owns the tables: for making things and for looking behind the walls. */
  readonly owner: pg.Client;
  readonly officerIds: Readonly<Record<OfficerName, string>>;
  readonly #tokens: ReadonlyMap<OfficerName, string>;
  #made = 0;
  today = TODAY;

  constructor(parts: {
    database: TestDatabase;
    product: Product;
    owner: pg.Client;
    officerIds: Record<OfficerName, string>;
    tokens: ReadonlyMap<OfficerName, string>;
  }) {
    this.database = parts.database;
    this.product = parts.product;
    this.owner = parts.owner;
    this.officerIds = parts.officerIds;
    this.#tokens = parts.tokens;
  }

  /** Asks as an officer, or as nobody. */
  async ask(
    officer: OfficerName | null,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const token = officer === null ? {} : { authorization: `Bearer ${this.tokenOf(officer)}` };
    const { status, body } = await supertest(this.product.server.app.server)
      .post('/graphql')
      .set({ 'accept-language': 'en', ...token, ...encoded(headers) })
      .send({ query, variables });
    const { data, errors, extensions } = body as {
      data: Answer['data'];
      errors: Answer['errors'];
      extensions: Answer['extensions'];
    };
    return { status, data: data ?? {}, errors, extensions: extensions ?? {} };
  }

  /** The data of an answer without errors. */
  async data(
    officer: OfficerName,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Record<string, any>> {
    const answer = await this.ask(officer, query, variables, headers);
    if (answer.errors !== undefined) throw new Error(`${answer.status} ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  tokenOf(officer: OfficerName): string {
    return this.#tokens.get(officer) ?? '';
  }

  officerId(officer: OfficerName): string {
    return `off_${this.officerIds[officer]}`;
  }

  /** A key that no act of this world has used. */
  key(): string {
    return `key-${(this.#made += 1)}`;
  }

  /** A valid credit code that nobody in this world has. */
  creditCode(): string {
    const number = (this.#made += 1).toString().padStart(5, '0');
    return completeCreditCode('91', '440784', `MA0${number}`);
  }

  /** A valid citizen number, born 1900, that nobody in this world has. */
  citizenNumber(): string {
    return completeCitizenNumber(
      '440784',
      '19000101',
      ((this.#made += 1) % 1000).toString().padStart(3, '0'),
    );
  }

  /** Registers a house through the API and returns its id. */
  async registerHouse(
    officer: OfficerName = 'zhongshan',
    changes: Record<string, unknown> = {},
  ): Promise<string> {
    const regionCode = officer.startsWith('longkou') ? OTHER_VILLAGE : YUETANG;
    const { registerRentalHouse } = await this.data(
      officer,
      `mutation ($input: RegisterRentalHouseInput!) {
        registerRentalHouse(input: $input) { userErrors { code field } rentalHouse { id } } }`,
      {
        input: {
          idempotencyKey: this.key(),
          addressCode: `${regionCode}-${(this.#made += 1).toString().padStart(4, '0')}`,
          address: '越塘村示例巷1号',
          regionCode,
          roomCount: 6,
          owner: { name: '陈示例', phone: '10000000001', citizenNumber: this.citizenNumber() },
          ...changes,
        },
      },
    );
    if (registerRentalHouse.userErrors.length > 0)
      throw new Error(JSON.stringify(registerRentalHouse.userErrors));
    return registerRentalHouse.rentalHouse.id;
  }

  /** An enterprise on the register, classed by the engine. Returns its uuid and its credit code. */
  async enterprise(
    changes: { regionCode?: string; industryCode?: string; status?: string; name?: string } = {},
  ) {
    const id = uuidv7();
    const creditCode = this.creditCode();
    await this.owner.query(
      `insert into subject (id, kind, credit_code, name, region_code, status, opened_on)
       values ($1, 'ENTERPRISE', $2, $3, $4, $5, '2024-01-01')`,
      [
        id,
        creditCode,
        changes.name ?? '鹤山市示例商行',
        changes.regionCode ?? '440784001001',
        changes.status ?? 'ACTIVE',
      ],
    );
    await this.owner.query(
      `insert into enterprise (id, category, industry_code, address, registered_on, registered_capital_fen)
       values ($1, 'COMPANY', $2, '示例路1号', '2024-01-01', 100000000)`,
      [id, changes.industryCode ?? '6210'],
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
       values ($1, $2, $3, $4, $5, case when $5::date is null then null else now() end, sha256($1::text::bytea))`,
      [id, subjectId, type, changes.occurredOn ?? TODAY, changes.endedOn ?? null],
    );
    return id;
  }

  /** Rates a subject by the engine, as of today. */
  async rate(subjectId: string, sector: string): Promise<void> {
    const { RERATE } = await import('../../src/store/ratings.js');
    await this.owner.query(RERATE.text, [sector, [subjectId], this.today, 'test']);
  }

  async count(table: string): Promise<number> {
    const { rows } = await this.owner.query<{ count: string }>(`select count(*) from ${table}`);
    return Number(rows[0]?.count);
  }

  async close(): Promise<void> {
    await this.product.stop();
    await this.owner.end();
    await this.database.drop();
  }
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

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts: object, message: string) => process.env['SHOW_ERRORS'] && console.error(message, facts),
};

export async function makeWorld(): Promise<World> {
  const database = await makeDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const officerIds = await addOffices(owner);
  const demoKey = await makeDemoKey();
  const tokens = new Map<OfficerName, string>();
  for (const [name, id] of Object.entries(officerIds)) {
    tokens.set(name as OfficerName, (await signDemoToken(demoKey, id, Date.now())).token);
  }
  let world: World | undefined;
  const product = await assemble({
    appUrl: database.appUrl,
    demoKey,
    log: quiet,
    now: () => new Date(`${world?.today ?? TODAY}T12:00:00+08:00`),
    server: {
      limits: USUAL_LIMITS,
      budget: { points: 10_000_000, seconds: 60 },
      deadlines: USUAL_DEADLINES,
      bodyBytes: 1_048_576,
      signIn: {},
      trustProxy: false,
    },
  });
  world = new World({ database, product, owner, officerIds, tokens });
  return world;
}

async function addOffices(owner: pg.Client): Promise<Record<OfficerName, string>> {
  const officeIds = new Map<string, string>();
  for (const { code, kind, regions, sectors, fields } of OFFICES) {
    const id = uuidv7();
    officeIds.set(code, id);
    await owner.query(
      `insert into office (id, code, name, kind, region_codes, sectors, approval_fields) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, code, `示例机构 ${code}`, kind, regions, sectors ?? [], fields ?? []],
    );
  }
  const ids: Partial<Record<OfficerName, string>> = {};
  for (const [name, { office, name: shown, roles }] of Object.entries(OFFICERS)) {
    const id = uuidv7();
    ids[name as OfficerName] = id;
    await owner.query('insert into officer (id, login, name, office_id, roles) values ($1, $2, $3, $4, $5)', [
      id,
      name,
      shown,
      officeIds.get(office),
      roles,
    ]);
  }
  for (const number of [1, 2, 3, 4]) {
    await owner.query(
      `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id) values ($1, $2, $3, $4, $5)`,
      [
        uuidv7(),
        `示例检查员${number}`,
        `DEMO-${number}`,
        number === 4 ? '2026-01-01' : '2027-12-31',
        officeIds.get('market'),
      ],
    );
  }
  await owner.query(`insert into data_delivery (id, source, delivered_on) values ($1, '示例归集', $2)`, [
    uuidv7(),
    TODAY,
  ]);
  return ids as Record<OfficerName, string>;
}
