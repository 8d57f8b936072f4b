import type { VisitState } from '../../domain/carry-out.js';
import { DomainError } from '../../domain/refusal.js';
import type { VisitRow } from '../../store/spot-check-visits.js';

/** Throws WRONG_STATE, saying where a visit stands, when it is in none of `states`. */
export function requireVisitState(
  visit: VisitRow,
  states: readonly VisitState[],
  field: readonly string[],
): void {
  if (states.includes(visit.state)) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: STANDING[visit.state],
    facts: { state: visit.state },
  });
}

const STANDING: Readonly<Record<VisitState, { zh: string; en: string }>> = {
  APPROVED: { zh: '该次检查已批准，尚未告知。', en: 'The visit is approved, but nobody was told of it yet.' },
  TOLD: { zh: '该次检查已告知，尚未到场登记。', en: 'The visit was told of; no arrival is recorded yet.' },
  ARRIVED: { zh: '该次检查已到场登记。', en: 'An arrival is on record already.' },
  RESULTED: { zh: '该次检查的结果已录入。', en: 'The result is on record already.' },
  PUBLISHED: { zh: '该次检查的结果已公示。', en: 'The result is published already.' },
};
