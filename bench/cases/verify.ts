import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WorkCase, Workplace } from '../case.js';
import { makeBigDraw } from '../draw-population.js';
import { OfficerAtWork } from '../officer-at-work.js';
import { withOwner } from '../owner.js';

const OBJECTS = 100_000;
const scripts = new URL('../../scripts/', import.meta.url).pathname;
const run = promisify(execFile);

let folder: string | null = null;

/** The full proof of 100,000 objects, by the script that anybody runs and by the second one, which has nothing in common with it. */
const verify: WorkCase = {
  kind: 'work',
  title: 'verifying the full proof of 100,000 objects: the script, beside the one in Python',
  unit: 'objects',
  rounds: 3,
  prepare: (place) =>
    withOwner(place, async (owner) => {
      const { id } = await makeBigDraw(place, owner, OBJECTS);
      const officer = await OfficerAtWork.signIn(place, 'market-regulator');
      const { id: jobId } = await officer.order('drawLots', 'DrawLotsInput', { drawId: id });
      await officer.awaitEnd(jobId);
      folder = mkdtempSync(join(tmpdir(), 'bench-proof-'));
      for (const name of ['proof', 'public-proof'])
        writeFileSync(join(folder, `${name}.json`), await read(place, `/draws/${id}/${name}.json`));
    }),
  run: async () => ({
    ours: OBJECTS / (await secondsOf(process.execPath, 'verify-draw.mjs', 'proof')),
    limit: OBJECTS / (await secondsOf('python3', 'verify_draw.py', 'proof')),
  }),
  finish: async () => {
    for (const name of ['proof', 'public-proof']) {
      const seconds = await secondsOf(process.execPath, 'verify-draw.mjs', name);
      console.log(`  ${name}.json of ${OBJECTS} objects: ${seconds.toFixed(1)} s`);
    }
    if (folder !== null) rmSync(folder, { recursive: true });
  },
};

async function read({ origin, tokenOf }: Workplace, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${await tokenOf('auditor')}` };
  return (await fetch(`${origin}${path}`, { headers })).text();
}

/** Throws where the script finds a difference. */
async function secondsOf(program: string, script: string, name: string): Promise<number> {
  const from = performance.now();
  await run(program, [`${scripts}${script}`, join(folder ?? '', `${name}.json`)]);
  return (performance.now() - from) / 1_000;
}

export default verify;
