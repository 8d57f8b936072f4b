import { objectionTerm, requireAct } from '../../domain/list-case.js';
import { ADD_ANNOUNCEMENTS } from '../../store/list-announcements.js';
import { NOTE_NOTICE } from '../../store/list-cases.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { caseAnnouncement } from '../steps/case-announcement.js';
import { lockListCase } from '../steps/lock-list-case.js';
import { readCalendar } from '../steps/read-calendar.js';
import { writeListNotice } from '../steps/write-list-notice.js';

export interface BeginListPublicityInput extends ActInput {
  readonly caseId: string;
}

/**
 * Publishes a proposed entry on a red list (守信名单公示): the public reads it from today, and anybody may object in the working days of the rule.
 * Source: red lists are published first [L]; the number of days is data.
 */
export function beginListPublicity(
  context: Context,
  input: BeginListPublicityInput,
): Promise<Outcome<{ caseId: string }>> {
  return command(context, 'beginListPublicity', input, async (unit, trail) => {
    const row = await lockListCase(context, unit, trail, input.caseId);
    const { officerId } = actorOf(context);
    const { today } = context;
    requireAct('PUBLISH', row, { officerId, on: today }, ['input', 'caseId']);
    const until = objectionTerm(row.terms, today, await readCalendar(unit));
    const body = await writeListNotice(unit, row);
    const told = [row.id, officerId, today, 'PUBLICITY', body, until.on, until.provisional];
    await runOne(unit, NOTE_NOTICE, told);
    const announced = caseAnnouncement(context, row, {
      kind: 'PUBLICITY',
      entryId: null,
      documentNumber: null,
      holdsFromOn: today,
      holdsUntilOn: until.on,
    });
    await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify([announced])]);
    return { caseId: row.id };
  });
}
