import { DomainError } from '../../domain/refusal.js';
import { SAVE_MATTER } from '../../store/approval-matters.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockMatter } from '../steps/lock-matter.js';
import { readReason } from '../steps/read-reason.js';
import { refusePastDue } from '../steps/refuse-past-due.js';

export interface RequestMatterExtensionInput extends ActInput {
  readonly matterId: string;
  readonly reason: string;
}

/** Asks for the one extension of a term that has not ended (申请延长办理期限); another officer approves it. */
export function requestMatterExtension(
  context: Context,
  input: RequestMatterExtensionInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'requestMatterExtension', input, async (unit, trail) => {
    const { matterId } = input;
    const matter = await lockMatter(context, unit, matterId, ['ACCEPTED']);
    const field = ['input', 'matterId'];
    if (matter.extensionRequestedBy !== null) throw new DomainError('ALREADY_RECORDED', { field });
    refusePastDue(context, matter.dueOn, field);
    await unit.run(SAVE_MATTER, [
      JSON.stringify({
        ...matter,
        extensionReason: readReason(input.reason, ['input', 'reason']),
        extensionRequestedBy: actorOf(context).officerId,
        extensionRequestedOn: context.today,
      }),
    ]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}
