import { DomainError } from '../../domain/refusal.js';
import { visitNotice } from '../../domain/visit-notice.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { READ_CARRY_OUT_RULES, TELL_VISIT } from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockVisit } from '../steps/lock-visit.js';
import { writeVisitNotice } from '../steps/write-visit-notice.js';

export interface TellVisitInput extends ActInput {
  readonly visitId: string;
}

/**
 * Tells an enterprise of the approved visit (告知): what is looked at, who comes, how often it was inspected this year, and until when it
 * may ask for recusal, which is never later than the visit itself. The text is kept word for word and says nothing of a risk class.
 */
export function tellVisit(context: Context, input: TellVisitInput): Promise<Outcome<{ visitId: string }>> {
  return command(context, 'tellVisit', input, async (unit, trail) => {
    const { visitId } = input;
    const { officerId } = actorOf(context);
    const visit = await lockVisit(context, unit, visitId, ['APPROVED']);
    if (visit.visitOn < context.today) {
      const facts = { visitOn: visit.visitOn };
      throw new DomainError('DATE_IN_PAST', { field: ['input', 'visitId'], facts });
    }
    const { rules, calendar } = await runOne(unit, READ_CARRY_OUT_RULES, [context.today]);
    const term = addWorkingDays(context.today, rules.RECUSAL_WITHIN, calendar);
    const recusalUntilOn = term.on < visit.visitOn ? term.on : visit.visitOn;
    await unit.run(TELL_VISIT, [visitId, officerId, context.today, recusalUntilOn, term.provisional]);
    await writeVisitNotice(context, unit, {
      visit: { ...visit, recusalUntilOn },
      kind: 'VISIT',
      dueOn: null,
      textOf: visitNotice,
    });
    trail.subjectIds.add(visit.subjectId);
    return { visitId };
  });
}
