import { civilDateOf, type Instant } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import { END_EXPIRED_RELIANCES, LOCK_RELIANCES_AFTER } from '../../store/reliances.js';
import { askAgain } from '../steps/ask-again.js';

export interface NightOfReliances {
  readonly door: Door;
  readonly now: Instant;
  readonly signal: AbortSignal;
  newId(): string;
}

const RELIANCES_AT_ONCE = 250;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Every day: reliances whose term is over end, and all others are asked again, because entries, suspensions and records also begin and
 * end by the calendar, measures by their day, and a subject may have come onto the register. Whatever the notes of a day have missed is made up
 * for here. Doing it again tells nobody twice. Answers the number of changes.
 */
export async function askAllAgain({ door, now, signal, newId }: NightOfReliances): Promise<number> {
  await door.unattended((unit) => unit.run(END_EXPIRED_RELIANCES, [civilDateOf(now)]));
  let changes = 0;
  for (let after: string | null = BEFORE_ALL; after !== null;) {
    signal.throwIfAborted();
    const behind: string = after;
    const round = await door.unattended(async (unit) => {
      const reliances = await unit.run(LOCK_RELIANCES_AFTER, [behind, RELIANCES_AT_ONCE]);
      const told = await askAgain(unit, reliances, { now, newId, causesOf: () => ['CALENDAR'] });
      return { last: reliances.at(-1)?.id ?? null, told };
    });
    after = round.last;
    changes += round.told;
  }
  return changes;
}
