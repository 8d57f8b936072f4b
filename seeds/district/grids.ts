import type { RegionCode } from '../../src/domain/region.js';
import type { StationPlan } from './size.js';

export const housesPerLane = 60;
/** Three hundred houses: what one grid worker looks after. */
const lanesPerGrid = 5;

/** The lane in which the house of this number stands; both count from 1. */
export function laneOf(number: number): number {
  return Math.ceil(number / housesPerLane);
}

/** The grid of a lane, such as `001-G01`: villages number theirs by themselves. */
export function gridOf(village: RegionCode, lane: number): string {
  const grid = Math.ceil(lane / lanesPerGrid);
  return `${village.slice(-3)}-G${String(grid).padStart(2, '0')}`;
}

/** All grids of a station, village by village. */
export function gridsOf({ houses }: StationPlan): string[] {
  return houses.flatMap(({ village, count }) => {
    const lanes = Array.from({ length: laneOf(count) }, (_, at) => at + 1);
    return [...new Set(lanes.map((lane) => gridOf(village, lane)))];
  });
}
