import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { drawLots } from '../usecases/draw/draw-lots.js';
import { enterRandomness } from '../usecases/draw/enter-randomness.js';
import { extendDraw } from '../usecases/draw/extend-draw.js';
import { prepareDraw } from '../usecases/draw/prepare-draw.js';
import { voidDraw } from '../usecases/draw/void-draw.js';
import { witnessRandomness } from '../usecases/draw/witness-randomness.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Payload, payloadFields, payloadOf } from './act.js';
import { Draw, drawOf } from './draw.js';
import {
  DrawLotsInput,
  EnterRandomnessInput,
  ExtendDrawInput,
  PrepareDrawInput,
  VoidDrawInput,
  WitnessRandomnessInput,
} from './draw-inputs.js';
import { ID } from '../http/global-id.js';
import { uuidIn } from './ids.js';
import { Job, loadJob } from './job.js';
import { regulatesRisk } from './risk-access.js';

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@ObjectType({ simpleResolvers: true, description: 'The draw after the act.' })
export class DrawPayload extends Payload {
  @Field(() => Draw, { nullable: true, description: 'The draw; null for whoever may not see risk classes.' })
  draw?: Draw | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the randomness.' })
export class EnterRandomnessPayload extends DrawPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether all of it is in, so that it can be witnessed.',
  })
  isComplete?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'The draw and the job that draws its lots.' })
export class DrawLotsPayload extends DrawPayload {
  @Field(() => Job, { nullable: true, description: 'Ask for it again by `node` to see its progress.' })
  job?: Job | null;
}

@Resolver()
export class DrawActsResolver {
  @Mutation(() => DrawPayload, {
    description:
      'Prepares a draw (抽取准备): freezes roster, exclusions, ratios, sizes and inspectors, and commits the service to a secret. Nobody can know the lots before public randomness is entered, and nothing can be changed afterwards.',
  })
  async prepareDraw(
    @Arg('input', () => PrepareDrawInput, INPUT) input: PrepareDrawInput,
    @Ctx() context: Context,
  ) {
    const { taskId, redraws, randomness } = input;
    const outcome = await prepareDraw(context, {
      ...input,
      taskId: taskId == null ? null : uuidIn(taskId, ID.spotCheckTask),
      officeIds: (input.officeIds ?? []).map((id) => uuidIn(id, ID.office)),
      randomness: {
        ...randomness,
        officerIds: (randomness.officerIds ?? []).map((id) => uuidIn(id, ID.officer)),
      },
      redraws: redraws == null ? null : { ...redraws, drawId: uuidIn(redraws.drawId, ID.draw) },
    });
    return payloadOf(context, outcome, ({ drawId }) => drawnUp(context, drawId));
  }

  @Mutation(() => DrawPayload, {
    description:
      'Continues a draw (扩大抽取) from the same roster and seed with larger ratios: it goes on where the draw ended and never draws anew.',
  })
  async extendDraw(
    @Arg('input', () => ExtendDrawInput, INPUT) input: ExtendDrawInput,
    @Ctx() context: Context,
  ) {
    const outcome = await extendDraw(context, { ...input, drawId: uuidIn(input.drawId, ID.draw) });
    return payloadOf(context, outcome, ({ drawId }) => drawnUp(context, drawId));
  }

  @Mutation(() => EnterRandomnessPayload, {
    description:
      'Enters public randomness: the own throws of a named officer, or a published value on or after its day.',
  })
  async enterRandomness(
    @Arg('input', () => EnterRandomnessInput, INPUT) input: EnterRandomnessInput,
    @Ctx() context: Context,
  ) {
    const outcome = await enterRandomness(context, { ...input, drawId: uuidIn(input.drawId, ID.draw) });
    return payloadOf(context, outcome, async ({ drawId, isComplete }) => ({
      ...(await drawnUp(context, drawId)),
      isComplete,
    }));
  }

  @Mutation(() => DrawPayload, {
    description:
      'Witnesses public randomness (见证): another officer than whoever entered it. From then on the lots are determined.',
  })
  async witnessRandomness(
    @Arg('input', () => WitnessRandomnessInput, INPUT) input: WitnessRandomnessInput,
    @Ctx() context: Context,
  ) {
    const outcome = await witnessRandomness(context, { ...input, drawId: uuidIn(input.drawId, ID.draw) });
    return payloadOf(context, outcome, ({ drawId }) => drawnUp(context, drawId));
  }

  @Mutation(() => DrawLotsPayload, {
    description: 'Draws the lots of a witnessed draw as a job. Drawing twice answers the same draw.',
  })
  async drawLots(@Arg('input', () => DrawLotsInput, INPUT) input: DrawLotsInput, @Ctx() context: Context) {
    const outcome = await drawLots(context, { ...input, drawId: uuidIn(input.drawId, ID.draw) });
    return payloadOf(context, outcome, async ({ drawId, jobId }) => ({
      ...(await drawnUp(context, drawId)),
      job: await loadJob(context, jobId),
    }));
  }

  @Mutation(() => DrawPayload, {
    description: 'Gives up a draw (作废) before its randomness is witnessed, with a reason.',
  })
  async voidDraw(@Arg('input', () => VoidDrawInput, INPUT) input: VoidDrawInput, @Ctx() context: Context) {
    const outcome = await voidDraw(context, { ...input, drawId: uuidIn(input.drawId, ID.draw) });
    return payloadOf(context, outcome, ({ drawId }) => drawnUp(context, drawId));
  }
}

async function drawnUp(context: Context, drawId: string): Promise<{ draw: Draw | null }> {
  const row = await context.loaders.draw.load(drawId);
  return { draw: row === null ? null : drawOf(row) };
}

/** Whoever throws dice or witnesses may come from another office that takes part, which need not be in charge of risk classes. */
const takesPart = allow('MARKET_REGULATOR');

export const drawActsAccess: AccessMap = {
  Mutation: {
    prepareDraw: regulatesRisk,
    extendDraw: regulatesRisk,
    enterRandomness: takesPart,
    witnessRandomness: takesPart,
    drawLots: regulatesRisk,
    voidDraw: regulatesRisk,
  },
  DrawPayload: { ...payloadFields, draw: inherited },
  EnterRandomnessPayload: { ...payloadFields, draw: inherited, isComplete: inherited },
  DrawLotsPayload: { ...payloadFields, draw: inherited, job: inherited },
};
