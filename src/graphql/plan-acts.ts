import { Arg, Ctx, Field, ID as IdType, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { Outcome } from '../usecases/command.js';
import { addSpotCheckTask } from '../usecases/spot-check-plan/add-spot-check-task.js';
import { approveSpotCheckPlan } from '../usecases/spot-check-plan/approve-spot-check-plan.js';
import { draftSpotCheckPlan } from '../usecases/spot-check-plan/draft-spot-check-plan.js';
import { ID } from '../http/global-id.js';
import { type AccessMap, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { regulatesRisk } from './risk-access.js';
import { RegionCodeScalar } from './scalars.js';
import { SpotCheckPlan, spotCheckPlanOf } from './spot-check-plan.js';

@InputType({ description: 'A plan to be begun.' })
export class DraftSpotCheckPlanInput extends Act {
  @Field(() => Int, { description: 'This year or the next.' })
  year!: number;

  @Field(() => String, {
    description: 'Title, at most 200 characters, unique among the plans of the office for the year.',
  })
  title!: string;
}

@InputType({ description: 'Whom a targeted task is about: what is given holds together.' })
export class TaskTargetInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Public ids: unified social credit codes, or those of objects; at most 1,000.',
  })
  publicIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Risk classes, asked anew at each draw; at most 20.',
  })
  classCodes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whom this AT_LEAST limit finds overdue, asked anew at each draw.',
  })
  overdueLimitCode?: string | null;
}

@InputType({ description: 'A task of a plan.' })
export class AddSpotCheckTaskInput extends Act {
  @Field(() => IdType, { description: 'The plan, still a draft.' })
  planId!: string;

  @Field(() => String, { description: 'Title, at most 200 characters.' })
  title!: string;

  @Field(() => [String], { description: 'Inspection items, all about the same kind of object; at most 50.' })
  itemCodes!: string[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Codes of other law-enforcement offices that go along in one visit; at most 20. The own one is always there.',
  })
  officeCodes?: string[] | null;

  @Field(() => [Int], { description: 'Months in which it is to be done, 1–12.' })
  months!: number[];

  @Field(() => Int, { description: 'How many objects are planned, 1–1,000,000.' })
  plannedNumber!: number;

  @Field(() => RegionCodeScalar, { description: 'Region of the population.' })
  regionCode!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Leading digits of GB/T 4754 industries, at most 100; all when absent.',
  })
  industryCodes?: string[] | null;

  @Field(() => TaskTargetInput, { nullable: true, description: 'Makes it targeted; untargeted when absent.' })
  target?: TaskTargetInput | null;
}

@InputType({ description: 'A plan to be approved.' })
export class ApproveSpotCheckPlanInput extends Act {
  @Field(() => IdType, { description: 'The plan.' })
  planId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a plan.' })
export class SpotCheckPlanPayload extends Payload {
  @Field(() => SpotCheckPlan, { nullable: true, description: 'The plan as it is now.' })
  plan?: SpotCheckPlan | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class PlanActsResolver {
  @Mutation(() => SpotCheckPlanPayload, { description: 'Begins the plan of a year; tasks are added to it.' })
  async draftSpotCheckPlan(
    @Arg('input', () => DraftSpotCheckPlanInput, INPUT) input: DraftSpotCheckPlanInput,
    @Ctx() context: Context,
  ) {
    return answer(context, await draftSpotCheckPlan(context, input));
  }

  @Mutation(() => SpotCheckPlanPayload, {
    description: 'Adds a task to a plan that is still a draft. The items of several offices make one visit.',
  })
  async addSpotCheckTask(
    @Arg('input', () => AddSpotCheckTaskInput, INPUT) input: AddSpotCheckTaskInput,
    @Ctx() context: Context,
  ) {
    const planId = uuidIn(input.planId, ID.spotCheckPlan);
    return answer(context, await addSpotCheckTask(context, { ...input, planId }));
  }

  @Mutation(() => SpotCheckPlanPayload, {
    description:
      'Approves and publishes a plan, by an officer of the office who has neither drafted it nor added a task.',
  })
  async approveSpotCheckPlan(
    @Arg('input', () => ApproveSpotCheckPlanInput, INPUT) input: ApproveSpotCheckPlanInput,
    @Ctx() context: Context,
  ) {
    const planId = uuidIn(input.planId, ID.spotCheckPlan);
    return answer(context, await approveSpotCheckPlan(context, { ...input, planId }));
  }
}

function answer(context: Context, outcome: Outcome<{ planId: string }>) {
  return payloadOf(context, outcome, async ({ planId }) => {
    const row = await context.loaders.spotCheckPlan.load(planId);
    return { plan: row === null ? null : spotCheckPlanOf(row) };
  });
}

export const planActsAccess: AccessMap = {
  Mutation: {
    draftSpotCheckPlan: regulatesRisk,
    addSpotCheckTask: regulatesRisk,
    approveSpotCheckPlan: regulatesRisk,
  },
  SpotCheckPlanPayload: { ...payloadFields, plan: inherited },
};
