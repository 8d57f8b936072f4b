import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { addHouseholdMember } from '../usecases/household/add-household-member.js';
import { endHouseholdMembership } from '../usecases/household/end-household-membership.js';
import { registerHousehold } from '../usecases/household/register-household.js';
import type { ChangedHousehold } from '../usecases/steps/rerate-household.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Household, loadHousehold } from './household.js';
import { uuidIn } from './ids.js';
import { PersonInput } from './person.js';
import { ChangedRating, changedRatingOf } from './record-effect.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

@InputType({ description: 'A household to be registered (家庭户登记).' })
export class RegisterHouseholdInput extends Act {
  @Field(() => String, {
    description: 'Number in the village register (户号): 4–40 of A–Z, 0–9 and hyphen.',
  })
  registerCode!: string;

  @Field(() => RegionCodeScalar, { description: 'The village (12 digits).' })
  regionCode!: string;

  @Field(() => [PersonInput], { description: 'Members from today on, 1–30; of no other household.' })
  members!: PersonInput[];
}

@InputType({ description: 'Somebody who becomes a member of a household.' })
export class AddHouseholdMemberInput extends Act {
  @Field(() => IdType, { description: 'The household.' })
  householdId!: string;

  @Field(() => PersonInput, { description: 'The new member; of no other household.' })
  member!: PersonInput;

  @Field(() => DateScalar, { description: 'First day of the membership; not in the future.' })
  fromOn!: string;
}

@InputType({ description: 'Somebody who is no member of a household any more.' })
export class EndHouseholdMembershipInput extends Act {
  @Field(() => IdType, { description: 'The household.' })
  householdId!: string;

  @Field(() => IdType, { description: 'The member.' })
  personId!: string;

  @Field(() => DateScalar, {
    description:
      'First day on which the person is no member any more: after the first day of the membership, not in the future.',
  })
  toOn!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a registration.' })
export class RegisterHouseholdPayload extends Payload {
  @Field(() => Household, { nullable: true, description: 'The household with its members.' })
  household?: Household | null;
}

/** What a change of members answers. */
@ObjectType({ simpleResolvers: true })
abstract class HouseholdEffectPayload extends Payload {
  @Field(() => Household, { nullable: true, description: 'The household as it is now.' })
  household?: Household | null;

  @Field(() => [ChangedRating], {
    nullable: true,
    description: 'The ratings of the household that changed with its members.',
  })
  changedRatings?: ChangedRating[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'The household with its new member.' })
export class AddHouseholdMemberPayload extends HouseholdEffectPayload {}

@ObjectType({ simpleResolvers: true, description: 'The household without the former member.' })
export class EndHouseholdMembershipPayload extends HouseholdEffectPayload {}

@Resolver()
export class HouseholdActsResolver {
  @Mutation(() => RegisterHouseholdPayload, {
    description: 'Opens the credit file of a household of the jurisdiction with its members.',
  })
  async registerHousehold(
    @Arg('input', () => RegisterHouseholdInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RegisterHouseholdInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await registerHousehold(context, input), async ({ householdId }) => ({
      household: await loadHousehold(context, householdId),
    }));
  }

  @Mutation(() => AddHouseholdMemberPayload, {
    description: 'Adds a member to a household, which is rated anew at once wherever its members count.',
  })
  async addHouseholdMember(
    @Arg('input', () => AddHouseholdMemberInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: AddHouseholdMemberInput,
    @Ctx() context: Context,
  ) {
    const householdId = uuidIn(input.householdId, ID.household);
    const outcome = await addHouseholdMember(context, { ...input, householdId });
    return payloadOf(context, outcome, (result) => effectOf(context, result));
  }

  @Mutation(() => EndHouseholdMembershipPayload, {
    description: 'Ends a membership of a household, which is rated anew at once wherever its members count.',
  })
  async endHouseholdMembership(
    @Arg('input', () => EndHouseholdMembershipInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: EndHouseholdMembershipInput,
    @Ctx() context: Context,
  ) {
    const ids = {
      householdId: uuidIn(input.householdId, ID.household),
      personId: uuidIn(input.personId, ID.person),
    };
    const outcome = await endHouseholdMembership(context, { ...input, ...ids });
    return payloadOf(context, outcome, (result) => effectOf(context, result));
  }
}

async function effectOf(context: Context, { householdId, changedRatings }: ChangedHousehold) {
  return {
    household: await loadHousehold(context, householdId),
    changedRatings: changedRatings.map(changedRatingOf),
  };
}

const clerk = allow('CREDIT_CLERK');
const effectFields = { ...payloadFields, ...inheritedFields('household', 'changedRatings') };

export const householdActsAccess: AccessMap = {
  Mutation: { registerHousehold: clerk, addHouseholdMember: clerk, endHouseholdMembership: clerk },
  RegisterHouseholdPayload: { ...payloadFields, household: inherited },
  AddHouseholdMemberPayload: effectFields,
  EndHouseholdMembershipPayload: effectFields,
};
