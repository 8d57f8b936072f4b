import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { CommitmentRow } from '../../store/commitments.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { keepCommitment } from '../steps/keep-commitment.js';
import { lockCommitment } from '../steps/lock-commitment.js';

export interface FulfilCommitmentInput extends ActInput {
  readonly commitmentId: string;
  /** Day on which they came; today when absent. */
  readonly cameOn?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/**
 * Notes that the papers that were to come later have come in time (容缺材料补齐); it goes into the credit file. After the due day they come too
 * late to be a promise kept: then the breach is recorded first, and repaired.
 */
export function fulfilCommitment(
  context: Context,
  input: FulfilCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  return command(context, 'fulfilCommitment', input, async (unit, trail) => {
    const { commitmentId } = input;
    const { commitment, matter } = await lockCommitment(context, unit, commitmentId, ['GIVEN']);
    const field = ['input', 'commitmentId'];
    if (commitment.kind !== 'TOLERANCE') refuseWithoutCheck(field);
    const keptOn = readDay(context, input, commitment);
    if (keptOn > commitment.dueOn) refuseLate(commitment.dueOn, field);
    const note = input.note ? parseText(input.note, { field: ['input', 'note'], max: 1000 }) : null;
    await keepCommitment(context, unit, trail, { commitment, matter, note, keptOn });
    return { commitmentId };
  });
}

function readDay(
  { today }: Context,
  { cameOn }: FulfilCommitmentInput,
  { givenOn }: CommitmentRow,
): CivilDate {
  const field = ['input', 'cameOn'];
  if (cameOn == null) return today;
  const day = parseCivilDate(cameOn, field);
  if (day > today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (day < givenOn) throw new DomainError('INVALID_DATE', { field, facts: { givenOn } });
  return day;
}

function refuseWithoutCheck(field: readonly string[]): never {
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: {
      zh: '此类承诺是否履行，由事后核查认定。',
      en: 'Whether it was kept is found by the later check.',
    },
  });
}

function refuseLate(dueOn: string, field: readonly string[]): never {
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: {
      zh: '承诺期限已过，须先记录违诺，补齐后办理修复。',
      en: 'The commitment is past due: the breach is recorded first, and then repaired.',
    },
    facts: { dueOn },
  });
}
