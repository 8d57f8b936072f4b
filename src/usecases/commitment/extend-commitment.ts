import { DomainError } from '../../domain/refusal.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { readReason } from '../steps/read-reason.js';
import { refusePastDue } from '../steps/refuse-past-due.js';

export interface ExtendCommitmentInput extends ActInput {
  readonly commitmentId: string;
  readonly reason: string;
}

/** Extends a commitment once, by as much as its term, before it is due (延长承诺期限). Source: [D]. */
export function extendCommitment(
  context: Context,
  input: ExtendCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'extendCommitment', input, async (unit, trail) => {
    const { commitmentId } = input;
    const { today } = context;
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    const field = ['input', 'commitmentId'];
    if (commitment.extendedOn !== null) throw new DomainError('ALREADY_RECORDED', { field });
    refusePastDue(context, commitment.dueOn, field);
    const extensionReason = readReason(input.reason, ['input', 'reason']);
    const { calendar } = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const due = addWorkingDays(commitment.dueOn, commitment.termDays, calendar);
    const extended: CommitmentRow = {
      ...commitment,
      dueOn: due.on,
      dueIsProvisional: commitment.dueIsProvisional || due.provisional,
      extendedOn: today,
      extendedBy: actorOf(context).officerId,
      extensionReason,
    };
    await unit.run(SAVE_COMMITMENTS, [JSON.stringify([extended])]);
    trail.subjectIds.add(commitment.subjectId);
    trail.matter = matter.number;
    return { commitmentId };
  });
}
