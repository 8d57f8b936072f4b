import {
  Arg,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { decideObjection } from '../usecases/objection/decide-objection.js';
import { type ObjectorRole as Role, objectToTier } from '../usecases/objection/object-to-tier.js';
import { withdrawObjection } from '../usecases/objection/withdraw-objection.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import { PhotoInput } from './photo.js';
import { loadObjection, TierObjection } from './tier-objection.js';

export const ObjectorRole = enumOf('OWNER', 'MANAGER');
registerEnumType(ObjectorRole, {
  name: 'ObjectorRole',
  description: 'What somebody is to a rental house.',
  valuesConfig: { OWNER: { description: 'Owner (房主).' }, MANAGER: { description: 'Manager (管理人).' } },
});

export const ObjectionOutcome = enumOf('UPHELD', 'REJECTED');
registerEnumType(ObjectionOutcome, {
  name: 'ObjectionOutcome',
  description: 'What an objection comes to.',
  valuesConfig: {
    UPHELD: { description: 'It is right (异议成立).' },
    REJECTED: { description: 'It is not right (异议不成立).' },
  },
});

@InputType({ description: 'An objection to the tier that a house has.' })
export class ObjectToTierInput extends Act {
  @Field(() => IdType, { description: 'The house.' })
  houseId!: string;

  @Field(() => ObjectorRole, {
    nullable: true,
    description:
      'In which role the objector stands, the owner unless given: of a person one that he has, of an entry by an officer whose paper it is.',
  })
  role?: Role | null;

  @Field(() => String, { description: 'Why the tier is wrong, at most 2,000 characters.' })
  grounds!: string;

  @Field(() => [PhotoInput], { nullable: true, description: 'At most 20 photos.' })
  photos?: PhotoInput[] | null;
}

@InputType({ description: 'An objection that is taken back.' })
export class WithdrawObjectionInput extends Act {
  @Field(() => IdType, { description: 'The objection.' })
  objectionId!: string;
}

@InputType({ description: 'A decision on an objection.' })
export class DecideObjectionInput extends Act {
  @Field(() => IdType, { description: 'The objection.' })
  objectionId!: string;

  @Field(() => ObjectionOutcome, { description: 'Right or not.' })
  outcome!: 'UPHELD' | 'REJECTED';

  @Field(() => String, { description: 'Reasons, as the objector reads them, at most 2,000 characters.' })
  reasons!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What will be corrected, at most 2,000 characters; with UPHELD, and only then.',
  })
  correction?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an act on an objection.' })
export class TierObjectionPayload extends Payload {
  @Field(() => TierObjection, { nullable: true, description: 'The objection as it is now.' })
  objection?: TierObjection | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class ObjectionActsResolver {
  @Mutation(() => TierObjectionPayload, {
    description:
      'Objects to the tier of a house: its owner or manager himself, or an officer who enters what came on paper. The tier is marked as disputed at once and stays as it is.',
  })
  async objectToTier(
    @Arg('input', () => ObjectToTierInput, INPUT) input: ObjectToTierInput,
    @Ctx() context: Context,
  ) {
    const houseId = uuidIn(input.houseId, ID.rentalHouse);
    return payloadOf(context, await objectToTier(context, { ...input, houseId }), objectionIn(context));
  }

  @Mutation(() => TierObjectionPayload, {
    description: 'Takes an objection back: whoever filed it himself, or an officer what came on paper.',
  })
  async withdrawObjection(
    @Arg('input', () => WithdrawObjectionInput, INPUT) input: WithdrawObjectionInput,
    @Ctx() context: Context,
  ) {
    const objectionId = uuidIn(input.objectionId, ID.objection);
    return payloadOf(
      context,
      await withdrawObjection(context, { ...input, objectionId }),
      objectionIn(context),
    );
  }

  @Mutation(() => TierObjectionPayload, {
    description:
      'Decides an objection with reasons, by an officer of the station who neither recorded the last two inspections of the house nor entered the objection. It changes no tier by itself: the officers then correct the record, and the rating follows from it.',
  })
  async decideObjection(
    @Arg('input', () => DecideObjectionInput, INPUT) input: DecideObjectionInput,
    @Ctx() context: Context,
  ) {
    const objectionId = uuidIn(input.objectionId, ID.objection);
    return payloadOf(
      context,
      await decideObjection(context, { ...input, objectionId }),
      objectionIn(context),
    );
  }
}

function objectionIn(context: Context) {
  return async ({ objectionId }: { objectionId: string }) => ({
    objection: await loadObjection(context, objectionId),
  });
}

export const objectionActsAccess: AccessMap = {
  Mutation: {
    objectToTier: allow('RESIDENT', 'STATION_OFFICER'),
    withdrawObjection: allow('RESIDENT', 'STATION_OFFICER'),
    decideObjection: allow('STATION_OFFICER'),
  },
  TierObjectionPayload: { ...payloadFields, objection: inherited },
};
