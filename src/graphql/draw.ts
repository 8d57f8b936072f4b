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
import { formatDecimal } from '../domain/decimal.js';
import type { Context, Locale } from '../usecases/context.js';
import { drawSpotCheck } from '../usecases/draw/draw-spot-check.js';
import { findDrawnObject } from '../usecases/draw/find-drawn-object.js';
import { type DrawnObjectRow, listDrawnObjects } from '../usecases/draw/list-drawn-objects.js';
import { countDraws, type DrawRow, listDraws } from '../usecases/draw/list-draws.js';
import { listResultCodes, type ResultCodeRow } from '../usecases/draw/list-result-codes.js';
import { recordSpotCheckResult } from '../usecases/draw/record-spot-check-result.js';
import { type AccessMap, allow, inherited, inheritedFields, signedIn } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { ID, uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar, DecimalScalar, globalId, RegionCodeScalar } from './scalars.js';

const PERCENT_PLACES = 2;

@ObjectType({
  simpleResolvers: true,
  description: 'An official result of a random inspection (抽查检查结果).',
})
export class ResultCode {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;
}

function resultCodeOf({ code, labelZh, labelEn }: ResultCodeRow, locale: Locale): ResultCode {
  return { code, label: locale === 'en' ? labelEn : labelZh };
}

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

@ObjectType({ simpleResolvers: true, description: 'An inspector of a drawn object (执法检查人员).' })
export class DrawnInspector {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Certificate number (执法证号).' })
  certificateNumber!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An enterprise that was drawn, with its two inspectors and its result so far.',
})
export class DrawnObject {
  @Field(() => Int, {
    description: 'Place in the list of drawn objects: by class, then lowest ticket first.',
  })
  place!: number;

  @Field(() => String, {
    description: 'Public id that the ticket is made of: the unified social credit code.',
  })
  publicId!: string;

  @Field(() => String, { description: 'Risk class on the day of the draw; internal.' })
  classCode!: string;

  @Field(() => String, { description: 'SHA-256 of `seed:publicId`, 64 hexadecimal digits.' })
  ticket!: string;

  @Field(() => [DrawnInspector], {
    description: 'The two inspectors with the lowest tickets of `seed:publicId|certificateNumber`.',
  })
  inspectors!: DrawnInspector[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the inspection; null until its result is recorded.',
  })
  inspectedOn!: string | null;

  @Field(() => [String], { nullable: true, description: 'Result codes; null until recorded.' })
  resultCodes!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Remark of the inspectors.' })
  note!: string | null;

  row!: DrawnObjectRow;
}

export const DrawnObjectConnection = connectionOf(DrawnObject, 'DrawnObject');

function drawnObjectOf(row: DrawnObjectRow): DrawnObject {
  return {
    place: row.place,
    publicId: row.publicId,
    classCode: row.classCode,
    ticket: row.ticket,
    inspectors: [
      { name: row.firstInspector, certificateNumber: row.firstCertificate },
      { name: row.secondInspector, certificateNumber: row.secondCertificate },
    ],
    inspectedOn: row.inspectedOn,
    resultCodes: row.resultCodes,
    note: row.note,
    row,
  };
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

@InputType({ description: 'What the inspection of a drawn enterprise found.' })
export class RecordSpotCheckResultInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => IdType, { description: 'The enterprise.' })
  enterpriseId!: string;

  @Field(() => DateScalar, { description: 'Day of the inspection; not before the draw, not in the future.' })
  inspectedOn!: string;

  @Field(() => [String], { description: 'Official result codes; one or several.' })
  resultCodes!: string[];

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters.' })
  note?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a result changed.' })
export class RecordSpotCheckResultPayload extends Payload {
  @Field(() => DrawnObject, { nullable: true, description: 'The drawn object with its result.' })
  object?: DrawnObject | null;
}

@Resolver(() => Draw)
export class DrawResolver {
  @Query(() => DrawConnection, {
    complexity: connectionCost,
    description: 'Draws of the jurisdiction, newest first.',
  })
  async draws(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listDraws(context, request), {
      nodeOf: drawOf,
      keysetOf: (row) => [row.id],
      countAll: () => countDraws(context),
    });
  }

  @Query(() => [ResultCode], { description: 'The official result codes of random inspections.' })
  async resultCodes(@Ctx() context: Context): Promise<ResultCode[]> {
    return (await listResultCodes(context)).map((row) => resultCodeOf(row, context.locale));
  }

  @Mutation(() => DrawSpotCheckPayload, {
    description:
      'Freezes the roster, draws the share of each class and two inspectors for each drawn enterprise.',
  })
  async drawSpotCheck(
    @Arg('input', () => DrawSpotCheckInput) input: DrawSpotCheckInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await drawSpotCheck(context, input), async ({ drawId }) => {
      const row = await context.loaders.draw.load(drawId);
      return { draw: row === null ? null : drawOf(row) };
    });
  }

  @Mutation(() => RecordSpotCheckResultPayload, {
    description:
      'Records the result of a drawn enterprise by official codes; its credit file and risk class follow at once.',
  })
  async recordSpotCheckResult(
    @Arg('input', () => RecordSpotCheckResultInput) input: RecordSpotCheckResultInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordSpotCheckResult(context, {
      ...input,
      drawId: uuidIn(input.drawId, ID.draw),
      enterpriseId: uuidIn(input.enterpriseId, ID.enterprise),
    });
    return payloadOf(context, outcome, async ({ drawId, enterpriseId }) => {
      const row = await findDrawnObject(context, drawId, enterpriseId);
      return { object: row === null ? null : drawnObjectOf(row) };
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
    return connectionFor(request, await listDrawnObjects(context, uuid, request), {
      nodeOf: drawnObjectOf,
      keysetOf: (row) => [row.place],
      countAll: () => Promise.resolve(drawnSize),
    });
  }
}

@Resolver(() => DrawnObject)
export class DrawnObjectResolver {
  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { row }: DrawnObject, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : enterpriseOf(found);
  }
}

const regulator = allow('MARKET_REGULATOR');
const regulatorAndOversight = allow('MARKET_REGULATOR', 'AUDITOR');

export const drawAccess: AccessMap = {
  Query: { draws: regulatorAndOversight, resultCodes: signedIn },
  Mutation: { drawSpotCheck: regulator, recordSpotCheckResult: regulator },
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
  DrawnObject: inheritedFields(
    'place',
    'publicId',
    'classCode',
    'ticket',
    'inspectors',
    'inspectedOn',
    'resultCodes',
    'note',
    'enterprise',
  ),
  ResultCode: inheritedFields('code', 'label'),
  ClassRatio: inheritedFields('classCode', 'ratioPercent'),
  InspectorLot: inheritedFields('certificateNumber', 'certificateExpiresOn'),
  DrawnInspector: inheritedFields('name', 'certificateNumber'),
  DrawSpotCheckPayload: { ...payloadFields, draw: inherited },
  RecordSpotCheckResultPayload: { ...payloadFields, object: inherited },
  ...connectionAccess('Draw', 'DrawnObject'),
};
