import { isBeingCorrected } from '../../domain/commitment.js';
import { DomainError } from '../../domain/refusal.js';
import { type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { COMMITMENTS_OF_MATTERS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockMatter } from '../steps/lock-matter.js';

export interface DeliverMatterInput extends ActInput {
  readonly matterId: string;
}

/**
 * Notes that the decision was handed over (送达). What was granted is not handed over before papers that were to come later are in, nor while
 * a breach is being corrected. Source: 行政许可法 art. 44 [L]; papers first [D].
 */
export function deliverMatter(
  context: Context,
  input: DeliverMatterInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'deliverMatter', input, async (unit, trail) => {
    const { matterId } = input;
    const matter = await lockMatter(context, unit, matterId, ['DECIDED']);
    await refuseTooEarly(unit, matter);
    await unit.run(SAVE_MATTER, [
      JSON.stringify({
        ...matter,
        state: 'DELIVERED',
        dueOn: null,
        dueIsProvisional: false,
        deliveredOn: context.today,
        deliveredBy: actorOf(context).officerId,
      }),
    ]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

async function refuseTooEarly(unit: Unit, { id, decision }: MatterRow): Promise<void> {
  const field = ['input', 'matterId'];
  if (decision === 'WITHDRAWN') {
    const explanation = { zh: '申请人已撤回申请，无决定可送达。', en: 'The application was taken back.' };
    throw new DomainError('WRONG_STATE', { field, explanation });
  }
  if (decision === 'REFUSED') return;
  const commitments = await unit.run(COMMITMENTS_OF_MATTERS, [[id]]);
  const waits = commitments.some(
    (one) => isBeingCorrected(one) || (one.kind === 'TOLERANCE' && one.state === 'GIVEN'),
  );
  if (!waits) return;
  const explanation = {
    zh: '容缺材料尚未补齐，或者违诺事项尚在整改。',
    en: 'Papers that were to come later are not in, or a breach is being corrected.',
  };
  throw new DomainError('WRONG_STATE', { field, explanation });
}
