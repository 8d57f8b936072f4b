import { objectionTerm, termAsKnown } from '../../domain/list-case.js';
import { type ListCaseRow, NOTE_OBJECTION_TERM } from '../../store/list-cases.js';
import type { Queryable } from '../../store/statement.js';
import { readCalendar } from './read-calendar.js';

/**
 * The case with its term to object as the calendar of today has it. A term that ran into a year without published holidays is counted anew
 * here, or it would stay provisional for ever. The caller has locked the case.
 */
export async function firmObjectionTerm(unit: Queryable, row: ListCaseRow): Promise<ListCaseRow> {
  const { noticedOn, objectionUntilOn, state } = row;
  if (state !== 'NOTICED' || noticedOn === null || objectionUntilOn === null) return row;
  const counted = objectionTerm(row.terms, noticedOn, await readCalendar(unit));
  const { on, provisional } = termAsKnown(objectionUntilOn, counted);
  if (on === objectionUntilOn && provisional === row.objectionIsProvisional) return row;
  await unit.run(NOTE_OBJECTION_TERM, [row.id, on, provisional]);
  return { ...row, objectionUntilOn: on, objectionIsProvisional: provisional };
}
