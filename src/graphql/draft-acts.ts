import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { Outcome } from '../usecases/command.js';
import { approveDraft } from '../usecases/draft/approve-draft.js';
import { draftPolicy } from '../usecases/draft/draft-policy.js';
import { draftStandard } from '../usecases/draft/draft-standard.js';
import { publishDraft } from '../usecases/draft/publish-draft.js';
import { simulateDraft } from '../usecases/draft/simulate-draft.js';
import { startShadowRun } from '../usecases/draft/start-shadow-run.js';
import { withdrawDraft } from '../usecases/draft/withdraw-draft.js';
import { rerateSector } from '../usecases/rating/rerate-sector.js';
import { ID } from '../http/global-id.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { loadDraft, RuleDraft } from './draft.js';
import { uuidIn } from './ids.js';
import { Job, loadJob } from './job.js';
import { DateScalar } from './scalars.js';
import { treatmentFrom, TreatmentInput } from './treatment.js';

@InputType({ description: 'A standard to be drafted.' })
export class DraftStandardInput extends Act {
  @Field(() => String, {
    description:
      'A sector file as JSON text, at most 256 KiB: the same form as the files that are delivered, see `schema/standard.schema.json`.',
  })
  definition!: string;
}

@InputType({ description: 'Treatments to be drafted.' })
export class DraftPolicyInput extends Act {
  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, { description: 'Name of this change, such as `2026-12`, at most 100 characters.' })
  title!: string;

  @Field(() => [TreatmentInput], {
    description: '1–250 rows; each will supersede the row of the same grade, kind and code.',
  })
  treatments!: TreatmentInput[];
}

@InputType({ description: 'A draft to act on.' })
export class DraftInput extends Act {
  @Field(() => IdType, { description: 'The draft.' })
  draftId!: string;
}

@InputType({ description: 'A draft to be published.' })
export class PublishDraftInput extends DraftInput {
  @Field(() => DateScalar, { description: 'In force from this day, tomorrow at the earliest.' })
  inForceFrom!: string;
}

@InputType({ description: 'A draft to be tried every night.' })
export class StartShadowRunInput extends DraftInput {
  @Field(() => DateScalar, { description: 'Until this day, at most 400 days ahead.' })
  untilOn!: string;
}

@InputType({ description: 'A sector to be rated anew.' })
export class RerateSectorInput extends Act {
  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The draft after the act.' })
export class DraftPayload extends Payload {
  @Field(() => RuleDraft, { nullable: true, description: 'The draft.' })
  draft?: RuleDraft | null;
}

@ObjectType({ simpleResolvers: true, description: 'The job that tries the draft.' })
export class SimulatePayload extends DraftPayload {
  @Field(() => Job, { nullable: true, description: 'Ask for it again by `node` to see its progress.' })
  job?: Job | null;
}

@ObjectType({ simpleResolvers: true, description: 'The job that rates the sector.' })
export class RerateSectorPayload extends Payload {
  @Field(() => Job, { nullable: true, description: 'Ask for it again by `node` to see its progress.' })
  job?: Job | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' } as const;

@Resolver()
export class DraftActsResolver {
  @Mutation(() => DraftPayload, {
    description: 'Takes in a draft of a standard (起草标准); all that is wrong with it comes back at once.',
  })
  async draftStandard(
    @Arg('input', () => DraftStandardInput, INPUT) input: DraftStandardInput,
    @Ctx() context: Context,
  ) {
    return draftPayload(context, await draftStandard(context, input));
  }

  @Mutation(() => DraftPayload, { description: 'Takes in a draft of treatments (起草措施).' })
  async draftPolicy(
    @Arg('input', () => DraftPolicyInput, INPUT) input: DraftPolicyInput,
    @Ctx() context: Context,
  ) {
    const treatments = input.treatments.map(treatmentFrom);
    return draftPayload(context, await draftPolicy(context, { ...input, treatments }));
  }

  @Mutation(() => SimulatePayload, {
    description: 'Tries a drafted standard on the whole population of its sector, as a job (模拟标准).',
  })
  simulateStandard(@Arg('input', () => DraftInput, INPUT) input: DraftInput, @Ctx() context: Context) {
    return simulatePayload(context, input, 'STANDARD');
  }

  @Mutation(() => SimulatePayload, {
    description: 'Works out what drafted treatments would change, as a job (模拟措施).',
  })
  simulatePolicy(@Arg('input', () => DraftInput, INPUT) input: DraftInput, @Ctx() context: Context) {
    return simulatePayload(context, input, 'POLICY');
  }

  @Mutation(() => DraftPayload, {
    description: 'Tries a draft anew every night beside the version in force, until a day (影子运行).',
  })
  async startShadowRun(
    @Arg('input', () => StartShadowRunInput, INPUT) input: StartShadowRunInput,
    @Ctx() context: Context,
  ) {
    return draftPayload(context, await startShadowRun(context, withUuid(input)));
  }

  @Mutation(() => DraftPayload, {
    description: 'Approves a draft that was tried (批准); nobody approves what he has drafted himself.',
  })
  async approveDraft(@Arg('input', () => DraftInput, INPUT) input: DraftInput, @Ctx() context: Context) {
    return draftPayload(context, await approveDraft(context, withUuid(input)));
  }

  @Mutation(() => DraftPayload, {
    description: 'Publishes an approved draft, in force from a day to come (发布).',
  })
  async publishDraft(
    @Arg('input', () => PublishDraftInput, INPUT) input: PublishDraftInput,
    @Ctx() context: Context,
  ) {
    return draftPayload(context, await publishDraft(context, withUuid(input)));
  }

  @Mutation(() => DraftPayload, { description: 'Takes a draft back (撤回).' })
  async withdrawDraft(@Arg('input', () => DraftInput, INPUT) input: DraftInput, @Ctx() context: Context) {
    return draftPayload(context, await withdrawDraft(context, withUuid(input)));
  }

  @Mutation(() => RerateSectorPayload, {
    description: 'Rates everybody of a sector anew by the standard in force, as a job (全量重新评价).',
  })
  async rerateSector(
    @Arg('input', () => RerateSectorInput, INPUT) input: RerateSectorInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await rerateSector(context, input), async ({ jobId }) => ({
      job: await loadJob(context, jobId),
    }));
  }
}

function withUuid<Input extends DraftInput>(input: Input): Input {
  return { ...input, draftId: uuidIn(input.draftId, ID.draft) };
}

function draftPayload(context: Context, outcome: Outcome<{ draftId: string }>) {
  return payloadOf(context, outcome, async ({ draftId }) => ({ draft: await loadDraft(context, draftId) }));
}

async function simulatePayload(context: Context, input: DraftInput, kind: RuleDraft['kind']) {
  const outcome = await simulateDraft(context, { ...withUuid(input), kind });
  return payloadOf(context, outcome, async ({ draftId, jobId }) => ({
    draft: await loadDraft(context, draftId),
    job: await loadJob(context, jobId),
  }));
}

const keeper = allow('STANDARD_OFFICER');

export const draftActsAccess: AccessMap = {
  Mutation: {
    draftStandard: keeper,
    draftPolicy: keeper,
    simulateStandard: keeper,
    simulatePolicy: keeper,
    startShadowRun: keeper,
    approveDraft: keeper,
    publishDraft: keeper,
    withdrawDraft: keeper,
    rerateSector: allow('STANDARD_OFFICER', 'MARKET_REGULATOR'),
  },
  DraftPayload: { ...payloadFields, draft: inherited },
  SimulatePayload: { ...payloadFields, draft: inherited, job: inherited },
  RerateSectorPayload: { ...payloadFields, job: inherited },
};
