import { Arg, Ctx, Field, ID as IdType, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Procedure } from '../domain/approval-clock.js';
import type { RevocationGround as Ground } from '../domain/approval-matter.js';
import { ID } from '../http/global-id.js';
import { acceptMatter } from '../usecases/approval-matter/accept-matter.js';
import { approveMatterExtension } from '../usecases/approval-matter/approve-matter-extension.js';
import { askForPapers } from '../usecases/approval-matter/ask-for-papers.js';
import { confirmFalseMaterial } from '../usecases/approval-matter/confirm-false-material.js';
import { decideMatter } from '../usecases/approval-matter/decide-matter.js';
import { deliverMatter } from '../usecases/approval-matter/deliver-matter.js';
import { receiveMatter } from '../usecases/approval-matter/receive-matter.js';
import { receivePapers } from '../usecases/approval-matter/receive-papers.js';
import { requestMatterExtension } from '../usecases/approval-matter/request-matter-extension.js';
import { resumeMatterClock } from '../usecases/approval-matter/resume-matter-clock.js';
import { revokeMatter } from '../usecases/approval-matter/revoke-matter.js';
import { stopMatterClock } from '../usecases/approval-matter/stop-matter-clock.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { ApprovalMatter, loadMatter } from './approval-matter.js';
import { Decision } from './check-feedback.js';
import { uuidIn } from './ids.js';
import { MatterProcedure, RevocationGround } from './matter-enums.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';

@InputType({ description: 'An application that has come in.' })
export class ReceiveMatterInput extends Act {
  @Field(() => String, { description: "Code of the item; of an approval field of the caller's office." })
  itemCode!: string;

  @Field(() => CreditCodeScalar, { description: 'The applicant; on file.' })
  creditCode!: string;

  @Field(() => String, {
    description: "The office's own number of it, at most 200 characters; the `matter` of its credit checks.",
  })
  number!: string;

  @Field(() => DateScalar, { description: 'Day of receipt; not in the future.' })
  receivedOn!: string;
}

@InputType({ description: 'An application that something is done with.' })
export class MatterInput extends Act {
  @Field(() => IdType, { description: "The application; of the caller's office." })
  matterId!: string;
}

@InputType({ description: 'Papers of an application.' })
export class MatterPapersInput extends MatterInput {
  @Field(() => [String], { description: 'Codes of the papers, as in its item.' })
  paperCodes!: string[];
}

@InputType({ description: 'A request for the one extension of the term.' })
export class RequestMatterExtensionInput extends MatterInput {
  @Field(() => String, { description: 'Why, at most 1,000 characters; the applicant is told.' })
  reason!: string;
}

@InputType({ description: 'A decision.' })
export class DecideMatterInput extends MatterInput {
  @Field(() => Decision, { description: 'What is decided.' })
  decision!: keyof typeof Decision;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, or the conditions, at most 1,000 characters. Needed for a refusal, for conditions, and to depart from the answer of the credit check.',
  })
  reason?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of a refusal: because of false material. Once another officer has confirmed it, it is on file and bars from applying again where safety is concerned.',
  })
  isFalseMaterial?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a refusal: what it says about remedies, at most 1,000 characters; by the terms in force when absent.',
  })
  remedies?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the measures of the answer that were applied; part of the feedback of the check.',
  })
  measureCodes?: string[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Of a grant: its last day, such as the end of a permit. Until then the office is told when the answer would be another one; absent: until it stops.',
  })
  relyUntilOn?: string | null;
}

@InputType({ description: 'A procedure for which the clock stands still.' })
export class StopMatterClockInput extends MatterInput {
  @Field(() => MatterProcedure, { description: 'What it is.' })
  procedure!: Procedure;

  @Field(() => String, {
    description:
      'Number of the written notice by which the applicant was told how long it takes, at most 200 characters. Source: 行政许可法 art. 45.',
  })
  noticeNumber!: string;

  @Field(() => Int, { description: 'The working days that the notice names, 1–250.' })
  neededDays!: number;
}

