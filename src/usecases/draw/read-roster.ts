import { rosterLine } from '../../domain/draw-commitment.js';
import { DRAW_ALGORITHM } from '../../domain/draw.js';
import type { DrawRow } from '../../store/draws.js';
import type { Context } from '../context.js';
import { rosterSlices } from '../steps/roster-slices.js';

/**
 * The whole frozen roster of a draw the caller may see, a piece of text at a time, so that the SHA-256 of all pieces is its roster
 * hash: behind the salt of its lists, or of a draw of the first kind without salt and weights.
 */
export async function* readRoster(context: Context, draw: DrawRow): AsyncGenerator<string> {
  const isOld = draw.algorithm !== DRAW_ALGORITHM;
  if (!isOld) yield `${draw.listSalt ?? ''}|roster\n`;
  for await (const slice of rosterSlices(context.store, draw.rosterDrawId)) {
    const lines = slice.map((row) => (isOld ? `${row.publicId},${row.classCode}\n` : rosterLine(row)));
    yield lines.join('');
  }
}
