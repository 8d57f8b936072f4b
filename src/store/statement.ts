import pg from 'pg';

/**
 * One SQL statement with `$1` binds and a name, so that PostgreSQL parses and plans it once per connection.
 * `Row` is the shape of its rows: dates as `YYYY-MM-DD`, instants as ISO 8601 in UTC, counts as numbers, numeric as text.
 */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  /** Carries the row type only; never set. */
  readonly row?: Row;
}

const names = new Map<string, string>();

/** Declares a statement at module level. Two different texts under one name would silently run the wrong one, so that throws. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  const known = names.get(name);
  if (known !== undefined && known !== text) throw new Error(`Two statements are named ${name}.`);
  names.set(name, text);
  return { name, text };
}

/** Whatever can run a statement: a read, or an open unit of work. */
export interface Queryable {
  run<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>;
}

/** A list that is read in pages: one statement for each way of leafing through it. */
export interface PagedStatement<Row> {
  readonly forward: Statement<Row>;
  readonly backward: Statement<Row>;
}

/** How the rows of a list follow each other in one way of leafing through it. */
export interface Direction {
  /** `asc` or `desc`, for every column of the order. */
  readonly order: 'asc' | 'desc';
  /** What compares a row with the cursor it lies beyond. */
  readonly beyond: '>' | '<';
}

const RISING: Direction = { order: 'asc', beyond: '>' };
const FALLING: Direction = { order: 'desc', beyond: '<' };

/** Declares both statements of a list from one text; `usual` is the order in which the list is shown. */
export function paged<Row>(
  name: string,
  usual: 'asc' | 'desc',
  text: (direction: Direction) => string,
): PagedStatement<Row> {
  const [forward, backward] = usual === 'asc' ? [RISING, FALLING] : [FALLING, RISING];
  return {
    forward: statement<Row>(name, text(forward)),
    backward: statement<Row>(`${name}-backward`, text(backward)),
  };
}

/** The only row of a statement that always returns one. */
export async function runOne<Row>(
  queryable: Queryable,
  one: Statement<Row>,
  values: readonly unknown[],
): Promise<Row> {
  const [row] = await queryable.run(one, values);
  if (row === undefined) throw new Error(`Statement ${one.name} returned no row.`);
  return row;
}

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8 = 20;

const SECOND = 19;
const OFFSET = '+00';

/**
 * PostgreSQL writes `2026-11-22 01:02:03.45+00`, because every session of ours runs in UTC, with as many places as there
 * are. Cutting the text costs a tenth of what a Date would, and pages hold hundreds of instants.
 */
function instantOf(text: string): string {
  const milliseconds = text
    .slice(SECOND + 1, -OFFSET.length)
    .padEnd(3, '0')
    .slice(0, 3);
  return `${text.slice(0, SECOND).replace(' ', 'T')}.${milliseconds}Z`;
}

/** Civil dates stay text: turning them into instants would move them by the time zone of the machine. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return instantOf;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};
