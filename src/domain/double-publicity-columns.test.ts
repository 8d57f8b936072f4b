import { describe, expect, it } from '@jest/globals';
import {
  type CellRefusal,
  type ColumnMap,
  PENALTY_COLUMNS,
  PERMIT_COLUMNS,
  plainHeading,
  PUBLICITY_COLUMNS,
  type PublicityTable,
  readHeading,
} from './double-publicity-columns.js';

const PENALTY_HEADING = PENALTY_COLUMNS.map(({ heading }) => heading);
const PERMIT_HEADING = PERMIT_COLUMNS.map(({ heading }) => heading);

describe('the heading of a double-publicity file', () => {
  it('is understood as the standard prints it, for both tables', () => {
    const map = mapOf('PENALTY', PENALTY_HEADING);
    expect(map.decidedOn).toEqual({ at: PENALTY_HEADING.indexOf('处罚决定日期'), heading: '处罚决定日期' });
    expect(mapOf('PERMIT', PERMIT_HEADING).validUntilOn.heading).toBe('有效期至');
  });

  it('may stand in any order', () => {
    expect(mapOf('PENALTY', [...PENALTY_HEADING].reverse()).partyName.at).toBe(PENALTY_HEADING.length - 1);
  });

  it('may have half-width brackets, other commas, blanks, a byte order mark, and shorter names of the codes', () => {
    const heading = PENALTY_HEADING.map((name) =>
      name
        .replace('（万元）', '(万元)')
        .replace('、', ',')
        .replace(/^行政相对人代码_(\d).*/, ' 行政相对人代码_$1'),
    );
    heading[0] = `\uFEFF${heading[0] ?? ''}\n`;
    const map = mapOf('PENALTY', heading);
    expect([map.partyName.at, map.creditCode.at, map.fine.heading]).toEqual([0, 2, '罚款金额（万元）']);
  });

  it('may lack what a record can do without', () => {
    const required = PENALTY_COLUMNS.flatMap((column) => (column.required ? column.heading : []));
    expect(mapOf('PENALTY', required).remark.at).toBe(-1);
  });

  it('is refused with the name of each required column that is missing', () => {
    const heading = PENALTY_HEADING.filter((name) => name !== '处罚决定日期' && name !== '处罚机关');
    const refusals = refusalsOfHeading(heading);
    expect(refusals.map(({ code, column }) => [code, column])).toEqual([
      ['MISSING_COLUMN', '处罚决定日期'],
      ['MISSING_COLUMN', '处罚机关'],
    ]);
  });

  it('is refused with the name of each column that is unknown or there twice', () => {
    const refusals = refusalsOfHeading([...PENALTY_HEADING, '宗教信仰', '', '备注', 'a\u0000b']);
    const place = (offset: number) => `第${String(PENALTY_HEADING.length + offset)}列`;
    expect(refusals.map(({ code, column }) => [code, column])).toEqual([
      ['UNKNOWN_COLUMN', '宗教信仰'],
      ['UNKNOWN_COLUMN', place(2)],
      ['UNKNOWN_COLUMN', '备注'],
      ['UNKNOWN_COLUMN', place(4)],
    ]);
  });

  it('repeats nothing of a file that begins with a row of data', () => {
    const refusals = refusalsOfHeading(['陈大文', '440784190001010006']);
    expect(JSON.stringify(refusals)).not.toMatch(/陈大文|440784/);
  });

  it('has no two columns that could be taken for each other', () => {
    for (const columns of Object.values(PUBLICITY_COLUMNS)) {
      const names = columns.flatMap(({ heading, aliases = [] }) => [heading, ...aliases].map(plainHeading));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

function mapOf<T extends PublicityTable>(table: T, heading: readonly string[]): ColumnMap<T> {
  const reading = readHeading(heading, table);
  if ('refusals' in reading) throw new Error(JSON.stringify(reading.refusals));
  return reading.map;
}

function refusalsOfHeading(heading: readonly string[]): readonly CellRefusal[] {
  const reading = readHeading(heading, 'PENALTY');
  return 'refusals' in reading ? reading.refusals : [];
}
