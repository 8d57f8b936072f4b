import { addDays } from '../../domain/civil-date.js';
import { requireAct, termEnd } from '../../domain/list-case.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ADD_ANNOUNCEMENTS } from '../../store/list-announcements.js';
import { DECIDE_CASE, type ListCaseRow } from '../../store/list-cases.js';
import { ADD_ENTRY, type NewEntry } from '../../store/list-entries.js';
import { ADD_RECORDS, type NewRecord } from '../../store/records.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { caseAnnouncement } from '../steps/case-announcement.js';
import { firmObjectionTerm } from '../steps/firm-objection-term.js';
import { lockFile } from '../steps/lock-file.js';
import { lockListCase } from '../steps/lock-list-case.js';
import { refuseBlackListed } from '../steps/refuse-black-listed.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';

export interface ConfirmListEntryInput extends ActInput {
  readonly caseId: string;
  readonly decisionNumber: string;
}

/**
 * Confirms a case, by another officer than who proposed it: the subject is on the list from today, until the term of the list ends by itself
 * (列入名单). The entry is announced, leaves its record in the credit file, and ratings follow, all in one transaction. Refused without notice,
 * before the term to object has ended or while unpublished holidays may move its end, and while an objection is open; of courts' lists only the second officer is asked for.
 * Source: no entry before notice and hearing [L]; the entry is announced [L]; second officer [D].
 */
export function confirmListEntry(
  context: Context,
  input: ConfirmListEntryInput,
): Promise<Outcome<{ caseId: string }>> {
  return command(context, 'confirmListEntry', input, async (unit, trail) => {
    const row = await firmObjectionTerm(unit, await lockListCase(context, unit, trail, input.caseId));
    const { officerId } = actorOf(context);
    const { today } = context;
    requireAct('CONFIRM', row, { officerId, on: today }, ['input', 'caseId']);
    const decisionNumber = parseText(input.decisionNumber, { field: ['input', 'decisionNumber'], max: 100 });
    const subject = { subjectId: row.subjectId, kinds: [row.subjectKind] };
    await lockFile(context, unit, subject, ['input', 'caseId']);
    const target = { subjectId: row.subjectId, kind: row.listKind };
    await refuseBlackListed(context, unit, target, ['input', 'caseId']);
    await runOne(unit, DECIDE_CASE, [row.id, 'CONFIRMED', officerId, today, decisionNumber, null]);
    const entryId = context.newId();
    const recordId = await addRecord(context, unit, { row, decisionNumber, entryId });
    const termTo = termEnd(row.terms, today);
    const { subjectId, listCode, organName } = row;
    const entry: NewEntry = {
      ...{ id: entryId, subjectId, listCode, organName, decisionNumber, termTo, recordId },
      validFrom: today,
      caseId: row.id,
    };
    await unit.run(ADD_ENTRY, [JSON.stringify(entry)]);
    const announced = caseAnnouncement(context, row, {
      ...{ kind: 'ENTRY', entryId, documentNumber: decisionNumber, holdsFromOn: today },
      holdsUntilOn: termTo === null ? null : addDays(termTo, -1),
    });
    await unit.run(ADD_ANNOUNCEMENTS, [JSON.stringify([announced])]);
    if (row.recordType !== null) {
      const touched = { subjectIds: [subjectId], recordTypes: [row.recordType] };
      await rateTouchedSectors(unit, trail, { ...touched, on: today, cause: `confirmListEntry ${entryId}` });
    }
    return { caseId: row.id };
  });
}

/** The other face of the entry, in the credit file; null for lists that leave none. */
async function addRecord(
  context: Context,
  unit: Unit,
  { row, decisionNumber, entryId }: { row: ListCaseRow; decisionNumber: string; entryId: string },
): Promise<string | null> {
  if (row.recordType === null) return null;
  const record: NewRecord = {
    id: context.newId(),
    subjectId: row.subjectId,
    type: row.recordType,
    occurredOn: context.today,
    content: `列入${row.listZh}`,
    documentNumber: decisionNumber,
    sourceKey: `list entry ${entryId}`,
  };
  await unit.run(ADD_RECORDS, [JSON.stringify([record]), actorOf(context).officeId, row.organName]);
  return record.id;
}
