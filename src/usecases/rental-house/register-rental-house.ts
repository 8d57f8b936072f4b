import { parseGridCode } from '../../domain/grid-code.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_STATION } from '../../store/regions.js';
import { ADD_HOUSE } from '../../store/rental-houses.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { keepPersons, type PersonAt, type PersonInput } from '../steps/keep-persons.js';
import { noteConductOfPeople } from '../steps/note-conduct-of-people.js';
import { readVillage } from '../steps/read-village.js';
import { refreshHouse } from '../steps/refresh-house.js';

export interface RegisterRentalHouseInput extends ActInput {
  readonly addressCode: string;
  readonly address: string;
  readonly regionCode: string;
  readonly roomCount: number;
  readonly owner: PersonInput;
  readonly manager?: PersonInput | null | undefined;
  readonly gridCode?: string | null | undefined;
}

export interface RegisteredHouse {
  readonly houseId: string;
}

/** Standard address codes of door plates: upper-case letters, digits and hyphens. */
const ADDRESS_CODE = /^[0-9A-Z-]{6,40}$/;
const MOST_ROOMS = 999;

/**
 * Opens the credit file of a rental house (出租屋) with its owner and, if there is one, its manager. The house starts
 * without a tier: nobody has looked at it yet, so it is due within the policy's first-visit term.
 */
export function registerRentalHouse(
  context: Context,
  input: RegisterRentalHouseInput,
): Promise<Outcome<RegisteredHouse>> {
  return command(context, 'registerRentalHouse', input, async (unit, trail) => {
    const house = await readHouse(context, unit, input);
    const people: PersonAt[] = [{ person: input.owner, path: ['input', 'owner'] }];
    if (input.manager) people.push({ person: input.manager, path: ['input', 'manager'] });
    const [ownerId, managerId = null] = await keepPersons(context, unit, people, house.regionCode);
    if (ownerId === undefined) throw new Error('The owner has no file.');
    const houseId = context.newId();
    const added = await unit.run(ADD_HOUSE, [
      houseId,
      house.addressCode,
      house.address,
      house.regionCode,
      input.roomCount,
      house.stationId,
      ownerId,
      managerId,
      context.today,
      context.newId(),
      context.newId(),
      house.gridCode,
    ]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'addressCode'] });
    const cause = `registerRentalHouse ${houseId}`;
    await refreshHouse(unit, trail, { id: houseId, gradeCode: null }, { on: context.today, cause });
    for (const id of [ownerId, managerId]) if (id !== null) trail.subjectIds.add(id);
    // Whoever answers for a house has a file in his role, and with it a grade: that nobody has looked yet is one, too.
    await noteConductOfPeople(unit, trail, {
      houseIds: [houseId],
      on: context.today,
      cause,
      newId: context.newId,
    });
    return { houseId };
  });
}

async function readHouse(context: Context, unit: Unit, input: RegisterRentalHouseInput) {
  const { addressCode, regionCode, roomCount } = input;
  if (!ADDRESS_CODE.test(addressCode))
    throw new DomainError('INVALID_TEXT', { field: ['input', 'addressCode'] });
  if (!Number.isInteger(roomCount) || roomCount < 1 || roomCount > MOST_ROOMS) {
    throw new DomainError('INVALID_AMOUNT', {
      field: ['input', 'roomCount'],
      facts: { least: 1, most: MOST_ROOMS },
    });
  }
  await readVillage(context, unit, regionCode);
  const [station] = await unit.run(FIND_STATION, [regionCode]);
  if (station === undefined) {
    throw new DomainError('OUTSIDE_JURISDICTION', { field: ['input', 'regionCode'] });
  }
  const address = parseText(input.address, { field: ['input', 'address'], max: 200 });
  const gridCode = input.gridCode == null ? null : parseGridCode(input.gridCode, ['input', 'gridCode']);
  return { addressCode, address, regionCode, stationId: station.officeId, gridCode };
}
