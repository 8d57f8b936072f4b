import { DomainError } from '../../domain/refusal.js';
import { requireRatio } from '../../domain/spot-check-ratio.js';
import { APPROVE_RATIO, LOCK_RATIO_PROPOSAL } from '../../store/spot-check-ratios.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface ApproveSpotCheckRatioInput extends ActInput {
  readonly proposalId: string;
}

/**
 * Puts a proposed ratio in force from its day, by another officer of the same office. A row is added and nothing overwritten. Its day
 * must still be to come: a ratio that held yesterday would change what yesterday's draws should have taken.
 */
export function approveSpotCheckRatio(
  context: Context,
  input: ApproveSpotCheckRatioInput,
): Promise<Outcome<{ proposalId: string; validFrom: string }>> {
  return command(context, 'approveSpotCheckRatio', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    const { proposalId } = input;
    const field = ['input', 'proposalId'];
    const [proposal] = await unit.run(LOCK_RATIO_PROPOSAL, [proposalId, officeId]);
    if (proposal === undefined) throw new DomainError('NOT_FOUND', { field });
    if (proposal.state !== 'PROPOSED') throw new DomainError('WRONG_STATE', { field });
    if (proposal.proposedBy === officerId) throw new DomainError('OWN_DRAFT', { field });
    const { validFrom, ratioBasisPoints, highestRatio } = proposal;
    if (validFrom < context.today) throw new DomainError('DATE_IN_PAST', { field, facts: { validFrom } });
    // The list may have changed since the proposal.
    requireRatio(ratioBasisPoints, highestRatio, field);
    await unit.run(APPROVE_RATIO, [proposalId, officerId]);
    return { proposalId, validFrom };
  });
}
