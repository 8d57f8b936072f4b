import { DomainError } from '../../domain/refusal.js';
import { FIND_CHECKS } from '../../store/credit-checks.js';
import { END_RELIANCE, LOCK_RELIANCE_ON_CHECK } from '../../store/reliances.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface StopWatchingCheckInput extends ActInput {
  readonly checkId: string;
}

/** The office does not rely on the answer any more, and is told of nothing further. Throws WRONG_STATE when it does not. */
export function stopWatchingCheck(
  context: Context,
  input: StopWatchingCheckInput,
): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'stopWatchingCheck', input, async (unit, trail) => {
    const [check] = await unit.run(FIND_CHECKS, [[input.checkId], actorOf(context).officeId]);
    const field = ['input', 'checkId'];
    if (check === undefined) throw new DomainError('NOT_FOUND', { field });
    const [reliance] = await unit.run(LOCK_RELIANCE_ON_CHECK, [check.id]);
    if (reliance === undefined) throw new DomainError('WRONG_STATE', { field });
    await unit.run(END_RELIANCE, [reliance.id, 'STOPPED']);
    if (reliance.subjectId !== null) trail.subjectIds.add(reliance.subjectId);
    trail.matter = reliance.matter;
    return { checkId: check.id };
  });
}
