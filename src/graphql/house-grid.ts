import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { setHouseGrid } from '../usecases/rental-house/set-house-grid.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { RentalHouse, loadRentalHouse } from './rental-house.js';

@InputType({ description: 'Houses that lie in one village grid.' })
export class SetHouseGridInput extends Act {
  @Field(() => [IdType], { description: 'At most 250 houses.' })
  houseIds!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The grid: 1–40 of A–Z, 0–9 and hyphen. Null takes the houses out of theirs.',
  })
  gridCode?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The houses with their grid.' })
export class SetHouseGridPayload extends Payload {
  @Field(() => [RentalHouse], { nullable: true, description: 'The houses, in the order of the input.' })
  houses?: readonly RentalHouse[] | null;
}

@Resolver()
export class HouseGridResolver {
  @Mutation(() => SetHouseGridPayload, {
    description:
      'Puts houses into a village grid (网格), all of them or none. Rounds follow when they are planned next.',
  })
  async setHouseGrid(
    @Arg('input', () => SetHouseGridInput, { description: 'What is to be done, with an idempotency key.' })
    input: SetHouseGridInput,
    @Ctx() context: Context,
  ) {
    const outcome = await setHouseGrid(context, {
      ...input,
      houseIds: input.houseIds.map((id) => uuidIn(id, ID.rentalHouse)),
      gridCode: input.gridCode ?? null,
    });
    return payloadOf(context, outcome, async ({ houseIds }) => {
      const houses = await Promise.all(houseIds.map((id) => loadRentalHouse(context, id)));
      return { houses: houses.filter((house) => house !== null) };
    });
  }
}

export const houseGridAccess: AccessMap = {
  Mutation: { setHouseGrid: allow('STATION_OFFICER') },
  SetHouseGridPayload: { ...payloadFields, houses: inherited },
};
