import type { CivilDate } from '../../src/domain/civil-date.js';
import type { RatedRecord } from '../../src/domain/rating.js';

/** Writes records of a credit file the way an official would tell them. */
export interface Told {
  readonly type: string;
  readonly on: CivilDate;
  /** The day on which it was put right, repaired or lifted. */
  readonly ended?: CivilDate;
  /** In whole units, such as the points that a notice states. */
  readonly amount?: number;
  /** Which member of the household it is about; absent: the subject itself. */
  readonly member?: string;
}

export function fileOf(told: readonly Told[]): RatedRecord[] {
  return told.map(({ type, on, ended, amount, member }, at) => ({
    id: String(at + 1).padStart(3, '0'),
    type,
    occurredOn: on,
    endedOn: ended ?? null,
    withdrawn: false,
    amountHundredths: amount === undefined ? null : Math.round(amount * 100),
    memberId: member ?? null,
  }));
}
