import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { FileEncoding } from '../../../store/jobs.js';
import { decodeText } from './decode-text.js';
import { readCsv } from './read-csv.js';

/** The bytes in pieces of these sizes, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]) {
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(from, from + size);
    from += size;
    await Promise.resolve();
  }
}

async function rowsOf(
  bytes: Buffer,
  { sizes = [7], encoding = null }: { sizes?: readonly number[]; encoding?: FileEncoding | null } = {},
): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const part of readCsv(decodeText(inPieces(bytes, sizes), encoding))) {
    rows.push(...part.rows.map((row) => [...row]));
  }
  return rows;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('reading CSV', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '罚款', '一\n二', '说"明"', ',', '"', '〔2026〕', '㐀', ' 空 格 ', '0.5'),
    fc.string({ unit: fc.constantFrom('a', '样', '"', ',', '\n', 'é', '鶴') }),
  );
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

  it('gives back every cell, in both encodings, wherever the file is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        sizes,
        fc.constantFrom<FileEncoding>('UTF_8', 'GB18030'),
        fc.constantFrom('\n', '\r\n'),
        async (rows, cuts, encoding, lineEnd) => {
          const text = rows.map((row) => row.map(quoted).join(',') + lineEnd).join('');
          const bytes = encoding === 'UTF_8' ? Buffer.from(text) : iconv.encode(text, 'gb18030');
          expect(await rowsOf(bytes, { sizes: cuts, encoding })).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never takes a file that ends early, behind its heading, for a whole one, but for its last cell', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.double({ min: 0, max: 1, noNaN: true }), async (rows, where) => {
        const lines = rows.map((row) => row.map(quoted).join(','));
        const text = Buffer.from(`${lines.join('\n')}\n`);
        const heading = Buffer.byteLength(lines[0] ?? '');
        const cut = text.subarray(0, heading + Math.floor(where * (text.length - heading)));
        const width = rows[0]?.length ?? 0;
        try {
          for (const row of await rowsOf(cut, { encoding: 'UTF_8' })) expect(row).toHaveLength(width);
        } catch (error) {
          expect(error).toMatchObject({ code: 'TRUNCATED_FILE' });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes a quotation mark inside an unquoted cell for a character', async () => {
    expect(await rowsOf(Buffer.from('a,b\n12" 管,c\n'))).toEqual([
      ['a', 'b'],
      ['12" 管', 'c'],
    ]);
  });

  it('gives an empty line as a row of one empty cell, as a spreadsheet counts it', async () => {
    expect(await rowsOf(Buffer.from('a,b\n\nc,d'))).toEqual([['a', 'b'], [''], ['c', 'd']]);
  });

  it('drops the byte order mark, and in UTF-8 nothing else of the sort', async () => {
    expect(await rowsOf(Buffer.from('\uFEFFa,\uFEFFb\n'))).toEqual([['a', '\uFEFFb']]);
  });

  it('gives up on a quotation mark that is never closed long before the whole file is in memory', async () => {
    async function* endless() {
      yield Buffer.from('a,b\n"');
      for (;;) {
        yield Buffer.from('x'.repeat(99_999) + '\n');
        await Promise.resolve();
      }
    }
    const reading = async () => {
      for await (const part of readCsv(decodeText(endless(), 'UTF_8'))) expect(part.rows).toHaveLength(1);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'TRUNCATED_FILE' });
  });
});
