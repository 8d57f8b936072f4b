import type { RefusalCode } from './refusal.js';
import { cleanText } from './text.js';

/** The two tables of "double publicity" (双公示): administrative penalties (行政处罚) and administrative permits (行政许可). */
export type PublicityTable = 'PENALTY' | 'PERMIT';

export interface PublicityColumn<Key extends string = string> {
  readonly key: Key;
  /** The official heading. */
  readonly heading: string;
  /** Whether a file without this column is refused. Whether a row may leave it empty, the reading of the row decides. */
  readonly required: boolean;
  /** Other headings in use for the same column; brackets, commas and blanks need no variants, see `readHeading`. */
  readonly aliases?: readonly string[];
}

/** Why a row or heading is not taken, in a form that is kept and shown: it never repeats what stood in the cell. */
export interface CellRefusal {
  readonly column: string;
  readonly code: RefusalCode;
  readonly explanation: { readonly zh: string; readonly en: string };
}

const PARTY_COLUMNS = [
  { key: 'partyName', heading: '行政相对人名称', required: true },
  { key: 'partyKind', heading: '行政相对人类别', required: true },
  {
    key: 'creditCode',
    heading: '行政相对人代码_1（统一社会信用代码）',
    required: true,
    aliases: ['行政相对人代码_1', '统一社会信用代码'],
  },
  {
    key: 'registrationNumber',
    heading: '行政相对人代码_2（工商注册号）',
    required: false,
    aliases: ['行政相对人代码_2'],
  },
  {
    key: 'organisationCode',
    heading: '行政相对人代码_3（组织机构代码）',
    required: false,
    aliases: ['行政相对人代码_3'],
  },
  {
    key: 'taxNumber',
    heading: '行政相对人代码_4（税务登记号）',
    required: false,
    aliases: ['行政相对人代码_4'],
  },
  {
    key: 'institutionNumber',
    heading: '行政相对人代码_5（事业单位证书号）',
    required: false,
    aliases: ['行政相对人代码_5'],
  },
  {
    key: 'socialNumber',
    heading: '行政相对人代码_6（社会组织登记证号）',
    required: false,
    aliases: ['行政相对人代码_6'],
  },
  { key: 'representative', heading: '法定代表人', required: false, aliases: ['法定代表人（负责人）'] },
  { key: 'representativeCertificateType', heading: '法定代表人证件类型', required: false },
  { key: 'representativeCertificateNumber', heading: '法定代表人证件号码', required: false },
  { key: 'certificateType', heading: '证件类型', required: false },
  { key: 'certificateNumber', heading: '证件号码', required: false },
] as const satisfies readonly PublicityColumn[];

const SOURCE_COLUMNS = [
  { key: 'sourceUnitName', heading: '数据来源单位', required: false },
  { key: 'sourceUnitCode', heading: '数据来源单位统一社会信用代码', required: false },
  { key: 'remark', heading: '备注', required: false },
] as const satisfies readonly PublicityColumn[];

/** The table of penalties. Source: headings of the double-publicity tables [K]; the procedure, added by some platforms [K]. */
export const PENALTY_COLUMNS = [
  ...PARTY_COLUMNS,
  { key: 'documentNumber', heading: '行政处罚决定书文号', required: true, aliases: ['行政处罚决定文书号'] },
  { key: 'conductType', heading: '违法行为类型', required: false },
  { key: 'conductFacts', heading: '违法事实', required: false },
  { key: 'legalBasis', heading: '处罚依据', required: false },
  { key: 'penaltyKinds', heading: '处罚类别', required: true },
  { key: 'content', heading: '处罚内容', required: true },
  { key: 'fine', heading: '罚款金额（万元）', required: true },
  { key: 'confiscated', heading: '没收违法所得、没收非法财物的金额（万元）', required: false },
  { key: 'licence', heading: '暂扣或吊销证照名称及编号', required: false },
  { key: 'decidedOn', heading: '处罚决定日期', required: true },
  { key: 'validUntilOn', heading: '处罚有效期', required: false },
  { key: 'publishedUntilOn', heading: '公示截止期', required: false, aliases: ['公示截止日期'] },
  { key: 'organName', heading: '处罚机关', required: true },
  { key: 'organCode', heading: '处罚机关统一社会信用代码', required: false },
  { key: 'procedure', heading: '处罚程序', required: false, aliases: ['行政处罚程序'] },
  ...SOURCE_COLUMNS,
] as const satisfies readonly PublicityColumn[];

