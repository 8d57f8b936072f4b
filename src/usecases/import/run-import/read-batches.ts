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
import { DomainError } from '../../../domain/refusal.js';
import type { NewRecord } from '../../../store/imports.js';
import type { FileEncoding } from '../../../store/jobs.js';
import { decodeText } from './decode-text.js';
import { newRecordOf } from './new-record-of.js';
import { readCsv } from './read-csv.js';
import type { RefusalLog } from './refusal-log.js';

/** Good rows of a file that go to the database together. */
export interface Batch {
  readonly records: readonly NewRecord[];
  /** Rows with data read so far, the refused ones included. */
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
 * file (its encoding, its end, its heading) is noted, too, and thrown on as the DomainError it is.
 */
export async function* readBatches(file: FileToRead, log: RefusalLog): AsyncGenerator<Batch> {
  let rowNumber = 0;
  let emptyRows = 0;
  let reader: RowReader | undefined;
  let records: NewRecord[] = [];
  const batch = (): Batch => ({ records, rowsRead: Math.max(0, rowNumber - 1 - emptyRows) });
  try {
    for await (const { rows, misquoted } of readCsv(decodeText(file.bytes, file.encoding))) {
      for (const [at, cells] of rows.entries()) {
        rowNumber += 1;
        if (reader === undefined) reader = readerFor(file, cells, log);
        else if (isEmpty(cells)) emptyRows += 1;
        else if (misquoted.has(at)) log.note(rowNumber, [MISQUOTED]);
        else readRow(reader, { cells, rowNumber }, { records, log });
        if (records.length < ROWS_IN_BATCH) continue;
        yield batch();
        records = [];
      }
    }
    if (reader === undefined) throw new DomainError('MISSING_COLUMN', { explanation: NO_ROWS });
  } catch (error) {
    if (error instanceof DomainError) noteRefusedFile(error, rowNumber, log);
    throw error;
  }
  yield batch();
}

/** Spreadsheets export the empty rows below a table, too. */
function isEmpty(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '');
}

interface RowReader {
  readonly width: number;
  readonly read: ReadRow;
}

/** A heading has named its columns in the log itself. */
function noteRefusedFile({ code, details: { explanation } }: DomainError, lastRow: number, log: RefusalLog) {
  if (explanation !== undefined) log.note(lastRow + 1, [{ column: '', code, explanation }]);
}

function readerFor({ table, today }: FileToRead, cells: readonly string[], log: RefusalLog): RowReader {
  const reading = table === 'PENALTY' ? penaltyReader(cells, today) : permitReader(cells, today);
  if ('read' in reading) return { width: cells.length, read: reading.read };
  log.note(1, reading.refusals);
  throw new DomainError(reading.refusals[0]?.code ?? 'UNKNOWN_COLUMN');
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
  { cells, rowNumber }: { cells: readonly string[]; rowNumber: number },
  { records, log }: { records: NewRecord[]; log: RefusalLog },
): void {
  const reading =
    cells.length === width ? read(cells) : { refusals: [wrongColumnCount(cells.length, width)] };
  if ('row' in reading) records.push(newRecordOf(reading.row, rowNumber));
  else log.note(rowNumber, reading.refusals);
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
