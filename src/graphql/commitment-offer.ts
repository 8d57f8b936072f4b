import { Arg, Ctx, Field, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import {
  COMMITMENT_OBSTACLES,
  type CommitmentKind as Kind,
  type CommitmentObstacle as Obstacle,
} from '../domain/commitment-offer.js';
import { previewCommitmentOffer } from '../usecases/commitment/preview-commitment-offer.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { CommitmentKind } from './approval-item.js';
import { enumOf } from './enum-of.js';
import { CreditCodeScalar } from './scalars.js';

export const CommitmentObstacleCode = enumOf(...COMMITMENT_OBSTACLES);
registerEnumType(CommitmentObstacleCode, {
  name: 'CommitmentObstacleCode',
  description: 'Why a kind of commitment is not open.',
  valuesConfig: {
    SAFETY: { description: 'The law forbids it: safety (公共安全).' },
    SECURITY: { description: 'The law forbids it: security (国家安全、治安).' },
    IRREPARABLE: { description: 'The law forbids it: damage that could not be made good (难以挽回).' },
    NOT_OF_THIS_ITEM: { description: 'The item does not offer this kind.' },
    SUBJECT_UNKNOWN: { description: 'Nobody of this credit code is on file.' },
    SUBJECT_NOT_ACTIVE: { description: 'Deregistered, or the licence is revoked (注销、吊销).' },
    BREACH_NOT_REPAIRED: {
      description: 'An earlier commitment was breached and is not repaired (违诺未修复).',
    },
    MEASURE: { description: 'A published measure of a list in use takes it away (不适用告知承诺制).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What stands in the way of a commitment.' })
export class CommitmentObstacle {
  @Field(() => CommitmentObstacleCode, { description: 'Why.' })
  code!: Obstacle['code'];

  @Field(() => String, {
    nullable: true,
    description: 'Instrument and article, or the document that stands in the way; null where there is none.',
  })
  basis!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Whether a kind of commitment is open to an applicant.' })
export class CommitmentKindOffer {
  @Field(() => CommitmentKind, { description: 'The kind.' })
  kind!: Kind;

  @Field(() => Boolean, { description: 'Whether it is open.' })
  isOpen!: boolean;

  @Field(() => [CommitmentObstacle], { description: 'All that stands in the way; empty when it is open.' })
  obstacles!: readonly CommitmentObstacle[];
}

@ObjectType({ simpleResolvers: true, description: 'Which commitments are open to an applicant in an item.' })
export class CommitmentOffer {
  @Field(() => String, {
    nullable: true,
    description: 'Registered name; null: nobody of this code is on file.',
  })
  subjectName!: string | null;

  @Field(() => [CommitmentKindOffer], { description: 'Every kind there is.' })
  kinds!: readonly CommitmentKindOffer[];
}

@Resolver()
export class CommitmentOfferResolver {
  @Query(() => CommitmentOffer, {
    complexity: ({ childComplexity }) => 5 + childComplexity,
    description:
      'Which kinds of commitment are open to somebody in an item today, and what stands in the way of the others. Needs the purpose in the header `x-purpose`; the look is logged with it.',
  })
  async commitmentOffer(
    @Ctx() context: Context,
    @Arg('creditCode', () => CreditCodeScalar, { description: 'Who would give it.' }) creditCode: string,
    @Arg('itemCode', () => String, { description: "Code of the item; of a field of the caller's office." })
    itemCode: string,
  ): Promise<CommitmentOffer> {
    const { subjectName, kinds } = await previewCommitmentOffer(context, { creditCode, itemCode });
    return { subjectName, kinds: kinds.map((offer) => ({ ...offer, isOpen: offer.obstacles.length === 0 })) };
  }
}

export const commitmentOfferAccess: AccessMap = {
  Query: { commitmentOffer: allow('APPROVAL_OFFICER') },
  CommitmentOffer: inheritedFields('subjectName', 'kinds'),
  CommitmentKindOffer: inheritedFields('kind', 'isOpen', 'obstacles'),
  CommitmentObstacle: inheritedFields('code', 'basis'),
};
