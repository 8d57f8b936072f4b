import type { CivilDate } from '../src/domain/civil-date.js';
import type { Source } from '../src/domain/standard.js';

export interface FeedbackRuleEntry {
  readonly dueWorkingDays: number;
  readonly remindWorkingDays: number;
  readonly validFrom: CivilDate;
  readonly source: Source;
}

export interface DeliveryRuleEntry {
  readonly delaysSeconds: readonly number[];
  readonly timeoutSeconds: number;
  readonly validFrom: CivilDate;
  readonly source: Source;
}
