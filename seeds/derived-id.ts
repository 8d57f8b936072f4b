import { hash } from 'node:crypto';
import type { CivilDate } from '../src/domain/civil-date.js';

/**
 * The id of a row of reference data: always the same for the same name and day, so that loading the data again finds the
 * row instead of adding another. It has the form of a UUIDv7 of that day, with a hash in place of chance.
 */
export function derivedId(name: string, on: CivilDate): string {
  const time = Date.parse(`${on}T00:00:00Z`).toString(16).padStart(12, '0');
  const tail = hash('sha256', name, 'hex');
  const variant = ((parseInt(tail.charAt(3), 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(8, 20)}`;
}
