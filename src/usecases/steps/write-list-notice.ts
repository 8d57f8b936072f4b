import { listNotice } from '../../domain/list-case.js';
import { FIND_TOLD_MEASURES, type ListCaseRow } from '../../store/list-cases.js';
import type { Queryable } from '../../store/statement.js';

/** The notice of a case, or its publication as proposed, in the words of the office. */
export async function writeListNotice(unit: Queryable, row: ListCaseRow): Promise<string> {
  const { enterpriseName, organName, officeName, listZh, facts, legalBasis, terms } = row;
  const measures = await unit.run(FIND_TOLD_MEASURES, [row.measureCodes, row.listCode, row.proposedOn]);
  return listNotice({
    ...{ enterpriseName, organName, officeName, listZh, facts, legalBasis, measures },
    objectionWorkingDays: terms.objectionWorkingDays ?? 0,
    termMonths: terms.termMonths,
    kind: terms.notice === 'PUBLICITY' ? 'PUBLICITY' : 'PRIOR_NOTICE',
  });
}
