import { DomainError, type RefusalCode } from './refusal.js';

/** One thing that is wrong with a rule somebody wrote, in the two languages of the service. */
export interface Problem {
  readonly code: RefusalCode;
  readonly zh: string;
  readonly en: string;
}

/** Nothing when it holds, else the problem. */
export function unless(holds: boolean, code: RefusalCode, words: { zh: string; en: string }): Problem[] {
  return holds ? [] : [{ code, ...words }];
}

/** The problem as a refusal of the input at `field`. */
export function refusalOf({ code, zh, en }: Problem, field: readonly string[]): DomainError {
  return new DomainError(code, { field, explanation: { zh, en } });
}
