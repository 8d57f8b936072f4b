import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Context } from '../usecases/context.js';
import { drawSpotCheck } from '../usecases/draw/draw-spot-check.js';
import { countDraws, type DrawRow, listDraws } from '../usecases/draw/list-draws.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { DrawnObjectConnection, drawnObjectOf } from './drawn-object.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { DateScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';

const PERCENT_PLACES = 2;

@ObjectType({ simpleResolvers: true, description: 'The share of a class that this draw took.' })
export class ClassRatio {
  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, { description: 'Per cent, two places.' })
  ratioPercent!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An inspector who could have been drawn.' })
export class InspectorLot {
  @Field(() => String, {
    description: 'Certificate number (执法证号): the public id of an inspector in tickets.',
  })
  certificateNumber!: string;

  @Field(() => DateScalar, { description: 'Last day of the certificate.' })
  certificateExpiresOn!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A draw of enterprises and inspectors (双随机抽查). With seed, ratios, inspectors and the roster (`GET /draws/{id}/roster.csv`) anybody comes to the same result.',
})
export class Draw extends Node {
  @Field(() => String, { description: 'Title of the task.' })
  title!: string;

  @Field(() => RegionCodeScalar, { description: 'Region of the population.' })
  regionCode!: string;

  @Field(() => [String], { nullable: true, description: 'Industries of the population; null for all.' })
  industryCodes!: readonly string[] | null;

  @Field(() => String, { description: 'Version of the way of drawing; see docs/DRAWS.md.' })
  algorithm!: string;

  @Field(() => String, {
    description: 'Seed, 64 hexadecimal digits, made by chance after the roster was frozen.',
  })
  seed!: string;

  @Field(() => [ClassRatio], { description: 'Ratios in force on the day of the draw.' })
  ratios!: ClassRatio[];

  @Field(() => [InspectorLot], {
    complexity: 50,
    description: 'Everybody who could have been drawn as an inspector.',
  })
  inspectors!: InspectorLot[];

  @Field(() => String, { description: 'SHA-256 of the lines `publicId,classCode` of the roster, sorted.' })
  rosterHash!: string;

  @Field(() => Int, { description: 'Number of enterprises on the roster.' })
  rosterSize!: number;

  @Field(() => Int, { description: 'Number of enterprises drawn.' })
  drawnSize!: number;

  @Field(() => DateScalar, { description: 'Day of the draw.' })
  drawnOn!: string;

  @Field(() => String, { description: 'Officer who drew.' })
  drawnBy!: string;

  uuid!: string;
}

export const DrawConnection = connectionOf(Draw, 'Draw');

export function drawOf(row: DrawRow): Draw {
  const { title, algorithm, seed, rosterHash, rosterSize, drawnSize, drawnOn, drawnBy } = row;
  return {
    uuid: row.id,
    id: globalId(ID.draw, row.id),
    regionCode: row.population.regionCode,
    industryCodes: row.population.industryCodes,
    ratios: Object.entries(row.ratios).map(([classCode, basisPoints]) => ({
      classCode,
      ratioPercent: formatDecimal(basisPoints, PERCENT_PLACES),
    })),
    inspectors: row.inspectors.map(({ publicId, certificateExpiresOn }) => ({
      certificateNumber: publicId,
      certificateExpiresOn,
    })),
    ...{ title, algorithm, seed, rosterHash, rosterSize, drawnSize, drawnOn, drawnBy },
  };
}

@InputType({
  description: 'The population of a draw: active enterprises of a region, of some industries if given.',
})
export class PopulationInput {
  @Field(() => RegionCodeScalar, { description: 'Inside this region.' })
  regionCode!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Leading digits of GB/T 4754 industries, at most 100; all when absent.',
  })
  industryCodes?: string[] | null;
}

@InputType({ description: 'A draw to be made.' })
export class DrawSpotCheckInput extends Act {
  @Field(() => String, { description: 'Title of the task, at most 200 characters.' })
  title!: string;

  @Field(() => PopulationInput, { description: 'From whom is drawn.' })
  population!: PopulationInput;
}

@ObjectType({ simpleResolvers: true, description: 'What a draw came to.' })
export class DrawSpotCheckPayload extends Payload {
  @Field(() => Draw, { nullable: true, description: 'The draw.' })
  draw?: Draw | null;
}

@Resolver(() => Draw)
export class DrawResolver {
  @Query(() => DrawConnection, {
    complexity: connectionCost,
    description: 'Draws of the jurisdiction, newest first.',
  })
  async draws(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listDraws(context, request), {
      nodeOf: drawOf,
      keysetOf: (row) => [row.id],
      countAll: () => countDraws(context),
    });
  }

  @Mutation(() => DrawSpotCheckPayload, {
    description:
      'Freezes the roster, draws the share of each class and two inspectors for each drawn enterprise.',
  })
  async drawSpotCheck(
    @Arg('input', () => DrawSpotCheckInput, { description: 'What is to be done, with an idempotency key.' })
    input: DrawSpotCheckInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await drawSpotCheck(context, input), async ({ drawId }) => {
      const row = await context.loaders.draw.load(drawId);
      return { draw: row === null ? null : drawOf(row) };
    });
  }

  @FieldResolver(() => DrawnObjectConnection, {
    complexity: connectionCost,
    description: 'What was drawn, in order of place.',
  })
  async objects(
    @Root() { uuid, drawnSize }: Draw,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['number']);
    return connectionFor(request, await context.loaders.drawnObjects(request).load(uuid), {
      nodeOf: drawnObjectOf,
      keysetOf: (row) => [row.place],
      countAll: () => Promise.resolve(drawnSize),
    });
  }
}

export const drawAccess: AccessMap = {
  Query: { draws: seesRisk },
  Mutation: { drawSpotCheck: regulatesRisk },
  Draw: {
    ...inheritedFields(
      'id',
      'title',
      'regionCode',
      'industryCodes',
      'algorithm',
      'seed',
      'ratios',
      'inspectors',
    ),
    ...inheritedFields('rosterHash', 'rosterSize', 'drawnSize', 'drawnOn', 'drawnBy'),
    objects: inherited,
  },
  ClassRatio: inheritedFields('classCode', 'ratioPercent'),
  InspectorLot: inheritedFields('certificateNumber', 'certificateExpiresOn'),
  DrawSpotCheckPayload: { ...payloadFields, draw: inherited },
  ...connectionAccess('Draw'),
};
