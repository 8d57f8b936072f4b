import type pg from 'pg';
import type { WorkCase, Workplace } from '../case.js';
import { type BigDraw, makeBigDraw, selectBySql, undraw } from '../draw-population.js';
import { type JobProgress, OfficerAtWork } from '../officer-at-work.js';
import { withOwner } from '../owner.js';

const OBJECTS = 1_000_000;

let big: BigDraw | null = null;

/**
 * Drawing from a million objects in four strata with 200 inspectors. Compared is the selection: ours from the start of the job until
 * it has been through the roster once, reading, hashing and keeping the lowest tickets; the limit around one statement that hashes
 * and sorts the same rows. The whole draw, with inspectors and the paths of the public proof, is printed in the end.
 */
const draw: WorkCase = {
  kind: 'work',
  title: 'selection of 27,000 of 1,000,000 objects in four strata by SHA-256 tickets',
  unit: 'objects',
  rounds: 3,
  prepare: (place) =>
    withOwner(place, async (owner) => {
      big = await makeBigDraw(place, owner, OBJECTS);
      await selectBySql(owner, big);
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      const made = madeDraw();
      const limit = await selectBySql(owner, made);
      const { selection } = await drawOnce(place, owner, made);
      return { ours: OBJECTS / selection, limit: OBJECTS / limit.seconds };
    }),
  finish: (place) =>
    withOwner(place, async (owner) => {
      const { whole } = await drawOnce(place, owner, madeDraw());
      console.log(`  whole draw with inspectors and paths: ${whole.toFixed(1)} s`);
      for (const file of ['public-proof.json', 'proof.json']) {
        const { seconds, megabytes } = await download(place, `/draws/${madeDraw().id}/${file}`);
        console.log(`  ${file}: ${megabytes.toFixed(0)} MB in ${seconds.toFixed(1)} s`);
      }
    }),
};

function madeDraw(): BigDraw {
  if (big === null) throw new Error('The draw is not prepared.');
  return big;
}

async function drawOnce(
  place: Workplace,
  owner: pg.Client,
  made: BigDraw,
): Promise<{ selection: number; whole: number }> {
  await undraw(owner, made);
  const officer = await OfficerAtWork.signIn(place, 'market-regulator');
  const ordered = await officer.order('drawLots', 'DrawLotsInput', { drawId: made.id });
  let selection: number | undefined;
  const end = await officer.awaitEnd(ordered.id, (job) => {
    if (selection === undefined && job.done >= made.objects) selection = secondsSince(job);
  });
  if (end.state !== 'SUCCEEDED' || end.startedAt === null || end.finishedAt === null)
    throw new Error(`The job ended as ${end.state}.`);
  const whole = (Date.parse(end.finishedAt) - Date.parse(end.startedAt)) / 1_000;
  return { selection: selection ?? whole, whole };
}

function secondsSince({ startedAt }: JobProgress): number {
  return startedAt === null ? 0 : (Date.now() - Date.parse(startedAt)) / 1_000;
}

async function download(
  { origin, tokenOf }: Workplace,
  path: string,
): Promise<{ seconds: number; megabytes: number }> {
  const from = performance.now();
  const headers = { authorization: `Bearer ${await tokenOf('auditor')}` };
  const answer = await fetch(`${origin}${path}`, { headers });
  const bytes = (await answer.arrayBuffer()).byteLength;
  return { seconds: (performance.now() - from) / 1_000, megabytes: bytes / 1e6 };
}

export default draw;