@InputType({ description: 'A revocation.' })
export class RevokeMatterInput extends MatterInput {
  @Field(() => RevocationGround, { description: 'On which ground.' })
  ground!: Ground;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What an act changed about an application.' })
export class ApprovalMatterPayload extends Payload {
  @Field(() => ApprovalMatter, { nullable: true, description: 'The application as it is now.' })
  matter?: ApprovalMatter | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

function matterPayload(
  context: Context,
  outcome: Outcome<{ matterId: string }>,
): Promise<ApprovalMatterPayload> {
  return payloadOf(context, outcome, async ({ matterId }) => ({
    matter: await loadMatter(context, matterId),
  }));
}

@Resolver()
export class MatterActsResolver {
  @Mutation(() => ApprovalMatterPayload, {
    description: 'Takes an application in (收件); five working days to accept it or to tell what is missing.',
  })
  async receiveMatter(
    @Arg('input', () => ReceiveMatterInput, INPUT) input: ReceiveMatterInput,
    @Ctx() context: Context,
  ) {
    return matterPayload(context, await receiveMatter(context, input));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description:
      'Tells the applicant, once, everything that is missing (一次性告知补正); the clock stands still.',
  })
  async askForPapers(
    @Arg('input', () => MatterPapersInput, INPUT) input: MatterPapersInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await askForPapers(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Notes missing papers that have come today (补正); with the last of them the clock goes on.',
  })
  async receivePapers(
    @Arg('input', () => MatterPapersInput, INPUT) input: MatterPapersInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await receivePapers(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Accepts a complete application (受理); the statutory clock runs.',
  })
  async acceptMatter(@Arg('input', () => MatterInput, INPUT) input: MatterInput, @Ctx() context: Context) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await acceptMatter(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Asks for the one extension of the term (申请延长办理期限).',
  })
  async requestMatterExtension(
    @Arg('input', () => RequestMatterExtensionInput, INPUT) input: RequestMatterExtensionInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await requestMatterExtension(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Approves the extension, by another officer (批准延长办理期限).',
  })
  async approveMatterExtension(
    @Arg('input', () => MatterInput, INPUT) input: MatterInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await approveMatterExtension(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description:
      'Decides an application (审批决定) on a recent credit check made for this very matter, of which it is the feedback; a refusal has reasons and remedies.',
  })
  async decideMatter(
    @Arg('input', () => DecideMatterInput, INPUT) input: DecideMatterInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await decideMatter(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Notes that the decision was handed over (送达).',
  })
  async deliverMatter(@Arg('input', () => MatterInput, INPUT) input: MatterInput, @Ctx() context: Context) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await deliverMatter(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description:
      'Stops the clock of an accepted application for a hearing, a test and the like (中止计时), of which the applicant is told in writing.',
  })
  async stopMatterClock(
    @Arg('input', () => StopMatterClockInput, INPUT) input: StopMatterClockInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await stopMatterClock(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description: 'Notes that such a procedure ended today (恢复计时); the clock goes on tomorrow.',
  })
  async resumeMatterClock(
    @Arg('input', () => MatterInput, INPUT) input: MatterInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await resumeMatterClock(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description:
      'Confirms, by another officer than the one who refused for it, that false material was handed in (确认提供虚假材料): on file, with a bar where safety is concerned.',
  })
  async confirmFalseMaterial(
    @Arg('input', () => MatterInput, INPUT) input: MatterInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await confirmFalseMaterial(context, { ...input, matterId }));
  }

  @Mutation(() => ApprovalMatterPayload, {
    description:
      'Revokes what was granted (撤销许可), by another officer than the one who granted it, or, after a breach, than the one who found it.',
  })
  async revokeMatter(
    @Arg('input', () => RevokeMatterInput, INPUT) input: RevokeMatterInput,
    @Ctx() context: Context,
  ) {
    const matterId = uuidIn(input.matterId, ID.matter);
    return matterPayload(context, await revokeMatter(context, { ...input, matterId }));
  }
}

const approval = allow('APPROVAL_OFFICER');

export const matterActsAccess: AccessMap = {
  Mutation: {
    receiveMatter: approval,
    askForPapers: approval,
    receivePapers: approval,
    acceptMatter: approval,
    requestMatterExtension: approval,
    approveMatterExtension: approval,
    decideMatter: approval,
    deliverMatter: approval,
    stopMatterClock: approval,
    resumeMatterClock: approval,
    confirmFalseMaterial: approval,
    revokeMatter: approval,
  },
  ApprovalMatterPayload: { ...payloadFields, matter: inherited },
};
