import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { FIND_NOTICES, RECORD_DELIVERY } from '../../store/notices.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RecordNoticeDeliveryInput extends ActInput {
  readonly noticeIds: readonly string[];
  readonly deliveredOn: string;
  /** How it was delivered, such as handed over or sent by post. */
  readonly how: string;
}

const MOST_NOTICES = 250;

/** Records that notices were delivered (送达): all of them or none. A notice is delivered once, and not before its day. */
export function recordNoticeDelivery(
  context: Context,
  input: RecordNoticeDeliveryInput,
): Promise<Outcome<{ noticeIds: readonly string[] }>> {
  return command(context, 'recordNoticeDelivery', input, async (unit, trail) => {
    const { regionCodes, officerId } = actorOf(context);
    const field = ['input', 'noticeIds'];
    const noticeIds = [...new Set(input.noticeIds)];
    if (noticeIds.length === 0 || noticeIds.length > MOST_NOTICES)
      throw new DomainError('TOO_MANY_ITEMS', { field, facts: { least: 1, most: MOST_NOTICES } });
    const deliveredOn = parseCivilDate(input.deliveredOn, ['input', 'deliveredOn']);
    if (deliveredOn > context.today)
      throw new DomainError('DATE_IN_FUTURE', { field: ['input', 'deliveredOn'] });
    const how = parseText(input.how, { field: ['input', 'how'], max: 200 });
    const found = await unit.run(FIND_NOTICES, [noticeIds, regionCodes]);
    if (found.length < noticeIds.length) throw new DomainError('NOT_FOUND', { field });
    const values = [noticeIds, regionCodes, deliveredOn, how, officerId];
    const delivered = await unit.run(RECORD_DELIVERY, values);
    if (delivered.length < noticeIds.length) throw new DomainError('WRONG_STATE', { field });
    for (const { houseId } of found) trail.subjectIds.add(houseId);
    return { noticeIds };
  });
}
