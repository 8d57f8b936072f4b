import { parseCivilDate } from '../domain/civil-date.js';
import { parseCreditCode } from '../domain/credit-code.js';
import { parseText } from '../domain/text.js';
import type { Context, Locale } from '../usecases/context.js';
import type {
  AnnouncementFilter,
  AnnouncementRow,
} from '../usecases/list-announcement/list-announcements.js';
import { readAnnouncements } from '../usecases/list-announcement/read-announcements.js';
import { csvLines, oneOf } from './public-file.js';

export type ListFileQuery = Partial<Record<'creditCode' | 'listCode' | 'from' | 'to', string | string[]>>;

const LONGEST_CODE = 100;

/** Announcements of lists as a file, newest first; filters are those of `listAnnouncements`. */
export function listFile(context: Context, query: ListFileQuery, hasMark: boolean): AsyncGenerator<string> {
  const { locale } = context;
  const slices = readAnnouncements(context, filterOf(query));
  return csvLines(HEADINGS[locale], slices, { cellsOf: (row) => cellsOf(row, locale), hasMark });
}

function filterOf({ creditCode, listCode, from, to }: ListFileQuery): AnnouncementFilter {
  const [code, list, first, last] = [oneOf(creditCode), oneOf(listCode), oneOf(from), oneOf(to)];
  return {
    creditCode: code === null ? null : parseCreditCode(code, ['creditCode']),
    listCode: list === null ? null : parseText(list, { field: ['listCode'], max: LONGEST_CODE }),
    from: first === null ? null : parseCivilDate(first, ['from']),
    to: last === null ? null : parseCivilDate(last, ['to']),
  };
}

const HEADINGS: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': [
    ...['公示类型', '名单', '企业名称', '统一社会信用代码', '认定机关', '依据', '文书号'],
    ...['移出原因', '起始日期', '截止日期', '公示渠道', '公示日期'],
  ],
  en: [
    ...['Kind', 'List', 'Entity', 'Unified social credit code', 'Organ', 'Legal basis', 'Document'],
    ...['Exit', 'From', 'Until', 'Channel', 'Announced on'],
  ],
};

const KINDS: Readonly<Record<AnnouncementRow['kind'], { zh: string; en: string }>> = {
  PUBLICITY: { zh: '拟列入公示', en: 'Proposed' },
  PUBLICITY_ENDED: { zh: '公示终止', en: 'Proposal ended' },
  ENTRY: { zh: '列入', en: 'Entry' },
  EXIT: { zh: '移出', en: 'Exit' },
};

const EXITS: Readonly<Record<NonNullable<AnnouncementRow['exitKind']>, { zh: string; en: string }>> = {
  TERM: { zh: '期限届满', en: 'Term over' },
  REPAIR: { zh: '信用修复', en: 'Repair' },
  OBJECTION: { zh: '异议成立', en: 'Objection upheld' },
  REVOCATION: { zh: '撤销', en: 'Revoked' },
  COURT: { zh: '人民法院移出', en: 'Removed by the court' },
};

function cellsOf(row: AnnouncementRow, locale: Locale): string[] {
  const language = locale === 'en' ? 'en' : 'zh';
  const [list, channel] = locale === 'en' ? [row.listEn, row.channelEn] : [row.listZh, row.channelZh];
  const { enterpriseName, creditCode, organName, legalBasis, documentNumber, exitKind } = row;
  return [
    ...[
      KINDS[row.kind][language],
      list,
      enterpriseName,
      creditCode,
      organName,
      legalBasis,
      documentNumber ?? '',
    ],
    ...[exitKind === null ? '' : EXITS[exitKind][language], row.holdsFromOn, row.holdsUntilOn ?? ''],
    ...[channel, row.announcedOn],
  ];
}
