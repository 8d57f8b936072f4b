import { setTimeout as pause } from 'node:timers/promises';
import type { WorkCase } from '../case.js';
import { type JobProgress, OfficerAtWork, secondsOf } from '../officer-at-work.js';
import { withOwner } from '../owner.js';
import { isUnrated, populate, tidy, TRIED } from '../rating-population.js';
import { benchStandard } from '../rating-standard.js';
import { simulateByLimit } from '../rerate-limit.js';

/** Better for everybody by half a point, so that some of the grades change. */
const DRAFTED_BASE = 7_050;
const SHOWN_EVERY_MS = 5_000;
const BEFORE_CANCEL_MS = 3_000;

/** Ours keeps who would move and the counts by town, the limit only counts. */
const simulate: WorkCase = {
  kind: 'work',
  title: 'simulation of a drafted standard on 1 m subjects',
  unit: 'subjects',
  rounds: 2,
  prepare: (place) =>
    withOwner(place, async (owner) => {
      await populate(owner, TRIED);
      if (!(await isUnrated(owner, TRIED.sector))) return;
      const officer = await OfficerAtWork.signIn(place, 'standard-officer');
      await officer.rerate(TRIED.sector);
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      const officer = await OfficerAtWork.signIn(place, 'standard-officer');
      // Whom earlier runs would have moved.
      await owner.query('truncate simulation_move');
      await tidy(owner);
      const { id } = await orderSimulation(officer);
      const job = await officer.awaitEnd(id, place.round === 0 ? printer() : undefined);
      const limit = await simulateByLimit(owner, {
        population: TRIED,
        sector: TRIED.sector,
        on: place.today,
      });
      // Those whom a record brings into the sector are tried, too.
      return { ours: job.done / secondsOf(job), limit: TRIED.subjects / limit };
    }),
  /** How long somebody waits who does not want it any more. */
  finish: async (place) => {
    const officer = await OfficerAtWork.signIn(place, 'standard-officer');
    const { id } = await orderSimulation(officer);
    await pause(BEFORE_CANCEL_MS);
    const from = performance.now();
    await officer.act('cancelJob', 'CancelJobInput', { jobId: id }, 'job { id }');
    const { state, done } = await officer.awaitEnd(id);
    const seconds = (performance.now() - from) / 1_000;
    console.log(`  cancelled after ${done} subjects: ${state} within ${seconds.toFixed(1)} s`);
    if (state !== 'CANCELLED') throw new Error('The simulation was not cancelled.');
  },
};

async function orderSimulation(officer: OfficerAtWork): Promise<JobProgress> {
  const standard = benchStandard(TRIED.sector, `draft ${Date.now()}`, DRAFTED_BASE);
  const definition = JSON.stringify({ ...standard, treatments: [] });
  const { draft } = await officer.act<{ draft: { id: string } }>(
    'draftStandard',
    'DraftStandardInput',
    { definition },
    'draft { id }',
  );
  return officer.order('simulateStandard', 'DraftInput', { draftId: draft.id });
}

/** Prints every few seconds how far the job says that it has come. */
function printer(): (job: JobProgress) => void {
  let shownAt = -Infinity;
  return ({ state, done, total, ratePerSecond, expectedEndAt }) => {
    if (state === 'RUNNING' && performance.now() - shownAt < SHOWN_EVERY_MS) return;
    shownAt = performance.now();
    console.log(
      `  ${state}: ${done} of ${total ?? '?'}, ${ratePerSecond ?? '?'} a second, to end at ${expectedEndAt ?? '?'}`,
    );
  };
}

export default simulate;
