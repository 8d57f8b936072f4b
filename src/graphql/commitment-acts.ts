import { Arg, Ctx, Field, ID as IdType, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { CommitmentKind as Kind } from '../domain/commitment-offer.js';
import { ID } from '../http/global-id.js';
import { extendCommitment } from '../usecases/commitment/extend-commitment.js';
import { fulfilCommitment } from '../usecases/commitment/fulfil-commitment.js';
import { giveCommitment } from '../usecases/commitment/give-commitment.js';
import { recordBreach } from '../usecases/commitment/record-breach.js';
import { recordPostCheck } from '../usecases/commitment/record-post-check.js';
import { repairCommitment } from '../usecases/commitment/repair-commitment.js';
import { withdrawBreach } from '../usecases/commitment/withdraw-breach.js';
import { withdrawCommitment } from '../usecases/commitment/withdraw-commitment.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { CommitmentKind } from './approval-item.js';
import { Commitment, loadCommitment } from './commitment.js';
import { uuidIn } from './ids.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'A commitment that an applicant gives.' })
export class GiveCommitmentInput extends Act {
  @Field(() => IdType, { description: "The application; of the caller's office, not decided yet." })
  matterId!: string;

  @Field(() => CommitmentKind, { description: 'What it does; open to the applicant in the item.' })
  kind!: Kind;

  @Field(() => [String], { description: 'Codes of the papers that it stands for; of a filing none.' })
  paperCodes!: string[];

  @Field(() => String, {
    description: 'What is promised, at most 2,000 characters; numbers of people are refused.',
  })
  content!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Its term in working days; the usual one, which is the longest, when absent.',
  })
  termDays?: number | null;
}

@InputType({ description: 'A commitment that something is done with.' })
export class CommitmentInput extends Act {
  @Field(() => IdType, { description: "The commitment; of the caller's office." })
  commitmentId!: string;
}

@InputType({ description: 'The one extension of a commitment.' })
export class ExtendCommitmentInput extends CommitmentInput {
  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'Papers that have come as promised.' })
export class FulfilCommitmentInput extends CommitmentInput {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day on which they came; not in the future, today when absent. What counts is that it lies in the term.',
  })
  cameOn?: string | null;

  @Field(() => String, { nullable: true, description: 'More on it, at most 1,000 characters.' })
  note?: string | null;
}

@InputType({ description: 'A breach.' })
export class RecordBreachInput extends CommitmentInput {
  @Field(() => String, {
    description:
      'What was found, at most 1,000 characters. It goes into the credit file: numbers of people are refused.',
  })
  finding!: string;
}

@InputType({ description: 'A later check.' })
export class RecordPostCheckInput extends CommitmentInput {
  @Field(() => Boolean, { description: 'Whether the commitment was kept.' })
  isKept!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What was found, at most 1,000 characters; needed for a breach. Numbers of people are refused.',
  })
  finding?: string | null;
}

@InputType({ description: 'A finding that is taken back.' })
export class WithdrawBreachInput extends CommitmentInput {
  @Field(() => String, { description: 'Why it was no breach, at most 1,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A breach that was corrected.' })
export class RepairCommitmentInput extends CommitmentInput {
  @Field(() => DateScalar, {
    description:
      'Day on which what was promised had been done; not before the breach was found, not in the future.',
  })
  doneOn!: string;

  @Field(() => String, { description: 'How that was confirmed, at most 1,000 characters.' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What an act changed about a commitment.' })
export class CommitmentPayload extends Payload {
  @Field(() => Commitment, { nullable: true, description: 'The commitment as it is now, with its matter.' })
  commitment?: Commitment | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

function commitmentPayload(
  context: Context,
  outcome: Outcome<{ commitmentId: string }>,
): Promise<CommitmentPayload> {
  return payloadOf(context, outcome, async ({ commitmentId }) => ({
    commitment: await loadCommitment(context, commitmentId),
  }));
}

@Resolver()
export class CommitmentActsResolver {
  @Mutation(() => CommitmentPayload, {
    description:
      'Takes a commitment of the applicant (作出承诺) where none of law, breach or measure forbids it; what it stands for is no longer missing.',
  })
  async giveCommitment(
    @Arg('input', () => GiveCommitmentInput, INPUT) input: GiveCommitmentInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return commitmentPayload(context, await giveCommitment(context, { ...input, matterId }));
  }

  @Mutation(() => CommitmentPayload, {
    description: 'Extends a commitment once, by as much as its term (延长承诺期限).',
  })
  async extendCommitment(
    @Arg('input', () => ExtendCommitmentInput, INPUT) input: ExtendCommitmentInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await extendCommitment(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Notes that the applicant takes a commitment back before it is due and before the decision (撤回承诺); the papers come in the ordinary way.',
  })
  async withdrawCommitment(
    @Arg('input', () => CommitmentInput, INPUT) input: CommitmentInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await withdrawCommitment(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Notes that papers that were to come later came in time (容缺材料补齐); it goes into the credit file.',
  })
  async fulfilCommitment(
    @Arg('input', () => FulfilCommitmentInput, INPUT) input: FulfilCommitmentInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await fulfilCommitment(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Records the later check of a commitment (事后核查): kept or breached; it goes into the credit file.',
  })
  async recordPostCheck(
    @Arg('input', () => RecordPostCheckInput, INPUT) input: RecordPostCheckInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await recordPostCheck(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Records that a commitment was breached (认定违诺): on record at once, to be corrected, what was granted suspended.',
  })
  async recordBreach(
    @Arg('input', () => RecordBreachInput, INPUT) input: RecordBreachInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await recordBreach(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Takes back, by another officer, the finding of a breach that was none (撤销违诺认定): its record is withdrawn, and the commitment stands as before.',
  })
  async withdrawBreach(
    @Arg('input', () => WithdrawBreachInput, INPUT) input: WithdrawBreachInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await withdrawBreach(context, { ...input, commitmentId }));
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Confirms, by another officer, that a breach was corrected (违诺整改完成); its record no longer counts.',
  })
  async repairCommitment(
    @Arg('input', () => RepairCommitmentInput, INPUT) input: RepairCommitmentInput,
    @Ctx() context: Context,
  ) {
    const commitmentId = uuidIn(input.commitmentId, ID.commitment);
    return commitmentPayload(context, await repairCommitment(context, { ...input, commitmentId }));
  }
}

const approval = allow('APPROVAL_OFFICER');

export const commitmentActsAccess: AccessMap = {
  Mutation: {
    giveCommitment: approval,
    extendCommitment: approval,
    withdrawCommitment: approval,
    fulfilCommitment: approval,
    recordPostCheck: approval,
    recordBreach: approval,
    withdrawBreach: approval,
    repairCommitment: approval,
  },
  CommitmentPayload: { ...payloadFields, commitment: inherited },
};
