import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { FIND_OBJECTIONS, type ObjectionRow } from '../../store/objections.js';
import { actorOf, type Context } from '../context.js';
import { type ConcernedHouse, lockConcernedHouse } from './lock-concerned-house.js';

export interface LockedObjection {
  readonly objection: ObjectionRow;
  readonly house: ConcernedHouse;
}

const FIELD = ['input', 'objectionId'];

/** Locks the house of an objection that is still open, so that it is decided or withdrawn once. Throws WRONG_STATE when it is over. */
export async function lockObjection(
  context: Context,
  unit: Unit,
  objectionId: string,
): Promise<LockedObjection> {
  const found = await findObjection(context, unit, objectionId);
  const house = await lockConcernedHouse(context, unit, found.houseId, FIELD);
  // Read again now that nobody else can change it: another officer may have come first.
  const objection = await findObjection(context, unit, objectionId);
  if (objection.state !== 'OPEN') throw new DomainError('WRONG_STATE', { field: FIELD });
  return { objection, house };
}

async function findObjection(context: Context, unit: Unit, objectionId: string): Promise<ObjectionRow> {
  const { regionCodes, personId } = actorOf(context);
  const [found] = await unit.run(FIND_OBJECTIONS, [[objectionId], regionCodes, personId]);
  if (found === undefined) throw new DomainError('NOT_FOUND', { field: FIELD });
  return found;
}
