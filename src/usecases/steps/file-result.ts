import { recordTypesOf, resultKey, type ResultSource } from '../../domain/result-record.js';
import type { Unit } from '../../store/door.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import type { ResultRule } from '../../store/spot-check-results.js';
import { actorOf, type Context } from '../context.js';

/** A result as it goes into a credit file. */
export interface FiledResult extends ResultSource {
  readonly enterpriseId: string;
  readonly inspectedOn: string;
  readonly codes: readonly ResultRule[];
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
