import type { CivilDate } from './civil-date.js';
import type { DueInspection } from './inspection-schedule.js';

/** A house that is due in the days to be planned, or has been due before them. */
export interface RoundHouse {
  readonly id: string;
  readonly dueOn: CivilDate;
  readonly reason: DueInspection['reason'];
  readonly lastInspectionId: string | null;
  readonly lastInspectedOn: CivilDate | null;
  /** The village grid (网格) it lies in; null where nobody has said. */
  readonly gridCode: string | null;
  /** Its neighbours have the codes next to its own. */
  readonly addressCode: string;
}

/** A team (检查组) as far as its rounds go. */
export interface RoundTeam {
  readonly id: string;
  /** Houses it can visit on a day. */
  readonly capacityPerDay: number;
  /** The grids it goes to before any other team does. */
  readonly gridCodes: readonly string[];
  /** Visits that it has made today already. */
  readonly doneToday: number;
}

export interface TeamRoom {
  readonly team: RoundTeam;
  /** Houses that the team can still take on that day. */
  readonly room: number;
}

/**
 * Cuts the houses of a day into the rounds of the teams: first each team takes the houses of its own grids, then the others
 * are cut in the order of grids and addresses, so that whoever has least to do gets the next stretch of neighbours. There is
 * room for all of them.
 */
export function cutIntoTeams(
  houses: readonly RoundHouse[],
  rooms: readonly TeamRoom[],
): Map<string, RoundHouse[]> {
  const rounds = new Map<string, RoundHouse[]>(rooms.map(({ team }) => [team.id, []]));
  const others: RoundHouse[] = [];
  for (const house of [...houses].sort(compareOnTheWay)) {
    const own = rooms.find(
      ({ team, room }) =>
        house.gridCode !== null &&
        team.gridCodes.includes(house.gridCode) &&
        (rounds.get(team.id)?.length ?? 0) < room,
    );
    if (own === undefined) others.push(house);
    else rounds.get(own.team.id)?.push(house);
  }
  const loads = rooms.map(({ team, room }) => ({ load: rounds.get(team.id)?.length ?? 0, room }));
  const shares = evenShares(loads, others.length);
  let next = 0;
  for (const [index, { team }] of rooms.entries()) {
    const share = shares[index] ?? 0;
    rounds.get(team.id)?.push(...others.slice(next, next + share));
    next += share;
  }
  return rounds;
}

/** How many of `count` more each takes, so that the loads come as close to each other as the rooms allow. */
function evenShares(
  teams: readonly { readonly load: number; readonly room: number }[],
  count: number,
): number[] {
  const most = (level: number) => teams.map(({ load, room }) => Math.max(0, Math.min(level, room) - load));
  const taken = (level: number) => most(level).reduce((sum, share) => sum + share, 0);
  let level = 0;
  const highest = Math.max(0, ...teams.map(({ room }) => room));
  while (level < highest && taken(level) < count) level += 1;
  const shares = most(level);
  // At this level there may be a few places too many; they are left free one each, by the last teams that reach it.
  let spare = taken(level) - count;
  const below = level === 0 ? shares : most(level - 1);
  for (let index = shares.length - 1; index >= 0 && spare > 0; index--) {
    if ((shares[index] ?? 0) === (below[index] ?? 0)) continue;
    shares[index] = below[index] ?? 0;
    spare -= 1;
  }
  return shares;
}

/** Neighbours together: by grid, then by address; houses without a grid come last. */
export function compareOnTheWay(a: RoundHouse, b: RoundHouse): number {
  if (a.gridCode !== b.gridCode) {
    if (a.gridCode === null) return 1;
    return b.gridCode === null ? -1 : compare(a.gridCode, b.gridCode);
  }
  return compare(a.addressCode, b.addressCode) || compare(a.id, b.id);
}

/** By code units, as the database orders codes. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
