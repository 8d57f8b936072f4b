import { parseCitizenNumber } from '../../domain/citizen-number.js';
import { DomainError } from '../../domain/refusal.js';
import { coversRegion, isRegionCode } from '../../domain/region.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { KEEP_PERSON, LOCK_CITIZEN_NUMBERS } from '../../store/persons.js';
import { FIND_REGIONS, FIND_STATION } from '../../store/regions.js';
import { ADD_HOUSE } from '../../store/rental-houses.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { refreshHouse } from '../steps/refresh-house.js';

export interface PersonInput {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly citizenNumber: string;
}

export interface RegisterRentalHouseInput extends ActInput {
  readonly addressCode: string;
  readonly address: string;
  readonly regionCode: string;
  readonly roomCount: number;
  readonly owner: PersonInput;
  readonly manager?: PersonInput | null | undefined;
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
    const owner = readPerson(input.owner, 'owner');
    const manager = input.manager ? readPerson(input.manager, 'manager') : null;
    await lockPersons(unit, manager ? [owner, manager] : [owner]);
    const ownerId = await keepPerson(context, unit, owner, house.regionCode);
    const managerId = manager ? await keepPerson(context, unit, manager, house.regionCode) : null;
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
    ]);
    if (added.length === 0) throw new DomainError('ALREADY_EXISTS', { field: ['input', 'addressCode'] });
    const cause = `registerRentalHouse ${houseId}`;
    await refreshHouse(unit, trail, { id: houseId, gradeCode: null }, { on: context.today, cause });
    for (const id of [ownerId, managerId]) if (id !== null) trail.subjectIds.add(id);
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
  const field = ['input', 'regionCode'];
  const [region] = isRegionCode(regionCode) ? await unit.run(FIND_REGIONS, [[regionCode]]) : [];
  if (region?.level !== 'VILLAGE') throw new DomainError('UNKNOWN_REGION', { field });
  if (!coversRegion(actorOf(context).regionCodes, regionCode))
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  const [station] = await unit.run(FIND_STATION, [regionCode]);
  if (station === undefined) throw new DomainError('OUTSIDE_JURISDICTION', { field });
  const address = parseText(input.address, { field: ['input', 'address'], max: 200 });
  return { addressCode, address, regionCode, stationId: station.officeId };
}

interface PersonRead {
  readonly path: 'owner' | 'manager';
  readonly name: string;
  readonly phone: string | null;
  readonly citizenNumber: string;
}

function readPerson(person: PersonInput, path: 'owner' | 'manager'): PersonRead {
  return {
    path,
    name: parseText(person.name, { field: ['input', path, 'name'], max: 100 }),
    phone: person.phone ? parseText(person.phone, { field: ['input', path, 'phone'], max: 20 }) : null,
    citizenNumber: parseCitizenNumber(person.citizenNumber, ['input', path, 'citizenNumber']),
  };
}

/** Before anybody is looked for, so that two registrations of the same people follow each other and never cross. */
async function lockPersons(unit: Unit, persons: readonly PersonRead[]): Promise<void> {
  await unit.run(LOCK_CITIZEN_NUMBERS, [persons.map(({ citizenNumber }) => citizenNumber)]);
}

async function keepPerson(
  context: Context,
  unit: Unit,
  { path, name, phone, citizenNumber }: PersonRead,
  regionCode: string,
): Promise<string> {
  const values = [context.newId(), name, phone, citizenNumber, regionCode, context.today];
  const [kept] = await unit.run(KEEP_PERSON, values);
  if (kept === undefined) throw new DomainError('NAME_DIFFERS', { field: ['input', path, 'name'] });
  return kept.id;
}
