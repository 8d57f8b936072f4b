import { addMonths, type CivilDate } from '../../src/domain/civil-date.js';
import type { RegionCode } from '../../src/domain/region.js';
import { firstOfMonth } from '../../src/domain/station-picture.js';
import type { Station } from './offices.js';
import type { Random } from './random.js';
import { earlierOf, recordedOn, type World } from './world.js';

const months = 24;
const source = '演示数据';

interface AlarmsOfKind {
  readonly kind: string;
  /** In a month at the beginning. */
  readonly perThousandHouses: number;
  /** What is left of them a year later: as much less as Heshan's outcome figures say. */
  readonly yearLater: number;
}

const alarms: readonly AlarmsOfKind[] = [
  { kind: 'CRIMINAL_AND_PUBLIC_ORDER', perThousandHouses: 4, yearLater: 0.884 },
  { kind: 'TELECOM_FRAUD', perThousandHouses: 2.5, yearLater: 0.714 },
  { kind: 'GAMBLING_AND_VICE', perThousandHouses: 1.2, yearLater: 0.9 },
  { kind: 'DRUGS', perThousandHouses: 0, yearLater: 1 },
];

/** Alarms of the villages of a station in the two years before the present month, which is not over yet. All of them invented. */
export function addAlarms(world: World, random: Random, { id: officeId, plan }: Station): void {
  const first = addMonths(firstOfMonth(world.today), -months);
  for (const { village, count: houses } of plan.houses) {
    for (let at = 0; at < months; at++) {
      const month = addMonths(first, at);
      for (const kind of alarms) {
        const count = countOf(kind, random, { houses, at });
        addCount(world, { regionCode: village, month, kind: kind.kind, count, officeId });
      }
    }
  }
}

function countOf(
  { perThousandHouses, yearLater }: AlarmsOfKind,
  random: Random,
  { houses, at }: { readonly houses: number; readonly at: number },
): number {
  const expected = ((perThousandHouses * houses) / 1_000) * yearLater ** (at / 12);
  return Math.floor(expected * (0.85 + 0.3 * random.share()) + random.share());
}

function addCount(
  { rows, lastDay }: World,
  count: { regionCode: RegionCode; month: CivilDate; kind: string; count: number; officeId: string },
): void {
  const recordedAt = recordedOn(earlierOf(addMonths(count.month, 1), lastDay));
  rows.add('alarm_count', { ...count, source, recordedAt });
}
