import { DomainError } from '../../domain/refusal.js';
import { ADD_HOUSEHOLD } from '../../store/households.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { joinHousehold, MOST_MEMBERS } from '../steps/join-household.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';
import { readVillage } from '../steps/read-village.js';

export interface RegisterHouseholdInput extends ActInput {
  readonly registerCode: string;
  readonly regionCode: string;
  readonly members: readonly PersonInput[];
}

/** Numbers of village registers: upper-case letters, digits and hyphens. */
const REGISTER_CODE = /^[0-9A-Z-]{4,40}$/;

/**
 * Opens the credit file of a household (家庭户) with its members, whose own files are opened where they have none. It is rated
 * in no sector yet: a record brings it into one.
 */
export function registerHousehold(
  context: Context,
  input: RegisterHouseholdInput,
): Promise<Outcome<{ householdId: string }>> {
  return command(context, 'registerHousehold', input, async (unit, trail) => {
    refuseMalformed(input);
    const regionCode = await readVillage(context, unit, input.regionCode);
    const fields = input.members.map((_member, index) => ['input', 'members', String(index)]);
    const people = input.members.map((person, index) => ({ person, path: fields[index] ?? [] }));
    const personIds = await keepPersons(context, unit, people, regionCode);
    // Whoever adds to the file of a member meanwhile must see the household, or not be seen by it.
    await unit.run(LOCK_SUBJECTS, [personIds]);
    const householdId = context.newId();
    const values = [householdId, input.registerCode, regionCode, context.today];
    const added = await unit.run(ADD_HOUSEHOLD, values);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'registerCode'] });
    const from = { fromOn: context.today, dayField: ['input', 'members'] };
    await joinHousehold(unit, { householdId, personIds, fields, ...from });
    for (const id of [householdId, ...personIds]) trail.subjectIds.add(id);
    return { householdId };
  });
}

function refuseMalformed({ registerCode, members }: RegisterHouseholdInput): void {
  if (!REGISTER_CODE.test(registerCode))
    throw new DomainError('INVALID_TEXT', { field: ['input', 'registerCode'] });
  const field = ['input', 'members'];
  if (members.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (members.length > MOST_MEMBERS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_MEMBERS } });
}
