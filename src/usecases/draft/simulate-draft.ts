import { DomainError } from '../../domain/refusal.js';
import type { DraftRow } from '../../store/drafts.js';
import { ADD_SIMULATION } from '../../store/simulations.js';
import { ADD_JOB, SIMULATE_JOB } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockDraft } from '../steps/lock-draft.js';

export interface SimulateDraftInput extends ActInput {
  readonly draftId: string;
  /** What the draft is expected to be. */
  readonly kind: DraftRow['kind'];
}

const MOST_ATTEMPTS = 8;

/**
 * Orders the trial of a draft on the whole population of its sector as of today. The work is done by a job that is queued in this
 * very act; its simulation is kept with the draft and shown to whoever approves it.
 * Throws UNKNOWN_CODE for a draft of the other kind.
 */
export function simulateDraft(
  context: Context,
  input: SimulateDraftInput,
): Promise<Outcome<{ draftId: string; jobId: string }>> {
  return command(context, 'simulateDraft', input, async (unit) => {
    const { draftId } = input;
    const { kind } = await lockDraft(context, unit, draftId, ['DRAFT', 'SIMULATED']);
    if (kind !== input.kind)
      throw new DomainError('UNKNOWN_CODE', { field: ['input', 'draftId'], facts: { kind } });
    const { officeId, officerId } = actorOf(context);
    const simulationId = context.newId();
    const order = JSON.stringify({ simulationId, draftId });
    const values = [context.newId(), SIMULATE_JOB, officeId, officerId, order, MOST_ATTEMPTS];
    const { id: jobId } = await runOne(unit, ADD_JOB, values);
    await unit.run(ADD_SIMULATION, [simulationId, draftId, jobId, context.today]);
    return { draftId, jobId };
  });
}
