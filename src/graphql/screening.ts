import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { FALL_OUT_WORDS } from '../domain/screening-words.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { ScreeningRow } from '../usecases/screening-loaders.js';
import { countScreenings, listScreenings } from '../usecases/screening/list-screenings.js';
import { screenPopulation } from '../usecases/screening/screen-population.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Payload, payloadFields, payloadOf } from './act.js';
import { AppliedRule } from './credit-answer.js';
import { uuidIn } from './ids.js';
import { Job, loadJob } from './job.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar, DateTimeScalar, RegionCodeScalar } from './scalars.js';
import { ScreenPopulationInput } from './screening-input.js';
import { EnterpriseCategory, ScreeningReason } from './screening-words.js';
import { VerdictCode } from './verdict.js';

@ObjectType({ simpleResolvers: true, description: 'Who was looked at in a screening.' })
export class ScreeningPopulation {
  @Field(() => [RegionCodeScalar], { description: 'Region subtrees.' })
  regionCodes!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'Leading digits of industries; null: all.' })
  industryCodes!: readonly string[] | null;

  @Field(() => [EnterpriseCategory], { nullable: true, description: 'Kinds of enterprise; null: all.' })
  categories!: readonly string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Registered on this day or later.' })
  registeredFrom!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Registered on this day or earlier.' })
  registeredTo!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What everybody in a screening had to meet.' })
export class ScreeningRequirements {
  @Field(() => [VerdictCode], { description: 'Verdicts that let through.' })
  verdicts!: readonly string[];

  @Field(() => [String], { nullable: true, description: 'Red lists of which one is asked for; null: none.' })
  redListCodes!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'Sector of the grade that is asked for; null: none.' })
  sector!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Grades that are accepted; null: none is asked for.',
  })
  gradeCodes!: readonly string[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many fell out of a screening for one reason.' })
export class ScreeningReasonCount {
  @Field(() => ScreeningReason, { description: 'The reason, for programs.' })
  reasonCode!: string;

  @Field(() => String, { description: 'The reason, for people.' })
  reason!: string;

  @Field(() => Int, {
    description: 'Number of subjects; who fell out for two reasons is counted under both.',
  })
  count!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A population screened for one matter (批量筛选): who is eligible, and why everybody else is not, as of one day. It is one look into credit files and no check.',
})
export class Screening extends Node {
  @Field(() => String, { description: 'What was screened for.' })
  title!: string;

  @Field(() => String, { description: 'The stated purpose.' })
  purpose!: string;

  @Field(() => String, { description: 'The matter.' })
  matter!: string;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => String, { description: 'The officer who ordered it.' })
  officerName!: string;

  @Field(() => ScreeningPopulation, { description: 'Who was looked at.' })
  population!: ScreeningPopulation;

  @Field(() => ScreeningRequirements, { description: 'What they had to meet.' })
  requirements!: ScreeningRequirements;

  @Field(() => DateScalar, { description: 'The day as of which everybody is judged.' })
  screenedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day of the last delivery of data that could bring something adverse, penalties for one and not permits (数据截止日期); a delivery in which nothing was new counts.',
  })
  dataOn!: string | null;

  @Field(() => DateTimeScalar, {
    description: 'When it was ordered; what became known of lists and records later plays no part.',
  })
  orderedAt!: string;

  @Field(() => [AppliedRule], { description: 'The rules by which it was judged, with their versions.' })
  rules!: AppliedRule[];

  @Field(() => Int, { description: 'How many are eligible, so far while the job runs.' })
  eligibleCount!: number;

  @Field(() => Int, { description: 'How many fell out, so far while the job runs.' })
  fellOutCount!: number;

  uuid!: string;
  jobId!: string;
}

export const ScreeningConnection = connectionOf(Screening, 'Screening');

