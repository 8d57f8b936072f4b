import { type Problem, unless } from './problem.js';
import { ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR } from './sectors.js';
import type { Standard } from './standard.js';
import type { Treatment, TreatmentKind } from './treatment.js';

/** Treatments as they hold on one day: of each grade, kind and code one. */
export type Policy = readonly Treatment[];

/** What tells treatments apart: a later one of the same grade, kind and code supersedes an earlier one. */
export function treatmentKey({ gradeCode, kind, code }: Treatment): string {
  return `${kind} ${code ?? ''} ${gradeCode ?? '-'}`;
}

/** The policy in force once the drafted rows have taken the place of those that they supersede. */
export function policyWith(before: Policy, drafted: readonly Treatment[]): Policy {
  const replaced = new Set(drafted.map(treatmentKey));
  const kept = before.filter((row) => !replaced.has(treatmentKey(row)));
  return [...kept, ...drafted.filter(({ ends }) => ends !== true)];
}

/** What every grade of a sector must lead to, because the work of an office is planned by it. */
const NEEDED: Readonly<Record<string, TreatmentKind>> = {
  [RENTAL_HOUSE_SECTOR]: 'INSPECTION_INTERVAL',
  [ENTERPRISE_RISK_SECTOR]: 'SPOT_CHECK_RATIO',
};

/**
 * Whether a policy says of every grade what the work of an office is planned by: how often to inspect a rental house, and when for the
 * first time; which share of a risk class to draw. A grade without it would drop out of the worklist without a word.
 */
export function checkCoverage(
  { sector, bands }: Pick<Standard, 'sector' | 'bands'>,
  policy: Policy,
): Problem[] {
  const kind = NEEDED[sector];
  if (kind === undefined) return [];
  const has = (wanted: TreatmentKind, grade: string | null) =>
    policy.some((row) => row.kind === wanted && row.gradeCode === grade);
  const missing = (wanted: TreatmentKind, grade: string | null) =>
    unless(has(wanted, grade), 'TREATMENT_MISSING', {
      zh: `等级 ${grade ?? '（未评）'} 缺少措施 ${wanted}。`,
      en: `The grade ${grade ?? '(never rated)'} lacks the treatment ${wanted}.`,
    });
  return [
    ...bands.flatMap(({ code }) => missing(kind, code)),
    ...(sector === RENTAL_HOUSE_SECTOR ? missing('FIRST_VISIT_TERM', null) : []),
  ];
}

/** Rows of one draft begin together, so none may stand beside another of the same key. */
export function checkDrafted(treatments: readonly Treatment[]): Problem[] {
  const keys = treatments.map(treatmentKey);
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))].map((key) => ({
    code: 'UNSOUND_STANDARD' as const,
    zh: `措施 ${key} 重复：同一草案的措施自同一日起生效。`,
    en: `Treatment ${key} stands twice: the rows of one draft begin on one day.`,
  }));
}
