import type { CivilDate } from '../../domain/civil-date.js';
import { type ProposableChange, proposableChange, proposableFrom } from '../../domain/grade-in-effect.js';
import { DomainError } from '../../domain/refusal.js';
import type { SubjectKind } from '../../domain/standard.js';
import { ADD_GRADE_CHANGE, type ChangeExplanation } from '../../store/grade-changes.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockGradedSubject } from '../steps/lock-graded-subject.js';
import { rateWithReasons } from '../steps/rate-with-reasons.js';
import { rerateGradedSubject, type TodaysRating } from '../steps/rerate-graded-subject.js';
import { writeGradeNotice } from '../steps/write-grade-notice.js';

export interface ProposeGradeChangeInput extends ActInput {
  readonly subjectId: string;
  /** What the subject can be, as its id was given. */
  readonly kinds: readonly SubjectKind[];
  readonly sector: string;
}

/**
 * Proposes that a grade which its standard holds follows what the standard indicates (等级调整): upwards one step after the
 * observation, downwards all the way. It acts on the rating of today, keeps its reasons and the notice to the subject as they are now,
 * and takes effect when another officer confirms it. One proposal of a grade at a time.
 * Source: one proposes and another confirms; written notice with facts, reasons, basis, measures and the right to object [D].
 */
export function proposeGradeChange(
  context: Context,
  input: ProposeGradeChangeInput,
): Promise<Outcome<{ changeId: string }>> {
  return command(context, 'proposeGradeChange', input, async (unit, trail) => {
    const { today } = context;
    const { officerId, officeId } = actorOf(context);
    const { sector, subjectId, kinds } = input;
    const field = ['input', 'subjectId'];
    const subject = await lockGradedSubject(context, unit, { subjectId, sector, field });
    if (!kinds.includes(subject.kind)) throw new DomainError('NOT_FOUND', { field });
    const changeId = context.newId();
    const cause = `proposeGradeChange ${changeId}`;
    const todays = await rerateGradedSubject(unit, trail, subject, { sector, on: today, cause });
    const change = readChange(todays, today);
    const { definition } = todays.standard;
    const { scoreHundredths, reasons } = await rateWithReasons(unit, definition, subjectId, today);
    const explanation: ChangeExplanation = { scoreHundredths, reasons };
    const notice = await writeGradeNotice(context, unit, { subject, standard: definition, change, reasons });
    const added = await unit.run(ADD_GRADE_CHANGE, [
      changeId,
      subjectId,
      sector,
      todays.standard.id,
      change.fromGradeCode,
      change.toGradeCode,
      change.direction,
      JSON.stringify(explanation),
      notice,
      officeId,
      officerId,
      today,
    ]);
    if (added.length === 0) throw new DomainError('CHANGE_PENDING', { field });
    return { changeId };
  });
}

function readChange({ rating, standard }: TodaysRating, today: CivilDate): ProposableChange {
  const change = proposableChange(standard.definition, rating, today);
  if (change !== null) return change;
  const field = ['input', 'subjectId'];
  const from = proposableFrom(standard.definition, rating);
  if (from === null) {
    const zh = '现行等级与评价标准所示等级一致。';
    const en = 'The grade in effect is the one that the standard indicates.';
    throw new DomainError('NOTHING_INDICATED', { field, explanation: { zh, en } });
  }
  throw new DomainError('NOTHING_INDICATED', {
    field,
    explanation: {
      zh: `观察期未满，自 ${from} 起可以提出升级。`,
      en: `The observation is not over: an upgrade may be proposed from ${from} on.`,
    },
    facts: { proposableFrom: from },
  });
}
