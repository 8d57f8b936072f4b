import type { CellRow, SimulationRow } from '../../store/simulations.js';
import type { Context } from '../context.js';

export type { CellRow, SimulationRow };

/** The last trials of a draft that the caller has been shown, newest first. */
export function findSimulations(
  { loaders }: Context,
  draftId: string,
  most: number,
): Promise<SimulationRow[]> {
  return loaders.simulationsOfDraft(most).load(draftId);
}
