import type { CommitmentState } from '../../domain/commitment.js';
import { DomainError } from '../../domain/refusal.js';
import { FIND_MATTERS, LOCK_MATTER, type MatterRow } from '../../store/approval-matters.js';
import { type CommitmentRow, FIND_COMMITMENTS } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { actorOf, type Context } from '../context.js';

export interface LockedCommitment {
  readonly commitment: CommitmentRow;
  readonly matter: MatterRow;
}

/**
 * Locks a commitment of the actor's office with its matter until the unit of work ends. One of another office is not found. Throws
 * WRONG_STATE, saying where it stands, when it is in none of `states`.
 */
export async function lockCommitment(
  context: Context,
  unit: Unit,
  commitmentId: string,
  states: readonly CommitmentState[],
): Promise<LockedCommitment> {
  const { officeId, regionCodes } = actorOf(context);
  const field = ['input', 'commitmentId'];
  const find = () => unit.run(FIND_COMMITMENTS, [[commitmentId], officeId, regionCodes]);
  const [found] = await find();
  if (found === undefined) throw new DomainError('NOT_FOUND', { field });
  await unit.run(LOCK_MATTER, [found.matterId, officeId]);
  // Read again now that nobody else can change it.
  const [[commitment], [matter]] = [
    await find(),
    await unit.run(FIND_MATTERS, [[found.matterId], officeId, regionCodes]),
  ];
  if (commitment === undefined || matter === undefined) throw new DomainError('NOT_FOUND', { field });
  const { state } = commitment;
  if (!states.includes(state))
    throw new DomainError('WRONG_STATE', { field, explanation: STANDING[state], facts: { state } });
  return { commitment, matter };
}

const STANDING: Readonly<Record<CommitmentState, { zh: string; en: string }>> = {
  GIVEN: { zh: '该承诺尚在履行期。', en: 'The commitment is given and still to be fulfilled.' },
  FULFILLED: { zh: '该承诺已履行。', en: 'The commitment was kept.' },
  CORRECTING: { zh: '该承诺已被认定违反，正在限期整改。', en: 'A breach was found and is being corrected.' },
  FULFILLED_LATE: { zh: '违诺事项已整改。', en: 'The breach was corrected.' },
  REVOKED: { zh: '该承诺因违反而终止。', en: 'The commitment was ended because of a breach.' },
  WITHDRAWN: { zh: '该承诺已撤回。', en: 'The commitment was taken back.' },
  LAPSED: { zh: '该承诺已随事项终结。', en: 'The commitment ended with its matter.' },
};
