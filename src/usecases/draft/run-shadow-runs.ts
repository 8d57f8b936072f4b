import type { CivilDate } from '../../domain/civil-date.js';
import type { Door } from '../../store/door.js';
import { LIST_SHADOW_RUNS, READ_DRAFT } from '../../store/drafts.js';
import { ADD_SIMULATION, FIND_UNFINISHED, FORGET_FORMER_MOVES } from '../../store/simulations.js';
import { runOne } from '../../store/statement.js';
import { finishTrial } from '../steps/finish-trial.js';
import { tryRules, type Trial } from '../steps/try-rules.js';

export interface Night {
  readonly door: Door;
  readonly on: CivilDate;
  readonly signal: AbortSignal;
  newId(): string;
}

/**
 * Tries every draft that is in a shadow run once more, as of `on`. What was tried on that day already is left alone, and a
 * run that was interrupted goes on where it was.
 */
export async function runShadowRuns(night: Night): Promise<void> {
  const { door, on } = night;
  for (const { id } of await door.for(null).run(LIST_SHADOW_RUNS, [on])) {
    const draft = await runOne(door.for(null), READ_DRAFT, [id]);
    const simulationId = await beginOrGoOn(night, id);
    await tryAll(night, { simulationId, draft, on });
  }
}

function beginOrGoOn({ door, on, newId }: Night, draftId: string): Promise<string> {
  return door.unattended(async (unit) => {
    const [unfinished] = await unit.run(FIND_UNFINISHED, [draftId, on]);
    if (unfinished !== undefined) return unfinished.id;
    const id = newId();
    await unit.run(ADD_SIMULATION, [id, draftId, null, on]);
    return id;
  });
}

async function tryAll({ door, signal }: Night, trial: Trial): Promise<void> {
  for (let isLast = false; !isLast;) {
    signal.throwIfAborted();
    isLast = await door.unattended(async (unit) => {
      const stretch = await tryRules(unit, trial);
      if (stretch.isLast) {
        await finishTrial(unit, trial);
        await unit.run(FORGET_FORMER_MOVES, [trial.simulationId]);
      }
      return stretch.isLast;
    });
  }
}
