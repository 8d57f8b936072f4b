import { lineCommitment, Salts, ticketDigest } from '../../domain/draw-commitment.js';
import { DrawnHash, headHash, pathIn, PUBLIC_PROOF, type PublicHead } from '../../domain/proof.js';
import type { DrawRow } from '../../store/draws.js';
import { type ProvenObjectRow, READ_PROVEN_BY_PUBLIC_ID } from '../../store/drawn-objects.js';
import type { Context } from '../context.js';
import { readTranscript } from '../steps/read-transcript.js';

const SLICE = 2_000;

/**
 * The public proof of a draw that has been drawn, as the pieces of one JSON text. It tells no class, no size of a class and no
 * ticket, and lists objects by their public ids, because the order of the draw would tell where one class ends.
 */
export async function* writePublicProof(context: Context, draw: DrawRow): AsyncGenerator<string> {
  const { transcript, seed, saltKey } = await readTranscript(context, draw);
  const drawn = new DrawnHash();
  for await (const slice of drawnSlices(context, draw.id))
    for (const { publicId, ticket } of slice) drawn.add(publicId, ticket);
  const head: PublicHead = {
    format: PUBLIC_PROOF,
    algorithm: draw.algorithm,
    drawId: draw.id,
    title: draw.title,
    items: draw.itemCodes,
    ground: draw.ground,
    transcript,
    seed,
    extension: draw.extendsId === null ? null : { drawOn: draw.drawOn },
    drawnSize: draw.drawnSize ?? 0,
    drawnHash: drawn.hex(),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"headHash":"${headHash(head)}","drawn":[`;
  const salts = new Salts(saltKey);
  let before = '\n';
  for await (const slice of drawnSlices(context, draw.id)) {
    yield before + slice.map((row) => JSON.stringify(publicLineOf(salts, row))).join(',\n');
    before = ',\n';
  }
  yield ']}\n';
}

function publicLineOf(salts: Salts, row: ProvenObjectRow) {
  const { publicId, ticket, leafIndex, path } = row;
  const { salt, classDigest } = lineCommitment(salts, row);
  return {
    publicId,
    ticketDigest: ticketDigest(ticket),
    index: leafIndex,
    salt,
    classDigest,
    path: pathIn(path),
  };
}

async function* drawnSlices({ store }: Context, drawId: string) {
  let after: string | null = null;
  for (;;) {
    const slice: ProvenObjectRow[] = await store.run(READ_PROVEN_BY_PUBLIC_ID, [drawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return;
    yield slice;
    after = last.publicId;
  }
}
