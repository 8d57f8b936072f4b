import type { CivilDate } from '../../../domain/civil-date.js';
import {
  type CellRefusal,
  type ImportedRecord,
  type PublicityTable,
  readHeading,
  readPenaltyRow,
  readPermitRow,
  type RowReading,
} from '../../../domain/double-publicity.js';
import type { NewRecord } from '../../../store/imports.js';
import type { FileEncoding } from '../../../store/jobs.js';
import { decodeText, FileRefused } from './decode-text.js';
import { newRecordOf } from './new-record-of.js';
import { readCsv } from './read-csv.js';
import type { RefusalLog } from './refusal-log.js';

/** Good rows of a file that go to the database together. */
export interface Batch {
  readonly records: readonly NewRecord[];
  /** Rows read so far, the heading and the refused ones included. */
  readonly rowsRead: number;
}

export interface FileToRead {
  readonly bytes: AsyncIterable<Buffer>;
  readonly encoding: FileEncoding | null;
  readonly table: PublicityTable;
  readonly today: CivilDate;
}

type ReadRow = (cells: readonly string[]) => RowReading<ImportedRecord>;

/** Small enough that a request of somebody else never waits long for the rows of one, large enough for COPY to pay. */
const ROWS_IN_BATCH = 10_000;

const MISQUOTED: CellRefusal = {
  column: '',
  code: 'INVALID_TEXT',
  explanation: {
    zh: '引号内的引号须写成两个。',
    en: 'A quotation mark inside a quoted cell must be written twice.',
  },
};
const NO_ROWS = { zh: '文件没有表头。', en: 'The file has no heading.' } as const;

/**
 * The good rows of a file, batch by batch; the others are noted in `log` on the way. What ends the reading of the whole
 * file (its encoding, its end, its heading) is noted, too, and thrown as FileRefused.
 */
export async function* readBatches(file: FileToRead, log: RefusalLog): AsyncGenerator<Batch> {
  let rowsRead = 0;
  let reader: RowReader | undefined;
  let records: NewRecord[] = [];
  try {
    for await (const { rows, misquoted } of readCsv(decodeText(file.bytes, file.encoding))) {
      for (const [at, cells] of rows.entries()) {
        rowsRead += 1;
        if (reader === undefined) {
          reader = readerFor(file, cells, log);
          continue;
        }
        if (misquoted.has(at)) {
          log.note(rowsRead, [MISQUOTED]);
          continue;
        }
        const record = readRow(reader, cells, rowsRead, log);
        if (record === null) continue;
        records.push(record);
        if (records.length < ROWS_IN_BATCH) continue;
        yield { records, rowsRead };
        records = [];
      }
    }
    if (reader === undefined) throw new FileRefused('MISSING_COLUMN', NO_ROWS);
  } catch (error) {
    // The heading has named its columns itself.
    if (error instanceof FileRefused && !(error instanceof HeadingRefused)) {
      log.note(rowsRead + 1, [{ column: '', code: error.code, explanation: error.explanation }]);
    }
    throw error;
  }
  yield { records, rowsRead };
}

interface RowReader {
  readonly width: number;
  readonly read: ReadRow;
}

class HeadingRefused extends FileRefused {}

function readerFor({ table, today }: FileToRead, cells: readonly string[], log: RefusalLog): RowReader {
  const reading = table === 'PENALTY' ? penaltyReader(cells, today) : permitReader(cells, today);
  if ('read' in reading) return { width: cells.length, read: reading.read };
  log.note(1, reading.refusals);
  const [first] = reading.refusals;
  throw new HeadingRefused(first?.code ?? 'UNKNOWN_COLUMN', first?.explanation ?? NO_ROWS);
}

type HeadedReader = { readonly read: ReadRow } | { readonly refusals: readonly CellRefusal[] };

function penaltyReader(heading: readonly string[], today: CivilDate): HeadedReader {
  const reading = readHeading(heading, 'PENALTY');
  return 'map' in reading ? { read: (cells) => readPenaltyRow(cells, reading.map, today) } : reading;
}

function permitReader(heading: readonly string[], today: CivilDate): HeadedReader {
  const reading = readHeading(heading, 'PERMIT');
  return 'map' in reading ? { read: (cells) => readPermitRow(cells, reading.map, today) } : reading;
}

function readRow(
  { width, read }: RowReader,
  cells: readonly string[],
  rowNumber: number,
  log: RefusalLog,
): NewRecord | null {
  // Spreadsheets export the empty rows below a table, too.
  if (cells.every((cell) => cell === '')) return null;
  if (cells.length !== width) {
    log.note(rowNumber, [wrongColumnCount(cells.length, width)]);
    return null;
  }
  const reading = read(cells);
  if ('row' in reading) return newRecordOf(reading.row, rowNumber);
  log.note(rowNumber, reading.refusals);
  return null;
}

function wrongColumnCount(found: number, expected: number): CellRefusal {
  return {
    column: '',
    code: 'WRONG_COLUMN_COUNT',
    explanation: {
      zh: `该行有 ${found} 列，表头有 ${expected} 列。`,
      en: `This row has ${found} columns, the heading has ${expected}.`,
    },
  };
}
