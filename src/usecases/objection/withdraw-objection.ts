import { DomainError } from '../../domain/refusal.js';
import { END_OBJECTION } from '../../store/objections.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockObjection } from '../steps/lock-objection.js';

export interface WithdrawObjectionInput extends ActInput {
  readonly objectionId: string;
}

/**
 * Takes an objection back (撤回异议). Whoever filed his own does so himself; an officer only what came on paper, so that no office
 * rids itself of an objection.
 * Source: [D].
 */
export function withdrawObjection(
  context: Context,
  input: WithdrawObjectionInput,
): Promise<Outcome<{ objectionId: string }>> {
  return command(context, 'withdrawObjection', input, async (unit, trail) => {
    const { objection, house } = await lockObjection(context, unit, input.objectionId);
    const { officerId, personId } = actorOf(context);
    if (personId === null && objection.byRole !== 'STATION') {
      throw new DomainError('WRONG_STATE', {
        field: ['input', 'objectionId'],
        explanation: {
          zh: '本人提出的异议只能由本人撤回。',
          en: 'Only whoever filed this objection himself withdraws it.',
        },
      });
    }
    await runOne(unit, END_OBJECTION, [objection.id, 'WITHDRAWN', context.today, officerId, null, null]);
    trail.subjectIds.add(house.id).add(objection.objectorId);
    return { objectionId: objection.id };
  });
}
