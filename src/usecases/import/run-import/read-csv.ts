import Papa from 'papaparse';
import { DomainError } from '../../../domain/refusal.js';

/** Rows that stood together in the file. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  /** Which of the rows, from 0, have a quoted cell that goes on behind its closing quotation mark. */
  readonly misquoted: ReadonlySet<number>;
}

/** A cell holds at most 5,000 characters; a row this long is a quotation mark that was never closed. */
const LONGEST_ROW = 1024 * 1024;

const QUOTE_NOT_CLOSED = {
  zh: '该行的引号没有闭合，文件可能不完整。',
  en: 'A quotation mark in this row is never closed; the file may be incomplete.',
} as const;
const ENDS_IN_ROW = {
  zh: '文件在最后一行中间结束。',
  en: 'The file ends in the middle of its last row.',
} as const;

/**
 * The rows of a CSV file, the heading first, a piece of the file at a time. Rows follow each other as in a spreadsheet: a
 * quoted line end stays inside its row, and an empty line is a row of one empty cell. A quotation mark inside an unquoted
 * cell is a character like others, as the systems that export such files mean it. CRLF becomes LF.
 *
 * Throws TRUNCATED_FILE when a quotation mark stays open, or the last row has no line end and fewer
 * cells than the heading. Source: RFC 4180.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<CsvRows> {
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n', quoteChar: '"', escapeChar: '"' });
  let rest = '';
  let width: number | undefined;
  for await (const piece of pieces) {
    const text = rest + piece.replaceAll('\r\n', '\n');
    const parsed = parse(parser, text, true);
    rest = text.slice(parsed.end);
    if (rest.length > LONGEST_ROW) throw new DomainError('TRUNCATED_FILE', { explanation: QUOTE_NOT_CLOSED });
    width ??= parsed.rows[0]?.length;
    if (parsed.rows.length > 0) yield parsed;
  }
  const last = parse(parser, rest, false);
  if (last.isOpen) throw new DomainError('TRUNCATED_FILE', { explanation: QUOTE_NOT_CLOSED });
  const [row] = last.rows;
  if (rest === '' || row === undefined) return;
  if (row.length < (width ?? 0)) throw new DomainError('TRUNCATED_FILE', { explanation: ENDS_IN_ROW });
  yield last;
}

interface Parsed extends CsvRows {
  /** Where the last whole row ends. */
  readonly end: number;
  /** True when the text ends inside a quoted cell. */
  readonly isOpen: boolean;
}

/** `isPart`: the text goes on, so what follows the last line end is left for the next time. */
function parse(parser: Papa.Parser, text: string, isPart: boolean): Parsed {
  const { data, errors, meta } = parser.parse(text, 0, isPart) as Papa.ParseResult<string[]>;
  const misquoted = new Set<number>();
  for (const { code, row } of errors) if (code === 'InvalidQuotes' && row !== undefined) misquoted.add(row);
  const isOpen = errors.some(({ code }) => code === 'MissingQuotes');
  return { rows: data, misquoted, end: meta.cursor, isOpen };
}
