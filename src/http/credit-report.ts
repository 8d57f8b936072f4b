import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../domain/refusal.js';
import { type Context, hasRole } from '../usecases/context.js';
import { readCreditReport, type ReceiptedCheck } from '../usecases/receipt/read-credit-report.js';
import { codeSvg } from './code-svg.js';
import { reportBody, REPORT_STYLE, reportTitle, type VerificationLink } from './credit-report-page.js';
import { ID, parseGlobalId } from './global-id.js';
import { framePages } from './page.js';
import { receiptPath } from './receipt-paths.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/**
 * `GET /checks/{id}/report.html`: a check of the caller's own office as a report for A4 paper (信用核查报告), with the receipt inside, so
 * that the saved file can be verified offline. Each look is on record.
 */
export function registerCreditReport(app: FastifyInstance, contextOf: ContextOf): void {
  const frame = framePages(REPORT_STYLE);
  app.get<{ Params: { id: string } }>('/checks/:id/report.html', async (request, reply) => {
    const context = await contextOf(request);
    if (context.actor === null) throw new DomainError('UNAUTHENTICATED');
    if (!hasRole(context, 'APPROVAL_OFFICER')) throw new DomainError('FORBIDDEN');
    const checkId = parseGlobalId(request.params.id, ID.check)?.uuid;
    const report = checkId === undefined ? null : await readCreditReport(context, checkId);
    if (report === null) throw new DomainError('NOT_FOUND');
    const { today } = context;
    const link = await verificationLink(context, report.check);
    return reply
      .headers(await frame.headers)
      .type('text/html; charset=utf-8')
      .send(frame.documentOf(reportTitle(report), reportBody(report, { link, today })));
  });
}

/** Where the report leads whoever doubts it; nowhere as long as the service has not been told its public address. */
async function verificationLink(
  { publicUrl }: Context,
  { id, receiptHash }: ReceiptedCheck,
): Promise<VerificationLink | null> {
  if (publicUrl === null) return null;
  const url = `${publicUrl}${receiptPath(id, receiptHash)}`;
  return { url, code: { html: await codeSvg(url) } };
}
