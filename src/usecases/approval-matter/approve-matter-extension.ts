import { extensionOf } from '../../domain/approval-matter.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { clockOfMatter } from '../steps/clock-of-matter.js';
import { lockMatter } from '../steps/lock-matter.js';
import { refusePastDue } from '../steps/refuse-past-due.js';

export interface ApproveMatterExtensionInput extends ActInput {
  readonly matterId: string;
}

/**
 * Approves the one extension of the term (批准延长办理期限), by another officer than the one who asked for it, before the term has
 * ended. Source: 行政许可法 art. 42 [L].
 */
export function approveMatterExtension(
  context: Context,
  input: ApproveMatterExtensionInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'approveMatterExtension', input, async (unit, trail) => {
    const { matterId } = input;
    const { today } = context;
    const { officerId } = actorOf(context);
    const field = ['input', 'matterId'];
    const matter = await lockMatter(context, unit, matterId, ['ACCEPTED']);
    if (matter.extensionRequestedBy === null) refuseUnasked(field);
    if (matter.extendedOn !== null) throw new DomainError('ALREADY_RECORDED', { field });
    if (matter.extensionRequestedBy === officerId) throw new DomainError('OWN_DRAFT', { field });
    refusePastDue(context, matter.dueOn, field);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const extended: MatterRow = {
      ...matter,
      extensionDays: extensionOf(matter.clockKind, settings.rules),
      extendedBy: officerId,
      extendedOn: today,
    };
    const { dueOn, provisional } = clockOfMatter(extended, today, settings);
    await unit.run(SAVE_MATTER, [JSON.stringify({ ...extended, dueOn, dueIsProvisional: provisional })]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

function refuseUnasked(field: readonly string[]): never {
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: { zh: '尚无人申请延长。', en: 'Nobody has asked for an extension.' },
  });
}
