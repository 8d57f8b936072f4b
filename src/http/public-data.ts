import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseCivilDate } from '../domain/civil-date.js';
import { parseCreditCode } from '../domain/credit-code.js';
import { parseText } from '../domain/text.js';
import type { Context, Locale } from '../usecases/context.js';
import type { PublishedFilter, PublishedRow } from '../usecases/spot-check/list-published-spot-checks.js';
import { readPublishedSpotChecks } from '../usecases/spot-check/read-published-spot-checks.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/** A file may hold everything there is, so one address gets few of them; pages by GraphQL have a budget of their own. */
export const USUAL_PUBLIC_DATA_LIMITS: RequestLimits = { requests: 10, seconds: 60 };

type Query = Partial<Record<'creditCode' | 'title' | 'from' | 'to' | 'bom', string | string[]>>;

const LONGEST_TITLE = 200;
/** By which spreadsheets tell UTF-8 from what they are used to. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * `GET /public/spot-checks.csv`: the published results of random inspections as a file, for everybody, newest first. Filters are those of
 * `publishedSpotChecks`; `bom=1` puts a byte order mark before it.
 */
export function registerPublicData(
  app: FastifyInstance,
  contextOf: ContextOf,
  limits: RequestLimits = USUAL_PUBLIC_DATA_LIMITS,
): void {
  const limit = requestLimiter(limits);
  app.get<{ Querystring: Query }>('/public/spot-checks.csv', async (request, reply) => {
    await limit(request, reply);
    const { bom, ...query } = request.query;
    const filter = filterOf(query);
    const context = await contextOf(request);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="spot-checks.csv"')
      .send(Readable.from(linesOf(context, filter, bom === '1')));
  });
}

function filterOf(query: Omit<Query, 'bom'>): PublishedFilter {
  const { creditCode, title, from, to } = query;
  const one = (given: string | string[] | undefined) => {
    const value = Array.isArray(given) ? given.at(-1) : given;
    return value === undefined || value === '' ? null : value;
  };
  const [code, words, first, last] = [one(creditCode), one(title), one(from), one(to)];
  return {
    creditCode: code === null ? null : parseCreditCode(code, ['creditCode']),
    title: words === null ? null : parseText(words, { field: ['title'], max: LONGEST_TITLE }),
    from: first === null ? null : parseCivilDate(first, ['from']),
    to: last === null ? null : parseCivilDate(last, ['to']),
  };
}

async function* linesOf(context: Context, filter: PublishedFilter, hasMark: boolean): AsyncGenerator<string> {
  const { locale } = context;
  yield `${hasMark ? BYTE_ORDER_MARK : ''}${csvOf([HEADINGS[locale]])}`;
  for await (const slice of readPublishedSpotChecks(context, filter))
    yield csvOf(slice.map((row) => cellsOf(row, locale)));
}

/** Cells that a spreadsheet would take for a formula are made plain text: names are whatever somebody has registered. */
function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' });
}

const HEADINGS: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': [
    ...['抽查任务', '抽查事项', '企业名称', '统一社会信用代码', '检查日期'],
    ...['抽查结果', '公示机关', '公示日期', '版本', '已更正'],
  ],
  en: [
    ...['Task', 'Items', 'Enterprise', 'Unified social credit code', 'Inspected on'],
    ...['Results', 'Published by', 'Published on', 'Version', 'Corrected'],
  ],
};

function cellsOf(row: PublishedRow, locale: Locale): string[] {
  const isEnglish = locale === 'en';
  const [items, results] = isEnglish ? [row.itemsEn, row.resultsEn] : [row.itemsZh, row.resultsZh];
  const [yes, no] = isEnglish ? ['yes', 'no'] : ['是', '否'];
  return [
    ...[row.title, items.join('；'), row.enterpriseName, row.creditCode, row.inspectedOn],
    ...[results.join('；'), row.officeName, row.publishedOn, String(row.version), row.isCorrected ? yes : no],
  ];
}
