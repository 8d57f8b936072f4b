import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { type CommitmentRow, SAVE_COMMITMENTS } from '../../store/commitments.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { END_RECORD } from '../../store/records.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';
import { readReason } from '../steps/read-reason.js';

export interface RepairCommitmentInput extends ActInput {
  readonly commitmentId: string;
  /** Day on which what was promised had been done. */
  readonly doneOn: string;
  readonly note: string;
}

/**
 * Confirms that what was promised has been done after all (违诺整改完成), by another officer than the one who found the breach: its record no
 * longer counts from that day on, and ratings follow. That it was breached stays a fact. A matter that has ended meanwhile does not stand in
 * the way.
 * Source: 失信行为纠正后的信用信息修复管理办法（试行） [S].
 */
export function repairCommitment(
  context: Context,
  input: RepairCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'repairCommitment', input, async (unit, trail) => {
    const { commitmentId } = input;
    const { officerId } = actorOf(context);
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, [
      'CORRECTING',
      'LAPSED',
    ]);
    const field = ['input', 'commitmentId'];
    if (commitment.breachFoundOn === null) throw new DomainError('WRONG_STATE', { field });
    if (commitment.breachFoundBy === officerId) throw new DomainError('OWN_DRAFT', { field });
    const doneOn = readDay(context, input.doneOn, commitment);
    const note = readReason(input.note, ['input', 'note']);
    await unit.run(LOCK_SUBJECTS, [[commitment.subjectId]]);
    await unit.run(END_RECORD, [commitment.recordId, doneOn, note]);
    const repaired: CommitmentRow = {
      ...commitment,
      state: 'FULFILLED_LATE',
      closedOn: context.today,
      closedBy: officerId,
      closingNote: note,
    };
    await unit.run(SAVE_COMMITMENTS, [JSON.stringify([repaired])]);
    await rateTouchedSectors(unit, trail, {
      subjectIds: [commitment.subjectId],
      recordTypes: ['COMMITMENT_BREACHED'],
      on: context.today,
      cause: `repairCommitment ${commitmentId}`,
    });
    trail.matter = matter.number;
    return { commitmentId };
  });
}

function readDay({ today }: Context, text: string, { breachFoundOn }: CommitmentRow): string {
  const field = ['input', 'doneOn'];
  const doneOn = parseCivilDate(text, field);
  if (doneOn > today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (breachFoundOn !== null && doneOn < breachFoundOn)
    throw new DomainError('INVALID_DATE', { field, facts: { breachFoundOn } });
  return doneOn;
}
