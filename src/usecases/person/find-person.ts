import type { Context } from '../context.js';
import { type Person, revealPersons } from '../steps/reveal-persons.js';

/** One person by id, as far as the caller may know him; null for one he may not know of. */
export async function findPerson(context: Context, personId: string, query: string): Promise<Person | null> {
  const row = await context.loaders.person.load(personId);
  if (row === null) return null;
  const [person] = await revealPersons(context, query, [row]);
  return person ?? null;
}
