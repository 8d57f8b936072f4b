import { barredUntil, type RevocationGround } from '../../domain/approval-matter.js';
import { isBeingCorrected } from '../../domain/commitment.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { type CommitmentRow, COMMITMENTS_OF_MATTERS, SAVE_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome, type Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { fileMatterRecord } from '../steps/file-matter-record.js';
import { lockMatter } from '../steps/lock-matter.js';
import { readReason } from '../steps/read-reason.js';
import { requireGranted } from '../steps/require-granted.js';
import { stopRelying } from '../steps/stop-relying.js';

export interface RevokeMatterInput extends ActInput {
  readonly matterId: string;
  readonly ground: RevocationGround;
  readonly reason: string;
}

/**
 * Revokes what was granted (撤销许可). Because of a breached commitment only after the term for correcting it, and by another officer than the
 * one who found the breach; on any other ground by another officer than the one who granted. Fraud goes into the credit file and bars from applying
 * again where safety is concerned. The office relies on the answer of the check no longer.
 * Source: 行政许可法 art. 69, 79 [L]; correct, then terminate and revoke, 国办发〔2020〕42号 [L].
 */
export function revokeMatter(
  context: Context,
  input: RevokeMatterInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'revokeMatter', input, async (unit, trail) => {
    const { matterId, ground } = input;
    const { today } = context;
    const { officerId } = actorOf(context);
    const matter = await lockMatter(context, unit, matterId, ['DECIDED', 'DELIVERED']);
    requireGranted(matter, ['input', 'matterId']);
    if (ground !== 'COMMITMENT_BREACHED' && matter.decidedBy === officerId)
      throw new DomainError('OWN_DRAFT', { field: ['input', 'matterId'] });
    const revocationReason = readReason(input.reason, ['input', 'reason']);
    const commitments = await unit.run(COMMITMENTS_OF_MATTERS, [[matterId]]);
    const ended = endedBy(context, ground, commitments);
    if (ended.length > 0) await unit.run(SAVE_COMMITMENTS, [JSON.stringify(ended)]);
    const { rules } = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const barredUntilOn =
      ground === 'FRAUD' ? barredUntil(today, rules.BAR_AFTER_FRAUD, matter.concernsSafety) : null;
    await unit.run(SAVE_MATTER, [
      JSON.stringify({
        ...matter,
        state: 'REVOKED',
        dueOn: null,
        dueIsProvisional: false,
        revokedOn: today,
        revokedBy: officerId,
        revocationGround: ground,
        revocationReason,
        barredUntilOn,
      }),
    ]);
    if (matter.checkId !== null) await stopRelying(unit, matter.checkId);
    if (ground === 'FRAUD') await fileFraud(context, unit, trail, matter);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

async function fileFraud(context: Context, unit: Unit, trail: Trail, matter: MatterRow): Promise<void> {
  const content = `以欺骗、贿赂等不正当手段取得审批事项 ${matter.itemCode} 的许可，已撤销`;
  const record = { type: 'PERMIT_BY_FRAUD', occurredOn: context.today, content } as const;
  await fileMatterRecord(context, unit, trail, { matter, record });
}

/** The commitments as they end with what was granted. Those that were not corrected are the reason; the others have nothing to stand for. */
function endedBy(
  context: Context,
  ground: RevocationGround,
  commitments: readonly CommitmentRow[],
): CommitmentRow[] {
  const { officerId } = actorOf(context);
  const open = commitments.filter(({ state }) => state === 'GIVEN' || state === 'CORRECTING');
  const isReason = (one: CommitmentRow) =>
    ground === 'COMMITMENT_BREACHED' && isBeingCorrected(one) && (one.correctUntilOn ?? '') < context.today;
  const reasons = open.filter(isReason);
  if (ground === 'COMMITMENT_BREACHED' && reasons.length === 0) refuseTooEarly();
  if (reasons.some(({ breachFoundBy }) => breachFoundBy === officerId))
    throw new DomainError('OWN_DRAFT', { field: ['input', 'matterId'] });
  return open.map((one): CommitmentRow => {
    const state = isReason(one) ? 'REVOKED' : 'LAPSED';
    return { ...one, state, closedOn: context.today, closedBy: officerId };
  });
}

function refuseTooEarly(): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'ground'],
    explanation: {
      zh: '没有整改期限届满仍未改正的违诺事项。',
      en: 'No breach is left whose term for correcting it has ended.',
    },
  });
}
