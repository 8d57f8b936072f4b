import { completeCitizenNumber } from '../src/domain/citizen-number.js';
import { completeCreditCode } from '../src/domain/credit-code.js';
import { PUBLICITY_COLUMNS, type PublicityTable } from '../src/domain/double-publicity.js';

export interface InventedTable {
  readonly table: PublicityTable;
  readonly rows: number;
  /** How many different organisations the rows are about. */
  readonly parties: number;
  /** One row in this many is about a natural person; 0 for none. */
  readonly personEvery?: number;
}

type Cells = Readonly<Record<string, string>>;

const LINE_END = '\r\n';
const MOST_PARTIES = 1_000_000;
const ORGAN = { organName: '样例市场监督管理局（虚构）', organCode: inventedCode('11', 0) };
const SOURCE = {
  sourceUnitName: ORGAN.organName,
  sourceUnitCode: ORGAN.organCode,
  remark: '样例数据，并非真实',
};
const FACTS =
  '当事人在经营场所销售超过保质期的预包装食品，货值金额较小，未造成危害后果，已主动改正（样例）。';
const CONTENT = '没收违法所得；\n罚款人民币伍仟元整，限期十五日内缴至指定账户，上缴国库（样例）。';

/**
 * A double-publicity table of any size, row by row, in the form in which platforms export it: official headings, quoted
 * line ends, CRLF. All names are visibly invented, all codes are valid and belong to nobody.
 */
export function* makeDoublePublicity(wanted: InventedTable): Generator<string> {
  const columns = PUBLICITY_COLUMNS[wanted.table];
  const line = (cells: Cells) => columns.map(({ key }) => quoted(cells[key] ?? '')).join(',') + LINE_END;
  yield columns.map(({ heading }) => quoted(heading)).join(',') + LINE_END;
  for (let row = 0; row < wanted.rows; row++) {
    const decision = wanted.table === 'PENALTY' ? penaltyCells(row) : permitCells(row);
    yield line({ ...partyCells(wanted, row), ...ORGAN, ...SOURCE, ...decision });
  }
}

/** The credit code of the invented organisation with this number, for putting it on file beforehand. */
export function inventedCode(authority: string, number: number): string {
  if (number >= MOST_PARTIES) throw new RangeError('There are no more than a million invented organisations');
  return completeCreditCode(authority, '440784', `MC${String(number).padStart(6, '0')}`);
}

function partyCells({ parties, personEvery = 0 }: InventedTable, row: number): Cells {
  if (personEvery > 0 && row % personEvery === personEvery - 1) return personCells(row);
  const number = row % parties;
  return {
    partyName: `虚构样例第${number}号商贸有限公司`,
    partyKind: '法人及非法人组织',
    creditCode: inventedCode('91', number),
    registrationNumber: `4407840000${String(number).padStart(5, '0')}`,
    representative: `样例甲${number}`,
    representativeCertificateType: '身份证',
    representativeCertificateNumber: completeCitizenNumber('440784', '19000101', '001'),
  };
}

function personCells(row: number): Cells {
  const sequence = String(row % 1000).padStart(3, '0');
  return {
    partyName: `样例乙${row}`,
    partyKind: '自然人',
    certificateType: '身份证',
    certificateNumber: completeCitizenNumber('440784', '19000102', sequence),
  };
}

function penaltyCells(row: number): Cells {
  return {
    documentNumber: `样市监罚字〔2026〕第${row + 1}号`,
    conductType: '经营超过保质期的食品',
    conductFacts: FACTS,
    legalBasis: '《中华人民共和国食品安全法》第一百二十四条第一款第五项',
    penaltyKinds: '罚款;没收违法所得',
    content: CONTENT,
    fine: '0.5',
    confiscated: '0.0236',
    decidedOn: dayOf(row),
    publishedUntilOn: '2027/12/31',
    procedure: '普通程序',
  };
}

function permitCells(row: number): Cells {
  return {
    documentName: '准予行政许可决定书',
    documentNumber: `样市监许字〔2026〕第${row + 1}号`,
    permitKind: '普通',
    licenceName: '食品经营许可证',
    licenceNumber: `JY1440784${String(row).padStart(7, '0')}`,
    content: '准予从事预包装食品销售（样例）。',
    decidedOn: dayOf(row),
    validFromOn: dayOf(row),
    validUntilOn: '2031/12/31',
    state: '有效',
  };
}

function dayOf(row: number): string {
  return `2026/${1 + (row % 9)}/${1 + (row % 28)}`;
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
