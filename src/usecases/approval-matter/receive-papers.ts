import { READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { lockMatter } from '../steps/lock-matter.js';
import { readPapers } from '../steps/read-papers.js';
import { takePapers } from '../steps/take-papers.js';

export interface ReceivePapersInput extends ActInput {
  readonly matterId: string;
  readonly paperCodes: readonly string[];
}

/** Notes papers that were missing and have come today (补正); with the last of them the matter is accepted and the clock goes on. */
export function receivePapers(
  context: Context,
  input: ReceivePapersInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'receivePapers', input, async (unit, trail) => {
    const { today: on } = context;
    const matter = await lockMatter(context, unit, input.matterId, ['PAPERS_MISSING']);
    const paperCodes = readPapers(input.paperCodes, matter.missingPapers);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [on]);
    await takePapers(unit, matter, { paperCodes, on, settings });
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
    return { matterId: matter.id };
  });
}
