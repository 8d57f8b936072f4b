import type { CivilDate } from '../src/domain/civil-date.js';
import type { Label, Source } from '../src/domain/standard.js';

export interface FeedbackRuleEntry {
  readonly dueWorkingDays: number;
  readonly remindWorkingDays: number;
  readonly remedies: Label;
  readonly validFrom: CivilDate;
  readonly source: Source;
}

export interface DeliveryRuleEntry {
  readonly delaysSeconds: readonly number[];
  readonly timeoutSeconds: number;
  readonly validFrom: CivilDate;
  readonly source: Source;
}
