import { isBeingCorrected } from '../../domain/commitment.js';
import { DomainError } from '../../domain/refusal.js';
import { isGrant } from '../../domain/verdict.js';
import { addWorkingDays } from '../../domain/working-days.js';
import type { ApprovalSettings } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { type CommitmentRow, COMMITMENTS_OF_MATTERS, SAVE_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { actorOf, type Context } from '../context.js';

/**
 * What a decision makes of the commitments of its matter. After a grant, those that replaced papers or filed are checked later (事后核查)
 * in their term; without one, no commitment has anything left to stand for. Nothing is granted while a breach is being corrected.
 * Source: later check within 30 working days [S].
 */
export async function settleCommitments(
  context: Context,
  unit: Unit,
  { matter, settings }: { readonly matter: MatterRow; readonly settings: ApprovalSettings },
): Promise<void> {
  const isGranted = isGrant(matter.decision);
  const commitments = await unit.run(COMMITMENTS_OF_MATTERS, [[matter.id]]);
  if (isGranted && commitments.some(isBeingCorrected)) refuseUncorrected();
  const { rules, calendar } = settings;
  const postCheckDueOn = addWorkingDays(context.today, rules.POST_CHECK_WITHIN, calendar).on;
  const settled = commitments
    .filter(({ state, kind }) => (isGranted ? state === 'GIVEN' && kind !== 'TOLERANCE' : isOpen(state)))
    .map((one): CommitmentRow => (isGranted ? { ...one, postCheckDueOn } : lapsed(context, one)));
  if (settled.length > 0) await unit.run(SAVE_COMMITMENTS, [JSON.stringify(settled)]);
}

function isOpen(state: CommitmentRow['state']): boolean {
  return state === 'GIVEN' || state === 'CORRECTING';
}

function lapsed(context: Context, commitment: CommitmentRow): CommitmentRow {
  const { officerId } = actorOf(context);
  return { ...commitment, state: 'LAPSED', closedOn: context.today, closedBy: officerId };
}

function refuseUncorrected(): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'matterId'],
    explanation: { zh: '违诺事项尚在整改。', en: 'A breach of a commitment is being corrected.' },
  });
}
