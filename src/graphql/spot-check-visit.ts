import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  ArgsType,
  ID as IdType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ArrivalMethod as Method, VisitState as State } from '../domain/carry-out.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { objectKey, type VisitNoticeRow, type VisitRow } from '../usecases/spot-check-loaders.js';
import { countVisits, listVisits } from '../usecases/spot-check/list-visits.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CorrectionOrder, correctionOf } from './correction-order.js';
import { DrawnObject } from './drawn-object.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { uuidIn } from './ids.js';
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
import { DateScalar, DateTimeScalar } from './scalars.js';
import { ArrivalMethod, VisitNoticeKind, VisitState } from './visit-enums.js';
import {
  PointFinding,
  pointFindingOf,
  Recusal,
  recusalOf,
  Replacement,
  replacementOf,
  ResultAmendment,
} from './visit-details.js';

@ObjectType({ simpleResolvers: true, description: 'Somebody who has, or had, a seat at a visit (检查人员).' })
export class VisitInspector {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Certificate number (执法证号).' })
  certificateNumber!: string;

  @Field(() => Boolean, { description: 'True: drawn by lot; false: took the seat of somebody who was.' })
  isDrawn!: boolean;

  @Field(() => Boolean, { description: 'True: somebody else goes instead.' })
  isReplaced!: boolean;

  @Field(() => Boolean, { description: 'True: was there on arrival.' })
  wasPresent!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What an enterprise was told, word for word, in Chinese.' })
export class VisitNotice {
  @Field(() => VisitNoticeKind, { description: 'What it is about.' })
  kind!: VisitNoticeRow['kind'];

  @Field(() => String, { description: 'The text. It says nothing of a risk class.' })
  body!: string;

  @Field(() => DateScalar, { description: 'When.' })
  noticedOn!: string;

  @Field(() => String, { nullable: true, description: 'Officer; null for reminders of the service itself.' })
  writtenBy!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A visit to what a draw has drawn (入企检查): approved, told, recorded on arrival, resulted, published.',
})
export class SpotCheckVisit extends Node {
  @Field(() => VisitState, { description: 'Where it stands.' })
  state!: State;

  @Field(() => IdType, { description: 'The draw it comes from.' })
  drawId!: string;

  @Field(() => DateScalar, { description: 'Day on which the inspectors are to come.' })
  visitOn!: string;

  @Field(() => String, { description: 'Officer who approved it.' })
  approvedBy!: string;

  @Field(() => DateScalar, { description: 'When it was approved.' })
  approvedOn!: string;

  @Field(() => String, { nullable: true, description: 'Officer who told the enterprise.' })
  toldBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the enterprise was told.' })
  toldOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day for requests of recusal (申请回避期限).',
  })
  recusalUntilOn!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when a holiday that is not published yet may move that day.',
  })
  recusalIsProvisional!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the inspectors came.' })
  arrivedAt!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether they came on the day that was told; null before they came.',
  })
  isOnTime!: boolean | null;

  @Field(() => ArrivalMethod, { nullable: true, description: 'How the arrival came on record.' })
  arrivalMethod!: Method | null;

  @Field(() => String, { nullable: true, description: 'Officer who recorded the arrival.' })
  arrivedBy!: string | null;

  row!: VisitRow;
}

export const SpotCheckVisitConnection = connectionOf(SpotCheckVisit, 'SpotCheckVisit');

export function visitOf(row: VisitRow): SpotCheckVisit {
  return {
    ...row,
    id: globalId(ID.spotCheckVisit, row.id),
    drawId: globalId(ID.draw, row.drawId),
    isOnTime: row.arrivedOn === null ? null : row.arrivedOn === row.visitOn,
    row,
  };
}

export async function loadVisit(context: Context, uuid: string): Promise<SpotCheckVisit | null> {
  const row = await context.loaders.visit.load(uuid);
  return row === null ? null : visitOf(row);
}

@ArgsType()
export class VisitArguments extends PageArguments {
  @Field(() => IdType, { nullable: true, description: 'Only those of this draw.' })
  drawId?: string | null;

  @Field(() => VisitState, { nullable: true, description: 'Only those that stand so.' })
  state?: State | null;
}

