import type { CivilDate } from '../../domain/civil-date.js';
import type { ApprovalSettings } from '../../store/approval-items.js';
import { END_STOP, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import type { Unit } from '../../store/door.js';
import { clockOfMatter } from './clock-of-matter.js';

/**
 * Papers that came, or that a commitment stands for, are no longer missing. With the last of them the clock goes on, and the matter is
 * accepted unless it was before.
 */
export async function takePapers(
  unit: Unit,
  matter: MatterRow,
  { paperCodes, on, settings }: { paperCodes: readonly string[]; on: CivilDate; settings: ApprovalSettings },
): Promise<void> {
  const missingPapers = matter.missingPapers.filter((code) => !paperCodes.includes(code));
  if (missingPapers.length > 0 || matter.state !== 'PAPERS_MISSING') {
    await unit.run(SAVE_MATTER, [JSON.stringify({ ...matter, missingPapers })]);
    return;
  }
  await unit.run(END_STOP, [matter.id, on]);
  const complete: MatterRow = {
    ...matter,
    missingPapers,
    state: 'ACCEPTED',
    acceptedOn: matter.acceptedOn ?? on,
    stops: matter.stops.map((stop) => ({ ...stop, to: stop.to ?? on })),
  };
  const { dueOn, provisional } = clockOfMatter(complete, on, settings);
  await unit.run(SAVE_MATTER, [JSON.stringify({ ...complete, dueOn, dueIsProvisional: provisional })]);
}
