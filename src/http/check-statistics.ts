import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseCivilDate } from '../domain/civil-date.js';
import { formatDecimal } from '../domain/decimal.js';
import { DomainError } from '../domain/refusal.js';
import { type Context, hasRole } from '../usecases/context.js';
import { type CheckStatistics, readCheckStatistics } from '../usecases/credit-check/read-check-statistics.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

type Query = Partial<Record<'from' | 'to' | 'field', string | string[]>>;

/** Columns in their order, in the two languages of the service. */
const COLUMNS = {
  officeName: ['机关', 'Office'],
  fieldCode: ['审批应用领域代码', 'Approval field'],
  checks: ['核查次数', 'Checks'],
  clear: ['正常办理', 'CLEAR'],
  fastTrack: ['绿色通道', 'FAST_TRACK'],
  caution: ['审慎办理', 'CAUTION'],
  restricted: ['依法限制', 'RESTRICTED'],
  suspendedUse: ['暂停使用惩戒', 'SUSPENDED_USE'],
  unknown: ['信息不明', 'UNKNOWN'],
  granted: ['准予', 'Granted'],
  grantedWithConditions: ['附条件准予', 'Granted with conditions'],
  refused: ['不予批准', 'Refused'],
  withdrawn: ['申请人撤回', 'Withdrawn'],
  departures: ['偏离答复', 'Departures'],
  givenInTime: ['按期反馈', 'Feedback in time'],
  givenLate: ['逾期反馈', 'Feedback late'],
  overdue: ['逾期未反馈', 'Feedback overdue'],
  pending: ['待反馈', 'Feedback pending'],
  superseded: ['已被后续核查替代', 'Superseded'],
} as const satisfies Partial<Record<keyof CheckStatistics, readonly [string, string]>>;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const RATE = ['反馈率（%）', 'Feedback rate (%)'] as const;

/** `GET /credit-checks/statistics.csv?from=…&to=…&field=…`: the query `creditCheckStatistics` as a file, for the same roles. */
export function registerCheckStatistics(app: FastifyInstance, contextOf: ContextOf): void {
  app.get<{ Querystring: Query }>('/credit-checks/statistics.csv', async (request, reply) => {
    const context = await contextOf(request);
    if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
    if (!hasRole(context, 'APPROVAL_OFFICER', 'CREDIT_CLERK', 'AUDITOR')) throw new DomainError('FORBIDDEN');
    const { from, to, field } = request.query;
    const rows = await readCheckStatistics(context, {
      from: parseCivilDate(lastOf(from) ?? '', ['from']),
      to: parseCivilDate(lastOf(to) ?? '', ['to']),
      field: lastOf(field),
    });
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="credit-check-statistics.csv"')
      .send(csvOf(rows, context.locale === 'en' ? 1 : 0));
  });
}

function lastOf(given: string | string[] | undefined): string | undefined {
  const value = Array.isArray(given) ? given.at(-1) : given;
  return value === '' ? undefined : value;
}

/** Cells that a spreadsheet would take for a formula are made plain text: names of offices are whatever somebody has registered. */
function csvOf(rows: readonly CheckStatistics[], language: 0 | 1): string {
  const headings = [...NAMES.map((name) => COLUMNS[name][language]), RATE[language]];
  const cells = rows.map((row) => [...NAMES.map((name) => String(row[name])), rateOf(row)]);
  return stringify([headings, ...cells], { escape_formulas: true, record_delimiter: '\r\n' });
}

function rateOf({ feedbackRateBasisPoints }: CheckStatistics): string {
  return feedbackRateBasisPoints === null ? '' : formatDecimal(feedbackRateBasisPoints, 2);
}