@Resolver(() => SpotCheckVisit)
export class SpotCheckVisitResolver {
  @Query(() => SpotCheckVisitConnection, {
    complexity: connectionCost,
    description: 'Visits of the jurisdiction that draws have led to, newest first.',
  })
  async spotCheckVisits(
    @Ctx() context: Context,
    @Args(() => VisitArguments) { drawId, state, ...page }: VisitArguments,
  ) {
    const request = pageRequest(page, ['uuid']);
    const filter = { drawId: drawId == null ? null : uuidIn(drawId, ID.draw), state: state ?? null };
    return connectionFor(request, await listVisits(context, filter, request), {
      nodeOf: visitOf,
      keysetOf: (row) => [row.id],
      countAll: () => countVisits(context, filter),
    });
  }

  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : enterpriseOf(found);
  }

  @FieldResolver(() => [VisitInspector], { description: 'Who goes, seat by seat, and who was to go before.' })
  inspectors(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<VisitInspector[]> {
    return context.loaders.seatsOfVisit.load(row.id);
  }

  @FieldResolver(() => [VisitNotice], { description: 'What the enterprise was told, oldest first.' })
  notices(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<VisitNotice[]> {
    return context.loaders.noticesOfVisit.load(row.id);
  }

  @FieldResolver(() => [Recusal], { description: 'Requests for recusal, oldest first.' })
  async recusals(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<Recusal[]> {
    return (await context.loaders.recusalsOfVisit.load(row.id)).map(recusalOf);
  }

  @FieldResolver(() => [Replacement], { description: 'Who took whose seat, oldest first.' })
  async replacements(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<Replacement[]> {
    const rows = await context.loaders.replacementsOfVisit.load(row.id);
    return rows.map((one) => replacementOf(one, context.locale));
  }

  @FieldResolver(() => [PointFinding], {
    description: 'The checklist (检查表); empty until the result is recorded.',
  })
  async findings(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<PointFinding[]> {
    const rows = await context.loaders.findingsOfVisit.load(row.id);
    return rows.map((one) => pointFindingOf(one, context.locale));
  }

  @FieldResolver(() => [ResultAmendment], {
    description: 'How the result was put right since, oldest first.',
  })
  amendments(@Root() { row }: SpotCheckVisit, @Ctx() context: Context): Promise<ResultAmendment[]> {
    return context.loaders.amendmentsOfVisit.load(row.id);
  }

  @FieldResolver(() => CorrectionOrder, {
    nullable: true,
    description: 'The order to correct that it led to.',
  })
  async correction(
    @Root() { row }: SpotCheckVisit,
    @Ctx() context: Context,
  ): Promise<CorrectionOrder | null> {
    const found = await context.loaders.correctionOfVisit.load(row.id);
    return found === null ? null : correctionOf(found);
  }
}

@Resolver(() => DrawnObject)
export class VisitOfObjectResolver {
  @FieldResolver(() => SpotCheckVisit, {
    nullable: true,
    description: 'The visit; null until it is approved.',
  })
  async visit(@Root() { row }: DrawnObject, @Ctx() context: Context): Promise<SpotCheckVisit | null> {
    const found = await context.loaders.visitOfObject.load(objectKey(row));
    return found === null ? null : visitOf(found);
  }
}

export const spotCheckVisitAccess: AccessMap = {
  Query: { spotCheckVisits: seesRisk },
  DrawnObject: inheritedFields('visit'),
  SpotCheckVisit: {
    ...inheritedFields(
      'id',
      'state',
      'drawId',
      'visitOn',
      'approvedBy',
      'approvedOn',
      'toldBy',
      'toldOn',
      'recusalUntilOn',
    ),
    ...inheritedFields(
      'recusalIsProvisional',
      'arrivedAt',
      'isOnTime',
      'arrivalMethod',
      'arrivedBy',
      'enterprise',
    ),
    ...inheritedFields(
      'inspectors',
      'notices',
      'recusals',
      'replacements',
      'findings',
      'amendments',
      'correction',
    ),
  },
  VisitInspector: inheritedFields('name', 'certificateNumber', 'isDrawn', 'isReplaced', 'wasPresent'),
  VisitNotice: inheritedFields('kind', 'body', 'noticedOn', 'writtenBy'),
  ...connectionAccess('SpotCheckVisit'),
};
