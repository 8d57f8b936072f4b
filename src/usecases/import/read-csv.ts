import { finished } from 'node:stream/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { FileRefused } from './decode-text.js';

/** A cell holds at most 5,000 characters; a row this long is a quotation mark that was never closed. */
const LONGEST_ROW_BYTES = 1024 * 1024;

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
 * cell is a character like others, as the systems that export such files mean it.
 *
 * Throws FileRefused with TRUNCATED_FILE when a quotation mark stays open, or the last row has no line end and fewer
 * cells than the heading. Source: RFC 4180.
 */
export async function* readCsv(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[][]> {
  let rows: string[][] = [];
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW_BYTES,
    // Handing rows over here, and none to the stream, saves the price of an object stream.
    on_record: (row: string[]) => {
      rows.push(row);
      return null;
    },
  });
  parser.on('error', () => undefined).resume();
  let width: number | undefined;
  let endsLine = true;
  for await (const piece of pieces) {
    await write(parser, piece);
    endsLine = piece.at(-1) === 0x0a || piece.at(-1) === 0x0d;
    width ??= rows[0]?.length;
    const complete = rows;
    rows = [];
    if (complete.length > 0) yield complete;
  }
  await end(parser);
  const last = rows.at(-1);
  if (last !== undefined && !endsLine && last.length < (width ?? 0)) {
    yield rows.slice(0, -1);
    throw new FileRefused('TRUNCATED_FILE', ENDS_IN_ROW);
  }
  if (rows.length > 0) yield rows;
}

function write(parser: Parser, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(piece, (error) => {
      if (error) reject(refusalOf(error));
      else resolve();
    });
  });
}

async function end(parser: Parser): Promise<void> {
  parser.end();
  await finished(parser).catch((error: unknown) => {
    throw refusalOf(error);
  });
}

function refusalOf(error: unknown): unknown {
  const isOpenQuote =
    error instanceof CsvError &&
    (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE');
  return isOpenQuote ? new FileRefused('TRUNCATED_FILE', QUOTE_NOT_CLOSED) : error;
}
