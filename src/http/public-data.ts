import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseCivilDate } from '../domain/civil-date.js';
import { parseCreditCode } from '../domain/credit-code.js';
import { parseText } from '../domain/text.js';
import type { Context, Locale } from '../usecases/context.js';
import type { PublishedFilter, PublishedRow } from '../usecases/spot-check/list-published-spot-checks.js';
import { readPublishedSpotChecks } from '../usecases/spot-check/read-published-spot-checks.js';
import { listFile, type ListFileQuery } from './list-file.js';
import { csvLines, oneOf } from './public-file.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/** A file may hold everything there is, so one address gets few of them; pages by GraphQL have a budget of their own. */
export const USUAL_PUBLIC_DATA_LIMITS: RequestLimits = { requests: 10, seconds: 60 };

type Query = Partial<Record<'creditCode' | 'title' | 'from' | 'to' | 'bom', string | string[]>>;

const LONGEST_TITLE = 200;

/**
 * `GET /public/spot-checks.csv`: the published results of random inspections as a file, for everybody, newest first. Filters are those of
 * `publishedSpotChecks`; `bom=1` puts a byte order mark before it. `GET /public/list-announcements.csv`: the same of lists, entries and exits.
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
  app.get<{ Querystring: ListFileQuery & Pick<Query, 'bom'> }>(
    '/public/list-announcements.csv',
    async (request, reply) => {
      await limit(request, reply);
      const { bom, ...query } = request.query;
      const lines = listFile(await contextOf(request), query, bom === '1');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="list-announcements.csv"')
        .send(Readable.from(lines));
    },
  );
}

function filterOf(query: Omit<Query, 'bom'>): PublishedFilter {
  const { creditCode, title, from, to } = query;
  const [code, words, first, last] = [oneOf(creditCode), oneOf(title), oneOf(from), oneOf(to)];
  return {
    creditCode: code === null ? null : parseCreditCode(code, ['creditCode']),
    title: words === null ? null : parseText(words, { field: ['title'], max: LONGEST_TITLE }),
    from: first === null ? null : parseCivilDate(first, ['from']),
    to: last === null ? null : parseCivilDate(last, ['to']),
  };
}

function linesOf(context: Context, filter: PublishedFilter, hasMark: boolean): AsyncGenerator<string> {
  const { locale } = context;
  const slices = readPublishedSpotChecks(context, filter);
  return csvLines(HEADINGS[locale], slices, { cellsOf: (row) => cellsOf(row, locale), hasMark });
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
