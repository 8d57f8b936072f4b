import { describe, expect, it } from '@jest/globals';
import {
  type ColumnMap,
  type ImportedPenalty,
  type ImportedPermit,
  naturalKeyOf,
  PUBLICITY_COLUMNS,
  type PublicityTable,
  readHeading,
  readPenaltyRow,
  readPermitRow,
  type RowReading,
} from './double-publicity.js';

const TODAY = '2026-11-22';

const PENALTY = {
  partyName: '鹤山市虚构食品有限公司',
  partyKind: '法人及非法人组织',
  creditCode: '91440784MA00000A92',
  documentNumber: '鹤市监处罚〔2026〕1号',
  conductType: '未按规定公示',
  penaltyKinds: '警告、罚款',
  content: '警告，罚款人民币五千元',
  fine: '0.5',
  decidedOn: '2026-03-02',
  validUntilOn: '2099/12/31',
  publishedUntilOn: '20270302',
  organName: '鹤山市虚构监管局',
};
const PERSON = {
  ...PENALTY,
  partyName: '陈大文',
  partyKind: '自然人',
  creditCode: '',
  certificateType: '身份证',
  certificateNumber: '440784190001010006',
};
const PERMIT = {
  partyName: '鹤山市虚构食品有限公司',
  partyKind: '法人及非法人组织',
  creditCode: '91440784MA00000A92',
  documentName: '准予许可决定书',
  documentNumber: '鹤许〔2026〕7号',
  permitKind: '普通',
  licenceNumber: 'JY0001',
  content: '食品经营许可',
  decidedOn: '2026年1月2日',
  validFromOn: '2026/1/2',
  validUntilOn: '2031-01-01',
  organName: '鹤山市虚构监管局',
};

