import type { CivilDate } from '../../domain/civil-date.js';
import type { MatterRow } from '../../store/approval-matters.js';
import type { Unit } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';

/** What an application can leave in the applicant's credit file. */
export interface MatterRecord {
  readonly type: 'COMMITMENT_KEPT' | 'COMMITMENT_BREACHED' | 'FALSE_MATERIAL' | 'PERMIT_BY_FRAUD';
  readonly occurredOn: CivilDate;
  readonly content: string;
}

/**
 * Puts what happened in an application into the applicant's credit file, wherever he is registered, and rates him anew. Returns the id of
 * the record. A finding that was taken back and made again leaves another record.
 * Source: breaches are always recorded [L].
 */
export async function fileMatterRecord(
  context: Context,
  unit: Unit,
  trail: Trail,
  { matter, record }: { readonly matter: MatterRow; readonly record: MatterRecord },
): Promise<string> {
  const { officeId, officeName } = actorOf(context);
  const { subjectId, number } = matter;
  await unit.run(LOCK_SUBJECTS, [[subjectId]]);
  const id = context.newId();
  const added: NewRecord = {
    ...record,
    id,
    subjectId,
    documentNumber: number,
    sourceKey: `matter ${matter.id} ${id}`,
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([added]), officeId, officeName]);
  await rateTouchedSectors(unit, trail, {
    subjectIds: [subjectId],
    recordTypes: [record.type],
    on: context.today,
    cause: `${record.type} ${number}`,
  });
  trail.matter = number;
  return id;
}
