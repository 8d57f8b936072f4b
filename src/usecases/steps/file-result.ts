import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import type { Unit } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import type { ResultRule } from '../../store/spot-check-results.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { rerateSubjects } from './rerate-subjects.js';

/** A result as it goes into a credit file. */
export interface FiledResult {
  readonly inspectionId: string;
  readonly enterpriseId: string;
  readonly inspectedOn: string;
  readonly codes: readonly ResultRule[];
  /** What put it right; null: as it was recorded. */
  readonly amendmentId: string | null;
}

/** Files the records that the catalogue of results asks for. */
export async function fileResult(context: Context, unit: Unit, result: FiledResult): Promise<void> {
  const { officeId, officeName } = actorOf(context);
  const { enterpriseId: subjectId, inspectedOn: occurredOn, codes } = result;
  const content = codes.map(({ labelZh }) => labelZh).join('；');
  const records = recordTypesOf(codes).map((type): NewRecord => ({
    ...{ id: context.newId(), subjectId, type, occurredOn, content },
    sourceKey: resultKey(result, type),
  }));
  if (records.length > 0) await unit.run(ADD_RECORDS, [JSON.stringify(records), officeId, officeName]);
}

/** The kinds of record that results leave, each once. */
export function recordTypesOf(codes: readonly ResultRule[]): string[] {
  return [...new Set(codes.flatMap(({ recordType }) => (recordType === null ? [] : [recordType])))];
}

/** What a record of a result is known by at its source. */
export function resultKey(
  { inspectionId, amendmentId }: Pick<FiledResult, 'inspectionId' | 'amendmentId'>,
  type: string,
): string {
  return `spot check ${inspectionId} ${type}${amendmentId === null ? '' : ` ${amendmentId}`}`;
}

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
