import type { Unit } from '../../store/door.js';
import { END_RELIANCE, LOCK_RELIANCE_ON_CHECK } from '../../store/reliances.js';

/** Ends the reliance on the answer of a check that granting had begun; one that the office asked for is its own to stop. */
export async function stopRelying(unit: Unit, checkId: string): Promise<void> {
  const [reliance] = await unit.run(LOCK_RELIANCE_ON_CHECK, [checkId]);
  if (reliance?.begunBy === 'DECISION') await unit.run(END_RELIANCE, [reliance.id, 'STOPPED']);
}
