import { DomainError } from '../../domain/refusal.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { WITHDRAW_RECORD } from '../../store/records.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';
import { readReason } from '../steps/read-reason.js';

export interface WithdrawBreachInput extends ActInput {
  readonly commitmentId: string;
  readonly reason: string;
}

/**
 * Takes back the finding of a breach that was none (撤销违诺认定), by another officer than the one who found it: its record is withdrawn and has
 * never counted, ratings follow, and the commitment stands where it stood before. Where the record was withdrawn already, only the rest follows.
 * Source: what was recorded wrongly is corrected, 失信行为纠正后的信用信息修复管理办法（试行） [S]; second officer [D].
 */
export function withdrawBreach(
  context: Context,
  input: WithdrawBreachInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'withdrawBreach', input, async (unit, trail) => {
    const { commitmentId } = input;
    const states = ['CORRECTING', 'LAPSED'] as const;
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, states);
    const field = ['input', 'commitmentId'];
    if (commitment.breachFoundOn === null) throw new DomainError('WRONG_STATE', { field });
    if (commitment.breachFoundBy === actorOf(context).officerId)
      throw new DomainError('OWN_DRAFT', { field });
    const reason = readReason(input.reason, ['input', 'reason']);
    await unit.run(LOCK_SUBJECTS, [[commitment.subjectId]]);
    await unit.run(WITHDRAW_RECORD, [commitment.recordId, reason]);
    await unit.run(SAVE_COMMITMENTS, [JSON.stringify([beforeFinding(commitment)])]);
    await rateTouchedSectors(unit, trail, {
      subjectIds: [commitment.subjectId],
      recordTypes: ['COMMITMENT_BREACHED'],
      on: context.today,
      cause: `withdrawBreach ${commitmentId}`,
    });
    trail.matter = matter.number;
    return { commitmentId };
  });
}

/** The later check by which it was found, if it was, is to be made again. One that ended with its matter stays ended. */
function beforeFinding(commitment: CommitmentRow): CommitmentRow {
  return {
    ...commitment,
    state: commitment.state === 'LAPSED' ? 'LAPSED' : 'GIVEN',
    postCheckedOn: null,
    postCheckedBy: null,
    breachFoundOn: null,
    breachFoundBy: null,
    breachFinding: null,
    correctUntilOn: null,
    recordId: null,
  };
}
