import {
  Arg,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { ArrivalMethod as Method } from '../domain/carry-out.js';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { approveVisit } from '../usecases/spot-check/approve-visit.js';
import { decideRecusal } from '../usecases/spot-check/decide-recusal.js';
import { listPoints } from '../usecases/spot-check/list-points.js';
import { listReplacementReasons } from '../usecases/spot-check/list-replacement-reasons.js';
import { recordArrival } from '../usecases/spot-check/record-arrival.js';
import { replaceInspector } from '../usecases/spot-check/replace-inspector.js';
import { requestRecusal } from '../usecases/spot-check/request-recusal.js';
import { tellVisit } from '../usecases/spot-check/tell-visit.js';
import { type AccessMap, inherited, inheritedFields, official } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { regulatesRisk } from './risk-access.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { loadVisit, SpotCheckVisit } from './spot-check-visit.js';
import { ArrivalMethod } from './visit-enums.js';

@InputType({ description: 'A visit to be approved.' })
export class ApproveVisitInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => IdType, { description: 'The enterprise that was drawn.' })
  enterpriseId!: string;

  @Field(() => DateScalar, { description: 'Day on which the inspectors are to come; not in the past.' })
  visitOn!: string;
}

@InputType({ description: 'A visit that something is done with.' })
export class VisitInput extends Act {
  @Field(() => IdType, { description: 'The visit.' })
  visitId!: string;
}

@InputType({ description: 'An arrival.' })
export class RecordArrivalInput extends VisitInput {
  @Field(() => DateTimeScalar, { description: 'When; not in the future, not before the day that was told.' })
  arrivedAt!: string;

  @Field(() => ArrivalMethod, { description: 'How it came on record.' })
  method!: Method;

  @Field(() => [String], {
    description: 'Certificate numbers of the inspectors who were there; two at least.',
  })
  certificateNumbers!: string[];
}

@InputType({ description: 'A request for recusal, as the enterprise made it.' })
export class RequestRecusalInput extends VisitInput {
  @Field(() => String, { description: 'Certificate number of the inspector.' })
  certificateNumber!: string;

  @Field(() => String, { description: 'Grounds, at most 1,000 characters.' })
  grounds!: string;
}

@InputType({ description: 'A decision on a request for recusal.' })
export class DecideRecusalInput extends Act {
  @Field(() => IdType, { description: 'The request.' })
  recusalId!: string;

  @Field(() => Boolean, { description: 'True: upheld; the inspector must be replaced.' })
  isUpheld!: boolean;

