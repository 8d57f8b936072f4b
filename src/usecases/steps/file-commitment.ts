import type { Unit } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import type { LockedCommitment } from './lock-commitment.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';

export type CommitmentRecordType = 'COMMITMENT_KEPT' | 'COMMITMENT_BREACHED';

/**
 * Puts what became of a commitment into the applicant's credit file, wherever he is registered, and rates him anew. Returns the id of
 * the record. Source: breaches are always recorded [L].
 */
export async function fileCommitment(
  context: Context,
  unit: Unit,
  trail: Trail,
  { commitment, matter, type, content }: LockedCommitment & { type: CommitmentRecordType; content: string },
): Promise<string> {
  const { officeId, officeName } = actorOf(context);
  const { subjectId } = commitment;
  await unit.run(LOCK_SUBJECTS, [[subjectId]]);
  const record: NewRecord = {
    id: context.newId(),
    subjectId,
    type,
    occurredOn: context.today,
    content,
    documentNumber: matter.number,
    sourceKey: `commitment ${commitment.id} ${type}`,
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([record]), officeId, officeName]);
  await rateTouchedSectors(unit, trail, {
    subjectIds: [subjectId],
    recordTypes: [type],
    on: context.today,
    cause: `commitment ${commitment.id}`,
  });
  trail.matter = matter.number;
  return record.id;
}
