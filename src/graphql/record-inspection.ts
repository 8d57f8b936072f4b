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
  Resolver,
  Root,
} from 'type-graphql';
import type { AREA_KINDS } from '../domain/visit.js';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { type RecordedInspection, recordInspection } from '../usecases/inspection/record-inspection.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Act, payloadOf } from './act.js';
import { Hazard, hazardOf, loadHazards } from './hazard.js';
import { HouseEffectPayload, houseEffectFields } from './house-effect.js';
import { uuidIn, uuidOrRefuse } from './ids.js';
import { AreaKind, Inspection, inspectionOf } from './inspection.js';
import { PhotoInput } from './photo.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'Something that was found (检查发现).' })
export class FindingInput {
  @Field(() => String, { description: 'Code of the check item.' })
  itemCode!: string;

  @Field(() => String, { nullable: true, description: 'What was seen, at most 1,000 characters.' })
  description?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Where: the place of the area in `areas`, from 0; the first one when absent.',
  })
  area?: number | null;

  @Field(() => [PhotoInput], { nullable: true, description: 'Photos of it, at most 20.' })
  photos?: PhotoInput[] | null;
}

@InputType({ description: 'Where officers were, and by which right.' })
export class AreaInput {
  @Field(() => AreaKind, { description: 'Public area, or a room and by which right.' })
  kind!: (typeof AREA_KINDS)[number];

  @Field(() => String, {
    nullable: true,
    description: 'The room, at most 50 characters; none in public areas.',
  })
  room?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where the consent is on record, such as the number of a signed sheet; for ROOM_WITH_CONSENT.',
  })
  consentReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the inspection certificate (检查证); for ROOM_WITH_CERTIFICATE.',
  })
  certificateNumber?: string | null;

  @Field(() => [IdType], {
    nullable: true,
    description: 'Auxiliaries (辅警) of the station who assisted; in public areas only, and on record.',
  })
  auxiliaryIds?: string[] | null;
}

@InputType({ description: 'A carried-out inspection.' })
export class RecordInspectionInput extends Act {
  @Field(() => IdType, {
    nullable: true,
    description:
      'Made by the client: `ins_` and a UUID, so that a visit that is sent again over a poor line is one. Made by the service when absent.',
  })
  id?: string | null;

  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => DateScalar, { description: 'Day of the visit; not in the future.' })
  inspectedOn!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Version of the house that the client knew. The visit is taken in all the same; the answer says whether it was behind.',
  })
  baseVersion?: number | null;

  @Field(() => IdType, {
    nullable: true,
    description: 'The second officer present, of the same station; the law requires one.',
  })
  secondOfficerId?: string | null;

  @Field(() => [IdType], { nullable: true, description: 'Further officers present, of the same station.' })
  otherOfficerIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the body camera (执法记录仪); required when auxiliaries assisted.',
  })
  recorderNumber?: string | null;

  @Field(() => [AreaInput], {
    nullable: true,
    description: 'Where the officers were, at most 60 places; the public area alone when absent.',
  })
  areas?: AreaInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Codes of the check items that were looked at.' })
  checkedItems?: string[] | null;

  @Field(() => [PhotoInput], { nullable: true, description: 'Photos of the visit, at most 20.' })
  photos?: PhotoInput[] | null;

  @Field(() => [FindingInput], { description: 'What was found, at most 50; empty when nothing was.' })
  findings!: FindingInput[];

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters.' })
  note?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an inspection changed, at once.' })
export class RecordInspectionPayload extends HouseEffectPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when this very visit was on record already; nothing has changed then.',
  })
  repeated?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the house had moved on since `baseVersion`; `house` says how it is now.',
  })
  wasBehind?: boolean | null;

  @Field(() => Inspection, {
    nullable: true,
    description: 'The visit that was recorded first, when this one was refused for it.',
  })
  winner?: Inspection | null;
}

/** What was done, by its ids; null where the act was refused. */
type Done = Partial<RecordedInspection>;

