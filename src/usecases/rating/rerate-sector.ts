import { DomainError } from '../../domain/refusal.js';
import { ADD_JOB, RERATE_JOB } from '../../store/jobs.js';
import { standardInForce } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { isInChargeOf } from '../actor.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RerateSectorInput extends ActInput {
  readonly sector: string;
}

const MOST_ATTEMPTS = 8;

/**
 * Orders the re-rating of everybody rated in a sector by the standard in force, as of today (the monthly run). The work is done
 * by a job; readers are never locked out, and a job that was killed goes on where it was.
 */
export function rerateSector(
  context: Context,
  input: RerateSectorInput,
): Promise<Outcome<{ jobId: string }>> {
  return command(context, 'rerateSector', input, async (unit, trail) => {
    const actor = actorOf(context);
    const { sector } = input;
    const standard = await standardInForce(unit, sector, context.today);
    const isOurs = standard !== null && isInChargeOf(actor, sector, standard.definition.internal);
    if (!isOurs) throw new DomainError('NOT_FOUND', { field: ['input', 'sector'] });
    trail.rules[sector] = standard.definition.version;
    const order = JSON.stringify({ sector, on: context.today });
    const values = [context.newId(), RERATE_JOB, actor.officeId, actor.officerId, order, MOST_ATTEMPTS];
    const { id: jobId } = await runOne(unit, ADD_JOB, values);
    return { jobId };
  });
}
