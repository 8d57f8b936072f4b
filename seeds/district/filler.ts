import type pg from 'pg';
import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import { addAlarms } from './alarms.js';
import { type CountyOnMap, Enterprises } from './enterprises.js';
import { RentalHouses } from './houses.js';
import { addLawFirms } from './law-firms.js';
import { addListCases } from './list-cases.js';
import { addMap } from './map.js';
import { makeOffices, type Offices } from './offices.js';
import type { OnProgress } from './progress.js';
import { addPropertyServiceRecords } from './property-services.js';
import { addScenarios } from './scenarios.js';
import type { CountyPlan, DistrictPlan } from './size.js';
import { addSpotCheckRegisters } from './spot-check-registers.js';
import { recordedOn, type World } from './world.js';

/** What was filled in and still has to be rated and planned. */
export interface Filled {
  readonly enterpriseIds: readonly string[];
  readonly propertyServiceIds: readonly string[];
  readonly houseIds: readonly string[];
  /** Stations whose rounds are to be planned. */
  readonly stationIds: readonly string[];
  readonly turningDays: ReadonlyMap<CivilDate, readonly string[]>;
  /** Who takes part in which of the other sectors. */
  readonly scenarios: ReadonlyMap<string, readonly string[]>;
}

/** Files kept in memory before they are sent. */
const filesAtOnce = 1_000;
const daysBetweenDeliveries = 7;

/** Makes the files of a district part by part and sends them, never holding more than one batch. */
export class DistrictFiller {
  readonly #client: pg.ClientBase;
  readonly #world: World;
  readonly #plan: DistrictPlan;
  #waiting = 0;

  constructor(client: pg.ClientBase, world: World, plan: DistrictPlan) {
    this.#client = client;
    this.#world = world;
    this.#plan = plan;
  }

  async fill(onProgress: OnProgress): Promise<Filled> {
    const counties = await addMap(this.#client, this.#plan);
    const offices = makeOffices(this.#world, this.#plan);
    this.#addDeliveries();
    const enterprises = await this.#fillEnterprises(offices, counties, onProgress);
    await addSpotCheckRegisters(this.#world, this.#client, offices.market);
    await addListCases(this.#world, this.#client, offices);
    this.#addLawFirms(counties);
    const houses = await this.#fillHouses(offices, counties, onProgress);
    await this.#send();
    const scenarios = await this.#addScenarios(counties);
    return {
      enterpriseIds: enterprises.ids,
      propertyServiceIds: enterprises.propertyServiceIds,
      houseIds: houses.ids,
      stationIds: offices.stations.filter(({ plan }) => plan.teams > 0).map(({ id }) => id),
      turningDays: houses.turningDays,
      scenarios,
    };
  }

  async #fillEnterprises(offices: Offices, counties: readonly CountyOnMap[], onProgress: OnProgress) {
    const { market } = offices;
    const enterprises = new Enterprises(this.#world, market, this.#plan.permitsPerEnterprise);
    const total = sum(this.#plan.counties, (county) => county.enterprises);
    for (const [county, plan] of pairs(counties, this.#plan.counties)) {
      for (let number = 1; number <= plan.enterprises; number++) {
        enterprises.add(county, number, number <= plan.propertyServices);
        if (await this.#sendWhenFull()) {
          onProgress({ phase: 'enterprises', done: enterprises.ids.length, total });
        }
      }
    }
    const random = this.#world.random.fork('property services');
    for (const id of enterprises.propertyServiceIds) addPropertyServiceRecords(this.#world, random, id);
    await this.#send();
    onProgress({ phase: 'enterprises', done: total, total });
    return enterprises;
  }

  #addLawFirms(counties: readonly CountyOnMap[]): void {
    let first = 0;
    for (const [county, plan] of pairs(counties, this.#plan.counties)) {
      addLawFirms(this.#world, county, { ...plan, first });
      first += plan.lawyers;
    }
  }

  async #fillHouses(offices: Offices, counties: readonly CountyOnMap[], onProgress: OnProgress) {
    const houses = new RentalHouses(this.#world);
    const alarms = this.#world.random.fork('alarms');
    const villages = new Map(
      counties.flatMap((county) => county.villages).map((village) => [village.code, village]),
    );
    const total = sum(offices.stations, ({ plan }) => sum(plan.houses, ({ count }) => count));
    for (const station of offices.stations) {
      addAlarms(this.#world, alarms, station);
      for (const { village: code, count } of station.plan.houses) {
        const village = villages.get(code);
        if (village === undefined) throw new Error(`The map has no village ${code}.`);
        for (let number = 1; number <= count; number++) {
          houses.add(station, village, number);
          if (await this.#sendWhenFull()) onProgress({ phase: 'houses', done: houses.ids.length, total });
        }
      }
    }
    onProgress({ phase: 'houses', done: total, total });
    return houses;
  }

  /** Comes last: who takes part is found among the files that are there. */
  async #addScenarios(counties: readonly CountyOnMap[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const [county] = counties;
    if (county === undefined) throw new Error('The district has no counties.');
    const count = this.#plan.scenarioSubjects;
    const scenarios = await addScenarios(this.#world, this.#client, { county, count });
    await this.#send();
    return scenarios;
  }

  /** Records came in every week, and this morning. */
  #addDeliveries(): void {
    const { ids, rows, begin, today } = this.#world;
    const source = '“双公示”演示数据';
    const days: CivilDate[] = [];
    for (let on = begin; on < today; on = addDays(on, daysBetweenDeliveries)) days.push(on);
    for (const deliveredOn of days) {
      rows.add('data_delivery', { id: ids.next(), source, deliveredOn, recordedAt: recordedOn(deliveredOn) });
    }
    const recordedAt = `${addDays(today, -1)}T16:00:00.000Z`;
    rows.add('data_delivery', { id: ids.next(), source, deliveredOn: today, recordedAt });
  }

  async #sendWhenFull(): Promise<boolean> {
    this.#waiting += 1;
    if (this.#waiting < filesAtOnce) return false;
    await this.#send();
    return true;
  }

  async #send(): Promise<void> {
    this.#waiting = 0;
    await this.#world.rows.copyTo(this.#client);
  }
}

function sum<Part>(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((total, part) => total + of(part), 0);
}

/** The map and the plan list the same counties in the same order. */
function* pairs(
  counties: readonly CountyOnMap[],
  plans: readonly CountyPlan[],
): Generator<[CountyOnMap, CountyPlan]> {
  for (const [at, county] of counties.entries()) {
    const plan = plans[at];
    if (plan !== undefined) yield [county, plan];
  }
}
