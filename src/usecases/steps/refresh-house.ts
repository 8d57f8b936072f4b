import type { CivilDate } from '../../domain/civil-date.js';
import type { Unit } from '../../store/door.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import type { Trail } from '../command.js';
import { planInspections } from './plan-inspections.js';
import { rerateSubjects } from './rerate-subjects.js';

/** A house as its verb has locked it. */
export interface LockedHouse {
  readonly id: string;
  readonly gradeCode: string | null;
}

/** What an act did to a house: its tier before and after, and when it is due next. */
export interface HouseEffect {
  readonly houseId: string;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly nextDueOn: CivilDate;
}

/** After anything that happened to a house: its tier and its next due date, at once and in the same transaction. */
export async function refreshHouse(
  unit: Unit,
  trail: Trail,
  house: LockedHouse,
  { on, cause }: { on: CivilDate; cause: string },
): Promise<HouseEffect> {
  trail.subjectIds.add(house.id);
  const [change] = await rerateSubjects(unit, {
    sector: RENTAL_HOUSE_SECTOR,
    subjectIds: [house.id],
    on,
    cause,
  });
  const [planned] = await planInspections(unit, [house.id], { on, byAct: true });
  if (planned === undefined) throw new Error('The house has no schedule.');
  trail.rules[RENTAL_HOUSE_SECTOR] = planned.version;
  return {
    houseId: house.id,
    gradeBefore: house.gradeCode,
    gradeAfter: change ? change.gradeCode : house.gradeCode,
    nextDueOn: planned.dueOn,
  };
}
