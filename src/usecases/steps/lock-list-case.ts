import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { FIND_CASES, type ListCaseRow, LOCK_CASE } from '../../store/list-cases.js';
import { runOne } from '../../store/statement.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';

/**
 * Holds a case of the actor's office until the unit of work ends, as it stands now that nobody else can change it. A case of another
 * office is not found, exactly like one that does not exist.
 */
export async function lockListCase(
  context: Context,
  unit: Unit,
  trail: Trail,
  caseId: string,
): Promise<ListCaseRow> {
  const { officeId, regionCodes } = actorOf(context);
  const [locked] = await unit.run(LOCK_CASE, [caseId, officeId]);
  if (locked === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'caseId'] });
  const row = await runOne(unit, FIND_CASES, [officeId, regionCodes, false, [caseId]]);
  trail.subjectIds.add(row.subjectId);
  trail.rules[row.listCode] = row.ruleFrom;
  return row;
}
