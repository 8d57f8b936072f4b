import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import type { Unit } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import type { Trail } from '../command.js';
import type { Context } from '../context.js';
import { rerateSubjects } from './rerate-subjects.js';

/** Rates an enterprise anew whose file has changed, and notes by which standard when its rating did. */
export async function rerateEnterprise(
  context: Context,
  unit: Unit,
  trail: Trail,
  { enterpriseId, cause }: { readonly enterpriseId: string; readonly cause: string },
): Promise<void> {
  trail.subjectIds.add(enterpriseId);
  await unit.run(LOCK_SUBJECTS, [[enterpriseId]]);
  const [change] = await rerateSubjects(unit, {
    ...{ sector: ENTERPRISE_RISK_SECTOR, subjectIds: [enterpriseId], on: context.today, cause },
  });
  if (change !== undefined) trail.rules[ENTERPRISE_RISK_SECTOR] = change.version;
}
