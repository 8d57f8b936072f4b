import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_CHANGEABLE_RECORD, type ChangeableRecord } from '../../store/records.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockFile } from './lock-file.js';
import type { ChangedRating } from './rate-sectors.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';
import { tellChanges } from './tell-changes.js';

const LONGEST_REASON = 500;

/** A record as an act has left it, and the ratings that followed as far as the actor may know them. */
export interface ChangedRecord {
  readonly recordId: string;
  readonly changedRatings: readonly ChangedRating[];
}

/** What an officer wants with a record on file. */
export interface RecordChange {
  readonly verb: string;
  readonly recordId: string;
  readonly reason: string;
  /** Puts it into effect on the record, which is locked with its file; throws what the record itself speaks against. */
  apply(record: ChangeableRecord, reason: string): Promise<void>;
}

/**
 * Changes a record of the jurisdiction that stands on its own, and rates its subject anew. What was recorded with a hazard ends
 * with the hazard and in no other way, so that the two never contradict each other.
 */
export async function changeRecord(
  context: Context,
  unit: Unit,
  trail: Trail,
  { verb, recordId, reason, apply }: RecordChange,
): Promise<ChangedRecord> {
  const field = ['input', 'recordId'];
  const found = await findRecord(context, unit, recordId);
  await lockFile(context, unit, { subjectId: found.subjectId, kinds: [found.kind] }, field);
  // Read again now that nobody else can change it: another clerk may have come first.
  const record = await findRecord(context, unit, recordId);
  if (record.hazardId !== null) {
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: { zh: '该记录随隐患整改而终止。', en: 'The record ends with its hazard.' },
    });
  }
  if (reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
  await apply(record, parseText(reason, { field: ['input', 'reason'], max: LONGEST_REASON }));
  const changed = await rateTouchedSectors(unit, trail, {
    subjectIds: [record.subjectId],
    recordTypes: [record.type],
    on: context.today,
    cause: `${verb} ${record.id}`,
  });
  return { recordId: record.id, changedRatings: tellChanges(context, changed) };
}

async function findRecord(context: Context, unit: Unit, recordId: string): Promise<ChangeableRecord> {
  const [found] = await unit.run(FIND_CHANGEABLE_RECORD, [recordId, actorOf(context).regionCodes]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'recordId'] });
  return found;
}