/** Houses, visits and hazards are read when they are asked for: a phone that has them needs no more than the next due date. */
@Resolver(() => RecordInspectionPayload)
export class RecordInspectionResolver {
  @Mutation(() => RecordInspectionPayload, {
    description:
      'Records an inspection with its findings; hazards, tier and next due date follow in the same transaction.',
  })
  async recordInspection(
    @Arg('input', () => RecordInspectionInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordInspectionInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordInspection(context, verbInputOf(input));
    const payload = await payloadOf(context, outcome, (done): Done => done);
    return { ...payload, winner: await winnerIn(context, outcome) };
  }

  @FieldResolver(() => RentalHouse, {
    nullable: true,
    description: 'The house as it is now, with its next due date.',
  })
  house(@Root() { houseId }: Done, @Ctx() context: Context) {
    return houseId === undefined ? null : loadRentalHouse(context, houseId);
  }

  @FieldResolver(() => Inspection, { nullable: true, description: 'The inspection.' })
  inspection(@Root() { inspectionId }: Done, @Ctx() context: Context) {
    return inspectionId === undefined ? null : loadInspection(context, inspectionId);
  }

  @FieldResolver(() => [Hazard], {
    nullable: true,
    description:
      'The hazards to be put right: new ones, and those that were open already and were found again.',
  })
  hazards(@Root() { hazardIds }: Done, @Ctx() context: Context) {
    return hazardIds === undefined ? null : loadHazards(context, hazardIds);
  }

  @FieldResolver(() => [Hazard], {
    nullable: true,
    description:
      'Open hazards of the house whose term is over: the visit is a good moment to record whether they were put right (`recordRectification`), and they stay due until somebody does.',
  })
  hazardsToCheck(@Root() { houseId }: Done, @Ctx() context: Context) {
    return houseId === undefined ? null : loadHazardsToCheck(context, houseId);
  }
}

function verbInputOf({
  id,
  houseId,
  secondOfficerId,
  otherOfficerIds,
  areas,
  ...rest
}: RecordInspectionInput) {
  const officers = (ids: readonly string[] | null | undefined) => ids?.map((one) => uuidIn(one, ID.officer));
  return {
    ...rest,
    id: id == null ? null : uuidOrRefuse(id, ID.inspection, ['input', 'id']),
    houseId: uuidIn(houseId, ID.rentalHouse),
    secondOfficerId: secondOfficerId == null ? null : uuidIn(secondOfficerId, ID.officer),
    otherOfficerIds: officers(otherOfficerIds),
    areas: areas?.map((area) => ({ ...area, auxiliaryIds: officers(area.auxiliaryIds) })),
  };
}

async function loadInspection(context: Context, uuid: string): Promise<Inspection | null> {
  const row = await context.loaders.inspection.load(uuid);
  return row === null ? null : inspectionOf(row);
}

/** What is still to be looked at, whoever found it. */
async function loadHazardsToCheck(context: Context, houseId: string): Promise<Hazard[]> {
  const hazards = await context.loaders.hazardsOfHouse.load(houseId);
  return hazards
    .filter(({ state, dueOn }) => state === 'OPEN' && dueOn < context.today)
    .map((row) => hazardOf(row, context.locale));
}

/** Of two visits to a house on one day the second is told which the first is. */
async function winnerIn(context: Context, { refusals }: Outcome<unknown>): Promise<Inspection | null> {
  const [refusal] = refusals;
  const inspectionId = refusal?.details.facts?.inspectionId;
  return typeof inspectionId === 'string' ? loadInspection(context, inspectionId) : null;
}

export const recordInspectionAccess: AccessMap = {
  Mutation: { recordInspection: allow('STATION_OFFICER') },
  RecordInspectionPayload: {
    ...houseEffectFields,
    ...inheritedFields('inspection', 'hazards', 'hazardsToCheck', 'repeated', 'wasBehind', 'winner'),
  },
};
