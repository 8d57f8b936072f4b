import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * One value of a row to copy: dates and instants as text, `jsonb` as JSON text, `bytea` as bytes, arrays as lists of
 * texts.
 */
export type Cell = string | number | bigint | boolean | null | Uint8Array | readonly string[];

export interface CopyTarget {
  readonly table: string;
  readonly columns: readonly string[];
}

type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

/** Rows are sent in pieces of about this size: one write per row would cost more than the rows themselves. */
const pieceCharacters = 64 * 1024;

const identifier = /^[a-z][a-z_]*$/;
const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Streams rows into a table by COPY, many times faster than INSERT and with no more memory than a few pieces: a source
 * that yields rows is asked for more only as fast as PostgreSQL takes them.
 *
 * @returns the number of rows copied.
 * @throws what PostgreSQL throws at the first row it refuses; then no row of this call is kept.
 */
export async function copyRows(client: pg.ClientBase, target: CopyTarget, rows: Rows): Promise<number> {
  const names = [target.table, ...target.columns];
  const unfit = names.find((name) => !identifier.test(name));
  if (unfit !== undefined) throw new Error(`${unfit} is no name of a table or column.`);
  const stream = client.query(copyFrom(`copy ${target.table} (${target.columns.join(', ')}) from stdin`));
  const pieces = Symbol.asyncIterator in rows ? piecesOfStream(rows) : piecesOf(rows);
  await pipeline(Readable.from(pieces, { objectMode: false }), stream);
  return stream.rowCount;
}

/**
 * Does `work` while the table has neither indexes nor references to other tables, the primary key excepted, and makes them again:
 * for filling an empty table with millions of rows that are known to be right, where checking them together at the end
 * takes a fraction of the time. Only inside a transaction of the owner, which undoes everything if it fails.
 */
export async function withoutIndexes<Result>(
  client: pg.ClientBase,
  table: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
     from pg_constraint where conrelid = $1::regclass and contype in ('f', 'u')
     union all
     select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
     from pg_index i
     where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    [table],
  );
  for (const { drop } of rows) await client.query(drop);
  const result = await work();
  for (const { make } of rows) await client.query(make);
  return result;
}

function* piecesOf(rows: Iterable<readonly Cell[]>): Generator<Buffer> {
  let piece = '';
  for (const row of rows) {
    piece += lineOf(row);
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

async function* piecesOfStream(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const row of rows) {
    piece += lineOf(row);
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

/**
 * One row in COPY's text format.
 * Source: PostgreSQL documentation, COPY, "Text Format" (checked 2026-11-22).
 */
function lineOf(row: readonly Cell[]): string {
  let line = '';
  for (let at = 0; at < row.length; at++) {
    if (at > 0) line += '\t';
    line += textOf(row[at] ?? null);
  }
  return `${line}\n`;
}

function textOf(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'string') return escaped(cell);
  if (typeof cell !== 'object') return String(cell);
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell).toString('hex')}`;
  const elements = cell.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
  return escaped(`{${elements.join(',')}}`);
}

function escaped(text: string): string {
  return special.test(text)
    ? text.replaceAll(specials, (character) => escapes[character] ?? character)
    : text;
}
