import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { FIND_GRADE_CHANGES, type GradeChangeRow } from '../../store/grade-changes.js';
import { actorOf, type Context } from '../context.js';
import { actingReach } from '../grade-reach.js';
import { type LockedGradedSubject, lockGradedSubject } from './lock-graded-subject.js';

export interface LockedGradeChange {
  readonly change: GradeChangeRow;
  readonly subject: LockedGradedSubject;
}

const FIELD = ['input', 'changeId'];

/**
 * Locks the subject of a proposed change for whoever decides on it. What has been decided or superseded is not decided again,
 * and nobody decides on his own proposal.
 */
export async function lockGradeChange(
  context: Context,
  unit: Unit,
  changeId: string,
): Promise<LockedGradeChange> {
  const { subjectId, sector } = await find(context, unit, changeId);
  const subject = await lockGradedSubject(context, unit, { subjectId, sector, field: FIELD });
  // Read again now that nobody else can decide: another officer may have come first.
  const change = await find(context, unit, changeId);
  if (change.state !== 'PROPOSED') {
    throw new DomainError('WRONG_STATE', { field: FIELD, facts: { state: change.state } });
  }
  if (change.proposedById === actorOf(context).officerId) {
    throw new DomainError('OWN_DRAFT', { field: FIELD });
  }
  return { change, subject };
}

async function find(context: Context, unit: Unit, changeId: string): Promise<GradeChangeRow> {
  const [found] = await unit.run(FIND_GRADE_CHANGES, [[changeId], ...actingReach(actorOf(context))]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: FIELD });
  return found;
}
