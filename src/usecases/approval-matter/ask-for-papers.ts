import { tellUntil } from '../../domain/approval-clock.js';
import { DomainError } from '../../domain/refusal.js';
import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { BEGIN_STOP, SAVE_MATTER } from '../../store/approval-matters.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { clockSettingsOf } from '../steps/clock-settings-of.js';
import { lockMatter } from '../steps/lock-matter.js';
import { readPapers } from '../steps/read-papers.js';
import { papersOpenFor } from '../steps/papers-open-for.js';

export interface AskForPapersInput extends ActInput {
  readonly matterId: string;
  readonly paperCodes: readonly string[];
}

/**
 * Tells the applicant, once, everything that is missing (一次性告知补正); the clock stands still until it is there. After the fifth
 * working day the matter is accepted by law, and nothing can be asked for any more. What a commitment stands for is not asked for.
 * Source: 行政许可法 art. 32 [L].
 */
export function askForPapers(
  context: Context,
  input: AskForPapersInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'askForPapers', input, async (unit, trail) => {
    const { matterId } = input;
    const { today } = context;
    const matter = await lockMatter(context, unit, matterId, ['RECEIVED']);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const last = tellUntil(matter.receivedOn, clockSettingsOf(settings)).on;
    if (today > last) refuseLate(last);
    const missingPapers = readPapers(input.paperCodes, await papersOpenFor(unit, matter));
    await unit.run(BEGIN_STOP, [context.newId(), matterId, 'PAPERS_ASKED_FOR', today]);
    await unit.run(SAVE_MATTER, [
      JSON.stringify({
        ...matter,
        state: 'PAPERS_MISSING',
        askedOn: today,
        askedPapers: missingPapers,
        missingPapers,
        dueOn: null,
        dueIsProvisional: false,
      }),
    ]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId };
  });
}

function refuseLate(lastDay: string): never {
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'matterId'],
    explanation: {
      zh: '逾期未一次性告知，自收到申请材料之日起即为受理。',
      en: 'Nobody told in time what is missing: the application counts as accepted on the day of receipt.',
    },
    facts: { lastDay },
  });
}
