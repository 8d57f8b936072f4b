import { RequestContext } from '../../src/request-context.js';
import type { Context } from '../../src/usecases/context.js';
import { runDraw } from '../../src/usecases/draw/run-draw.js';
import { runSimulation } from '../../src/usecases/draft/run-simulation.js';
import { readJob } from '../../src/usecases/job/read-job.js';
import { runScreening } from '../../src/usecases/screening/run-screening.js';
import { findActor } from '../../src/usecases/officer/find-actor.js';
import { runRerating } from '../../src/usecases/rating/run-rerating.js';
import { type OfficerName, uuidOf, type World } from './world.js';

/** What a verb is given when this officer calls it. */
export async function contextOf(world: World, officer: OfficerName): Promise<Context> {
  const shared = world.product.world;
  const actor = await findActor(shared.door, world.officerIds[officer]);
  const caller = { actor, purpose: null, matter: null, locale: 'zh-CN', correlationId: 'test' } as const;
  return new RequestContext(shared, caller);
}

const RUNS = {
  SIMULATE_DRAFT: runSimulation,
  RERATE_SECTOR: runRerating,
  DRAW_LOTS: runDraw,
  SCREEN_POPULATION: runScreening,
};

/** Does a job that was ordered over the API, in the name of the officer who ordered it, as the thread of the worker would. */
export async function runJob(world: World, officer: OfficerName, jobId: string): Promise<void> {
  const job = await readJob(world.product.world.door, uuidOf(jobId));
  if (job === null || !Object.hasOwn(RUNS, job.kind)) throw new Error('There is no such job.');
  await RUNS[job.kind as keyof typeof RUNS](
    await contextOf(world, officer),
    job,
    new AbortController().signal,
  );
}
