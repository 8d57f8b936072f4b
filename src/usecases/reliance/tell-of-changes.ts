import { civilDateOf, type Instant } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import { LOCK_RELIANCES_ON, type OpenReliance, TAKE_CHANGED_SUBJECTS } from '../../store/reliances.js';
import { askAgain } from '../steps/ask-again.js';

export interface Telling {
  readonly door: Door;
  readonly now: Instant;
  readonly signal: AbortSignal;
  newId(): string;
}

/** Few enough that a transaction stays short, however many offices rely on one of these subjects. */
const NOTES_AT_ONCE = 100;

/**
 * Looks at the subjects that somebody has changed since the last look and tells the offices that rely on an answer about them, when it would be
 * another one. A note leaves the queue in the transaction that tells of it: a process that is killed leaves it to the next, and
 * nobody is told twice. Answers the number of changes.
 */
export async function tellOfChanges({ door, now, signal, newId }: Telling): Promise<number> {
  let changes = 0;
  for (let taken = NOTES_AT_ONCE; taken === NOTES_AT_ONCE;) {
    signal.throwIfAborted();
    const round = await door.unattended(async (unit) => {
      const notes = await unit.run(TAKE_CHANGED_SUBJECTS, [NOTES_AT_ONCE]);
      const subjectIds = [...new Set(notes.map(({ subjectId }) => subjectId))];
      if (subjectIds.length === 0) return { taken: 0, told: 0 };
      const causesOf = ({ subjectId }: OpenReliance) => [
        ...new Set(notes.filter((note) => note.subjectId === subjectId).map(({ cause }) => cause)),
      ];
      const reliances = await unit.run(LOCK_RELIANCES_ON, [subjectIds, civilDateOf(now)]);
      return { taken: notes.length, told: await askAgain(unit, reliances, { now, newId, causesOf }) };
    });
    taken = round.taken;
    changes += round.told;
  }
  return changes;
}
