import type { RegionCode } from '../../src/domain/region.js';

/** For trying things, at Heshan's real size, and for measuring. */
export const districtSizes = ['small', 'heshan', 'province'] as const;

export type DistrictSize = (typeof districtSizes)[number];

/** How large a district is and how its work is spread; the stories of its houses and enterprises follow from the seed. */
export interface DistrictPlan {
  readonly counties: readonly CountyPlan[];
  /** Permits on file per enterprise, on average: the bulk of real files, without influence on any grade. */
  readonly permitsPerEnterprise: number;
  /** Month-ends before today on which enterprises were rated already. */
  readonly earlierRatings: number;
  /** Subjects of each kind that take part in each of the sectors that are shown by scenarios, in the first county. */
  readonly scenarioSubjects: number;
}

export interface CountyPlan {
  readonly code: RegionCode;
  readonly stations: readonly StationPlan[];
  /** Property-service enterprises are among them. */
  readonly enterprises: number;
  readonly propertyServices: number;
  readonly lawFirms: number;
  readonly lawyers: number;
}

export interface StationPlan {
  readonly code: string;
  readonly name: string;
  /** Logins are `<login>`, `<login>-2` and so on. */
  readonly login: string;
  readonly officers: number;
  /** Whether an auxiliary and a grid worker who patrol for it can sign in. */
  readonly helpers: boolean;
  /** Its officers go on rounds in so many teams; none: it plans no rounds. */
  readonly teams: number;
  readonly regionCodes: readonly RegionCode[];
  /** Rental houses by village. */
  readonly houses: readonly { readonly village: RegionCode; readonly count: number }[];
}

export const heshan = '440784';
const shaping = `${heshan}001`;
const gulao = `${heshan}103`;
const yuetang = `${shaping}001`;

/** The other counties that the source documents name; in the province they are filled like Heshan. */
const otherCounties = [
  '371082',
  '371083',
  '370215',
  '370115',
  '330522',
  '320830',
  '370911',
  '371122',
  '370406',
  '370403',
  '320682',
  '419001',
];
const townsPerCounty = 10;
const villagesPerTown = 8;

export function planDistrict(size: DistrictSize): DistrictPlan {
  switch (size) {
    case 'small':
      return {
        counties: [heshanPlan({ yuetang: 36, neighbour: 2, gulaoVillage: 3 }, 300, 6)],
        permitsPerEnterprise: 0.5,
        earlierRatings: 1,
        scenarioSubjects: 4,
      };
    case 'heshan':
      return {
        counties: [heshanPlan({ yuetang: 4_200, neighbour: 50, gulaoVillage: 43 }, 30_000, 60)],
        permitsPerEnterprise: 0.3,
        earlierRatings: 3,
        scenarioSubjects: 40,
      };
    case 'province':
      return {
        counties: [
          heshanPlan({ yuetang: 4_200, neighbour: 300, gulaoVillage: 150 }, 66_000, 60),
          ...otherCounties.map(otherCountyPlan),
        ],
        permitsPerEnterprise: 9.5,
        earlierRatings: 0,
        scenarioSubjects: 40,
      };
  }
}

interface HouseCounts {
  readonly yuetang: number;
  readonly neighbour: number;
  readonly gulaoVillage: number;
}

function heshanPlan(houses: HouseCounts, enterprises: number, propertyServices: number): CountyPlan {
  const neighbours = [`${shaping}002`, `${shaping}003`];
  return {
    code: heshan,
    enterprises,
    propertyServices,
    lawFirms: Math.min(40, propertyServices),
    lawyers: Math.min(200, propertyServices * 4),
    stations: [
      {
        code: 'ZHONGSHAN-STATION',
        name: '中山派出所',
        login: 'zhongshan-officer',
        officers: 12,
        helpers: true,
        teams: 6,
        regionCodes: [yuetang, ...neighbours],
        houses: [
          { village: yuetang, count: houses.yuetang },
          ...neighbours.map((village) => ({ village, count: houses.neighbour })),
        ],
      },
      {
        code: 'GULAO-STATION',
        name: '古劳派出所',
        login: 'gulao-officer',
        officers: 4,
        helpers: false,
        teams: 1,
        regionCodes: [gulao],
        houses: numbers(7).map((village) => ({ village: gulao + village, count: houses.gulaoVillage })),
      },
    ],
  };
}

/** Towns and villages of the other counties are invented, from 901 on, where no real town has its number. */
function otherCountyPlan(code: RegionCode): CountyPlan {
  const villages = inventedTowns(code).flatMap((town) => numbers(villagesPerTown).map((end) => town + end));
  return {
    code,
    enterprises: 66_000,
    propertyServices: 60,
    lawFirms: 40,
    lawyers: 200,
    stations: [
      {
        code: `STATION-${code}`,
        name: '示例派出所',
        login: `station-${code}`,
        officers: 20,
        helpers: false,
        teams: 0,
        regionCodes: [code],
        houses: villages.map((village) => ({ village, count: 78 })),
      },
    ],
  };
}

/** Codes of the towns that a county without known towns is given. */
export function inventedTowns(county: RegionCode): RegionCode[] {
  return numbers(townsPerCounty).map((end) => `${county}9${end.slice(1)}`);
}

export function inventedVillages(town: RegionCode): RegionCode[] {
  return numbers(villagesPerTown).map((end) => town + end);
}

/** 001, 002 … */
function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, at) => String(at + 1).padStart(3, '0'));
}
