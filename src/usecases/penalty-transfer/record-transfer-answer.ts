import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { ANSWER_TRANSFER, FIND_TRANSFERS, type PenaltyTransferRow } from '../../store/penalty-transfers.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RecordTransferAnswerInput extends ActInput {
  readonly transferId: string;
  readonly answer: NonNullable<PenaltyTransferRow['answer']>;
  readonly answeredOn: string;
  readonly documentNumber?: string | null | undefined;
}

/**
 * Records what the department answered to a case that was handed to it (移送反馈). It changes no tier: a penalty comes back as a record of its
 * own, published by whoever imposed it.
 */
export function recordTransferAnswer(
  context: Context,
  input: RecordTransferAnswerInput,
): Promise<Outcome<{ transferId: string }>> {
  return command(context, 'recordTransferAnswer', input, async (unit, trail) => {
    const { transferId, answer, documentNumber } = input;
    const [found] = await unit.run(FIND_TRANSFERS, [[transferId], actorOf(context).regionCodes]);
    if (found === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'transferId'] });
    const field = ['input', 'answeredOn'];
    const answeredOn = parseCivilDate(input.answeredOn, field);
    if (answeredOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
    if (answeredOn < found.transferredOn) throw new DomainError('INVALID_DATE', { field });
    const document = documentNumber
      ? parseText(documentNumber, { field: ['input', 'documentNumber'], max: 100 })
      : null;
    const answered = await unit.run(ANSWER_TRANSFER, [transferId, answer, answeredOn, document]);
    if (answered.length === 0) throw new DomainError('WRONG_STATE', { field: ['input', 'transferId'] });
    trail.subjectIds.add(found.houseId);
    return { transferId };
  });
}
