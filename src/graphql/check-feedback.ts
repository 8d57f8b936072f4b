import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { type AccessMap, inheritedFields } from './access.js';
import { Act } from './act.js';
import { enumOf } from './enum-of.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export const Decision = enumOf('GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN');
registerEnumType(Decision, {
  name: 'Decision',
  description: 'What the officer decided in the matter.',
  valuesConfig: {
    GRANTED: { description: '准予' },
    GRANTED_WITH_CONDITIONS: { description: '附条件准予' },
    REFUSED: { description: '不予批准' },
    WITHDRAWN: { description: '申请人撤回' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What was done with an answer (奖惩反馈).' })
export class CheckFeedback {
  @Field(() => Decision, { description: 'The decision.' })
  decision!: string;

  @Field(() => [String], { description: 'Codes of the measures that were applied.' })
  measureCodes!: string[];

  @Field(() => Boolean, { description: 'Whether the decision departs from the answer.' })
  departs!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; always there when it departs.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What a refusal tells of remedies (救济途径), in Chinese; null: no refusal, or one from before they were kept.',
  })
  remedies!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was given.' })
  recordedAt!: string;
}

@InputType({ description: 'What was done with an answer.' })
export class RecordCheckFeedbackInput extends Act {
  @Field(() => ID, { description: "The check, one of the caller's office." })
  checkId!: string;

  @Field(() => Decision, { description: 'The decision.' })
  decision!: keyof typeof Decision;

  @Field(() => [String], {
    description: 'Codes of the measures of the answer that were applied; may be empty.',
  })
  measureCodes!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Why; required when the decision departs from the answer.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Remedies that a refusal tells of, at most 1,000 characters; absent: reconsideration and litigation with their terms. Only with `REFUSED`.',
  })
  remedies?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day for which the matter was granted, such as the end of a permit: until then the office is told when the answer would be another one; absent: until it stops. Only when granting.',
  })
  relyUntilOn?: string | null;
}

export const checkFeedbackAccess: AccessMap = {
  CheckFeedback: inheritedFields('decision', 'measureCodes', 'departs', 'reason', 'remedies', 'recordedAt'),
};
