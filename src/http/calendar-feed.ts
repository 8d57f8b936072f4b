import type { FastifyInstance, FastifyRequest } from 'fastify';
import ical, { type ICalEventData } from 'ical-generator';
import { DomainError } from '../domain/refusal.js';
import {
  type CalendarFeed,
  type FeedDay,
  readCalendarFeed,
} from '../usecases/calendar-feed/read-calendar-feed.js';
import type { Context, Locale } from '../usecases/context.js';
import { calendarPath } from './calendar-path.js';
import { requestLimiter, type RequestLimits } from './rate-limit.js';

type ContextOf = (request: FastifyRequest) => Promise<Context>;

/** All phones of a station may come from one address; guessing a token needs 2²⁵⁶ requests. */
export const USUAL_CALENDAR_LIMITS: RequestLimits = { requests: 120, seconds: 60 };

/** Phones look again this often; rounds are planned every night. */
const REFRESH_SECONDS = 3_600;

/**
 * `GET /calendars/{token}.ics`: the rounds of a team as a calendar, without signing in, because phones cannot. The address is the
 * secret; one that was never issued and one that has ended answer alike. It tells numbers and addresses of houses, and nothing of
 * people, tiers or findings.
 */
export function registerCalendarFeed(
  app: FastifyInstance,
  contextOf: ContextOf,
  limits: RequestLimits = USUAL_CALENDAR_LIMITS,
): void {
  const limit = requestLimiter(limits);
  app.get<{ Params: { token: string } }>(calendarPath(':token'), async (request, reply) => {
    await limit(request, reply);
    const context = await contextOf(request);
    const feed = await readCalendarFeed(context, request.params.token);
    if (feed === null) throw new DomainError('NOT_FOUND');
    return reply.type('text/calendar; charset=utf-8').send(calendarOf(feed, context.locale));
  });
}

/** The calendar as RFC 5545 writes it. */
export function calendarOf(feed: CalendarFeed, locale: Locale): string {
  const title =
    locale === 'en'
      ? `${feed.stationName} · ${feed.teamName}: rounds`
      : `${feed.stationName}${feed.teamName}检查排班`;
  const calendar = ical({
    // The library writes the name as it is given.
    name: title.replaceAll(/[\\;,]/g, '\\$&'),
    prodId: { company: 'tiered-supervision', product: 'rounds', language: locale === 'en' ? 'EN' : 'ZH' },
    ttl: REFRESH_SECONDS,
    x: { 'X-WR-TIMEZONE': 'Asia/Shanghai' },
    events: feed.days.map((day) => eventOf(feed, day, locale)),
  });
  // The last line ends like every other; the library leaves it open.
  return `${calendar.toString().trimEnd()}\r\n`;
}

/**
 * One event of a whole day. Its id stays the same whenever rounds are planned anew; the revision rises with each planning, so
 * that a phone takes the later of two answers. Without a METHOD the stamp is the moment of the last change.
 * Source: RFC 5545, 3.8.4.7, 3.8.7.2 and 3.8.7.4 [K].
 */
function eventOf({ teamId, plannedAt, revision }: CalendarFeed, day: FeedDay, locale: Locale): ICalEventData {
  const count = day.addresses.length;
  const summary =
    locale === 'en'
      ? `Visit ${count} ${count === 1 ? 'house' : 'houses'} (${day.overdue} overdue)`
      : `检查出租屋${count}户（逾期${day.overdue}户）`;
  return {
    id: `${teamId}-${day.on}@tiered-supervision`,
    sequence: revision,
    stamp: new Date(plannedAt),
    // A day, not a moment: written from its UTC fields, it is the date itself in whatever zone the machine is.
    start: new Date(`${day.on}T00:00:00Z`),
    allDay: true,
    summary,
    description: day.addresses.map((address, index) => `${index + 1}. ${address}`).join('\n'),
  };
}
