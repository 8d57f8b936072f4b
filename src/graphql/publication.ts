import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { findDrawnObject } from '../usecases/draw/find-drawn-object.js';
import { amendSpotCheckResult } from '../usecases/spot-check/amend-spot-check-result.js';
import { countPublicationsDue, listPublicationsDue } from '../usecases/spot-check/list-publications-due.js';
import { publishResults } from '../usecases/spot-check/publish-results.js';
import type { DrawTerm } from '../usecases/spot-check-loaders.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CorrectionOrderInput } from './correction-order.js';
import { Draw } from './draw.js';
import { drawnObjectOf, RecordSpotCheckResultPayload } from './drawn-object.js';
import { uuidIn } from './ids.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How far the results of a draw have come, and by when they are published (公示).',
})
export class DrawProgress {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => Int, { description: 'Enterprises that were drawn.' })
  objects!: number;

  @Field(() => Int, { description: 'How many of them have no result yet.' })
  resultsMissing!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the last inspection with a result.' })
  lastResultOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day of the term for publication (公示期限), counted from the last result; null before the first result and once published.',
  })
  publicationDueOn!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Working days from today to that day; below 0 when it has passed.',
  })
  daysLeft!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True while that day may still move: results are missing, or holidays are not published yet.',
  })
  isProvisional!: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the results were published.' })
  publishedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who published them.' })
  publishedBy!: string | null;
}

export const DrawProgressConnection = connectionOf(DrawProgress, 'DrawProgress');

function progressOf({ term, ...row }: DrawTerm): DrawProgress {
  return {
    ...row,
    drawId: globalId(ID.draw, row.drawId),
    publicationDueOn: term?.dueOn ?? null,
    daysLeft: term?.daysLeft ?? null,
    isProvisional: term?.provisional ?? null,
  };
}

@InputType({ description: 'A draw whose results are to be published.' })
export class PublishResultsInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A draw whose results are published.' })
export class PublishResultsPayload extends Payload {
  @Field(() => DrawProgress, { nullable: true, description: 'How the draw stands now.' })
  progress?: DrawProgress | null;
}

@InputType({ description: 'A result as it should have been recorded.' })
export class AmendSpotCheckResultInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => IdType, { description: 'The enterprise.' })
  enterpriseId!: string;

  @Field(() => [String], { description: 'Official result codes; one or several.' })
  resultCodes!: string[];

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters.' })
  note?: string | null;

  @Field(() => String, { description: 'Why it is put right, at most 1,000 characters.' })
  reason!: string;

  @Field(() => CorrectionOrderInput, {
    nullable: true,
    description: 'The order to correct, where the result orders one that it did not order before.',
  })
  correction?: CorrectionOrderInput | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver(() => Draw)
export class PublicationResolver {
  @Query(() => DrawProgressConnection, {
    complexity: connectionCost,
    description: 'Draws of the jurisdiction with results that wait to be published, longest first.',
  })
  async publicationsDue(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('overdueOnly', () => Boolean, {
      defaultValue: false,
      description: 'Only those whose term has ended.',
    })
    overdueOnly: boolean,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listPublicationsDue(context, overdueOnly, request), {
      nodeOf: progressOf,
      keysetOf: (row) => [row.lastResultOn ?? '', row.drawId],
      countAll: () => countPublicationsDue(context, overdueOnly),
    });
  }

  @Mutation(() => PublishResultsPayload, {
    description:
      'Publishes the results of a draw (公示抽查结果), all of them at once; refused while some are missing.',
  })
  async publishResults(
    @Arg('input', () => PublishResultsInput, INPUT) input: PublishResultsInput,
    @Ctx() context: Context,
  ) {
    const drawId = uuidIn(input.drawId, ID.draw);
    const outcome = await publishResults(context, { ...input, drawId });
    return payloadOf(context, outcome, async () => {
      const row = await context.loaders.publicationTerm.load(drawId);
      return { progress: row === null ? null : progressOf(row) };
    });
  }

  @Mutation(() => RecordSpotCheckResultPayload, {
    description:
      'Puts a result right that was recorded wrongly (结果更正). The first one stays; what is published already is published again beside it.',
  })
  async amendSpotCheckResult(
    @Arg('input', () => AmendSpotCheckResultInput, INPUT) input: AmendSpotCheckResultInput,
    @Ctx() context: Context,
  ) {
    const drawId = uuidIn(input.drawId, ID.draw);
    const enterpriseId = uuidIn(input.enterpriseId, ID.enterprise);
    const outcome = await amendSpotCheckResult(context, { ...input, drawId, enterpriseId });
    return payloadOf(context, outcome, async () => {
      const row = await findDrawnObject(context, drawId, enterpriseId);
      return { object: row === null ? null : drawnObjectOf(row) };
    });
  }

  @FieldResolver(() => DrawProgress, {
    nullable: true,
    description: 'How far its results have come; null before lots are drawn.',
  })
  async progress(@Root() { row: draw }: Draw, @Ctx() context: Context): Promise<DrawProgress | null> {
    const row = await context.loaders.publicationTerm.load(draw.id);
    return row === null ? null : progressOf(row);
  }
}

export const publicationAccess: AccessMap = {
  Query: { publicationsDue: seesRisk },
  Mutation: { publishResults: regulatesRisk, amendSpotCheckResult: regulatesRisk },
  Draw: inheritedFields('progress'),
  DrawProgress: {
    ...inheritedFields('drawId', 'objects', 'resultsMissing', 'lastResultOn', 'publicationDueOn', 'daysLeft'),
    ...inheritedFields('isProvisional', 'publishedOn', 'publishedBy'),
  },
  PublishResultsPayload: { ...payloadFields, progress: inherited },
  ...connectionAccess('DrawProgress'),
};
