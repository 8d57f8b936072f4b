import type { Verdict } from './verdict.js';

/** What whoever is to pass a screening must meet. */
export interface ScreeningRequirements {
  /** The verdicts that let through. */
  readonly verdicts: readonly Verdict['verdict'][];
  /** Red lists (红名单) of which the subject must stand on one; null: none is asked for. */
  readonly redListCodes: readonly string[] | null;
  /** A public grade that is asked for; null: none is. */
  readonly grade: { readonly sector: string; readonly gradeCodes: readonly string[] } | null;
}

/** A subject with its answer and its grade in the sector asked for. */
export interface Candidate extends Pick<Verdict, 'verdict' | 'reasonCode'> {
  readonly lists: readonly { readonly listCode: string }[];
  /** Null: not rated. */
  readonly gradeCode: string | null;
}

/** Why somebody falls out: the reason of a verdict that does not let through, or a requirement that is not met. */
export type FallOutReason = Verdict['reasonCode'] | 'NOT_ON_RED_LIST' | 'NOT_RATED' | 'GRADE_NOT_ACCEPTED';

/**
 * Every reason why a subject falls out of a screening, in this order: its verdict, its lists, its grade; none when it is eligible.
 * Objections and repairs that are open are told beside the result and are no reasons: nobody loses anything by using a remedy.
 * Source: selection of eligible honest firms by their credit [S]; the criteria themselves are the office's own [D].
 */
export function fallOutReasons(candidate: Candidate, requirements: ScreeningRequirements): FallOutReason[] {
  const { verdict, reasonCode, lists, gradeCode } = candidate;
  const { verdicts, redListCodes, grade } = requirements;
  const reasons: FallOutReason[] = [];
  if (!verdicts.includes(verdict)) reasons.push(reasonCode);
  if (redListCodes !== null && !lists.some(({ listCode }) => redListCodes.includes(listCode)))
    reasons.push('NOT_ON_RED_LIST');
  if (grade !== null && gradeCode === null) reasons.push('NOT_RATED');
  if (grade !== null && gradeCode !== null && !grade.gradeCodes.includes(gradeCode))
    reasons.push('GRADE_NOT_ACCEPTED');
  return reasons;
}
