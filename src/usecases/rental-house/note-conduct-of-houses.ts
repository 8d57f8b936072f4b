import type { CivilDate } from '../../domain/civil-date.js';
import { LIST_HOUSES_AFTER, READ_UNNOTED_CONDUCT } from '../../store/conduct.js';
import type { Door } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { noteConductOfPeople } from '../steps/note-conduct-of-people.js';

export interface Night {
  readonly door: Door;
  readonly on: CivilDate;
  readonly signal: AbortSignal;
  newId(): string;
}

/** Few enough that an officer who acts on one of these houses meanwhile does not notice the wait. */
const HOUSES_AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * What happened to the houses since the last night goes into the files of their owners and managers. All houses are looked through, by
 * an index and without a lock, so that a night that was left out is made up for; only those to which something happened are locked.
 */
export async function noteConductOfHouses(night: Night): Promise<void> {
  const { door, signal } = night;
  for (let after: string | null = BEFORE_ALL; after !== null;) {
    signal.throwIfAborted();
    const reader = door.for(null);
    const houseIds = idsOf(await reader.run(LIST_HOUSES_AFTER, [after, HOUSES_AT_ONCE]));
    const happened = idsOf(await reader.run(READ_UNNOTED_CONDUCT, [houseIds]));
    if (happened.length > 0) await note(night, [...new Set(happened)]);
    after = houseIds.at(-1) ?? null;
  }
}

function idsOf(rows: readonly { readonly houseId: string }[]): string[] {
  return rows.map(({ houseId }) => houseId);
}

async function note({ door, on, newId }: Night, houseIds: readonly string[]): Promise<void> {
  await door.unattended(async (unit) => {
    await unit.run(LOCK_SUBJECTS, [houseIds]);
    const trail = { subjectIds: new Set<string>(), rules: {}, purpose: null, matter: null };
    await noteConductOfPeople(unit, trail, { houseIds, on, cause: `daily ${on}`, newId });
  });
}
