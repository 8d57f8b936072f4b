import DataLoader from 'dataloader';
import type { Context } from '../context.js';
import { type Person, revealPersons } from '../steps/reveal-persons.js';

type PersonLoader = DataLoader<string, Person | null>;

const loaders = new WeakMap<Context, Map<string, PersonLoader>>();

/**
 * One person by id, as far as the caller may know him; null for one he may not know of. Persons that one request asks for
 * by the same query are found by one statement and logged as one look-up.
 */
export function findPerson(context: Context, personId: string, query: string): Promise<Person | null> {
  const ofRequest = loaders.get(context) ?? new Map<string, PersonLoader>();
  loaders.set(context, ofRequest);
  const loader = ofRequest.get(query) ?? new DataLoader((ids) => findAll(context, ids, query));
  ofRequest.set(query, loader);
  return loader.load(personId);
}

async function findAll(context: Context, ids: readonly string[], query: string): Promise<(Person | null)[]> {
  const rows = await context.loaders.person.loadMany(ids);
  const known = rows.flatMap((row) => (row === null || row instanceof Error ? [] : [row]));
  const failed = rows.find((row) => row instanceof Error);
  if (failed !== undefined) throw failed;
  const persons = new Map((await revealPersons(context, query, known)).map((person) => [person.id, person]));
  return ids.map((id) => persons.get(id) ?? null);
}