describe('a row of the table of penalties', () => {
  it('becomes a record, amounts in fen and dates in one form', () => {
    expect(penalty(PENALTY)).toEqual({
      type: 'ADMINISTRATIVE_PENALTY',
      partyKind: 'ORGANISATION',
      partyName: '鹤山市虚构食品有限公司',
      creditCode: '91440784MA00000A92',
      citizenNumber: null,
      documentNumber: '鹤市监处罚〔2026〕1号',
      occurredOn: '2026-03-02',
      validUntilOn: '2099-12-31',
      publishedUntilOn: '2027-03-02',
      penaltyKinds: ['WARNING', 'FINE'],
      fineFen: 500_000,
      confiscatedFen: null,
      procedure: null,
      organName: '鹤山市虚构监管局',
      organCode: null,
      sourceUnitName: null,
      sourceUnitCode: null,
      content: '警告，罚款人民币五千元',
      conductType: '未按规定公示',
      conductFacts: null,
      legalBasis: null,
      licence: null,
      remark: null,
    });
  });

  it('becomes a record of a person by the number of the identity card, without a credit code', () => {
    expect(penalty(PERSON)).toMatchObject({
      partyKind: 'PERSON',
      creditCode: null,
      citizenNumber: '440784190001010006',
    });
    expect(penalty({ ...PENALTY, partyKind: '个体工商户', creditCode: '92440784MA00000C5L' }).partyKind).toBe(
      'INDIVIDUAL_BUSINESS',
    );
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['no name', { partyName: ' ' }, 'MISSING_VALUE', '行政相对人名称'],
    ['a name with a NUL', { partyName: 'a\u0000' }, 'INVALID_TEXT', '行政相对人名称'],
    ['a name without end', { partyName: '长'.repeat(201) }, 'INVALID_TEXT', '行政相对人名称'],
    ['an unknown kind of party', { partyKind: '机器人' }, 'UNKNOWN_CODE', '行政相对人类别'],
    ['no kind of party', { partyKind: '' }, 'MISSING_VALUE', '行政相对人类别'],
    ['no credit code', { creditCode: '' }, 'MISSING_VALUE', '行政相对人代码_1（统一社会信用代码）'],
    [
      'a wrong check digit',
      { creditCode: '91440784MA00000A93' },
      'INVALID_CREDIT_CODE',
      '行政相对人代码_1（统一社会信用代码）',
    ],
    [
      'a lower-case code',
      { creditCode: '91440784ma00000a92' },
      'INVALID_CREDIT_CODE',
      '行政相对人代码_1（统一社会信用代码）',
    ],
    ['no document number', { documentNumber: '' }, 'MISSING_VALUE', '行政处罚决定书文号'],
    ['an impossible date', { decidedOn: '2026-02-30' }, 'INVALID_DATE', '处罚决定日期'],
    ['no date', { decidedOn: '' }, 'MISSING_VALUE', '处罚决定日期'],
    [
      'a date after today',
      { decidedOn: '2026-11-23', publishedUntilOn: '' },
      'DATE_IN_FUTURE',
      '处罚决定日期',
    ],
    ['an end before the decision', { validUntilOn: '2026-03-01' }, 'INVALID_DATE', '处罚有效期'],
    ['a kind the law does not know', { penaltyKinds: '罚款、鞭刑' }, 'UNKNOWN_CODE', '处罚类别'],
    ['suspended or revoked', { penaltyKinds: '暂扣或者吊销许可证' }, 'UNKNOWN_CODE', '处罚类别'],
    ['nothing but a comma for a kind', { penaltyKinds: '；' }, 'UNKNOWN_CODE', '处罚类别'],
    ['no kind', { penaltyKinds: '' }, 'MISSING_VALUE', '处罚类别'],
    ['a fine without amount', { fine: '' }, 'MISSING_VALUE', '罚款金额（万元）'],
    ['a fine of NaN', { fine: 'NaN' }, 'INVALID_AMOUNT', '罚款金额（万元）'],
    ['a fine of 1e400', { fine: '1e400' }, 'INVALID_AMOUNT', '罚款金额（万元）'],
    ['a negative fine', { fine: '-1' }, 'INVALID_AMOUNT', '罚款金额（万元）'],
    ['a fine below a fen', { fine: '0.0000001' }, 'INVALID_AMOUNT', '罚款金额（万元）'],
    ['a wrong code of the organ', { organCode: '123' }, 'INVALID_CREDIT_CODE', '处罚机关统一社会信用代码'],
    ['an unknown procedure', { procedure: '快速' }, 'UNKNOWN_CODE', '处罚程序'],
  ])('is refused with %s', (_, change, code, column) => {
    expect(refusalsOf({ ...PENALTY, ...change })).toEqual([[code, column]]);
  });

  it('may be decided today, and end on the day of the decision', () => {
    const today = penalty({ ...PENALTY, decidedOn: TODAY, validUntilOn: TODAY, publishedUntilOn: TODAY });
    expect([today.occurredOn, today.validUntilOn, today.publishedUntilOn]).toEqual([TODAY, TODAY, TODAY]);
  });

  it('comes back with all that is wrong at once, and nothing of what stood in it', () => {
    const wrong = { ...PERSON, certificateNumber: '440784190001010007', decidedOn: '昨天', fine: '五千' };
    expect(refusalsOf(wrong)).toEqual([
      ['INVALID_CITIZEN_NUMBER', '证件号码'],
      ['INVALID_DATE', '处罚决定日期'],
      ['INVALID_AMOUNT', '罚款金额（万元）'],
    ]);
    expect(JSON.stringify(readPenalty(wrong))).not.toMatch(/440784|昨天|五千|陈大文/);
  });

  it('is refused for a person without the number of an identity card', () => {
    expect(refusalsOf({ ...PERSON, certificateNumber: '' })).toEqual([['PERSON_NOT_IMPORTABLE', '证件号码']]);
    expect(refusalsOf({ ...PERSON, certificateType: '护照' })).toEqual([
      ['PERSON_NOT_IMPORTABLE', '证件类型'],
    ]);
  });

  it('is refused for a simple-procedure penalty of a person, wherever the procedure is named', () => {
    expect(refusalsOf({ ...PERSON, procedure: '简易' })).toEqual([['SIMPLE_PROCEDURE_PERSON', '处罚程序']]);
    expect(refusalsOf({ ...PERSON, remark: '适用简易程序' })).toEqual([['SIMPLE_PROCEDURE_PERSON', '备注']]);
  });

  it('keeps simple-procedure penalties of organisations, and ordinary ones of persons', () => {
    expect(penalty({ ...PENALTY, procedure: '简易程序' }).procedure).toBe('SIMPLE');
    expect(penalty({ ...PERSON, procedure: '普通', remark: '原拟适用简易程序' }).procedure).toBe('ORDINARY');
    expect(penalty({ ...PERSON, remark: '其企业已简易注销' }).procedure).toBeNull();
  });

  it('has each kind of penalty once, with free words after "other"', () => {
    const kinds = (penaltyKinds: string) => penalty({ ...PENALTY, penaltyKinds }).penaltyKinds;
    expect(kinds('没收违法所得、没收非法财物;罚款')).toEqual(['CONFISCATION', 'FINE']);
    expect(kinds('其他-责令改正、公开道歉；警告')).toEqual(['OTHER', 'WARNING']);
    expect(kinds(' 吊销许可证件 / 限制从业 ')).toEqual(['LICENCE_REVOKED', 'BARRED_FROM_TRADE']);
  });

  it('reads amounts of 万元 to the last fen', () => {
    const fen = (fine: string) => penalty({ ...PENALTY, fine }).fineFen;
    expect([fen('0.000001'), fen('0'), fen('12.3456'), fen('100')]).toEqual([1, 0, 12_345_600, 100_000_000]);
  });

  it('strips the tab that spreadsheets put before long numbers', () => {
    expect(penalty({ ...PENALTY, creditCode: '\t91440784MA00000A92 ' }).creditCode).toBe(
      '91440784MA00000A92',
    );
  });
});

