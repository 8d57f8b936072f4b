import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { LIST_MEMBERS } from '../../store/households.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { joinHousehold, MOST_MEMBERS } from '../steps/join-household.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';
import { lockHousehold } from '../steps/lock-household.js';
import { type ChangedHousehold, rerateHousehold } from '../steps/rerate-household.js';
import { tellChanges } from '../steps/tell-changes.js';

export interface AddHouseholdMemberInput extends ActInput {
  readonly householdId: string;
  readonly member: PersonInput;
  /** First day of the membership. */
  readonly fromOn: string;
}

/** Adds a member to a household of the jurisdiction, which is rated anew at once wherever its members count. */
export function addHouseholdMember(
  context: Context,
  input: AddHouseholdMemberInput,
): Promise<Outcome<ChangedHousehold>> {
  const { householdId } = input;
  return command(context, 'addHouseholdMember', input, async (unit, trail) => {
    const dayField = ['input', 'fromOn'];
    const field = ['input', 'member'];
    const personId = await lockHousehold(context, unit, householdId, async ({ regionCode }) => {
      const fromOn = parseCivilDate(input.fromOn, dayField);
      if (fromOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field: dayField });
      const people = [{ person: input.member, path: field }];
      const [kept] = await keepPersons(context, unit, people, regionCode);
      if (kept === undefined) throw new Error('The member has no file.');
      return kept;
    });
    const members = await unit.run(LIST_MEMBERS, [[householdId]]);
    if (members.length >= MOST_MEMBERS)
      throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_MEMBERS } });
    const joining = { householdId, personIds: [personId], fields: [field], fromOn: input.fromOn, dayField };
    await joinHousehold(unit, joining);
    trail.subjectIds.add(personId);
    const cause = `addHouseholdMember ${householdId}`;
    const changed = await rerateHousehold(unit, trail, householdId, { on: context.today, cause });
    return { householdId, changedRatings: tellChanges(context, changed) };
  });
}
