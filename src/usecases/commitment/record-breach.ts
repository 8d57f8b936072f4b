import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import type { CommitmentRow } from '../../store/commitments.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { findBreach } from '../steps/find-breach.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { readReason } from '../steps/read-reason.js';

export interface RecordBreachInput extends ActInput {
  readonly commitmentId: string;
  readonly finding: string;
}

/**
 * Records that a commitment was breached (认定违诺): papers that did not come by the due day, or something promised that proved false. It is
 * always an officer's finding, because the day alone does not say whose fault it was, and a record burdens.
 * Source: 国办发〔2020〕42号 [L].
 */
export function recordBreach(
  context: Context,
  input: RecordBreachInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'recordBreach', input, async (unit, trail) => {
    const { commitmentId } = input;
    const field = ['input', 'finding'];
    const locked = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    refuseTooEarly(context, locked.commitment);
    const finding = parseToldText(readReason(input.finding, field), { field, max: 1000 });
    await findBreach(context, unit, trail, { ...locked, finding });
    return { commitmentId };
  });
}

function refuseTooEarly({ today }: Context, { kind, dueOn }: CommitmentRow): void {
  if (kind !== 'TOLERANCE' || today > dueOn) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'commitmentId'],
    explanation: { zh: '承诺期限尚未届满。', en: 'The commitment is not past due yet.' },
    facts: { dueOn },
  });
}
