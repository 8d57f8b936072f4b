import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { END_CONFLICT, LOCK_CONFLICT } from '../../store/inspectors.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface EndConflictInput extends ActInput {
  readonly conflictId: string;
  /** The first day on which he may be drawn for it again; not in the past. */
  readonly endsOn: CivilDate;
}

/** Ends a conflict of interest of an inspector of the own office from a day on. A draw of the past stays as it was. */
export function endConflict(
  context: Context,
  input: EndConflictInput,
): Promise<Outcome<{ inspectorId: string }>> {
  return command(context, 'endConflict', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const [conflict] = await unit.run(LOCK_CONFLICT, [input.conflictId, officeId]);
    if (conflict === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'conflictId'] });
    if (conflict.endsOn !== null) throw new DomainError('WRONG_STATE', { field: ['input', 'conflictId'] });
    const endsOn = parseCivilDate(input.endsOn, ['input', 'endsOn']);
    if (endsOn < context.today) throw new DomainError('DATE_IN_PAST', { field: ['input', 'endsOn'] });
    await unit.run(END_CONFLICT, [input.conflictId, endsOn, officerId]);
    trail.subjectIds.add(conflict.subjectId);
    return { inspectorId: conflict.inspectorId };
  });
}
