import { type CivilDate, yearOf } from './civil-date.js';

/** When somebody was a member of a household. */
export interface Membership {
  readonly personId: string;
  readonly fromOn: CivilDate;
  /** First day on which the person is no member any more; null: still is. */
  readonly toOn: CivilDate | null;
  /** Null: not on file, so nobody can say that the person is of age. */
  readonly bornOn: CivilDate | null;
}

const FULL_AGE = 18;

/** Whether somebody born on a day is of age on another: on the eighteenth birthday, and on 1 March where there is no 29 February. */
export function isOfAge(bornOn: CivilDate | null, on: CivilDate): boolean {
  // Text compares like time, also for a birthday that the year does not have.
  return bornOn !== null && `${yearOf(bornOn) + FULL_AGE}${bornOn.slice(4)}` <= on;
}

/** The members who count for a household on a day: adults only. */
export function membersOn(memberships: readonly Membership[], on: CivilDate): string[] {
  const present = memberships.filter(
    ({ fromOn, toOn, bornOn }) => fromOn <= on && (toOn === null || on < toOn) && isOfAge(bornOn, on),
  );
  return [...new Set(present.map(({ personId }) => personId))];
}
