import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { END_MEMBERSHIP, FIND_MEMBERSHIP } from '../../store/households.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockHousehold } from '../steps/lock-household.js';
import { type ChangedHousehold, rerateHousehold } from '../steps/rerate-household.js';
import { tellChanges } from '../steps/tell-changes.js';

export interface EndHouseholdMembershipInput extends ActInput {
  readonly householdId: string;
  readonly personId: string;
  /** First day on which the person is no member any more. */
  readonly toOn: string;
}

/** Ends a membership of a household of the jurisdiction, which is rated anew at once wherever its members count. */
export function endHouseholdMembership(
  context: Context,
  input: EndHouseholdMembershipInput,
): Promise<Outcome<ChangedHousehold>> {
  const { householdId, personId } = input;
  return command(context, 'endHouseholdMembership', input, async (unit, trail) => {
    await lockHousehold(context, unit, householdId, () => Promise.resolve(personId));
    const toOn = await readEnd(context, unit, input);
    await unit.run(END_MEMBERSHIP, [householdId, personId, toOn]);
    trail.subjectIds.add(personId);
    const cause = `endHouseholdMembership ${householdId}`;
    const changed = await rerateHousehold(unit, trail, householdId, { on: context.today, cause });
    return { householdId, changedRatings: tellChanges(context, changed) };
  });
}

async function readEnd(
  context: Context,
  unit: Unit,
  { householdId, personId, toOn: text }: EndHouseholdMembershipInput,
): Promise<CivilDate> {
  const [membership] = await unit.run(FIND_MEMBERSHIP, [householdId, personId]);
  if (membership === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'personId'] });
  if (membership.toOn !== null) throw new DomainError('WRONG_STATE', { field: ['input', 'personId'] });
  const field = ['input', 'toOn'];
  const toOn = parseCivilDate(text, field);
  if (toOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  if (toOn <= membership.fromOn) throw new DomainError('INVALID_DATE', { field });
  return toOn;
}
