import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { END_RECORD, type ChangeableRecord } from '../../store/records.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { type ChangedRecord, changeRecord } from '../steps/change-record.js';

export interface EndRecordInput extends ActInput {
  readonly recordId: string;
  readonly endedOn: string;
  readonly reason: string;
}

/**
 * Ends a record (信用修复、整改完成): from that day on it no longer counts, and what it did to ratings before stays true. Ratings
 * follow at once. Source: 失信行为纠正后的信用信息修复管理办法（试行） [S].
 */
export function endRecord(context: Context, input: EndRecordInput): Promise<Outcome<ChangedRecord>> {
  const { recordId, reason } = input;
  return command(context, 'endRecord', input, (unit, trail) =>
    changeRecord(context, unit, trail, {
      verb: 'endRecord',
      recordId,
      reason,
      apply: async (record, kept) => {
        await unit.run(END_RECORD, [record.id, readEnd(context, input, record), kept]);
      },
    }),
  );
}

function readEnd(context: Context, input: EndRecordInput, record: ChangeableRecord): CivilDate {
  if (record.endedOn !== null || record.withdrawnAt !== null)
    throw new DomainError('WRONG_STATE', { field: ['input', 'recordId'] });
  const field = ['input', 'endedOn'];
  const endedOn = parseCivilDate(input.endedOn, field);
  if (endedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (endedOn < record.occurredOn) throw new DomainError('INVALID_DATE', { field });
  return endedOn;
}
