import type { CountyOnMap, Village } from './enterprises.js';
import { citizenNumber, personName, phone } from './invented.js';
import { recordedOn, type World } from './world.js';

/** Villagers' names and numbers take their places from here on, after those of all landlords, officers and lawyers. */
const firstVillager = 120_000;
const fewestMembers = 2;
const mostMembers = 4;

export interface HouseholdOnFile {
  readonly id: string;
  readonly memberIds: readonly string[];
}

/** Households in villages of the county with the grown-up villagers that they consist of since the district began. */
export function addHouseholds(world: World, county: CountyOnMap, count: number): HouseholdOnFile[] {
  const random = world.random.fork('households');
  let next = firstVillager;
  return Array.from({ length: count }, (_, at) => {
    const village = random.pick(county.villages);
    const memberIds = Array.from({ length: random.between(fewestMembers, mostMembers) }, () =>
      addVillager(world, { county, village, index: next++ }),
    );
    return { id: addHousehold(world, { village, number: at + 1, memberIds }), memberIds };
  });
}

function addVillager(
  world: World,
  { county, village, index }: { county: CountyOnMap; village: Village; index: number },
): string {
  const id = addSubject(world, 'PERSON', village);
  world.rows.add('person', {
    id,
    name: personName(index),
    phone: phone(index),
    citizenNumber: citizenNumber(county.code, index),
  });
  return id;
}

function addHousehold(
  world: World,
  { village, number, memberIds }: { village: Village; number: number; memberIds: readonly string[] },
): string {
  const { rows, begin } = world;
  const id = addSubject(world, 'HOUSEHOLD', village);
  const registerCode = `DEMO-${village.code}-${String(number).padStart(4, '0')}`;
  rows.add('household', { id, regionCode: village.code, registerCode });
  for (const personId of memberIds) {
    rows.add('household_member', {
      householdId: id,
      personId,
      fromOn: begin,
      toOn: null,
      recordedAt: recordedOn(begin),
    });
  }
  return id;
}

function addSubject({ ids, rows, begin }: World, kind: 'PERSON' | 'HOUSEHOLD', village: Village): string {
  const id = ids.next();
  rows.add('subject', {
    id,
    kind,
    creditCode: null,
    name: null,
    regionCode: village.code,
    status: 'ACTIVE',
    openedOn: begin,
    recordedAt: recordedOn(begin),
  });
  return id;
}
