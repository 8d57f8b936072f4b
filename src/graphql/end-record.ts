import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { endRecord } from '../usecases/record/end-record.js';
import { withdrawRecord } from '../usecases/record/withdraw-record.js';
import { type AccessMap, allow } from './access.js';
import { Act } from './act.js';
import { uuidIn } from './ids.js';
import { RecordEffectPayload, recordEffectFields, recordPayloadOf } from './record-effect.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'A record that no longer counts from a day on.' })
export class EndRecordInput extends Act {
  @Field(() => IdType, { description: 'The record; none of those that end with a hazard.' })
  recordId!: string;

  @Field(() => DateScalar, {
    description: 'First day on which it no longer counts: not before it happened, not in the future.',
  })
  endedOn!: string;

  @Field(() => String, { description: 'Why, such as the decision on the repair; at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'A record that counts for nothing on any day.' })
export class WithdrawRecordInput extends Act {
  @Field(() => IdType, { description: 'The record; none of those that end with a hazard.' })
  recordId!: string;

  @Field(() => String, {
    description: 'Why, such as the decision that revoked it; at most 500 characters.',
  })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The record with its end, and the ratings that followed.' })
export class EndRecordPayload extends RecordEffectPayload {}

@ObjectType({ simpleResolvers: true, description: 'The withdrawn record, and the ratings that followed.' })
export class WithdrawRecordPayload extends RecordEffectPayload {}

@Resolver()
export class EndRecordResolver {
  @Mutation(() => EndRecordPayload, {
    description:
      'Ends a record: credit repaired (信用修复) or put right (整改完成). What it did to ratings until then stays true.',
  })
  async endRecord(
    @Arg('input', () => EndRecordInput, { description: 'What is to be done, with an idempotency key.' })
    input: EndRecordInput,
    @Ctx() context: Context,
  ) {
    const recordId = uuidIn(input.recordId, ID.record);
    return recordPayloadOf(context, await endRecord(context, { ...input, recordId }));
  }

  @Mutation(() => WithdrawRecordPayload, {
    description:
      'Withdraws a record whose decision was revoked (撤销) or which should never have been filed. It stays on file as withdrawn.',
  })
  async withdrawRecord(
    @Arg('input', () => WithdrawRecordInput, { description: 'What is to be done, with an idempotency key.' })
    input: WithdrawRecordInput,
    @Ctx() context: Context,
  ) {
    const recordId = uuidIn(input.recordId, ID.record);
    return recordPayloadOf(context, await withdrawRecord(context, { ...input, recordId }));
  }
}

export const endRecordAccess: AccessMap = {
  Mutation: { endRecord: allow('CREDIT_CLERK'), withdrawRecord: allow('CREDIT_CLERK') },
  EndRecordPayload: recordEffectFields,
  WithdrawRecordPayload: recordEffectFields,
};
