import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import {
  countSpotCheckPlans,
  listSpotCheckPlans,
  type SpotCheckPlanRow,
} from '../usecases/spot-check-plan/list-spot-check-plans.js';
import type { SpotCheckTaskRow } from '../usecases/register-loaders.js';
import { globalId, ID } from '../http/global-id.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { ObjectKindEnum } from './inspection-item.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { seesRisk } from './risk-access.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

export const PlanStateEnum = enumOf('DRAFT', 'APPROVED');
registerEnumType(PlanStateEnum, {
  name: 'SpotCheckPlanState',
  description: 'How far a plan has come.',
  valuesConfig: {
    DRAFT: { description: 'Tasks are added to it.' },
    APPROVED: { description: 'Approved by a second officer and published the same day.' },
  },
});

export const TaskKindEnum = enumOf('TARGETED', 'UNTARGETED');
registerEnumType(TaskKindEnum, {
  name: 'SpotCheckTaskKind',
  description: 'Whom a task draws from.',
  valuesConfig: {
    TARGETED: { description: 'A named population (定向).' },
    UNTARGETED: { description: 'Everybody of a region and some industries (不定向).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How far a task has come, in objects.' })
export class TaskProgress {
  @Field(() => Int, { description: 'Draws made for it.' })
  draws!: number;

  @Field(() => Int, { description: 'Objects drawn.' })
  drawn!: number;

  @Field(() => Int, { description: 'Of these, inspected.' })
  visited!: number;

  @Field(() => Int, { description: 'Of these, in draws whose results are published.' })
  published!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A task of a plan (抽查任务). The items of several offices make one visit (综合查一次).',
})
export class SpotCheckTask extends Node {
  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => TaskKindEnum, { description: 'Targeted or untargeted.' })
  kind!: string;

  @Field(() => ObjectKindEnum, { description: 'What is drawn.' })
  objectKind!: string;

  @Field(() => [String], { description: 'Codes of its inspection items.' })
  itemCodes!: readonly string[];

  @Field(() => [String], { description: 'Offices that go together.' })
  officeNames!: readonly string[];

  @Field(() => [Int], { description: 'Months in which it is to be done, 1–12.' })
  months!: readonly number[];

  @Field(() => Int, { description: 'How many objects are planned.' })
  plannedNumber!: number;

  @Field(() => RegionCodeScalar, { description: 'Region of the population.' })
  regionCode!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Leading digits of the industries of the population; null for all.',
  })
  industryCodes!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only these risk classes; null for all.' })
  classCodes!: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only whom this limit finds overdue on the day of the draw; null for all.',
  })
  overdueLimitCode!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many objects its list names; null where it has none.',
  })
  targetCount!: number | null;

  uuid!: string;
}

export function spotCheckTaskOf(row: SpotCheckTaskRow): SpotCheckTask {
  const { id: uuid, title, kind, objectKind, itemCodes, officeNames, months, plannedNumber } = row;
  const { regionCode, industryCodes, classCodes, overdueLimitCode, isListed, targetCount } = row;
  return {
    ...{ uuid, title, kind, objectKind, itemCodes, officeNames, months, plannedNumber },
    ...{ regionCode, industryCodes, classCodes, overdueLimitCode },
    id: globalId(ID.spotCheckTask, uuid),
    targetCount: isListed ? targetCount : null,
  };
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'The plan of a year (年度抽查计划).' })
export class SpotCheckPlan extends Node {
  @Field(() => Int, { description: 'The year.' })
  year!: number;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { description: 'Office whose plan it is.' })
  officeName!: string;

  @Field(() => PlanStateEnum, { description: 'How far it has come.' })
  state!: string;

  @Field(() => String, { description: 'Officer who drafted it.' })
  draftedBy!: string;

  @Field(() => String, { nullable: true, description: 'Officer who approved it.' })
  approvedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of approval and publication.' })
  publishedOn!: string | null;

  uuid!: string;
}

export const SpotCheckPlanConnection = connectionOf(SpotCheckPlan, 'SpotCheckPlan');

export function spotCheckPlanOf({ id: uuid, ...row }: SpotCheckPlanRow): SpotCheckPlan {
  return { ...row, uuid, id: globalId(ID.spotCheckPlan, uuid) };
}

@Resolver(() => SpotCheckPlan)
export class SpotCheckPlanResolver {
  @Query(() => SpotCheckPlanConnection, {
    complexity: connectionCost,
    description: 'Plans of random inspections of the jurisdiction, newest first.',
  })
  async spotCheckPlans(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('year', () => Int, { nullable: true, description: 'Of this year only.' }) year?: number | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listSpotCheckPlans(context, year ?? null, request), {
      nodeOf: spotCheckPlanOf,
      keysetOf: (row) => [row.id],
      countAll: () => countSpotCheckPlans(context, year ?? null),
    });
  }

  @FieldResolver(() => [SpotCheckTask], {
    complexity: ({ childComplexity }) => 10 + 10 * childComplexity,
    description: 'Its tasks, in the order in which they were added.',
  })
  async tasks(@Root() { uuid }: SpotCheckPlan, @Ctx() context: Context): Promise<SpotCheckTask[]> {
    return (await context.loaders.tasksOfPlan.load(uuid)).map(spotCheckTaskOf);
  }
}

@Resolver(() => SpotCheckTask)
export class SpotCheckTaskResolver {
  @FieldResolver(() => TaskProgress, { description: 'How far it has come.' })
  async progress(@Root() { uuid }: SpotCheckTask, @Ctx() context: Context): Promise<TaskProgress> {
    const row = await context.loaders.taskProgress.load(uuid);
    return row ?? { draws: 0, drawn: 0, visited: 0, published: 0 };
  }
}

export const spotCheckPlanAccess: AccessMap = {
  Query: { spotCheckPlans: seesRisk },
  SpotCheckPlan: {
    ...inheritedFields(
      'id',
      'year',
      'title',
      'officeName',
      'state',
      'draftedBy',
      'approvedBy',
      'publishedOn',
    ),
    tasks: inherited,
  },
  SpotCheckTask: {
    ...inheritedFields(
      'id',
      'title',
      'kind',
      'objectKind',
      'itemCodes',
      'officeNames',
      'months',
      'plannedNumber',
    ),
    ...inheritedFields(
      'regionCode',
      'industryCodes',
      'classCodes',
      'overdueLimitCode',
      'targetCount',
      'progress',
    ),
  },
  TaskProgress: inheritedFields('draws', 'drawn', 'visited', 'published'),
  ...connectionAccess('SpotCheckPlan'),
};
