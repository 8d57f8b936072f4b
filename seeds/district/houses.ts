import { addDays, type CivilDate, daysBetween } from '../../src/domain/civil-date.js';
import type { RegionCode } from '../../src/domain/region.js';
import { gridOf, housesPerLane, laneOf } from './grids.js';
import { HouseStory, type Trouble } from './house-life.js';
import { addHouseLife } from './house-records.js';
import { HouseRules } from './house-rules.js';
import { citizenNumber, personName, phone, publicCode } from './invented.js';
import type { Station } from './offices.js';
import { type Random, Shares } from './random.js';
import { addTenures } from './tenures.js';
import { earlierOf, recordedOn, type World } from './world.js';

/** About 70 % civilised, 20 % key, 6 % watch-list, 4 % never seen: by what troubles a house, never by typing the tier. */
const troubles: Readonly<Record<Trouble, number>> = {
  QUIET: 0.7,
  ORDINARY_HAZARD: 0.2,
  MAJOR_HAZARD: 0.018,
  TWO_FAILURES: 0.018,
  OFFENCE: 0.014,
  PENALTY: 0.01,
  UNSEEN: 0.04,
};

/** Most files were opened in the campaign at the beginning, the others whenever a house was first let. */
const campaignDays = 60;
const shareOfCampaign = 0.8;
/** A house in trouble, or seen at all, was registered long enough ago for its story to fit in. */
const latestRegistration: Readonly<Record<Trouble, number>> = {
  QUIET: 50,
  ORDINARY_HAZARD: 90,
  MAJOR_HAZARD: 60,
  TWO_FAILURES: 100,
  OFFENCE: 400,
  PENALTY: 400,
  UNSEEN: 1,
};
const unseenFor = 42;

/** Ten rooms and more need a manager. */
const managedFrom = 10;
const shareOfRepeatedOwners = 0.15;
const remembered = 40;

/** The rental houses of the stations: files, owners, visits, hazards and their records. */
export class RentalHouses {
  /** Houses by the days on which their tier may have changed; whoever rates them goes through the days in order. */
  readonly turningDays = new Map<CivilDate, string[]>();
  /** Ids of all houses, in the order in which they were made. */
  readonly ids: string[] = [];
  readonly #world: World;
  readonly #random: Random;
  /** Apart, so that codes move nothing else of a district. */
  readonly #codes: Random;
  readonly #tenureRandom: Random;
  readonly #rules = new HouseRules();
  readonly #troubles: Shares<Trouble>;
  readonly #owners = new Map<RegionCode, string[]>();
  readonly #managers = new Map<RegionCode, string[]>();
  #persons = 0;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork('houses');
    this.#codes = world.random.fork('house codes');
    this.#tenureRandom = world.random.fork('tenures');
    this.#troubles = new Shares(troubles, this.#random);
  }

  /** `number` counts the houses of the village from 1. */
  add(station: Station, village: { code: RegionCode; name: string }, number: number): void {
    const trouble = this.#troubles.next();
    const registeredOn = this.#registration(trouble);
    const id = this.#world.ids.next();
    this.ids.push(id);
    this.#addFile(id, station, { village, number, registeredOn, isQuiet: trouble === 'QUIET' });
    const life = new HouseStory(this.#world, this.#rules, this.#random).tell(registeredOn, trouble);
    addHouseLife(this.#world, this.#random, { houseId: id, station }, life);
    const { today } = this.#world;
    const versionDays = this.#rules.versionDays.filter((day) => day > registeredOn && day <= today);
    for (const day of new Set([...life.turningDays, ...versionDays])) {
      const houses = this.turningDays.get(day);
      if (houses) houses.push(id);
      else this.turningDays.set(day, [id]);
    }
  }

  #registration(trouble: Trouble): CivilDate {
    const { begin, today } = this.#world;
    if (trouble === 'UNSEEN') return addDays(today, -this.#random.between(1, unseenFor));
    const days = daysBetween(begin, today) - latestRegistration[trouble];
    const isInCampaign = this.#random.chance(shareOfCampaign);
    return addDays(begin, this.#random.between(0, isInCampaign ? campaignDays : days));
  }

  #addFile(
    id: string,
    station: Station,
    file: {
      village: { code: RegionCode; name: string };
      number: number;
      registeredOn: CivilDate;
      isQuiet: boolean;
    },
  ): void {
    const { village, number, registeredOn, isQuiet } = file;
    const lane = laneOf(number);
    const door = ((number - 1) % housesPerLane) + 1;
    const address = `${village.name}示例${lane}巷${door}号`;
    const roomCount = this.#random.chance(0.2) ? this.#random.between(10, 36) : this.#random.between(1, 9);
    this.#addSubject(id, { kind: 'RENTAL_HOUSE', name: address, regionCode: village.code, registeredOn });
    const ownerId = this.#personOf(this.#owners, station, village.code);
    const managerId = roomCount < managedFrom ? null : this.#personOf(this.#managers, station, village.code);
    this.#world.rows.add('rental_house', {
      id,
      addressCode: `${village.code}-${padded(lane)}-${padded(door)}`,
      address,
      roomCount,
      stationId: station.id,
      ownerId,
      managerId,
      registeredOn,
      gridCode: gridOf(village.code, lane),
      publicCode: publicCode(this.#codes),
    });
    // Only houses without a story of their own have changed hands, so that no penalty would have had to go with anybody.
    const house = { houseId: id, registeredOn };
    addTenures(this.#world, this.#tenureRandom, {
      ...{ ...house, role: 'OWNER', personId: ownerId },
      former: () => (isQuiet ? this.#newPerson(station, village.code) : null),
    });
    if (managerId === null) return;
    const managers = this.#managers.get(village.code) ?? [];
    addTenures(this.#world, this.#tenureRandom, {
      ...{ ...house, role: 'MANAGER', personId: managerId },
      former: () => (isQuiet ? this.#tenureRandom.pick(managers) : null),
    });
  }

  /** Now and then somebody who has a house in the village already. */
  #personOf(known: Map<RegionCode, string[]>, station: Station, village: RegionCode): string {
    const persons = known.get(village) ?? [];
    known.set(village, persons);
    const repeats = known === this.#managers ? 1 - shareOfRepeatedOwners : shareOfRepeatedOwners;
    if (persons.length > 0 && this.#random.chance(repeats)) return this.#random.pick(persons);
    const id = this.#newPerson(station, village);
    persons.push(id);
    if (persons.length > remembered) persons.shift();
    return id;
  }

  #newPerson(station: Station, village: RegionCode): string {
    const id = this.#world.ids.next();
    const index = this.#persons++;
    this.#addSubject(id, {
      kind: 'PERSON',
      name: null,
      regionCode: village,
      registeredOn: this.#world.begin,
    });
    this.#world.rows.add('person', {
      id,
      name: personName(index),
      phone: phone(index),
      citizenNumber: citizenNumber(station.county, index),
    });
    return id;
  }

  #addSubject(
    id: string,
    subject: { kind: string; name: string | null; regionCode: RegionCode; registeredOn: CivilDate },
  ): void {
    const { kind, name, regionCode, registeredOn } = subject;
    this.#world.rows.add('subject', {
      id,
      kind,
      creditCode: null,
      name,
      regionCode,
      status: 'ACTIVE',
      openedOn: registeredOn,
      recordedAt: recordedOn(earlierOf(registeredOn, this.#world.lastDay)),
    });
  }
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}
