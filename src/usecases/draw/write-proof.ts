import { FULL_PROOF, type FullHead, headHash, pairsOf } from '../../domain/proof.js';
import { type ExclusionRow, LIST_DRAW_INSPECTORS, READ_EXCLUSIONS } from '../../store/draw-lists.js';
import type { DrawRow } from '../../store/draws.js';
import { READ_PROVEN_BY_PLACE } from '../../store/drawn-objects.js';
import type { Context } from '../context.js';
import { type Determined, readTranscript } from '../steps/read-transcript.js';
import { rosterSlices } from '../steps/roster-slices.js';

const SLICE = 5_000;

/**
 * The full proof of a draw the caller has been shown, as the pieces of one JSON text: for oversight and courts, because it tells
 * classes. However large the roster, only a slice of it is in memory.
 */
export async function* writeProof(context: Context, draw: DrawRow): AsyncGenerator<string> {
  const determined = await readTranscript(context, draw);
  const { store } = context;
  const head = headOf(draw, determined);
  const inspectors = await store.run(LIST_DRAW_INSPECTORS, [[draw.rosterDrawId]]);
  const lines = inspectors.map(({ publicId, certificateExpiresOn, specialties, conflicts }) => [
    publicId,
    certificateExpiresOn,
    specialties,
    conflicts,
  ]);
  yield `${JSON.stringify(head).slice(0, -1)},"headHash":"${headHash(head)}","inspectors":${JSON.stringify(lines)},`;
  yield '"roster":[';
  yield* joined(rosterSlices(store, draw.rosterDrawId), ({ publicId, classCode, weight }) => [
    publicId,
    classCode,
    weight,
  ]);
  yield '],"exclusions":[';
  yield* joined(exclusionSlices(context, draw.rosterDrawId), ({ publicId, reason }) => [publicId, reason]);
  yield '],"drawn":[';
  yield* joined(drawnSlices(context, draw.id), ({ publicId, classCode, ticket, inspectors: pair }) => ({
    publicId,
    classCode,
    ticket,
    inspectors: pair,
  }));
  yield ']}\n';
}

function headOf(draw: DrawRow, { first, transcript, seed, saltKey, entered }: Determined): FullHead {
  const { preparedOn, preparedBy, witnessedBy, witnessedOn, drawnOn, drawnBy, redrawsId, reason } = draw;
  return {
    format: FULL_PROOF,
    algorithm: draw.algorithm,
    drawId: draw.id,
    title: draw.title,
    items: draw.itemCodes,
    ground: draw.ground,
    transcript,
    seed,
    saltKey,
    ratios: pairsOf(first.ratios),
    sizes: pairsOf(first.sizes ?? {}),
    avoidPairs: first.avoidPairs,
    extension:
      draw.previousSizes === null
        ? null
        : {
            drawOn: draw.drawOn,
            ratios: pairsOf(draw.ratios),
            previousSizes: pairsOf(draw.previousSizes),
            sizes: pairsOf(draw.sizes ?? {}),
          },
    record: {
      ...{ preparedOn, preparedBy, witnessedBy, witnessedOn, drawnOn, drawnBy, redrawsId, reason },
      entered: entered.map(({ place, value, enteredBy, enteredOn }) => ({
        place,
        value,
        enteredBy,
        enteredOn,
      })),
    },
  };
}

async function* joined<Row>(
  slices: AsyncIterable<readonly Row[]>,
  toValue: (row: Row) => unknown,
): AsyncGenerator<string> {
  let before = '\n';
  for await (const slice of slices) {
    yield before + slice.map((row) => JSON.stringify(toValue(row))).join(',\n');
    before = ',\n';
  }
}

async function* exclusionSlices({ store }: Context, rosterDrawId: string) {
  let after: string | null = null;
  for (;;) {
    const slice: ExclusionRow[] = await store.run(READ_EXCLUSIONS, [rosterDrawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.publicId;
  }
}

async function* drawnSlices({ store }: Context, drawId: string) {
  for (let after = 0; ;) {
    const slice = await store.run(READ_PROVEN_BY_PLACE, [drawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.place;
  }
}
