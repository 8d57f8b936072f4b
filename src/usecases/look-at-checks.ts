import type { CheckRow } from '../store/credit-checks.js';
import { answerOfCheck } from './steps/answer-of-check.js';

/** Notes in the access log that the caller looks at these subjects by this query. */
export type NoteLook = (query: string, subjectIds: readonly string[]) => Promise<unknown>;

/** Notes that answers given before are read again: one entry for all that are read together, before any of them leaves. */
export async function noteLookAtChecks(
  checks: readonly CheckRow[],
  query: string,
  noteLook: NoteLook,
): Promise<void> {
  if (checks.length === 0) return;
  const subjectIds = checks.flatMap((check) => answerOfCheck(check).subjectId ?? []);
  await noteLook(query, [...new Set(subjectIds)]);
}
