import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EntityMetadata, type EntityProperty, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ormOptions } from '../../src/store/orm.js';
import { Sector, Standard, StandardBand } from '../../src/store/tables/credit-file.js';
import { CalendarYear, Region, Subject } from '../../src/store/tables/registers.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';

/** What one side, the entities or the database, says: a column, a key or a list, and what it is like. */
type Description = Record<string, string>;

/** The history is only ever appended to and has no key; MikroORM cannot do without one. */
const WITHOUT_KEY = 'rating_history';

/** MikroORM refers to primary keys only. */
const BEYOND_ORM = { 'treatment_policy (sector,points_scheme)': 'sector (code,points_scheme)' };

const OURS = `connamespace = 'public'::regnamespace and conrelid <> 'mikro_orm_migrations'::regclass`;

const SOURCE = { instrument: 'Invented for this test', mark: 'D', checkedOn: '2026-11-22' } as const;

let database: TestDatabase;
let orm: MikroORM;
let client: pg.Client;
let entities: EntityMetadata[];

beforeAll(async () => {
  database = await makeDatabase();
  orm = await MikroORM.init(ormOptions(database.ownerUrl));
  entities = [...orm.getMetadata().getAll().values()];
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await orm.close();
  await database.drop();
});

describe('The entities and the migrated database', () => {
  it('have the same tables with the same columns, types, nullability, collations and defaults', async () => {
    expect(await describedColumns()).toEqual(
      await described(
        `select c.relname || '.' || a.attname as thing,
           concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
             'collate ' || (select collname from pg_collation l where l.oid = a.attcollation and collname <> 'default'),
             case when a.attidentity <> '' then 'identity' end,
             case when a.attgenerated <> '' then 'generated' else
               'default ' || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^''(.*)''::.*$', '\\1') end) as description
         from pg_attribute a
         join pg_class c on c.oid = a.attrelid
         left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
           and not a.attisdropped and c.relname <> 'mikro_orm_migrations'`,
      ),
    );
  });

  it('have the same primary keys', async () => {
    const keyed = entities.filter(({ tableName }) => tableName !== WITHOUT_KEY);
    expect(Object.fromEntries(keyed.map((entity) => [entity.tableName, keyOf(entity)]))).toEqual(
      await described(
        `select conrelid::regclass::text as thing, ${columnsOf('conrelid', 'conkey')} as description
         from pg_constraint where contype = 'p' and ${OURS}`,
      ),
    );
  });

  it('have the same foreign keys', async () => {
    expect({ ...describedReferences(), ...BEYOND_ORM }).toEqual(
      await described(
        `select format('%s (%s)', conrelid::regclass, ${columnsOf('conrelid', 'conkey')}) as thing,
           format('%s (%s)', confrelid::regclass, ${columnsOf('confrelid', 'confkey')}) as description
         from pg_constraint where contype = 'f' and ${OURS}`,
      ),
    );
  });

  it('have the same unique columns', async () => {
    expect(describedUniques()).toEqual(
      await described(
        `select format('%s (%s)', conrelid::regclass, ${columnsOf('conrelid', 'conkey')}) as thing,
           'unique' as description
         from pg_constraint where contype = 'u' and ${OURS}`,
      ),
    );
  });

  it('have the same closed lists of values', async () => {
    expect(describedLists()).toEqual(
      await described(
        `select format('%s.%s', conrelid::regclass, ${columnsOf('conrelid', 'conkey')}) as thing,
           (select string_agg(item[1], ',')
            from regexp_matches(pg_get_constraintdef(oid), '''([^'']*)''::text', 'g') as item) as description
         from pg_constraint
         where contype = 'c' and ${OURS} and pg_get_constraintdef(oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\['`,
      ),
    );
  });
});

