import {
  Arg,
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
import type { Context, Locale } from '../usecases/context.js';
import { findDrawnObject } from '../usecases/draw/find-drawn-object.js';
import type { DrawnObjectRow } from '../usecases/loaders.js';
import { listResultCodes, type ResultCodeRow } from '../usecases/draw/list-result-codes.js';
import { recordSpotCheckResult } from '../usecases/draw/record-spot-check-result.js';
import { type AccessMap, inherited, inheritedFields, official } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CorrectionOrderInput } from './correction-order.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { ID } from '../http/global-id.js';
import { uuidIn } from './ids.js';
import { connectionAccess, connectionOf } from './paging.js';
import { regulatesRisk } from './risk-access.js';
import { DateScalar } from './scalars.js';
import { PointFindingInput } from './visit-details.js';

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

@ObjectType({ simpleResolvers: true, description: 'An inspector of a drawn object (执法检查人员).' })
export class DrawnInspector {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Certificate number (执法证号).' })
  certificateNumber!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An enterprise that was drawn, with its inspectors and its result so far.',
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

  @Field(() => String, {
    description:
      'Ticket (抽签号), 64 hexadecimal digits: the lowest ones of a class are drawn; see docs/DRAWS.md.',
  })
  ticket!: string;

  @Field(() => [DrawnInspector], {
    description: 'Whom the lot has given it, lowest lot first.',
  })
  inspectors!: readonly DrawnInspector[];

  @Field(() => Boolean, {
    description: 'Two of them went together last time already, and nobody else was left.',
  })
  pairRepeated!: boolean;

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

export function drawnObjectOf(row: DrawnObjectRow): DrawnObject {
  return {
    place: row.place,
    publicId: row.publicId,
    classCode: row.classCode,
    ticket: row.ticket,
    pairRepeated: row.pairRepeated,
    inspectors: row.inspectors,
    inspectedOn: row.inspectedOn,
    resultCodes: row.resultCodes,
    note: row.note,
    row,
  };
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

  @Field(() => [PointFindingInput], {
    nullable: true,
    description:
      'The checklist (检查表): every point of `spotCheckPoints`, unless nobody could be met. Not for draws made before visits were told.',
  })
  findings?: PointFindingInput[] | null;

  @Field(() => CorrectionOrderInput, {
    nullable: true,
    description: 'The order to correct (责令改正), where a result says that one was given.',
  })
  correction?: CorrectionOrderInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a result changed.' })
export class RecordSpotCheckResultPayload extends Payload {
  @Field(() => DrawnObject, { nullable: true, description: 'The drawn object with its result.' })
  object?: DrawnObject | null;
}

@Resolver(() => DrawnObject)
export class DrawnObjectResolver {
  @Query(() => [ResultCode], { description: 'The official result codes of random inspections.' })
  async resultCodes(@Ctx() context: Context): Promise<ResultCode[]> {
    return (await listResultCodes(context)).map((row) => resultCodeOf(row, context.locale));
  }

  @Mutation(() => RecordSpotCheckResultPayload, {
    description:
      'Records the result of a drawn enterprise by official codes; its credit file and risk class follow at once.',
  })
  async recordSpotCheckResult(
    @Arg('input', () => RecordSpotCheckResultInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordSpotCheckResultInput,
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

  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { row }: DrawnObject, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : enterpriseOf(found);
  }
}

export const drawnObjectAccess: AccessMap = {
  Query: { resultCodes: official },
  Mutation: { recordSpotCheckResult: regulatesRisk },
  DrawnObject: inheritedFields(
    'place',
    'publicId',
    'classCode',
    'ticket',
    'inspectors',
    'pairRepeated',
    'inspectedOn',
    'resultCodes',
    'note',
    'enterprise',
  ),
  ResultCode: inheritedFields('code', 'label'),
  DrawnInspector: inheritedFields('name', 'certificateNumber'),
  RecordSpotCheckResultPayload: { ...payloadFields, object: inherited },
  ...connectionAccess('DrawnObject'),
};
