import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { DECIDE_PROPOSAL, FIND_PROPOSALS } from '../../store/spot-check-results.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface DecideListProposalInput extends ActInput {
  readonly proposalId: string;
  readonly isAccepted: boolean;
  readonly reason: string;
}

/**
 * Accepts or rejects the proposal that an enterprise be put on a list, by another officer, with reasons. Accepting it puts nobody on the
 * list: the entry is a matter of its own, with notice, hearing and objection. Source: written notice before an entry [L].
 */
export function decideListProposal(
  context: Context,
  input: DecideListProposalInput,
): Promise<Outcome<{ proposalId: string }>> {
  return command(context, 'decideListProposal', input, async (unit, trail) => {
    const { proposalId, isAccepted } = input;
    const { officerId, regionCodes } = actorOf(context);
    const field = ['input', 'proposalId'];
    const [proposal] = await unit.run(FIND_PROPOSALS, [[proposalId], regionCodes]);
    if (proposal === undefined) throw new DomainError('NOT_FOUND', { field });
    if (proposal.proposerId === officerId) throw new DomainError('OWN_DRAFT', { field });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: 1000 });
    const state = isAccepted ? 'ACCEPTED' : 'REJECTED';
    const decided = await unit.run(DECIDE_PROPOSAL, [proposalId, state, officerId, context.today, reason]);
    if (decided.length === 0) throw new DomainError('WRONG_STATE', { field });
    trail.subjectIds.add(proposal.subjectId);
    return { proposalId };
  });
}
