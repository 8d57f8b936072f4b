import { Arg, Ctx, Field, ID as IdType, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { changeManager } from '../usecases/rental-house/change-manager.js';
import { transferRentalHouse } from '../usecases/rental-house/transfer-rental-house.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Act, payloadOf } from './act.js';
import { HouseEffectPayload, houseEffectFields } from './house-effect.js';
import { uuidIn } from './ids.js';
import { PersonInput } from './person.js';
import { loadRentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

@InputType()
abstract class ChangeOfHandsInput extends Act {
  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => DateScalar, {
    description: 'From this day on; not in the future, and not before the last change.',
  })
  fromOn!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the contract or deed, at most 100 characters.',
  })
  documentNumber?: string | null;
}

@InputType({ description: 'The sale of a rental house, or another change of its owner (房屋转让).' })
export class TransferRentalHouseInput extends ChangeOfHandsInput {
  @Field(() => PersonInput, { description: 'The new owner (新房主).' })
  owner!: PersonInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: former and new owner are relatives (亲属间转让), so that no penalty ends. Members of one household are taken for relatives without it.',
  })
  betweenRelatives?: boolean | null;
}

@InputType({ description: 'Another manager of a rental house, or none any more (更换管理人).' })
export class ChangeManagerInput extends ChangeOfHandsInput {
  @Field(() => PersonInput, { nullable: true, description: 'The new manager; absent: the house has none.' })
  manager?: PersonInput | null;
}

@ObjectType({ simpleResolvers: true })
abstract class ChangeOfHandsPayload extends HouseEffectPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'Penalties in the file of the house that ended with whoever went (随人终止的处罚记录).',
  })
  penaltiesEnded?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Penalties that count for the house again, because somebody came back within the window.',
  })
  penaltiesResumed?: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a sale changed, at once.' })
export class TransferRentalHousePayload extends ChangeOfHandsPayload {}

@ObjectType({ simpleResolvers: true, description: 'What a change of manager changed, at once.' })
export class ChangeManagerPayload extends ChangeOfHandsPayload {}

@Resolver()
export class ChangeHandsResolver {
  @Mutation(() => TransferRentalHousePayload, {
    description:
      'Records that a house has another owner. Inspections, open hazards, offences in the house, tier and due date stay with the house; penalties of the landlord go with him, unless the house stays in the family, and hold again if he comes back within the window of the rule `RESALE_WINDOW`.',
  })
  async transferRentalHouse(
    @Arg('input', () => TransferRentalHouseInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: TransferRentalHouseInput,
    @Ctx() context: Context,
  ) {
    const houseId = uuidIn(input.houseId, ID.rentalHouse);
    return effectOf(context, await transferRentalHouse(context, { ...input, houseId }));
  }

  @Mutation(() => ChangeManagerPayload, {
    description:
      'Records that a house has another manager, or none. His penalties in the file of the house go with him, as with an owner.',
  })
  async changeManager(
    @Arg('input', () => ChangeManagerInput, { description: 'What is to be done, with an idempotency key.' })
    input: ChangeManagerInput,
    @Ctx() context: Context,
  ) {
    const houseId = uuidIn(input.houseId, ID.rentalHouse);
    return effectOf(context, await changeManager(context, { ...input, houseId }));
  }
}

function effectOf<Result extends { readonly houseId: string }>(context: Context, outcome: Outcome<Result>) {
  return payloadOf(context, outcome, async ({ houseId, ...effect }) => ({
    ...effect,
    house: await loadRentalHouse(context, houseId),
  }));
}

const changeFields = { ...houseEffectFields, ...inheritedFields('penaltiesEnded', 'penaltiesResumed') };

export const changeHandsAccess: AccessMap = {
  Mutation: { transferRentalHouse: allow('STATION_OFFICER'), changeManager: allow('STATION_OFFICER') },
  TransferRentalHousePayload: changeFields,
  ChangeManagerPayload: changeFields,
};
