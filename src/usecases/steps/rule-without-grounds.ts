import { fallOutReasons } from '../../domain/screening.js';
import type { CreditFacts } from '../../store/credit-checks.js';
import { GRADE_CLASSES, type GradeClass, type Ruling, type ScreeningRow } from '../../store/screenings.js';
import { decideAnswer } from './decide-answer.js';

const STATUSES = ['ACTIVE', 'DEREGISTERED', 'REVOKED'] as const;
const CLASSES = Object.values(GRADE_CLASSES);
/** Stands for every grade that is not asked for. */
const OTHER_GRADE = '';

/**
 * What subjects without lists and records come to in a screening: it hangs on status and grade alone, so the rule is asked once for each
 * of their few combinations, and SQL only looks the answer up. So there is one rule, however many are screened. `common`: what is
 * known of nobody in particular.
 */
export function ruleWithoutGrounds(screening: ScreeningRow, common: CreditFacts): Ruling[] {
  const { fieldCode, screenedOn: on, recordedAt: knownAt, requirements } = screening;
  return STATUSES.flatMap((status) => {
    const facts = { ...common, subjectStatus: status, lists: [], records: [] };
    const { verdict, reasonCode, lists } = decideAnswer(facts, { creditCode: '', fieldCode, on, knownAt });
    return CLASSES.map((gradeClass) => {
      const gradeCode = gradeOf(gradeClass, requirements.grade?.gradeCodes);
      const reasons = fallOutReasons({ verdict, reasonCode, lists, gradeCode }, requirements);
      return { status, gradeClass, verdict, reasons };
    });
  });
}

function gradeOf(gradeClass: GradeClass, accepted: readonly string[] = []): string | null {
  if (gradeClass === GRADE_CLASSES.none) return null;
  return gradeClass === GRADE_CLASSES.accepted ? (accepted[0] ?? OTHER_GRADE) : OTHER_GRADE;
}
