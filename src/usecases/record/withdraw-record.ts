import { DomainError } from '../../domain/refusal.js';
import { WITHDRAW_RECORD } from '../../store/records.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { type ChangedRecord, changeRecord } from '../steps/change-record.js';

export interface WithdrawRecordInput extends ActInput {
  readonly recordId: string;
  readonly reason: string;
}

/**
 * Withdraws a record (撤销) whose decision was revoked or which should never have been filed: it counts for nothing on any day, and
 * stays on file as withdrawn. Ratings follow at once.
 */
export function withdrawRecord(
  context: Context,
  input: WithdrawRecordInput,
): Promise<Outcome<ChangedRecord>> {
  const { recordId, reason } = input;
  return command(context, 'withdrawRecord', input, (unit, trail) =>
    changeRecord(context, unit, trail, {
      verb: 'withdrawRecord',
      recordId,
      reason,
      apply: async (record, kept) => {
        const withdrawn = await unit.run(WITHDRAW_RECORD, [record.id, kept]);
        if (withdrawn.length === 0) throw new DomainError('WRONG_STATE', { field: ['input', 'recordId'] });
      },
    }),
  );
}
