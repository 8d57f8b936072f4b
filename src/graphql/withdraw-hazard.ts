import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { withdrawHazard } from '../usecases/hazard/withdraw-hazard.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, payloadOf } from './act.js';
import { Hazard, loadHazards } from './hazard.js';
import { HouseEffectPayload, houseEffectFields } from './house-effect.js';
import { uuidIn } from './ids.js';
import { loadRentalHouse } from './rental-house.js';

@InputType({ description: 'A hazard that was recorded by mistake.' })
export class WithdrawHazardInput extends Act {
  @Field(() => IdType, { description: 'The hazard.' })
  hazardId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What the withdrawal changed, at once.' })
export class WithdrawHazardPayload extends HouseEffectPayload {
  @Field(() => Hazard, { nullable: true, description: 'The hazard as it is now.' })
  hazard?: Hazard | null;
}

@Resolver()
export class WithdrawHazardResolver {
  @Mutation(() => WithdrawHazardPayload, {
    description:
      'Withdraws a hazard that was recorded by mistake (撤销隐患), by another officer than the one who recorded it: neither it nor its failures count on any day.',
  })
  async withdrawHazard(
    @Arg('input', () => WithdrawHazardInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: WithdrawHazardInput,
    @Ctx() context: Context,
  ) {
    const outcome = await withdrawHazard(context, { ...input, hazardId: uuidIn(input.hazardId, ID.hazard) });
    return payloadOf(context, outcome, async ({ hazardId, houseId, ...effect }) => {
      const [hazard] = await loadHazards(context, [hazardId]);
      return { ...effect, house: await loadRentalHouse(context, houseId), hazard: hazard ?? null };
    });
  }
}

export const withdrawHazardAccess: AccessMap = {
  Mutation: { withdrawHazard: allow('STATION_OFFICER') },
  WithdrawHazardPayload: { ...houseEffectFields, hazard: inherited },
};