describe('a row of the table of permits', () => {
  it('becomes a record', () => {
    expect(permit(PERMIT)).toMatchObject({
      type: 'ADMINISTRATIVE_PERMIT',
      occurredOn: '2026-01-02',
      validFromOn: '2026-01-02',
      validUntilOn: '2031-01-01',
      permitKind: 'ORDINARY',
      licenceNumber: 'JY0001',
      publishedUntilOn: null,
    });
  });

  it('may be valid without end', () => {
    expect(permit({ ...PERMIT, validUntilOn: '长期' }).validUntilOn).toBeNull();
  });

  it('is refused with an unknown kind, and with an end before its beginning', () => {
    const reading = readRow(
      'PERMIT',
      { ...PERMIT, permitKind: '审批', validUntilOn: '2025-12-31' },
      readPermitRow,
    );
    expect('refusals' in reading && reading.refusals.map(({ column }) => column)).toEqual([
      '有效期至',
      '许可类别',
    ]);
  });
});

describe('the natural key of a record', () => {
  const key = (change: Record<string, string> = {}) => naturalKeyOf(penalty({ ...PENALTY, ...change }));

  it('is the same however the platform writes the number of the document', () => {
    for (const documentNumber of [
      '鹤市监处罚（2026）1号',
      '鹤市监处罚[2026] 1号',
      '鹤市监处罚(2026)1号',
      '鹤市监处罚【2026】１号',
    ]) {
      expect(key({ documentNumber })).toBe(key());
    }
  });

  it('does not change with what may be corrected later', () => {
    expect(key({ content: '更正', fine: '1', decidedOn: '2026-03-03', partyName: '改名后有限公司' })).toBe(
      key(),
    );
  });

  it('differs by document, organ, party and table', () => {
    const others = [
      key({ documentNumber: '鹤市监处罚〔2026〕2号' }),
      key({ organName: '另一虚构监管局' }),
      key({ creditCode: '91440784MA00000B7W' }),
      naturalKeyOf(penalty(PERSON)),
      naturalKeyOf(permit({ ...PERMIT, documentNumber: PENALTY.documentNumber })),
    ];
    expect(new Set([key(), ...others]).size).toBe(6);
  });
});

function mapOf<T extends PublicityTable>(table: T, heading: readonly string[]): ColumnMap<T> {
  const reading = readHeading(heading, table);
  if ('refusals' in reading) throw new Error(JSON.stringify(reading.refusals));
  return reading.map;
}

function readRow<T extends PublicityTable, Row>(
  table: T,
  values: Readonly<Record<string, string>>,
  read: (cells: readonly string[], map: ColumnMap<T>, today: string) => RowReading<Row>,
): RowReading<Row> {
  const columns = PUBLICITY_COLUMNS[table];
  const cells = columns.map(({ key }) => values[key] ?? '');
  return read(
    cells,
    mapOf(
      table,
      columns.map(({ heading }) => heading),
    ),
    TODAY,
  );
}

function readPenalty(values: Readonly<Record<string, string>>): RowReading<ImportedPenalty> {
  return readRow('PENALTY', values, readPenaltyRow);
}

function penalty(values: Readonly<Record<string, string>>): ImportedPenalty {
  const reading = readPenalty(values);
  if ('refusals' in reading) throw new Error(JSON.stringify(reading.refusals));
  return reading.row;
}

function permit(values: Readonly<Record<string, string>>): ImportedPermit {
  const reading = readRow('PERMIT', values, readPermitRow);
  if ('refusals' in reading) throw new Error(JSON.stringify(reading.refusals));
  return reading.row;
}

function refusalsOf(values: Readonly<Record<string, string>>): [string, string][] {
  const reading = readPenalty(values);
  return 'refusals' in reading ? reading.refusals.map(({ code, column }) => [code, column]) : [];
}
