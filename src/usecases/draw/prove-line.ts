import { lineCommitment, Salts, ticketDigest } from '../../domain/draw-commitment.js';
import { BLOCK, levelsOf } from '../../domain/merkle.js';
import { pathsInBlock } from '../../domain/roster-tree.js';
import {
  FIND_ROSTER_LINE,
  READ_DRAW_NODES,
  READ_ROSTER_BLOCK,
  REVEAL_SECRET,
} from '../../store/draw-lists.js';
import type { DrawRow } from '../../store/draws.js';
import { FIND_PROVEN } from '../../store/drawn-objects.js';
import { runOne } from '../../store/statement.js';
import type { Context } from '../context.js';

export interface LineProof {
  readonly publicId: string;
  readonly salt: string;
  readonly classDigest: string;
  readonly index: number;
  readonly path: readonly string[];
  readonly drawn: boolean;
  readonly ticketDigest: string | null;
}

/** That an object stands on the roster of a public draw, and whether it was drawn; null for one that does not. Tells no class. */
export async function proveLine(
  { store }: Context,
  draw: DrawRow,
  publicId: string,
): Promise<LineProof | null> {
  const { id, rosterDrawId } = draw;
  const [line] = await store.run(FIND_ROSTER_LINE, [rosterDrawId, publicId]);
  if (line === undefined) return null;
  const block = Math.floor(line.index / BLOCK);
  const { saltKey } = await runOne(store, REVEAL_SECRET, [id]);
  const lines = await store.run(READ_ROSTER_BLOCK, [rosterDrawId, block * BLOCK, BLOCK]);
  const salts = new Salts(saltKey);
  const nodes = await store.run(READ_DRAW_NODES, [rosterDrawId]);
  const upper = levelsOf(nodes.map(({ hash }) => hash));
  const paths = new Map(pathsInBlock(lines, { salts, block, upper }));
  const leaf = paths.get(publicId);
  if (leaf === undefined) throw new Error('A line is not in its block.');
  const [drawn] = await store.run(FIND_PROVEN, [id, publicId]);
  return {
    publicId,
    ...lineCommitment(salts, line),
    ...leaf,
    drawn: drawn !== undefined,
    ticketDigest: drawn === undefined ? null : ticketDigest(drawn.ticket),
  };
}
