import { parsePhotos, type Photo } from '../../domain/photo.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ADD_REPORT, FIND_OWN_HAZARD } from '../../store/rectification-reports.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { bringRevisitForward } from '../steps/bring-revisit-forward.js';
import { lockConcernedHouse } from '../steps/lock-concerned-house.js';

export interface ReportRectificationInput extends ActInput {
  readonly hazardId: string;
  /** What was done. */
  readonly note: string;
  readonly photos?: readonly Photo[] | null | undefined;
}

const LONGEST_NOTE = 1000;
/** Enough for every honest report of one hazard, and few enough to read. */
const MOST_REPORTS = 10;
const FIELD = ['input', 'hazardId'];

/**
 * Reports that a hazard of one's own house has been put right (自报整改). It closes nothing and changes no rating: it asks the station to
 * look again, on the next working day, and only what officers see closes the hazard.
 * Source: putting right is checked on the spot by officers [S Heshan]; the report itself [D].
 */
export function reportRectification(
  context: Context,
  input: ReportRectificationInput,
): Promise<Outcome<{ reportId: string }>> {
  return command(context, 'reportRectification', input, async (unit, trail) => {
    const { officerId, personId } = actorOf(context);
    const { houseId } = await findOwnHazard(unit, input.hazardId, personId);
    const house = await lockConcernedHouse(context, unit, houseId, FIELD);
    // Read again now that nobody else can change it: an officer may just have closed it.
    const { state } = await findOwnHazard(unit, input.hazardId, personId);
    if (state !== 'OPEN') throw new DomainError('WRONG_STATE', { field: FIELD });
    const note = parseText(input.note, { field: ['input', 'note'], max: LONGEST_NOTE });
    const photos = JSON.stringify(parsePhotos(input.photos ?? [], ['input', 'photos']));
    const reportId = context.newId();
    const byRole = house.ownerId === personId ? 'OWNER' : 'MANAGER';
    const who = [officerId, byRole, personId];
    const values = [reportId, input.hazardId, context.today, ...who, note, photos, MOST_REPORTS];
    const added = await unit.run(ADD_REPORT, values);
    if (added.length === 0)
      throw new DomainError('TOO_MANY_ITEMS', { field: FIELD, facts: { most: MOST_REPORTS } });
    await bringRevisitForward(context, unit, { ...house, hazardId: input.hazardId });
    trail.subjectIds.add(house.id);
    return { reportId };
  });
}

async function findOwnHazard(unit: Unit, hazardId: string, personId: string | null) {
  const [found] = await unit.run(FIND_OWN_HAZARD, [hazardId, personId]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: FIELD });
  return found;
}