/** The table of permits. Source: as above. */
export const PERMIT_COLUMNS = [
  ...PARTY_COLUMNS,
  { key: 'documentName', heading: '行政许可决定文书名称', required: false },
  { key: 'documentNumber', heading: '行政许可决定文书号', required: true, aliases: ['行政许可决定书文号'] },
  { key: 'permitKind', heading: '许可类别', required: true },
  { key: 'licenceName', heading: '许可证书名称', required: false },
  { key: 'licenceNumber', heading: '许可编号', required: false },
  { key: 'content', heading: '许可内容', required: true },
  { key: 'decidedOn', heading: '许可决定日期', required: true },
  { key: 'validFromOn', heading: '有效期自', required: false },
  { key: 'validUntilOn', heading: '有效期至', required: false },
  { key: 'organName', heading: '许可机关', required: true },
  { key: 'organCode', heading: '许可机关统一社会信用代码', required: false },
  { key: 'state', heading: '当前状态', required: false },
  ...SOURCE_COLUMNS,
] as const satisfies readonly PublicityColumn[];

interface KeysOf {
  PENALTY: (typeof PENALTY_COLUMNS)[number]['key'];
  PERMIT: (typeof PERMIT_COLUMNS)[number]['key'];
}

export const PUBLICITY_COLUMNS: { readonly [T in PublicityTable]: readonly PublicityColumn<KeysOf[T]>[] } = {
  PENALTY: PENALTY_COLUMNS,
  PERMIT: PERMIT_COLUMNS,
};

/** A column as it is found in one file: where it stands in a row (-1: nowhere), and what a refusal calls it. */
export interface Place {
  readonly at: number;
  readonly heading: string;
}

export type ColumnMap<T extends PublicityTable> = Readonly<Record<KeysOf[T], Place>>;

export type HeadingReading<T extends PublicityTable> =
  { readonly map: ColumnMap<T> } | { readonly refusals: readonly CellRefusal[] };

const LONGEST_NAME = 60;

const NOT_IN_TABLE = {
  code: 'UNKNOWN_COLUMN',
  explanation: { zh: '该表头不在双公示标准中。', en: 'The double-publicity tables have no such heading.' },
} as const;
const STANDS_TWICE = {
  code: 'UNKNOWN_COLUMN',
  explanation: { zh: '同一列出现两次。', en: 'The same column stands there twice.' },
} as const;
const NOT_IN_FILE = {
  code: 'MISSING_COLUMN',
  explanation: { zh: '表头缺少此列。', en: 'The heading lacks this column.' },
} as const;

/**
 * Finds the columns of a table in the heading of a file, in whatever order they stand. Full and half width, brackets,
 * commas (、 and ,) and blanks make no difference. Everything that is wrong is named at once: columns that are missing
 * (MISSING_COLUMN), unknown, or there twice (UNKNOWN_COLUMN); an unknown column is refused and not skipped, because a
 * misspelt heading would else lose its data without a word.
 */
export function readHeading<T extends PublicityTable>(cells: readonly string[], table: T): HeadingReading<T> {
  const columns = PUBLICITY_COLUMNS[table];
  const known = knownHeadings(columns);
  const keys = cells.map((cell) => known.get(plainHeading(cell)));
  // Unless most of it is known it may be a row of data, or a whole file without line ends: then nothing of it is repeated.
  const isHeading = keys.filter((key) => key !== undefined).length * 2 >= cells.length;
  const found = new Map<KeysOf[T], number>();
  const refusals: CellRefusal[] = [];
  for (const [at, key] of keys.entries()) {
    const name = isHeading ? nameAsGiven(cells[at] ?? '', at) : placeName(at);
    if (key === undefined) refusals.push({ column: name, ...NOT_IN_TABLE });
    else if (found.has(key)) refusals.push({ column: name, ...STANDS_TWICE });
    else found.set(key, at);
  }
  for (const { key, heading, required } of columns) {
    if (required && !found.has(key)) refusals.push({ column: heading, ...NOT_IN_FILE });
  }
  if (refusals.length > 0) return { refusals };
  const places = columns.map(({ key, heading }) => [key, { at: found.get(key) ?? -1, heading }] as const);
  return { map: Object.fromEntries(places) as ColumnMap<T> };
}

function nameAsGiven(cell: string, at: number): string {
  const name = cleanText(cell.slice(0, LONGEST_NAME));
  return name === null || name === '' ? placeName(at) : name;
}

function placeName(at: number): string {
  return `第${String(at + 1)}列`;
}

function knownHeadings<Key extends string>(columns: readonly PublicityColumn<Key>[]): Map<string, Key> {
  return new Map(
    columns.flatMap(({ key, heading, aliases = [] }) =>
      [heading, ...aliases].map((name): [string, Key] => [plainHeading(name), key]),
    ),
  );
}

/** A heading without what varies between platforms. NFKC turns full width into half width. */
export function plainHeading(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[\s\uFEFF、,]/g, '');
}
