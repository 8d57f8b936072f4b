import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import { calendarPath } from '../http/calendar-path.js';
import { issueCalendarFeed } from '../usecases/calendar-feed/issue-calendar-feed.js';
import { revokeCalendarFeed } from '../usecases/calendar-feed/revoke-calendar-feed.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { InspectionTeam, loadTeam } from './inspection-team.js';

@InputType({ description: 'A team whose calendar address is to be made or ended.' })
export class CalendarFeedInput extends Act {
  @Field(() => IdType, { description: 'The team.' })
  teamId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a calendar address.' })
export class CalendarFeedPayload extends Payload {
  @Field(() => InspectionTeam, { nullable: true, description: 'The team as it is now.' })
  team?: InspectionTeam | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Path of the calendar below the address of the service, for phones to subscribe to. Shown once: only its hash is kept, so a repeated act does not show it again. Whoever knows it may read the addresses of the rounds.',
  })
  path?: string | null;
}

@Resolver()
export class CalendarFeedResolver {
  @Mutation(() => CalendarFeedPayload, {
    description:
      'Makes the address at which phones read the rounds of a team as a calendar (日历订阅, RFC 5545). The address that it had before ends.',
  })
  async issueCalendarFeed(
    @Arg('input', () => CalendarFeedInput, { description: 'What is to be done, with an idempotency key.' })
    input: CalendarFeedInput,
    @Ctx() context: Context,
  ) {
    const outcome = await issueCalendarFeed(context, teamOf(input));
    return payloadOf(context, outcome, async ({ teamId, token }) => ({
      team: await loadTeam(context, teamId),
      path: token === null ? null : calendarPath(token),
    }));
  }

  @Mutation(() => CalendarFeedPayload, { description: 'Ends the calendar address of a team at once.' })
  async revokeCalendarFeed(
    @Arg('input', () => CalendarFeedInput, { description: 'What is to be done, with an idempotency key.' })
    input: CalendarFeedInput,
    @Ctx() context: Context,
  ) {
    const outcome = await revokeCalendarFeed(context, teamOf(input));
    return payloadOf(context, outcome, async ({ teamId }) => ({
      team: await loadTeam(context, teamId),
      path: null,
    }));
  }
}

function teamOf(input: CalendarFeedInput) {
  return { ...input, teamId: uuidIn(input.teamId, ID.team) };
}

const station = allow('STATION_OFFICER');

export const calendarFeedAccess: AccessMap = {
  Mutation: { issueCalendarFeed: station, revokeCalendarFeed: station },
  CalendarFeedPayload: { ...payloadFields, ...inheritedFields('team', 'path') },
};
