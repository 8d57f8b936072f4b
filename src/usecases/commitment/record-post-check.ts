import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { findBreach } from '../steps/find-breach.js';
import { keepCommitment } from '../steps/keep-commitment.js';
import { lockCommitment } from '../steps/lock-commitment.js';
import { readReason } from '../steps/read-reason.js';
import { requireGranted } from '../steps/require-granted.js';

export interface RecordPostCheckInput extends ActInput {
  readonly commitmentId: string;
  readonly isKept: boolean;
  /** What was found; a breach cannot do without. */
  readonly finding?: string | null | undefined;
}

/**
 * Records the later check of a commitment on which something was granted (事后核查): kept, or not kept. Either goes into the credit file.
 * Source: within 30 working days [S].
 */
export function recordPostCheck(
  context: Context,
  input: RecordPostCheckInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'recordPostCheck', input, async (unit, trail) => {
    const { commitmentId, isKept } = input;
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    const field = ['input', 'commitmentId'];
    requireGranted(matter, field);
    if (commitment.kind === 'TOLERANCE') throw new DomainError('WRONG_STATE', { field });
    const checked = {
      ...commitment,
      postCheckedOn: context.today,
      postCheckedBy: actorOf(context).officerId,
    };
    const finding = readFinding(input);
    if (isKept) await keepCommitment(context, unit, trail, { commitment: checked, matter, note: finding });
    else await findBreach(context, unit, trail, { commitment: checked, matter, finding: finding ?? '' });
    return { commitmentId };
  });
}

function readFinding({ isKept, finding }: RecordPostCheckInput): string | null {
  if (isKept && (finding ?? '') === '') return null;
  const field = ['input', 'finding'];
  return parseToldText(readReason(finding, field), { field, max: 1000 });
}
