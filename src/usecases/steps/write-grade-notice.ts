import type { ProposableChange } from '../../domain/grade-in-effect.js';
import { gradeNotice } from '../../domain/grade-notice.js';
import { maskName } from '../../domain/masking.js';
import type { Contribution } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import { treatmentInWords } from '../../domain/treatment-words.js';
import type { Unit } from '../../store/door.js';
import type { GradedSubject } from '../../store/grade-changes.js';
import { READ_POLICIES } from '../../store/treatments.js';
import { actorOf, type Context } from '../context.js';

export interface NoticeAsked {
  readonly subject: GradedSubject;
  readonly standard: Standard;
  readonly change: ProposableChange;
  readonly reasons: readonly Contribution[];
}

/**
 * Writes the notice of a proposed change, with the treatments in force today of both grades. Natural persons are masked, because
 * everybody in charge of the sector reads the notice, whatever his purpose; who is meant is said by the change itself.
 */
export async function writeGradeNotice(
  context: Context,
  unit: Unit,
  { subject, standard, change, reasons }: NoticeAsked,
): Promise<string> {
  const { today } = context;
  const values = [[standard.sector], today, 'infinity', [subject.regionCode]];
  const policies = await unit.run(READ_POLICIES, values);
  const clausesOf = (code: string) =>
    policies.filter(({ gradeCode }) => gradeCode === code).map(treatmentInWords);
  return gradeNotice({
    officeName: actorOf(context).officeName,
    subjectName: subject.isPerson ? maskName(subject.name) : subject.name,
    subjectCode: subject.code,
    standard,
    change,
    reasons,
    treatments: { from: clausesOf(change.fromGradeCode), to: clausesOf(change.toGradeCode) },
    on: today,
  });
}