export function screeningOf(row: ScreeningRow): Screening {
  const { title, purpose, matter, officerName, population, screenedOn, dataOn, jobId } = row;
  const { verdicts, redListCodes, grade } = row.requirements;
  return {
    uuid: row.id,
    id: globalId(ID.screening, row.id),
    field: row.fieldCode,
    orderedAt: row.recordedAt,
    rules: Object.entries(row.rules).map(([rule, version]) => ({ rule, version })),
    ...{ title, purpose, matter, officerName, population, screenedOn, dataOn, jobId },
    requirements: {
      ...{ verdicts, redListCodes },
      sector: grade?.sector ?? null,
      gradeCodes: grade?.gradeCodes ?? null,
    },
    eligibleCount: row.eligibleCount,
    fellOutCount: row.fellOutCount,
  };
}

@ObjectType({ simpleResolvers: true, description: 'The screening that was ordered.' })
export class ScreenPopulationPayload extends Payload {
  @Field(() => Screening, { nullable: true, description: 'The screening, with the job that does it.' })
  screening?: Screening | null;

  @Field(() => Job, { nullable: true, description: 'Ask for it again by `node` to see its progress.' })
  job?: Job | null;
}

async function loadScreening({ loaders }: Context, uuid: string): Promise<Screening | null> {
  const row = await loaders.screening.load(uuid);
  return row === null ? null : screeningOf(row);
}

@Resolver(() => Screening)
export class ScreeningResolver {
  @Query(() => Screening, { nullable: true, description: "A screening of the caller's office." })
  screening(
    @Arg('id', () => IdType, { description: 'The screening.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Screening | null> {
    return loadScreening(context, uuidIn(id, ID.screening));
  }

  @Query(() => ScreeningConnection, {
    complexity: connectionCost,
    description: "Screenings of the caller's office, newest first.",
  })
  async screenings(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listScreenings(context, request), {
      nodeOf: screeningOf,
      keysetOf: (row) => [row.id],
      countAll: () => countScreenings(context),
    });
  }

  @Mutation(() => ScreenPopulationPayload, {
    description:
      'Screens a population for one matter as a job (批量筛选), such as for firms that are eligible for a fund. The look is logged with its purpose; no checks are recorded.',
  })
  async screenPopulation(
    @Arg('input', () => ScreenPopulationInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    { field, ...input }: ScreenPopulationInput,
    @Ctx() context: Context,
  ) {
    const outcome = await screenPopulation(context, { ...input, fieldCode: field });
    return payloadOf(context, outcome, async ({ screeningId, jobId }) => ({
      screening: await loadScreening(context, screeningId),
      job: await loadJob(context, jobId),
    }));
  }

  @FieldResolver(() => Job, { nullable: true, description: 'The job that does it, with its progress.' })
  job(@Root() { jobId }: Screening, @Ctx() context: Context): Promise<Job | null> {
    return loadJob(context, jobId);
  }

  @FieldResolver(() => [ScreeningReasonCount], {
    description: 'How many fell out for which reason, the most frequent first.',
  })
  async reasonCounts(@Root() { uuid }: Screening, @Ctx() context: Context): Promise<ScreeningReasonCount[]> {
    const rows = await context.loaders.reasonsOfScreening.load(uuid);
    const language = context.locale === 'en' ? 'en' : 'zh';
    return rows.map(({ reasonCode, count }) => ({
      reasonCode,
      reason: FALL_OUT_WORDS[reasonCode][language],
      count,
    }));
  }
}

const approval = allow('APPROVAL_OFFICER');

export const screeningAccess: AccessMap = {
  Query: { screening: approval, screenings: approval },
  Mutation: { screenPopulation: approval },
  ScreeningPopulation: inheritedFields(
    'regionCodes',
    'industryCodes',
    'categories',
    'registeredFrom',
    'registeredTo',
  ),
  ScreeningRequirements: inheritedFields('verdicts', 'redListCodes', 'sector', 'gradeCodes'),
  ScreeningReasonCount: inheritedFields('reasonCode', 'reason', 'count'),
  Screening: {
    ...inheritedFields('id', 'title', 'purpose', 'matter', 'field', 'officerName', 'population'),
    ...inheritedFields('requirements', 'screenedOn', 'dataOn', 'orderedAt', 'rules', 'eligibleCount'),
    ...inheritedFields('fellOutCount', 'job', 'reasonCounts'),
  },
  ScreenPopulationPayload: { ...payloadFields, screening: inherited, job: inherited },
  ...connectionAccess('Screening'),
};
