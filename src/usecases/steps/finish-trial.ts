import { policyWith } from '../../domain/policy.js';
import { turnedPairs, workloadOf } from '../../domain/simulation-effects.js';
import { COUNT_TURNED_APPROVALS, FINISH_SIMULATION, READ_CELLS } from '../../store/simulations.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { readPolicy } from './read-policy.js';
import type { Trial } from './try-rules.js';

const EVERYWHERE = [''];

/** Works out what the draft would change in the work of the offices, and closes the simulation. */
export async function finishTrial(unit: Queryable, { simulationId, draft, on }: Trial): Promise<void> {
  const { sector, treatments } = draft;
  const cells = await unit.run(READ_CELLS, [[simulationId], EVERYWHERE]);
  const moves = cells.map(({ fromGradeCode, toGradeCode, subjectCount }) => ({
    fromGradeCode: fromGradeCode === '' ? null : fromGradeCode,
    toGradeCode: toGradeCode === '' ? null : toGradeCode,
    subjectCount,
  }));
  const before = await readPolicy(unit, sector, on);
  const after = policyWith(before, treatments);
  const pairs = turnedPairs(moves, before, after).map(
    ({ fromGradeCode, toGradeCode }) => `${fromGradeCode ?? ''}>${toGradeCode ?? ''}`,
  );
  const { count } = await runOne(unit, COUNT_TURNED_APPROVALS, [
    simulationId,
    sector,
    [...new Set(pairs)],
    on,
  ]);
  const effects = { ...workloadOf(moves, before, after), approvalsTurned: count };
  await unit.run(FINISH_SIMULATION, [simulationId, JSON.stringify(effects)]);
}
