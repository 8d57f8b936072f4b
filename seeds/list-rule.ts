import type { CivilDate } from '../src/domain/civil-date.js';
import type { ListTerms } from '../src/domain/list-case.js';
import type { Label, Source } from '../src/domain/standard.js';

/** What entering and leaving a list asks for, from a day on. */
export interface ListRuleEntry extends ListTerms {
  readonly listCode: string;
  readonly keptBy: readonly string[];
  /** For so many days the public reads that an entry has ended. */
  readonly exitShownDays: number;
  readonly channel: Label;
  readonly validFrom: CivilDate;
  readonly source: Source;
}