  @Field(() => String, { description: 'Reasons, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'Somebody else than the lots of the draw name.' })
export class DepartureInput {
  @Field(() => String, { description: 'Certificate number; of the pool of the draw.' })
  certificateNumber!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters. It shows in the fairness watch.' })
  reason!: string;
}

@InputType({ description: 'An inspector who cannot go.' })
export class ReplaceInspectorInput extends VisitInput {
  @Field(() => String, { description: 'His certificate number.' })
  certificateNumber!: string;

  @Field(() => String, { description: 'Why, as in `replacementReasons`.' })
  reasonCode!: string;

  @Field(() => String, { nullable: true, description: 'More on it, at most 1,000 characters.' })
  remark?: string | null;

  @Field(() => DepartureInput, {
    nullable: true,
    description: 'Somebody else than whoever has the next lot; absent: whoever has it.',
  })
  departure?: DepartureInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an act changed about a visit.' })
export class VisitPayload extends Payload {
  @Field(() => SpotCheckVisit, { nullable: true, description: 'The visit as it is now.' })
  visit?: SpotCheckVisit | null;
}

@ObjectType({ simpleResolvers: true, description: 'What is looked at (检查要点).' })
export class SpotCheckPoint {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Inspection item that it belongs to; null: of draws that name no items.',
  })
  itemCode!: string | null;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => String, { description: 'Law and article (法律依据).' })
  legalBasis!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Why an inspector may be replaced (更换事由).' })
export class ReplacementReason {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => Boolean, { description: 'True: only after a request for recusal was upheld.' })
  needsRecusal!: boolean;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

function visitPayload(context: Context, outcome: Outcome<{ visitId: string }>): Promise<VisitPayload> {
  return payloadOf(context, outcome, async ({ visitId }) => ({ visit: await loadVisit(context, visitId) }));
}

@Resolver()
export class VisitActsResolver {
  @Query(() => [SpotCheckPoint], {
    description:
      'The checklist (检查要点): points of inspection items, and those of draws that name no items.',
  })
  async spotCheckPoints(
    @Ctx() context: Context,
    @Arg('itemCodes', () => [String], {
      nullable: true,
      description: 'Only of these items; empty: of draws that name no items; absent: all.',
    })
    itemCodes?: string[] | null,
  ): Promise<SpotCheckPoint[]> {
    const rows = await listPoints(context, itemCodes ?? null);
    return rows.map((row) => ({ ...row, label: context.locale === 'en' ? row.labelEn : row.labelZh }));
  }

  @Query(() => [ReplacementReason], { description: 'Why an inspector who was drawn may be replaced.' })
  async replacementReasons(@Ctx() context: Context): Promise<ReplacementReason[]> {
    const rows = await listReplacementReasons(context);
    return rows.map((row) => ({ ...row, label: context.locale === 'en' ? row.labelEn : row.labelZh }));
  }

  @Mutation(() => VisitPayload, {
    description:
      'Approves a visit (批准检查), by an officer who has neither prepared the draw nor goes himself.',
  })
  async approveVisit(
    @Arg('input', () => ApproveVisitInput, INPUT) input: ApproveVisitInput,
    @Ctx() context: Context,
  ) {
    const drawId = uuidIn(input.drawId, ID.draw);
    const enterpriseId = uuidIn(input.enterpriseId, ID.enterprise);
    return visitPayload(context, await approveVisit(context, { ...input, drawId, enterpriseId }));
  }

  @Mutation(() => VisitPayload, {
    description:
      'Tells the enterprise of an approved visit (告知); the text is made here and kept word for word.',
  })
  async tellVisit(@Arg('input', () => VisitInput, INPUT) input: VisitInput, @Ctx() context: Context) {
    return visitPayload(
      context,
      await tellVisit(context, { ...input, visitId: uuidIn(input.visitId, ID.spotCheckVisit) }),
    );
  }

  @Mutation(() => VisitPayload, { description: 'Records that the inspectors came (扫码入企).' })
  async recordArrival(
    @Arg('input', () => RecordArrivalInput, INPUT) input: RecordArrivalInput,
    @Ctx() context: Context,
  ) {
    const visitId = uuidIn(input.visitId, ID.spotCheckVisit);
    return visitPayload(context, await recordArrival(context, { ...input, visitId }));
  }

  @Mutation(() => VisitPayload, {
    description: 'Records that an enterprise asks for the recusal of an inspector (申请回避).',
  })
  async requestRecusal(
    @Arg('input', () => RequestRecusalInput, INPUT) input: RequestRecusalInput,
    @Ctx() context: Context,
  ) {
    const visitId = uuidIn(input.visitId, ID.spotCheckVisit);
    return visitPayload(context, await requestRecusal(context, { ...input, visitId }));
  }

  @Mutation(() => VisitPayload, {
    description: 'Decides a request for recusal (回避决定), by another officer than who recorded it.',
  })
  async decideRecusal(
    @Arg('input', () => DecideRecusalInput, INPUT) input: DecideRecusalInput,
    @Ctx() context: Context,
  ) {
    const recusalId = uuidIn(input.recusalId, ID.recusal);
    return visitPayload(context, await decideRecusal(context, { ...input, recusalId }));
  }

  @Mutation(() => VisitPayload, {
    description:
      'Puts whoever has the next lot of the draw in the place of an inspector who cannot go (更换检查人员). The draw itself stays.',
  })
  async replaceInspector(
    @Arg('input', () => ReplaceInspectorInput, INPUT) input: ReplaceInspectorInput,
    @Ctx() context: Context,
  ) {
    const visitId = uuidIn(input.visitId, ID.spotCheckVisit);
    return visitPayload(context, await replaceInspector(context, { ...input, visitId }));
  }
}

export const visitActsAccess: AccessMap = {
  Query: { spotCheckPoints: official, replacementReasons: official },
  Mutation: {
    approveVisit: regulatesRisk,
    tellVisit: regulatesRisk,
    recordArrival: regulatesRisk,
    requestRecusal: regulatesRisk,
    decideRecusal: regulatesRisk,
    replaceInspector: regulatesRisk,
  },
  VisitPayload: { ...payloadFields, visit: inherited },
  SpotCheckPoint: inheritedFields('code', 'itemCode', 'label', 'legalBasis'),
  ReplacementReason: inheritedFields('code', 'label', 'needsRecusal'),
};
