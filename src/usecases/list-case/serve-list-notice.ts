import { parseCivilDate } from '../../domain/civil-date.js';
import { objectionTerm, requireAct } from '../../domain/list-case.js';
import { DomainError } from '../../domain/refusal.js';
import { NOTE_NOTICE } from '../../store/list-cases.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockListCase } from '../steps/lock-list-case.js';
import { readCalendar } from '../steps/read-calendar.js';
import { writeListNotice } from '../steps/write-list-notice.js';

export type DeliveryMethod = 'IN_PERSON' | 'POST' | 'ELECTRONIC' | 'LEFT_AT_ADDRESS' | 'PUBLIC_NOTICE';

export interface ServeListNoticeInput extends ActInput {
  readonly caseId: string;
  readonly deliveredOn: string;
  readonly method: DeliveryMethod;
}

/**
 * Records that the written notice was delivered (送达列入告知书), word for word as the service writes it from the case. The term to object runs
 * from that day, in the working days of the rule by which the case began; it is provisional where a year of the calendar is not published.
 * Source: written notice with facts, reasons, basis, measures and the right to object [L]; the number of days is data.
 */
export function serveListNotice(
  context: Context,
  input: ServeListNoticeInput,
): Promise<Outcome<{ caseId: string }>> {
  return command(context, 'serveListNotice', input, async (unit, trail) => {
    const row = await lockListCase(context, unit, trail, input.caseId);
    const { officerId } = actorOf(context);
    requireAct('SERVE_NOTICE', row, { officerId, on: context.today }, ['input', 'caseId']);
    const field = ['input', 'deliveredOn'];
    const deliveredOn = parseCivilDate(input.deliveredOn, field);
    if (deliveredOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
    if (deliveredOn < row.proposedOn) throw new DomainError('INVALID_DATE', { field });
    const until = objectionTerm(row.terms, deliveredOn, await readCalendar(unit));
    const body = await writeListNotice(unit, row);
    await runOne(unit, NOTE_NOTICE, [
      row.id,
      officerId,
      deliveredOn,
      input.method,
      body,
      until.on,
      until.provisional,
    ]);
    return { caseId: row.id };
  });
}
