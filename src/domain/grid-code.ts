import { DomainError } from './refusal.js';

/** Villages number their grids by themselves: `G01`, or with the code of the village before it. */
const GRID_CODE = /^[0-9A-Z-]{1,40}$/;

/** The code of a village grid (网格): 1–40 of A–Z, 0–9 and hyphen. Throws INVALID_TEXT. */
export function parseGridCode(text: string, field: readonly string[]): string {
  if (!GRID_CODE.test(text)) throw new DomainError('INVALID_TEXT', { field, facts: { max: 40 } });
  return text;
}
