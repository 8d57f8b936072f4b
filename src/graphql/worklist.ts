import { Arg, Args, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { overdueDays } from '../domain/inspection-schedule.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  countWorklist,
  listWorklist,
  type WorklistEntry as EntryRow,
} from '../usecases/inspection/list-worklist.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
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
}

export const WorklistEntryConnection = connectionOf(WorklistEntry, 'WorklistEntry');

function worklistEntryOf(entry: EntryRow, on: string, locale: Locale): WorklistEntry {
  const { row, maskedOwner, lastInspection } = entry;
  const house = rentalHouseOf(row, locale);
  if (maskedOwner !== null) house.owner = personOf(maskedOwner);
  house.lastInspection = lastInspection === null ? null : inspectionOf(lastInspection);
  const days = overdueDays(row.dueOn, on);
  return { house, dueOn: row.dueOn, overdueDays: days, reason: reasonOf(row, days, locale) };
}

function reasonOf(row: EntryRow['row'], days: number, locale: Locale): string {
  if (locale === 'en') {
    const why = {
      FIRST_VISIT: 'First visit',
      ROUTINE: `${row.labelEn}: interval passed`,
      REVISIT: 'Re-visit of a hazard',
    }[row.dueReason];
    if (days === 0) return `${why}, due on this day`;
    return `${why}, ${days} ${days === 1 ? 'day' : 'days'} overdue`;
  }
  const why = { FIRST_VISIT: '首次检查', ROUTINE: `${row.labelZh}定期检查`, REVISIT: '隐患复查' }[
    row.dueReason
  ];
  return days > 0 ? `${why}，已逾期${days}天` : `${why}，当日到期`;
}

@Resolver()
export class WorklistResolver {
  @Query(() => WorklistEntryConnection, {
    complexity: connectionCost,
    description:
      "Houses of the caller's station that are due on a day or have been due before it, longest overdue first (工作清单). How often follows the tier, by the treatments in force.",
  })
  async inspectionWorklist(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    day?: string | null,
  ) {
    const on = day ?? context.today;
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listWorklist(context, on, request), {
      nodeOf: (row) => worklistEntryOf(row, on, context.locale),
      keysetOf: ({ row }) => [row.dueOn, row.id],
      countAll: () => countWorklist(context, on),
    });
  }
}

export const worklistAccess: AccessMap = {
  Query: { inspectionWorklist: allow('STATION_OFFICER') },
  WorklistEntry: inheritedFields('house', 'dueOn', 'overdueDays', 'reason'),
  ...connectionAccess('WorklistEntry'),
};
