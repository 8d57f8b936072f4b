import type DataLoader from 'dataloader';
import type { Store } from '../store/door.js';
import { FIND_CALENDAR_YEARS } from '../store/rounds.js';
import { FIND_TEAMS, LIST_TEAM_MEMBERS, type TeamMemberRow, type TeamRow } from '../store/teams.js';
import type { Actor } from './actor.js';
import { manyEach, oneEach } from './batches.js';

export type { TeamMemberRow, TeamRow };

export interface RoundLoaders {
  /** Teams of the caller's own office. */
  readonly team: DataLoader<string, TeamRow | null>;
  readonly teamMembers: DataLoader<string, TeamMemberRow[]>;
  /** Years whose calendar is published; null for all others. */
  readonly calendarYear: DataLoader<string, { year: string } | null>;
}

export function makeRoundLoaders(store: Store, actor: Actor | null): RoundLoaders {
  return {
    team: oneEach(
      (ids) => store.run(FIND_TEAMS, [ids, actor?.officeId ?? null]),
      (row) => row.id,
    ),
    teamMembers: manyEach(
      (ids) => store.run(LIST_TEAM_MEMBERS, [ids]),
      (row) => row.teamId,
    ),
    calendarYear: oneEach(
      (years) => store.run(FIND_CALENDAR_YEARS, [years]),
      (row) => row.year,
    ),
  };
}
