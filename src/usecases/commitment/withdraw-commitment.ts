import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { BEGIN_STOP, END_STOP, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { acceptedByLaw } from '../steps/accepted-by-law.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { requireMatterState } from '../steps/require-matter-state.js';

export interface WithdrawCommitmentInput extends ActInput {
  readonly commitmentId: string;
}

/**
 * The applicant takes a commitment back before it is due and before the decision (撤回承诺): nothing is held against him, and the papers have to come in the
 * ordinary way. Until they are there, the clock of a matter that somebody, or the law, has accepted stands still.
 * Source: commitments may be withdrawn before completion; 行政许可法 art. 32 [L].
 */
export function withdrawCommitment(
  context: Context,
  input: WithdrawCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'withdrawCommitment', input, async (unit, trail) => {
    const { commitmentId } = input;
    const { commitment, matter: found } = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    refuseOverdue(context, commitment);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [context.today]);
    const matter = acceptedByLaw(found, context.today, settings);
    requireMatterState(matter, ['RECEIVED', 'PAPERS_MISSING', 'ACCEPTED'], ['input', 'commitmentId']);
    const withdrawn: CommitmentRow = {
      ...commitment,
      state: 'WITHDRAWN',
      closedOn: context.today,
      closedBy: actorOf(context).officerId,
    };
    await unit.run(SAVE_COMMITMENTS, [JSON.stringify([withdrawn])]);
    // Of a matter that is not accepted yet nothing was told to be missing so far, and it still can be.
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
  if (matter.state === 'ACCEPTED') {
    // A procedure that stops the clock gives way to the missing papers on the same day.
    await unit.run(END_STOP, [matter.id, context.today]);
    await unit.run(BEGIN_STOP, [context.newId(), matter.id, 'COMMITMENT_WITHDRAWN', context.today]);
  }
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
