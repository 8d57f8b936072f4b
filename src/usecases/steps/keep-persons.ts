import { parseCitizenNumber } from '../../domain/citizen-number.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { KEEP_PERSONS, LOCK_CITIZEN_NUMBERS, type NewPerson } from '../../store/persons.js';
import type { Context } from '../context.js';

/** A natural person as an officer registers him. */
export interface PersonInput {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly citizenNumber: string;
}

/** Where in the input a person stands. */
export interface PersonAt {
  readonly person: PersonInput;
  readonly path: readonly string[];
}

/**
 * The files of natural persons, known by their citizen numbers; who has none yet gets one in `regionCode`. Returns their ids in
 * the same order: who is named twice has one file. A number that is on file under another name is refused, and that name is not told.
 */
export async function keepPersons(
  context: Context,
  unit: Unit,
  given: readonly PersonAt[],
  regionCode: string,
): Promise<string[]> {
  const persons = given.map((one) => readPerson(context, one));
  const byNumber = new Map<string, NewPerson>();
  for (const person of persons) {
    const first = byNumber.get(person.citizenNumber);
    byNumber.set(person.citizenNumber, { ...(first ?? person), phone: person.phone ?? first?.phone ?? null });
  }
  // Before anybody is looked for, so that two registrations of the same people follow each other and never cross.
  await unit.run(LOCK_CITIZEN_NUMBERS, [[...byNumber.keys()]]);
  const values = [JSON.stringify([...byNumber.values()]), regionCode, context.today];
  const rows = await unit.run(KEEP_PERSONS, values);
  const kept = new Map(rows.map((row) => [row.citizenNumber, row]));
  return persons.map(({ name, citizenNumber }, index) => {
    const file = kept.get(citizenNumber);
    if (file?.name !== name)
      throw new DomainError('NAME_DIFFERS', { field: [...(given[index]?.path ?? []), 'name'] });
    return file.id;
  });
}

function readPerson(context: Context, { person, path }: PersonAt): NewPerson {
  return {
    id: context.newId(),
    name: parseText(person.name, { field: [...path, 'name'], max: 100 }),
    phone: person.phone ? parseText(person.phone, { field: [...path, 'phone'], max: 20 }) : null,
    citizenNumber: parseCitizenNumber(person.citizenNumber, [...path, 'citizenNumber']),
  };
}
