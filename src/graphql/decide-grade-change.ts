import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { confirmGradeChange } from '../usecases/grade-change/confirm-grade-change.js';
import { proposeGradeChange } from '../usecases/grade-change/propose-grade-change.js';
import { rejectGradeChange } from '../usecases/grade-change/reject-grade-change.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { GradeChange, loadGradeChange } from './grade-change.js';
import { uuidIn } from './ids.js';
import { subjectIn } from './subject-id.js';

@InputType({ description: 'Whose grade is to follow what its standard indicates.' })
export class ProposeGradeChangeInput extends Act {
  @Field(() => IdType, {
    description: 'The subject: enterprise, law firm, rental house, person or household.',
  })
  subjectId!: string;

  @Field(() => String, { description: 'Code of the sector, such as `urban-village`.' })
  sector!: string;
}

@InputType({ description: 'A proposed change of grade that is to take effect.' })
export class ConfirmGradeChangeInput extends Act {
  @Field(() => IdType, { description: 'The change that another officer has proposed.' })
  changeId!: string;
}

@InputType({ description: 'A proposed change of grade that is to be turned down.' })
export class RejectGradeChangeInput extends Act {
  @Field(() => IdType, { description: 'The change that another officer has proposed.' })
  changeId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a proposed change of grade.' })
export class GradeChangePayload extends Payload {
  @Field(() => GradeChange, { nullable: true, description: 'The change as it is now.' })
  gradeChange?: GradeChange | null;
}

@Resolver()
export class DecideGradeChangeResolver {
  @Mutation(() => GradeChangePayload, {
    description:
      'Proposes that a held grade follows what its standard indicates (提出等级调整): upwards one step after the observation, downwards all the way. Another officer confirms it.',
  })
  async proposeGradeChange(
    @Arg('input', () => ProposeGradeChangeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    { idempotencyKey, subjectId, sector }: ProposeGradeChangeInput,
    @Ctx() context: Context,
  ) {
    const input = { idempotencyKey, sector, ...subjectIn(subjectId) };
    return payloadFor(context, await proposeGradeChange(context, input));
  }

  @Mutation(() => GradeChangePayload, {
    description:
      'Confirms a change that another officer has proposed (确认等级调整): grade, treatments and due dates follow at once. Refused when the change is not indicated any more.',
  })
  async confirmGradeChange(
    @Arg('input', () => ConfirmGradeChangeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    { idempotencyKey, changeId }: ConfirmGradeChangeInput,
    @Ctx() context: Context,
  ) {
    const input = { idempotencyKey, changeId: uuidIn(changeId, ID.gradeChange) };
    return payloadFor(context, await confirmGradeChange(context, input));
  }

  @Mutation(() => GradeChangePayload, {
    description:
      'Turns down a change that another officer has proposed (不予确认), with a reason. The observation of an upgrade begins anew.',
  })
  async rejectGradeChange(
    @Arg('input', () => RejectGradeChangeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    { idempotencyKey, changeId, reason }: RejectGradeChangeInput,
    @Ctx() context: Context,
  ) {
    const input = { idempotencyKey, changeId: uuidIn(changeId, ID.gradeChange), reason };
    return payloadFor(context, await rejectGradeChange(context, input));
  }
}

function payloadFor(context: Context, outcome: Outcome<{ changeId: string }>) {
  return payloadOf(context, outcome, async ({ changeId }) => ({
    gradeChange: await loadGradeChange(context, changeId),
  }));
}

const inCharge = allow('STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER');

export const decideGradeChangeAccess: AccessMap = {
  Mutation: { proposeGradeChange: inCharge, confirmGradeChange: inCharge, rejectGradeChange: inCharge },
  GradeChangePayload: { ...payloadFields, gradeChange: inherited },
};
