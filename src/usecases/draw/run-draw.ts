import { ListHash, rosterLine } from '../../domain/draw-commitment.js';
import { Lots } from '../../domain/draw.js';
import { assignInspectors } from '../../domain/draw-inspectors.js';
import { RosterPaths } from '../../domain/roster-tree.js';
import type { Unit } from '../../store/door.js';
import { type DrawInspectorRow, LIST_DRAW_INSPECTORS, READ_DRAW_NODES } from '../../store/draw-lists.js';
import { type DrawRow, LOCK_DRAW, NOTE_DRAWN, READ_DRAW } from '../../store/draws.js';
import { ADD_ASSIGNMENTS, ADD_DRAWN_OBJECTS, type NewDrawnObject } from '../../store/drawn-objects.js';
import { type DrawOrder, END_JOB, type JobRow, NOTE_PROGRESS, START_JOB } from '../../store/jobs.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Determined, readTranscript } from '../steps/read-transcript.js';
import { rosterSlices } from '../steps/roster-slices.js';

const OBJECTS_AT_ONCE = 2_000;

/**
 * Draws the lots of a witnessed draw. It goes through the roster twice, slice by slice: for the tickets, and for the paths of what was
 * drawn; then everything is stored in one transaction. Nothing is chosen here, so a run that was killed is simply done again.
 */
export async function runDraw(context: Context, job: JobRow, signal: AbortSignal): Promise<void> {
  const { drawId } = job.input as DrawOrder;
  const [started] = await context.store.act((unit) => unit.run(START_JOB, [job.id]));
  if (started === undefined) return;
  const draw = await runOne(context.store, READ_DRAW, [drawId, context.today]);
  const isDrawn = draw.state === 'DRAWN' || draw.state === 'PUBLISHED';
  const objects = isDrawn ? null : await new Drawing(context, job, { draw, signal }).run();
  if (objects === 'STOPPED') return end(context, job, 'CANCELLED');
  await context.store.act(async (unit) => {
    if (objects !== null) await store(context, unit, draw, objects);
    await unit.run(END_JOB, [job.id, 'SUCCEEDED', null]);
  });
}

function end({ store: { act } }: Context, job: JobRow, state: string): Promise<void> {
  return act(async (unit) => void (await unit.run(END_JOB, [job.id, state, null])));
}

interface DrawnLots {
  readonly seed: string;
  readonly objects: readonly NewDrawnObject[];
}

class Drawing {
  readonly #context: Context;
  readonly #job: JobRow;
  readonly #draw: DrawRow;
  readonly #signal: AbortSignal;
  #done = 0;

  constructor(context: Context, job: JobRow, { draw, signal }: { draw: DrawRow; signal: AbortSignal }) {
    this.#context = context;
    this.#job = job;
    this.#draw = draw;
    this.#signal = signal;
  }

  async run(): Promise<DrawnLots | 'STOPPED'> {
    const draw = this.#draw;
    const determined = await readTranscript(this.#context, draw);
    const lots = new Lots(determined.lotKey, draw.sizes ?? {});
    const hash = new ListHash(determined.first.listSalt ?? '', 'roster');
    for await (const slice of rosterSlices(this.#context.store, draw.rosterDrawId)) {
      hash.add(slice.map(rosterLine).join(''));
      for (const entry of slice) lots.add(entry);
      if (await this.#note(slice.length)) return 'STOPPED';
    }
    if (hash.hex() !== draw.rosterHash) throw new Error('The roster is not the one that was committed to.');
    return this.#withInspectors(determined, lots);
  }

  async #withInspectors(determined: Determined, lots: Lots): Promise<DrawnLots | 'STOPPED'> {
    const draw = this.#draw;
    const { store } = this.#context;
    const drawn = lots.drawn(draw.previousSizes ?? {});
    const inspectors = await store.run(LIST_DRAW_INSPECTORS, [[draw.rosterDrawId]]);
    const assignments = assignInspectors(determined.lotKey, drawn, inspectors, {
      perObject: draw.inspectorsPerObject,
      drawOn: draw.drawOn,
      specialties: draw.specialties,
      avoidPairs: draw.avoidPairs,
    });
    const nodes = await store.run(READ_DRAW_NODES, [draw.rosterDrawId]);
    const wanted = new Set(drawn.map(({ publicId }) => publicId));
    const paths = new RosterPaths(
      determined.saltKey,
      nodes.map(({ hash }) => hash),
      wanted,
    );
    for await (const slice of rosterSlices(store, draw.rosterDrawId)) {
      paths.add(slice);
      if (await this.#note(slice.length)) return 'STOPPED';
    }
    return { seed: determined.seed, objects: objectsOf(drawn, { assignments, inspectors, paths }) };
  }

  /** Whether somebody wants the job to stop. */
  async #note(count: number): Promise<boolean> {
    this.#signal.throwIfAborted();
    this.#done += count;
    const values = [this.#job.id, this.#done, 2 * this.#draw.rosterSize];
    const [noted] = await this.#context.store.act((unit) => unit.run(NOTE_PROGRESS, values));
    return noted?.cancelRequested ?? true;
  }
}

interface Parts {
  readonly assignments: ReturnType<typeof assignInspectors>;
  readonly inspectors: readonly DrawInspectorRow[];
  readonly paths: RosterPaths;
}

function objectsOf(
  drawn: ReturnType<Lots['drawn']>,
  { assignments, inspectors, paths }: Parts,
): NewDrawnObject[] {
  const idOf = new Map(inspectors.map(({ publicId, inspectorId }) => [publicId, inspectorId]));
  const byObject = new Map(assignments.map((assignment) => [assignment.objectPublicId, assignment]));
  return drawn.map(({ publicId, classCode, ticket }, at) => {
    const leaf = paths.found.get(publicId);
    const assignment = byObject.get(publicId);
    if (leaf === undefined || assignment === undefined) throw new Error('A drawn object has no line.');
    return {
      place: at + 1,
      ...{ publicId, classCode, ticket },
      leafIndex: leaf.index,
      path: leaf.path.join(''),
      pairRepeated: assignment.pairRepeated,
      inspectorIds: assignment.inspectorPublicIds.map((one) => idOf.get(one) ?? ''),
    };
  });
}

/** Stores all of it or nothing; somebody else's run may have been first, and came to the same. */
async function store(
  context: Context,
  unit: Unit,
  draw: DrawRow,
  { seed, objects }: DrawnLots,
): Promise<void> {
  const { officerId, officeId } = actorOf(context);
  const [held] = await unit.run(LOCK_DRAW, [draw.id, officeId, context.today]);
  if (held?.state !== 'WITNESSED') return;
  for (let from = 0; from < objects.length; from += OBJECTS_AT_ONCE) {
    const some = JSON.stringify(objects.slice(from, from + OBJECTS_AT_ONCE));
    await unit.run(ADD_DRAWN_OBJECTS, [draw.id, draw.rosterDrawId, some]);
    await unit.run(ADD_ASSIGNMENTS, [draw.id, some]);
  }
  await unit.run(NOTE_DRAWN, [draw.id, seed, objects.length, context.today, officerId]);
}
