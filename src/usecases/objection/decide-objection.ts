import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { END_OBJECTION, LIST_LAST_INSPECTORS } from '../../store/objections.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type LockedObjection, lockObjection } from '../steps/lock-objection.js';

export interface DecideObjectionInput extends ActInput {
  readonly objectionId: string;
  readonly outcome: 'UPHELD' | 'REJECTED';
  readonly reasons: string;
  /** What will be corrected; needed when it is upheld, and of no use otherwise. */
  readonly correction?: string | null | undefined;
}

const LONGEST_REASONS = 2000;

/**
 * Decides an objection (异议处理) in writing, with reasons: by an officer of the station of the house who was neither there at its last
 * two inspections nor entered the objection. It changes no tier by itself. Upholding one says what will be corrected; the officers then correct the
 * record (withdraw the hazard, end or withdraw the record), and the rating follows from the record as always, so that no tier ever
 * stands without its reasons.
 * Source: objections are reviewed by somebody else, answered in writing with reasons [L various]; the two inspections [D].
 */
export function decideObjection(
  context: Context,
  input: DecideObjectionInput,
): Promise<Outcome<{ objectionId: string }>> {
  return command(context, 'decideObjection', input, async (unit, trail) => {
    const locked = await lockObjection(context, unit, input.objectionId);
    await requireImpartial(context, unit, locked);
    const { reasons, correction } = readDecision(input);
    const { objection, house } = locked;
    const { officerId } = actorOf(context);
    await runOne(unit, END_OBJECTION, [
      objection.id,
      input.outcome,
      context.today,
      officerId,
      reasons,
      correction,
    ]);
    trail.subjectIds.add(house.id).add(objection.objectorId);
    return { objectionId: objection.id };
  });
}

async function requireImpartial(
  context: Context,
  unit: Unit,
  { objection, house }: LockedObjection,
): Promise<void> {
  const field = ['input', 'objectionId'];
  const { officerId, officeId, personId } = actorOf(context);
  if (house.stationId !== officeId || personId !== null)
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  if (objection.filedById === officerId) {
    throw new DomainError('OWN_DRAFT', {
      field,
      explanation: {
        zh: '您代为登记了该异议，须由另一名民警处理。',
        en: 'You have entered this objection; another officer decides it.',
      },
    });
  }
  const inspectors = await unit.run(LIST_LAST_INSPECTORS, [house.id]);
  if (inspectors.some((inspector) => inspector.officerId === officerId)) {
    throw new DomainError('OWN_DRAFT', {
      field,
      explanation: {
        zh: '您参加了该房屋最近两次检查之一，须由另一名民警处理。',
        en: 'You were there at one of the last two inspections of this house; another officer decides it.',
      },
    });
  }
}

function readDecision({ outcome, reasons, correction }: DecideObjectionInput) {
  const written = (text: string, name: string) => {
    const field = ['input', name];
    if (text.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    return parseText(text, { field, max: LONGEST_REASONS });
  };
  if (outcome === 'REJECTED' && correction != null)
    throw new DomainError('INVALID_TEXT', {
      field: ['input', 'correction'],
      explanation: { zh: '异议不成立的，不作更正。', en: 'A rejected objection corrects nothing.' },
    });
  return {
    reasons: written(reasons, 'reasons'),
    correction: outcome === 'UPHELD' ? written(correction ?? '', 'correction') : null,
  };
}
