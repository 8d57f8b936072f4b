import { createHash } from 'node:crypto';
import type { CivilDate, Instant } from '../../domain/civil-date.js';
import { type FeedVisit, FIND_FEED, READ_FEED_VISITS } from '../../store/calendar-feeds.js';
import type { Context } from '../context.js';

/** The rounds of a team as its calendar shows them. */
export interface CalendarFeed {
  readonly teamId: string;
  readonly teamName: string;
  readonly stationName: string;
  /** When the rounds were planned, and how many plannings there were before. */
  readonly plannedAt: Instant;
  readonly revision: number;
  readonly days: readonly FeedDay[];
}

export interface FeedDay {
  readonly on: CivilDate;
  /** Houses on the way that are overdue by then. */
  readonly overdue: number;
  /** In walking order. */
  readonly addresses: readonly string[];
}

/** Thirty-two bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** The most that a team can walk in four weeks: 28 days of 200 houses. */
const MOST_VISITS = 5_600;

/** What stands behind the token of an address; null for one that was never issued, is revoked, or whose team is out of service. */
export async function readCalendarFeed(context: Context, token: string): Promise<CalendarFeed | null> {
  if (!TOKEN.test(token)) return null;
  const { store, today, now } = context;
  const [feed] = await store.run(FIND_FEED, [createHash('sha256').update(token).digest()]);
  if (feed === undefined) return null;
  const visits = await store.run(READ_FEED_VISITS, [feed.teamId, today, MOST_VISITS]);
  return {
    teamId: feed.teamId,
    teamName: feed.teamName,
    stationName: feed.stationName,
    plannedAt: feed.plannedAt ?? now,
    revision: feed.planCount ?? 0,
    days: daysOf(visits),
  };
}

function daysOf(visits: readonly FeedVisit[]): FeedDay[] {
  const days = new Map<CivilDate, FeedVisit[]>();
  for (const visit of visits) days.set(visit.on, [...(days.get(visit.on) ?? []), visit]);
  return [...days].map(([on, made]) => ({
    on,
    overdue: made.filter(({ isOverdue }) => isOverdue).length,
    addresses: made.map(({ address }) => address),
  }));
}
