import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { LOCK_HOUSEHOLDS_OF_ALL } from '../../store/credit-files.js';
import type { Unit } from '../../store/door.js';
import { FIND_HAZARDS, type HazardRow, READ_FINDER, WITHDRAW_HAZARD } from '../../store/hazards.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockHouse } from '../steps/lock-house.js';
import { rateTouchedSectors } from '../steps/rate-touched-sectors.js';
import { type HouseEffect, refreshHouse } from '../steps/refresh-house.js';

export interface WithdrawHazardInput extends ActInput {
  readonly hazardId: string;
  readonly reason: string;
}

export interface WithdrawnHazard extends HouseEffect {
  readonly hazardId: string;
}

const FIELD = ['input', 'hazardId'];
const LONGEST_REASON = 500;

/**
 * Withdraws a hazard that was recorded by mistake (撤销隐患), such as after an objection was upheld: neither it nor its failed rectifications count on any day, for
 * the house or for the people who answered for it. It stays on file with the reason. Another officer than the one who recorded it decides.
 * Source: what an objection shows to be wrong is corrected [L]; who withdraws [D].
 */
export function withdrawHazard(
  context: Context,
  input: WithdrawHazardInput,
): Promise<Outcome<WithdrawnHazard>> {
  return command(context, 'withdrawHazard', input, async (unit, trail) => {
    const { officerId } = actorOf(context);
    const { today: on } = context;
    const { houseId } = await findHazard(context, unit, input.hazardId);
    const house = await lockHouse(context, unit, houseId, FIELD);
    const { state } = await findHazard(context, unit, input.hazardId);
    if (state === 'WITHDRAWN') throw new DomainError('WRONG_STATE', { field: FIELD });
    const finder = await runOne(unit, READ_FINDER, [input.hazardId]);
    if (finder.officerId === officerId) throw new DomainError('OWN_DRAFT', { field: FIELD });
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
    const reason = parseText(input.reason, { field: ['input', 'reason'], max: LONGEST_REASON });
    await unit.run(LOCK_SUBJECTS, [finder.personIds]);
    await unit.run(LOCK_HOUSEHOLDS_OF_ALL, [finder.personIds]);
    const derived = await unit.run(WITHDRAW_HAZARD, [input.hazardId, reason, on, officerId]);
    const cause = `withdrawHazard ${input.hazardId}`;
    const effect = await refreshHouse(unit, trail, house, { on, cause });
    const subjectIds = [...new Set(derived.map(({ personId }) => personId))];
    const recordTypes = [...new Set(derived.map(({ type }) => type))];
    if (subjectIds.length > 0) await rateTouchedSectors(unit, trail, { subjectIds, recordTypes, on, cause });
    return { ...effect, hazardId: input.hazardId };
  });
}

async function findHazard(context: Context, unit: Unit, hazardId: string): Promise<HazardRow> {
  const [found] = await unit.run(FIND_HAZARDS, [[hazardId], actorOf(context).regionCodes]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: FIELD });
  return found;
}
