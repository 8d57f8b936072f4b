import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { recordInspection } from '../usecases/inspection/record-inspection.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, payloadOf } from './act.js';
import { Hazard, loadHazards } from './hazard.js';
import { HouseEffectPayload, houseEffectFields } from './house-effect.js';
import { uuidIn } from './ids.js';
import { Inspection, inspectionOf } from './inspection.js';
import { loadRentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'Something that was found (检查发现).' })
export class FindingInput {
  @Field(() => String, { description: 'Code of the check item.' })
  itemCode!: string;

  @Field(() => String, { nullable: true, description: 'What was seen, at most 1,000 characters.' })
  description?: string | null;
}

@InputType({ description: 'A carried-out inspection.' })
export class RecordInspectionInput extends Act {
  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => DateScalar, { description: 'Day of the visit; not in the future.' })
  inspectedOn!: string;

  @Field(() => IdType, { description: 'The second officer present, of the same station.' })
  secondOfficerId!: string;

  @Field(() => [FindingInput], { description: 'What was found, at most 50; empty when nothing was.' })
  findings!: FindingInput[];

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters.' })
  note?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an inspection changed, at once.' })
export class RecordInspectionPayload extends HouseEffectPayload {
  @Field(() => Inspection, { nullable: true, description: 'The inspection.' })
  inspection?: Inspection | null;

  @Field(() => [Hazard], { nullable: true, description: 'The hazards to be put right.' })
  hazards?: Hazard[] | null;
}

@Resolver()
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
    const outcome = await recordInspection(context, {
      ...input,
      houseId: uuidIn(input.houseId, ID.rentalHouse),
      secondOfficerId: uuidIn(input.secondOfficerId, ID.officer),
    });
    return payloadOf(context, outcome, async ({ inspectionId, hazardIds, houseId, ...effect }) => {
      const inspection = await context.loaders.inspection.load(inspectionId);
      const hazards = await loadHazards(context, hazardIds);
      return {
        ...effect,
        house: await loadRentalHouse(context, houseId),
        inspection: inspection === null ? null : inspectionOf(inspection),
        hazards,
      };
    });
  }
}

export const recordInspectionAccess: AccessMap = {
  Mutation: { recordInspection: allow('STATION_OFFICER') },
  RecordInspectionPayload: { ...houseEffectFields, inspection: inherited, hazards: inherited },
};
