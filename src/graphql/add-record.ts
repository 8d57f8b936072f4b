import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { addRecord } from '../usecases/record/add-record.js';
import { type AccessMap, allow } from './access.js';
import { Act } from './act.js';
import { RecordEffectPayload, recordEffectFields, recordPayloadOf } from './record-effect.js';
import { DateScalar, DecimalScalar } from './scalars.js';
import { subjectIn } from './subject-id.js';

@InputType({ description: 'A record that is to be added to a credit file (信用信息归集).' })
export class AddRecordInput extends Act {
  @Field(() => IdType, {
    description: 'Whose file: any `CreditSubject` or `Person` of the jurisdiction.',
  })
  subjectId!: string;

  @Field(() => String, { description: 'Code of the kind of record, such as `ADMINISTRATIVE_PENALTY`.' })
  type!: string;

  @Field(() => DateScalar, { description: 'The day on which it happened or was decided; not in the future.' })
  occurredOn!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Amount with up to two places, not negative: yuan, hours or whatever records of the kind count.',
  })
  amount?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the decision (文书号), at most 100 characters. The same document of the same organ, kind and day is on file once; records without a number are each one of its own.',
  })
  documentNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Organ that decided or reported, at most 200 characters; the caller's office when absent.",
  })
  organName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it says, at most 2,000 characters.' })
  content?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of what was decided (有效期至); not before `occurredOn`, and not past.',
  })
  validUntilOn?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The record on file, and the ratings that followed.' })
export class AddRecordPayload extends RecordEffectPayload {}

@Resolver()
export class AddRecordResolver {
  @Mutation(() => AddRecordPayload, {
    description:
      'Adds a record to a credit file of the jurisdiction. Every sector that looks at such records rates the subject anew at once, and the household that it is a member of. Data that the law forbids as evidence are refused, and so are points of whoever is below eighteen.',
  })
  async addRecord(
    @Arg('input', () => AddRecordInput, { description: 'What is to be done, with an idempotency key.' })
    { subjectId, ...input }: AddRecordInput,
    @Ctx() context: Context,
  ) {
    return recordPayloadOf(context, await addRecord(context, { ...input, subject: subjectIn(subjectId) }));
  }
}

export const addRecordAccess: AccessMap = {
  Mutation: { addRecord: allow('CREDIT_CLERK') },
  AddRecordPayload: recordEffectFields,
};
