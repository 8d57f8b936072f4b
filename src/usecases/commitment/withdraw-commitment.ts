import { DomainError } from '../../domain/refusal.js';
import { BEGIN_STOP, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { requireMatterState } from '../steps/require-matter-state.js';

export interface WithdrawCommitmentInput extends ActInput {
  readonly commitmentId: string;
}

/**
 * The applicant takes a commitment back before it is due and before the decision (撤回承诺): nothing is held against him, and the papers have to come in the
 * ordinary way. Until they are there, the clock of an accepted matter stands still.
 * Source: commitments may be withdrawn before completion [L].
 */
export function withdrawCommitment(
  context: Context,
  input: WithdrawCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'withdrawCommitment', input, async (unit, trail) => {
    const { commitmentId } = input;
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    refuseOverdue(context, commitment);
    requireMatterState(matter, ['RECEIVED', 'PAPERS_MISSING', 'ACCEPTED'], ['input', 'commitmentId']);
    const withdrawn: CommitmentRow = {
      ...commitment,
      state: 'WITHDRAWN',
      closedOn: context.today,
      closedBy: actorOf(context).officerId,
    };
    await unit.run(SAVE_COMMITMENTS, [JSON.stringify([withdrawn])]);
    // Of a matter that is not accepted yet nothing was told to be missing so far.
    if (matter.state !== 'RECEIVED') await missAgain(context, unit, matter, commitment.paperCodes);
    trail.subjectIds.add(commitment.subjectId);
    trail.matter = matter.number;
    return { commitmentId };
  });
}

/** Else nobody would ever breach a commitment. */
function refuseOverdue({ today }: Context, { dueOn }: CommitmentRow): void {
  if (today <= dueOn) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'commitmentId'],
    explanation: {
      zh: '承诺期限已过，不得撤回。',
      en: 'The commitment is past due and cannot be taken back.',
    },
    facts: { dueOn },
  });
}

async function missAgain(
  context: Context,
  unit: Unit,
  matter: MatterRow,
  paperCodes: readonly string[],
): Promise<void> {
  if (paperCodes.length === 0) return;
  if (matter.state === 'ACCEPTED')
    await unit.run(BEGIN_STOP, [context.newId(), matter.id, 'COMMITMENT_WITHDRAWN', context.today]);
  const missingPapers = [...new Set([...matter.missingPapers, ...paperCodes])];
  await unit.run(SAVE_MATTER, [
    JSON.stringify({
      ...matter,
      state: 'PAPERS_MISSING',
      missingPapers,
      dueOn: null,
      dueIsProvisional: false,
    }),
  ]);
}
