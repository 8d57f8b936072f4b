import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { ADD_MEMBERS, FIND_TIES } from '../../store/households.js';

/** More live under no roof of a register; it also bounds the work of one act. */
export const MOST_MEMBERS = 30;

/** Persons who become members of a household; `fields[i]` is where the i-th stands in the input. */
export interface Joining {
  readonly householdId: string;
  readonly personIds: readonly string[];
  readonly fields: readonly (readonly string[])[];
  readonly fromOn: CivilDate;
  /** Where the day stands in the input. */
  readonly dayField: readonly string[];
}

/**
 * Makes persons members of a household. Nobody is a member of two households on one day, or his points would count twice. The
 * caller holds their citizen numbers, so that nobody else makes them members meanwhile.
 */
export async function joinHousehold(unit: Unit, joining: Joining): Promise<void> {
  const { householdId, personIds, fields, fromOn, dayField } = joining;
  const ties = new Map((await unit.run(FIND_TIES, [personIds])).map((tie) => [tie.personId, tie]));
  for (const [index, id] of personIds.entries()) {
    const field = fields[index] ?? [];
    if (personIds.indexOf(id) < index || ties.get(id)?.isMember === true)
      throw new DomainError('ALREADY_EXISTS', { field });
    const untilOn = ties.get(id)?.untilOn ?? null;
    if (untilOn !== null && untilOn > fromOn) {
      throw new DomainError('INVALID_DATE', {
        field: dayField,
        explanation: {
          zh: '该日仍是另一户的成员。',
          en: 'On that day the person was still a member of a household.',
        },
      });
    }
  }
  await unit.run(ADD_MEMBERS, [householdId, personIds, fromOn]);
}
