import { addDays } from '../../src/domain/civil-date.js';
import { readCatalogues } from '../reference-files.js';
import { personName } from './invented.js';
import { type CountyPlan, type DistrictPlan, heshan, type StationPlan } from './size.js';
import { addTeams } from './teams.js';
import { recordedOn, type World } from './world.js';

export interface OfficeOnFile {
  readonly id: string;
  readonly name: string;
}

export interface Station extends OfficeOnFile {
  readonly plan: StationPlan;
  readonly county: string;
  readonly officerIds: readonly string[];
}

/** An office with the officers who can sign in. */
export interface StaffedOffice extends OfficeOnFile {
  readonly officerIds: readonly string[];
}

/** The market regulator with its officers and inspectors. */
export interface MarketOffice extends StaffedOffice {
  readonly inspectorIds: readonly string[];
}

export interface Offices {
  readonly stations: readonly Station[];
  readonly market: MarketOffice;
  readonly credit: StaffedOffice;
}

interface OfficePlan {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly regionCodes?: readonly string[];
  readonly sectors?: readonly string[];
  readonly approvalFields?: readonly string[];
}

const inspectorCount = 40;
/** One certificate in ten has expired: a draw must leave those inspectors out. */
const expiredEvery = 10;
/** One inspector in eight works in one town only. */
const localEvery = 8;
const localAreas = [`${heshan}001`, `${heshan}101`, `${heshan}102`];

/** Officers' names take their numbers from here on, so that none is also the name of a landlord. */
const firstOfficerName = 90_000;

/** The offices of the district with everybody who can sign in, and the market regulator's inspectors. */
export function makeOffices(world: World, { counties }: DistrictPlan): Offices {
  const staff = new Staff(world);
  const stations = counties.flatMap((county) =>
    county.stations.map((station) => makeStation(staff, county, station)),
  );
  const regulator = staff.office({
    code: 'HESHAN-MARKET',
    name: '鹤山市市场监督管理局',
    kind: 'MARKET_REGULATOR',
    sectors: ['enterprise-risk', 'tendering'],
  });
  const officerIds = staff.officers(regulator, 'market-regulator', { count: 3, role: 'MARKET_REGULATOR' });
  const market = { ...regulator, officerIds, inspectorIds: makeInspectors(world, regulator, officerIds) };
  const approval = staff.office({
    code: 'HESHAN-APPROVAL',
    name: '鹤山市政务服务中心',
    kind: 'APPROVAL_OFFICE',
    approvalFields: readCatalogues().approvalFields.map(({ code }) => code),
  });
  staff.officers(approval, 'approval-officer', { count: 2, role: 'APPROVAL_OFFICER' });
  const credit = staff.office({
    code: 'HESHAN-CREDIT',
    name: '鹤山市发展和改革局信用股',
    kind: 'CREDIT_OFFICE',
    sectors: ['*'],
  });
  const clerkIds = staff.officers(credit, 'credit-clerk', { count: 2, role: 'CREDIT_CLERK' });
  staff.officers(credit, 'standard-officer', { count: 2, role: 'STANDARD_OFFICER' });
  staff.officers(credit, 'integrator', { count: 1, role: 'INTEGRATOR' });
  const oversight = staff.office({
    code: 'HESHAN-OVERSIGHT',
    name: '鹤山市行政执法监督局',
    kind: 'OVERSIGHT',
  });
  staff.officers(oversight, 'auditor', { count: 1, role: 'AUDITOR' });
  // They patrol for the station whose villages the demo is about.
  for (const station of stations.filter(({ plan }) => plan.helpers)) {
    staff.officers(station, 'auxiliary', { count: 1, role: 'AUXILIARY' });
    staff.officers(station, 'grid-worker', { count: 1, role: 'GRID_WORKER' });
  }
  return { stations, market, credit: { ...credit, officerIds: clerkIds } };
}

function makeStation(staff: Staff, county: CountyPlan, plan: StationPlan): Station {
  const { code, name, regionCodes, login, officers } = plan;
  const office = staff.office({
    code,
    name,
    kind: 'POLICE_STATION',
    regionCodes,
    sectors: ['urban-village'],
  });
  const officerIds = staff.officers(office, login, { count: officers, role: 'STATION_OFFICER' });
  const station = { ...office, plan, county: county.code, officerIds };
  staff.teams(station);
  return station;
}

class Staff {
  readonly #world: World;
  #nextName = firstOfficerName;

  constructor(world: World) {
    this.#world = world;
  }

  teams(station: Station): void {
    addTeams(this.#world, station);
  }

  office({ regionCodes = [heshan], sectors = [], approvalFields = [], ...plan }: OfficePlan): OfficeOnFile {
    const id = this.#world.ids.next();
    this.#world.rows.add('office', { id, ...plan, regionCodes, sectors, approvalFields });
    return { id, name: plan.name };
  }

  /** Logins are `login`, `login-2` and so on. */
  officers(office: OfficeOnFile, login: string, { count, role }: { count: number; role: string }): string[] {
    return Array.from({ length: count }, (_, at) => {
      const id = this.#world.ids.next();
      this.#world.rows.add('officer', {
        id,
        login: at === 0 ? login : `${login}-${at + 1}`,
        name: personName(this.#nextName++),
        officeId: office.id,
        roles: [role],
      });
      return id;
    });
  }
}

/** The first inspectors are the officers who can sign in; the others have a certificate and no account. */
function makeInspectors(
  { ids, rows, random, today, begin }: World,
  office: OfficeOnFile,
  officerIds: readonly string[],
): string[] {
  const chance = random.fork('inspectors');
  const specialties = readCatalogues().inspectionSpecialties.map(({ code }) => code);
  return Array.from({ length: inspectorCount }, (_, at) => {
    const number = at + 1;
    const expired = number % expiredEvery === 0;
    const id = ids.next();
    rows.add('inspector', {
      id,
      name: personName(firstOfficerName + 5_000 + number),
      certificateNumber: `SL440784${String(number).padStart(4, '0')}`,
      certificateExpiresOn: addDays(today, expired ? -chance.between(1, 300) : chance.between(60, 1_500)),
      officeId: office.id,
      active: true,
      specialties: [
        ...new Set([chance.pick(specialties), chance.pick(specialties), commonSpecialty(at)]),
      ].sort(),
      areaCodes: number % localEvery === 0 ? [chance.pick(localAreas)] : [],
      officerId: officerIds[at] ?? null,
      registeredAt: recordedOn(begin),
    });
    return id;
  });
}

/** Food and prices are what most draws are about, so that there are always enough who know them. */
function commonSpecialty(at: number): string {
  return at % 2 === 0 ? 'FOOD' : 'PRICE';
}
