import { addWorkingDays } from '../../domain/working-days.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import type { Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileMatterRecord } from './file-matter-record.js';
import type { LockedCommitment } from './lock-commitment.js';

/**
 * Finds that a commitment was not kept: it is recorded, and to be corrected in a term during which what was granted is suspended
 * (限期整改、暂停). Source: 国办发〔2020〕42号, correct and suspend before revoking [L]; length of the term [D].
 */
export async function findBreach(
  context: Context,
  unit: Unit,
  trail: Trail,
  { commitment, matter, finding }: LockedCommitment & { readonly finding: string },
): Promise<void> {
  const { today } = context;
  const content = `违反信用承诺：${finding}`;
  const record = { type: 'COMMITMENT_BREACHED', occurredOn: today, content } as const;
  const recordId = await fileMatterRecord(context, unit, trail, { matter, record });
  const { rules, calendar } = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
  const breached: CommitmentRow = {
    ...commitment,
    state: 'CORRECTING',
    breachFoundOn: today,
    breachFoundBy: actorOf(context).officerId,
    breachFinding: finding,
    correctUntilOn: addWorkingDays(today, rules.CORRECT_WITHIN, calendar).on,
    recordId,
  };
  await unit.run(SAVE_COMMITMENTS, [JSON.stringify([breached])]);
}
