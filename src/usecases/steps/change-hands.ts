import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { type HouseRole, lastChangeOn, penaltiesOnChange } from '../../domain/house-tenure.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { WITHDRAW_CONDUCT } from '../../store/conduct.js';
import { LOCK_HOUSEHOLDS_OF_ALL } from '../../store/credit-files.js';
import type { Unit } from '../../store/door.js';
import {
  CHANGE_TENURE,
  END_PENALTIES,
  READ_ENDED_PENALTIES,
  READ_TENURES_OF_HOUSE,
  RESUME_PENALTIES,
  SHARE_HOUSEHOLD,
  type TenureRow,
} from '../../store/house-tenures.js';
import { READ_INSPECTION_RULES } from '../../store/inspection-rules.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import type { LockedHouseRow } from '../../store/rental-houses.js';
import { runOne } from '../../store/statement.js';
import type { Trail } from '../command.js';
import type { Context } from '../context.js';
import { noteConductOfPeople } from './note-conduct-of-people.js';
import { rateTouchedSectors } from './rate-touched-sectors.js';
import { type HouseEffect, refreshHouse } from './refresh-house.js';

/** Somebody else owns or manages a house from a day on. */
export interface HandsChanged {
  readonly verb: string;
  /** Locked by the verb. */
  readonly house: LockedHouseRow;
  readonly role: HouseRole;
  /** Null: nobody. */
  readonly nextId: string | null;
  readonly terms: TermsOfChange;
}

/** From when, why and by which document; as an officer wrote it. */
export interface TermsOfChange {
  readonly fromOn: string;
  readonly reason: string;
  readonly documentNumber?: string | null | undefined;
  /** The officer knows that it stays in the family. */
  readonly betweenRelatives?: boolean | null | undefined;
}

export interface HouseInOtherHands extends HouseEffect {
  /** Penalties in the file of the house that ended with whoever went. */
  readonly penaltiesEnded: number;
  /** Penalties that count again, because somebody came back. */
  readonly penaltiesResumed: number;
}

const LONGEST_REASON = 500;
const LONGEST_NUMBER = 100;

/**
 * Puts a house into other hands: ends the tenure of whoever had it, begins that of whoever follows, and brings penalties, files and
 * ratings after it. What goes with the person and what stays with the house: `penaltiesOnChange`.
 */
export async function changeHands(
  context: Context,
  unit: Unit,
  trail: Trail,
  change: HandsChanged,
): Promise<HouseInOtherHands> {
  const { house, role, nextId } = change;
  const present = await unit.run(READ_TENURES_OF_HOUSE, [house.id, role]);
  const tenures = present.filter((tenure) => tenure.role === role);
  const former = tenures.find(({ toOn }) => toOn === null) ?? null;
  const terms = readTerms(context, change, tenures);
  if ((former?.personId ?? null) === nextId) refuseSame(role);
  // Whoever ever answered for the house may be rated anew: what nobody has noted yet is noted for whoever it was.
  const personIds = [...new Set(present.map(({ personId }) => personId))];
  await lockPeople(unit, nextId === null ? personIds : [...personIds, nextId]);
  const penalties = penaltiesOnChange({
    fromOn: terms.fromOn,
    nextId,
    tenures,
    isWithinFamily: await isWithinFamily(unit, change, former),
    resaleMonths: (await runOne(unit, READ_INSPECTION_RULES, [house.stationId, context.today])).rules
      .RESALE_WINDOW,
  });
  const tenureId = context.newId();
  const { fromOn, reason, documentNumber } = terms;
  await runOne(unit, CHANGE_TENURE, [house.id, role, fromOn, nextId, tenureId, reason, documentNumber]);
  for (const { personId } of former === null ? [] : [former]) trail.subjectIds.add(personId);
  if (nextId !== null) trail.subjectIds.add(nextId);
  const ended =
    former === null || !penalties.end
      ? []
      : await unit.run(END_PENALTIES, [house.id, role, fromOn, reason, former.id]);
  const resumed = await resume(context, unit, { houseId: house.id, tenureId, of: penalties.resumeOf });
  const cause = `${change.verb} ${house.id}`;
  const on = context.today;
  if (former !== null) await takeBack(unit, trail, former, { fromOn, on, cause });
  await noteConductOfPeople(unit, trail, { houseIds: [house.id], on, cause, newId: context.newId });
  const effect = await refreshHouse(unit, trail, house, { on, cause });
  return { ...effect, penaltiesEnded: ended.length, penaltiesResumed: resumed };
}

function readTerms(context: Context, { house, terms }: HandsChanged, tenures: readonly TenureRow[]) {
  const field = ['input', 'fromOn'];
  const fromOn = parseCivilDate(terms.fromOn, field);
  if (fromOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
  const earliest = lastChangeOn(tenures, house.registeredOn);
  if (fromOn < earliest) {
    throw new DomainError('INVALID_DATE', {
      field,
      explanation: { zh: '早于上一次变更。', en: 'This is before the last change.' },
      facts: { lastChangeOn: earliest },
    });
  }
  if (terms.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field: ['input', 'reason'] });
  const reason = parseText(terms.reason, { field: ['input', 'reason'], max: LONGEST_REASON });
  const number = terms.documentNumber;
  const documentNumber = number
    ? parseText(number, { field: ['input', 'documentNumber'], max: LONGEST_NUMBER })
    : null;
  return { fromOn, reason, documentNumber };
}

function refuseSame(role: HouseRole): never {
  const isOwner = role === 'OWNER';
  throw new DomainError('WRONG_STATE', {
    field: ['input', isOwner ? 'owner' : 'manager'],
    explanation: isOwner
      ? { zh: '其已是现房主。', en: 'This is the owner already.' }
      : { zh: '管理人没有变化。', en: 'The manager stays the same.' },
  });
}

/** Everybody who may be rated anew, at once and in one order, and then their households. */
async function lockPeople(unit: Unit, personIds: readonly string[]): Promise<void> {
  await unit.run(LOCK_SUBJECTS, [personIds]);
  await unit.run(LOCK_HOUSEHOLDS_OF_ALL, [personIds]);
}

/** What an officer knows, or the register of households. */
async function isWithinFamily(
  unit: Unit,
  { nextId, terms }: HandsChanged,
  former: TenureRow | null,
): Promise<boolean> {
  if (terms.betweenRelatives === true) return true;
  if (former === null || nextId === null) return false;
  return (await runOne(unit, SHARE_HOUSEHOLD, [former.personId, nextId, terms.fromOn])).shared;
}

async function resume(
  context: Context,
  unit: Unit,
  { houseId, tenureId, of }: { houseId: string; tenureId: string; of: readonly string[] },
): Promise<number> {
  if (of.length === 0) return 0;
  const ended = await unit.run(READ_ENDED_PENALTIES, [houseId, of]);
  const records = ended.map(({ id }) => ({ id: context.newId(), resumes: id }));
  return (await unit.run(RESUME_PENALTIES, [JSON.stringify(records), tenureId])).length;
}

/** What a change that is recorded late shows not to have been his: it is noted for whoever followed. */
async function takeBack(
  unit: Unit,
  trail: Trail,
  { houseId, personId, role }: TenureRow,
  { fromOn, on, cause }: { fromOn: CivilDate; on: CivilDate; cause: string },
): Promise<void> {
  const values = [personId, houseId, role, fromOn, cause];
  const recordTypes = (await unit.run(WITHDRAW_CONDUCT, values)).map(({ type }) => type);
  if (recordTypes.length === 0) return;
  await rateTouchedSectors(unit, trail, { subjectIds: [personId], recordTypes, on, cause });
}
