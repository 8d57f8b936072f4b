import { turnedPairs, workloadOf } from '../../domain/simulation-effects.js';
import type { Treatment } from '../../domain/treatment.js';
import { COUNT_TURNED_APPROVALS, FINISH_SIMULATION, READ_CELLS } from '../../store/simulations.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { READ_POLICIES } from '../../store/treatments.js';
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
  const inForce = await unit.run(READ_POLICIES, [[sector], on, 'infinity', EVERYWHERE]);
  const before = inForce.map(({ code, label: _label, legalBasis: _basis, ...row }): Treatment => ({
    ...row,
    ...(code === null ? {} : { code }),
  }));
  const after = superseded(before, treatments);
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

/** The policy in force with the rows of a draft in the place of those that they supersede. */
function superseded(before: readonly Treatment[], drafted: readonly Treatment[]): Treatment[] {
  const keyOf = ({ gradeCode, kind, code }: Treatment) => `${gradeCode ?? ''} ${kind} ${code ?? ''}`;
  const replaced = new Set(drafted.map(keyOf));
  return [
    ...before.filter((row) => !replaced.has(keyOf(row))),
    ...drafted.filter(({ ends }) => ends !== true),
  ];
}
