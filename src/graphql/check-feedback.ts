import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { type AccessMap, inheritedFields } from './access.js';
import { Act } from './act.js';
import { enumOf } from './enum-of.js';
import { DateTimeScalar } from './scalars.js';

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
}

export const checkFeedbackAccess: AccessMap = {
  CheckFeedback: inheritedFields('decision', 'measureCodes', 'departs', 'reason', 'recordedAt'),
};
