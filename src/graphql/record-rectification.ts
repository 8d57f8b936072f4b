import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { recordRectification } from '../usecases/hazard/record-rectification.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, payloadOf } from './act.js';
import { Hazard, loadHazards } from './hazard.js';
import { HouseEffectPayload, houseEffectFields } from './house-effect.js';
import { uuidIn } from './ids.js';
import { loadTransfer, PenaltyTransfer } from './penalty-transfer.js';
import { PhotoInput } from './photo.js';
import { RectificationOutcome } from './rectification-outcome.js';
import { loadRentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'What an officer saw when he looked at a hazard again.' })
export class RecordRectificationInput extends Act {
  @Field(() => IdType, { description: 'The hazard.' })
  hazardId!: string;

  @Field(() => RectificationOutcome, { description: 'Put right or not.' })
  outcome!: 'RECTIFIED' | 'NOT_RECTIFIED';

  @Field(() => DateScalar, { description: 'Day of the look; not in the future.' })
  checkedOn!: string;

  @Field(() => String, {
    description:
      'What was seen, at most 1,000 characters. It stands in the file of a transfer: numbers of people are refused.',
  })
  evidence!: string;

  @Field(() => [PhotoInput], { nullable: true, description: 'Photos of it, at most 20.' })
  photos?: PhotoInput[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a rectification changed, at once.' })
export class RecordRectificationPayload extends HouseEffectPayload {
  @Field(() => Hazard, { nullable: true, description: 'The hazard as it is now.' })
  hazard?: Hazard | null;

  @Field(() => PenaltyTransfer, {
    nullable: true,
    description:
      'The case that was handed to the department that punishes, if this was one failure too many.',
  })
  transfer?: PenaltyTransfer | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when this very look was on record already; it counts once.',
  })
  repeated?: boolean | null;
}

@Resolver()
export class RecordRectificationResolver {
  @Mutation(() => RecordRectificationPayload, {
    description:
      'Closes a hazard that was put right, or counts that it was not; tier and next due date follow at once.',
  })
  async recordRectification(
    @Arg('input', () => RecordRectificationInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordRectificationInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordRectification(context, {
      ...input,
      hazardId: uuidIn(input.hazardId, ID.hazard),
    });
    return payloadOf(context, outcome, async ({ hazardId, houseId, transferId, ...effect }) => {
      const [hazard] = await loadHazards(context, [hazardId]);
      const transfer = transferId === null ? null : await loadTransfer(context, transferId);
      return { ...effect, house: await loadRentalHouse(context, houseId), hazard: hazard ?? null, transfer };
    });
  }
}

export const recordRectificationAccess: AccessMap = {
  Mutation: { recordRectification: allow('STATION_OFFICER') },
  RecordRectificationPayload: {
    ...houseEffectFields,
    hazard: inherited,
    transfer: inherited,
    repeated: inherited,
  },
};
