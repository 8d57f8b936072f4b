import { maskCitizenNumber, maskName, maskPhone } from '../../domain/masking.js';
import type { PersonRow } from '../../store/persons.js';
import { logAccess } from './log-access.js';
import { hasRole, type Context } from '../context.js';

/** A natural person as far as the caller may know him. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string | null;
  /** True when name and phone are masked. The citizen number always is. */
  readonly masked: boolean;
}

/**
 * Natural persons are masked unless an officer of the station or a credit clerk says what he needs them for; then name and phone are
 * shown and the look-up is logged with its purpose before the answer leaves.
 * Source: PIPL arts. 6 and 28, purpose and minimum on every query [L].
 */
export async function revealPersons(
  context: Context,
  query: string,
  persons: readonly PersonRow[],
): Promise<Person[]> {
  const isRevealed = context.purpose !== null && hasRole(context, 'STATION_OFFICER', 'CREDIT_CLERK');
  if (!isRevealed || persons.length === 0) return persons.map(masked);
  await logAccess(context, query, [...new Set(persons.map(({ id }) => id))]);
  return persons.map((person) => ({
    ...person,
    citizenNumber: person.citizenNumber === null ? null : maskCitizenNumber(person.citizenNumber),
    masked: false,
  }));
}

function masked({ id, name, phone, citizenNumber }: PersonRow): Person {
  return {
    id,
    name: maskName(name),
    phone: phone === null ? null : maskPhone(phone),
    citizenNumber: citizenNumber === null ? null : maskCitizenNumber(citizenNumber),
    masked: true,
  };
}
