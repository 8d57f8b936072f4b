import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { yearOf } from '../domain/civil-date.js';
import { overdueDays } from '../domain/inspection-schedule.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  countWorklist,
  listWorklist,
  type WorklistEntry as EntryRow,
} from '../usecases/inspection/list-worklist.js';
import { countRound, listRound } from '../usecases/round/list-round.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { uuidOrRefuse } from './ids.js';
import { ID } from '../http/global-id.js';
import { inspectionOf } from './inspection.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { personOf } from './person.js';
import { RentalHouse, rentalHouseOf } from './rental-house.js';
import { DateScalar } from './scalars.js';

export type { EntryRow };

@ObjectType({
  simpleResolvers: true,
  description: 'A rental house on the worklist of its station (待检查出租屋).',
})
export class WorklistEntry {
  @Field(() => RentalHouse, { description: 'The house, with address and tier.' })
  house!: RentalHouse;

  @Field(() => DateScalar, { description: 'The day by which it must be inspected.' })
  dueOn!: string;

  @Field(() => Int, { description: 'Days overdue on the day asked for; 0 when it is due on it.' })
  overdueDays!: number;

  @Field(() => String, { description: 'Why it is on the list, in words.' })
  reason!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the round that it is planned in; null while it has no place in one.',
  })
  plannedOn!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Place on the way of the team on that day, from 1 on; null while it has none.',
  })
  place!: number | null;

  teamId!: string | null;
}

export const WorklistEntryConnection = connectionOf(WorklistEntry, 'WorklistEntry');

export function worklistEntryOf(entry: EntryRow, on: string, locale: Locale): WorklistEntry {
  const { row, maskedOwner, lastInspection } = entry;
  const house = rentalHouseOf(row, locale);
  if (maskedOwner !== null) house.owner = personOf(maskedOwner);
  house.lastInspection = lastInspection === null ? null : inspectionOf(lastInspection);
  const days = overdueDays(row.dueOn, on);
  const { dueOn, plannedOn, place, teamId } = row;
  return { house, dueOn, overdueDays: days, reason: reasonOf(row, on, locale), plannedOn, place, teamId };
}

function reasonOf(row: EntryRow['row'], on: string, locale: Locale): string {
  const days = overdueDays(row.dueOn, on);
  const isAhead = row.dueOn > on;
  if (locale === 'en') {
    const why = {
      FIRST_VISIT: 'First visit',
      ROUTINE: `${row.labelEn}: interval passed`,
      REVISIT: 'Re-visit of a hazard',
    }[row.dueReason];
    if (isAhead) return `${why.replace(' passed', '')}, due on ${row.dueOn}`;
    if (days === 0) return `${why}, due on this day`;
    return `${why}, ${days} ${days === 1 ? 'day' : 'days'} overdue`;
  }
  const why = { FIRST_VISIT: '首次检查', ROUTINE: `${row.labelZh}定期检查`, REVISIT: '隐患复查' }[
    row.dueReason
  ];
  if (isAhead) return `${why}，${row.dueOn}前到期`;
  return days > 0 ? `${why}，已逾期${days}天` : `${why}，当日到期`;
}

@Resolver(() => WorklistEntry)
export class WorklistResolver {
  @Query(() => WorklistEntryConnection, {
    complexity: connectionCost,
    description:
      "Houses of the caller's station that are due on a day or have been due before it, longest overdue first (工作清单); or, by `teamId`, the round of one team. How often follows the tier, by the treatments in force.",
  })
  async inspectionWorklist(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    day?: string | null,
    @Arg('teamId', () => IdType, {
      nullable: true,
      description:
        'Only the round of this team on the day (当日检查路线), in walking order: overdue first, then by grid and address.',
    })
    teamId?: string | null,
  ) {
    const on = day ?? context.today;
    if (teamId != null) return roundOf(context, page, { teamId, on });
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listWorklist(context, on, request), {
      nodeOf: (row) => worklistEntryOf(row, on, context.locale),
      keysetOf: ({ row }) => [row.dueOn, row.id],
      countAll: () => countWorklist(context, on),
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the team (检查组) in whose round it is planned; null while it has no place in one.',
  })
  async teamName(@Root() { teamId }: WorklistEntry, @Ctx() context: Context): Promise<string | null> {
    const team = teamId === null ? null : await context.loaders.team.load(teamId);
    return team?.name ?? null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'True when the due date lies in a year whose calendar of working days is not published: holidays may still move what it means.',
  })
  dueIsProvisional(@Root() { dueOn }: WorklistEntry, @Ctx() context: Context): Promise<boolean> {
    return isProvisional(context, dueOn);
  }
}

/** Whether the calendar of the year of a day is still to be published. */
export async function isProvisional(context: Context, on: string): Promise<boolean> {
  return (await context.loaders.calendarYear.load(String(yearOf(on)))) === null;
}

async function roundOf(
  context: Context,
  page: PageArguments,
  { teamId, on }: { readonly teamId: string; readonly on: string },
) {
  const round = { teamId: uuidOrRefuse(teamId, ID.team, ['teamId']), on };
  const request = pageRequest(page, ['number', 'uuid']);
  return connectionFor(request, await listRound(context, round, request), {
    nodeOf: (row) => worklistEntryOf(row, on, context.locale),
    keysetOf: ({ row }) => [row.place ?? 0, row.id],
    countAll: () => countRound(context, round),
  });
}

export const worklistAccess: AccessMap = {
  Query: { inspectionWorklist: allow('STATION_OFFICER') },
  WorklistEntry: {
    ...inheritedFields('house', 'dueOn', 'overdueDays', 'reason', 'dueIsProvisional'),
    ...inheritedFields('teamName', 'plannedOn', 'place'),
  },
  ...connectionAccess('WorklistEntry'),
};
