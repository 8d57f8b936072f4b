import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import { FALL_OUT_WORDS } from '../domain/screening-words.js';
import { VERDICT_WORDS } from '../domain/verdict-words.js';
import { type Context, hasRole, type Locale } from '../usecases/context.js';
import type { ScreeningResultRow } from '../usecases/screening/list-screening-results.js';
import { readScreeningResults } from '../usecases/screening/read-screening-results.js';
import type { ScreeningRow } from '../usecases/screening-loaders.js';
import { ID, parseGlobalId } from './global-id.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/** By which spreadsheets tell UTF-8 from what they are used to. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * `GET /screenings/{id}.csv`: what became of every subject of a screening of the caller's office, the eligible first, with all
 * reasons.
 */
export function registerScreeningFile(app: FastifyInstance, contextOf: ContextOf): void {
  app.get<{ Params: { file: string } }>('/screenings/:file', async (request, reply) => {
    const context = await contextOf(request);
    if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
    if (!hasRole(context, 'APPROVAL_OFFICER')) throw new DomainError('FORBIDDEN');
    const [, id = ''] = /^(.+)\.csv$/.exec(request.params.file) ?? [];
    const uuid = parseGlobalId(id, ID.screening)?.uuid;
    const screening = uuid === undefined ? null : await context.loaders.screening.load(uuid);
    if (screening === null) throw new DomainError('NOT_FOUND');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="screening-${screening.id}.csv"`)
      .send(Readable.from(linesOf(context, screening)));
  });
}

async function* linesOf(context: Context, screening: ScreeningRow): AsyncGenerator<string> {
  const { locale } = context;
  yield `${BYTE_ORDER_MARK}${csvOf([HEADINGS[locale]])}`;
  for await (const slice of readScreeningResults(context, screening))
    yield csvOf(slice.map((row) => cellsOf(row, locale)));
}

/** Cells that a spreadsheet would take for a formula are made plain text: names are whatever somebody has registered. */
function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' });
}

const HEADINGS: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': ['统一社会信用代码', '名称', '结果', '核查结论', '等级', '原因', '依据', '措施及法律依据'],
  en: [
    ...['Unified social credit code', 'Name', 'Outcome', 'Verdict', 'Grade', 'Reasons', 'Grounds'],
    'Measures and legal basis',
  ],
};

const OUTCOMES = {
  ELIGIBLE: { zh: '符合条件', en: 'Eligible' },
  FELL_OUT: { zh: '不符合条件', en: 'Fell out' },
} as const;

function cellsOf(row: ScreeningResultRow, locale: Locale): string[] {
  const inWords = ({ labelZh, labelEn }: { labelZh: string; labelEn: string }) =>
    locale === 'en' ? labelEn : labelZh;
  const language = locale === 'en' ? 'en' : 'zh';
  const { creditCode, subjectName, outcome, verdict, gradeCode, reasons, grounds } = row;
  const measures = grounds.flatMap((ground) => ground.measures);
  return [
    ...[
      creditCode,
      subjectName,
      OUTCOMES[outcome][language],
      VERDICT_WORDS[verdict][language],
      gradeCode ?? '',
    ],
    reasons.map((code) => FALL_OUT_WORDS[code][language]).join(' '),
    grounds.map((ground) => `${inWords(ground)}（${ground.documentNumber ?? '—'}）`).join('；'),
    measures.map((measure) => `${inWords(measure)}（${measure.legalBasis}）`).join('；'),
  ];
}