describe('The entity manager', () => {
  it('keeps civil dates and instants in the forms of the rest of the product, and takes ids for references', async () => {
    const em = orm.em.fork();
    const id = randomUUID();
    await em.insert(Region, { code: '990784', name: '示例市', level: 'COUNTY' });
    await em.insert(Region, { code: '990784001', name: '示例街道', level: 'TOWN', parent: '990784' });
    const opening = { openedOn: '2026-01-31', recordedAt: '2026-02-01T03:04:05.678Z' };
    await em.insert(Subject, { id, kind: 'ENTERPRISE', region: '990784001', ...opening });
    expect(await em.findOneOrFail(Subject, id)).toMatchObject({
      ...opening,
      status: 'ACTIVE',
      region: { code: '990784001' },
    });
    const year = { year: 2126, holidays: ['2126-01-01', '2126-01-02'], makeUpWorkdays: [], source: SOURCE };
    await em.insert(CalendarYear, year);
    expect(await em.findOneOrFail(CalendarYear, 2126)).toMatchObject(year);
  });

  it('writes references that are part of a key', async () => {
    const em = orm.em.fork();
    const standard = randomUUID();
    const definition = {} as never;
    await em.insert(Sector, { code: 'x' });
    await em.insert(Standard, {
      id: standard,
      sector: 'x',
      version: '1',
      inForceFrom: '2026-01-01',
      definition,
    });
    const labels = { labelZh: '好', labelEn: 'Good' };
    await em.insert(StandardBand, { standard, code: 'GOOD', rank: 1, colour: 'GREEN', ...labels });
    expect(await em.findOneOrFail(StandardBand, { standard, code: 'GOOD' })).toMatchObject({
      rank: 1,
      minHundredths: null,
    });
  });
});

/** An SQL expression: the names of a constraint's columns in the constraint's own order. */
function columnsOf(table: 'conrelid' | 'confrelid', key: 'conkey' | 'confkey'): string {
  return `(select string_agg(attname, ',' order by at) from unnest(${key}) with ordinality as k(number, at)
    join pg_attribute on attrelid = ${table} and attnum = k.number)`;
}

async function described(query: string): Promise<Description> {
  const { rows } = await client.query<{ thing: string; description: string }>(query);
  return Object.fromEntries(rows.map(({ thing, description }) => [thing, description]));
}

/** Declared types go through PostgreSQL, so that `int` and `integer` are the same. */
async function describedColumns(): Promise<Description> {
  const columns = entities.flatMap(({ tableName, props }) =>
    props.flatMap((prop) => prop.fieldNames.map((column, at) => ({ tableName, prop, column, at }))),
  );
  const { rows } = await client.query<{ name: string }>(
    'select to_regtype(name)::text as name from unnest($1::text[]) with ordinality as t(name, at) order by at',
    [columns.map(({ prop, at }) => prop.columnTypes[at])],
  );
  const result: Description = {};
  for (const [index, { tableName, prop, column, at }] of columns.entries()) {
    // A column of the key that is also part of a composite reference is described as the key has it.
    result[`${tableName}.${column}`] ??= describeColumn(prop, at, rows[index]?.name);
  }
  return result;
}

function describeColumn(prop: EntityProperty, at: number, type = 'unknown type'): string {
  const standard = String(prop.defaultRaw ?? prop.default ?? '').replace(/^'(.*)'$/, '$1');
  const parts = [
    type,
    prop.nullable === true ? '' : 'not null',
    collationOf(prop, at),
    prop.generated === 'identity' ? 'identity' : prop.generated === undefined ? '' : 'generated',
    standard === '' ? '' : `default ${standard}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** A reference has the collation of the column it refers to. */
function collationOf(prop: EntityProperty, at: number): string {
  const target = prop.targetMeta?.props.find(({ fieldNames }) =>
    fieldNames.includes(prop.referencedColumnNames[at] ?? ''),
  );
  if (target !== undefined) return collationOf(target, 0);
  return prop.collation === undefined ? '' : `collate ${prop.collation}`;
}

function keyOf({ primaryKeys, properties }: EntityMetadata): string {
  return primaryKeys.flatMap((name) => properties[name]?.fieldNames ?? []).join();
}

function describedReferences(): Description {
  const result: Description = {};
  for (const { tableName, props } of entities) {
    for (const { targetMeta, fieldNames, referencedColumnNames } of props) {
      if (targetMeta === undefined) continue;
      result[`${tableName} (${fieldNames.join()})`] =
        `${targetMeta.tableName} (${referencedColumnNames.join()})`;
    }
  }
  return result;
}

function describedUniques(): Description {
  const result: Description = {};
  for (const { tableName, props, properties, uniques } of entities) {
    const single = props.filter(({ unique, primary }) => unique === true && primary !== true);
    const composite = uniques.map((unique) => [unique.properties ?? []].flat());
    for (const names of [...single.map(({ name }) => [name]), ...composite]) {
      const columns = names.flatMap((name) => properties[name]?.fieldNames ?? []);
      result[`${tableName} (${columns.join()})`] = 'unique';
    }
  }
  return result;
}

function describedLists(): Description {
  const result: Description = {};
  for (const { tableName, props } of entities) {
    for (const { items, fieldNames } of props) {
      if (items !== undefined) result[`${tableName}.${fieldNames.join()}`] = items.join();
    }
  }
  return result;
}
