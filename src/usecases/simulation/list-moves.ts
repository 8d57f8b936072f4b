import { rate, type Contribution } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import { COUNT_MOVES, LIST_MOVES, type MoveRow, type SimulationRow } from '../../store/simulations.js';
import { standardInForce } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { readCreditFile } from '../steps/read-credit-file.js';

/** Which moves are asked for: all, or those from a grade, to a grade (empty: no grade). */
export interface MoveFilter {
  readonly fromGradeCode: string | null;
  readonly toGradeCode: string | null;
}

/** Who would move, and by which contributions under the standard in force and under the draft. */
export interface ExplainedMove extends MoveRow {
  readonly reasonsBefore: readonly Contribution[];
  readonly reasonsAfter: readonly Contribution[];
}

export interface MovesQuery {
  readonly simulation: SimulationRow;
  readonly filter: MoveFilter;
}

/**
 * Who would move inside the jurisdiction, each explained by both standards as of the day of the simulation. One statement for the
 * page, and two for its explanations, however long it is.
 */
export async function listMoves(
  context: Context,
  { simulation, filter }: MovesQuery,
  request: PageRequest,
): Promise<Page<ExplainedMove>> {
  const values = valuesOf(context, { simulation, filter });
  const page = await readPage(context.store, { list: LIST_MOVES, values, keys: 1 }, request);
  const draft = await context.loaders.draft.load(simulation.draftId);
  const drafted = draft?.definition ?? null;
  if (draft === null || drafted === null) return { ...page, rows: page.rows.map(unexplained) };
  const inForce = await standardInForce(context.store, draft.sector, simulation.ratedOn);
  const { ratedOn: on } = simulation;
  const reasonsBy = async (standard: Standard | undefined, subjectId: string) => {
    if (standard === undefined) return [];
    const { records, memberCount } = await readCreditFile(context, {
      subjectId,
      standard,
      on,
      knownAt: null,
    });
    return rate(standard, records, on, memberCount).reasons;
  };
  const explain = async (move: MoveRow): Promise<ExplainedMove> => ({
    ...move,
    reasonsBefore: await reasonsBy(inForce?.definition, move.subjectId),
    reasonsAfter: await reasonsBy(drafted, move.subjectId),
  });
  return { ...page, rows: await Promise.all(page.rows.map(explain)) };
}

export async function countMoves(context: Context, query: MovesQuery): Promise<number> {
  return (await runOne(context.store, COUNT_MOVES, valuesOf(context, query))).count;
}

function valuesOf(context: Context, { simulation, filter }: MovesQuery) {
  return [simulation.id, actorOf(context).regionCodes, filter.fromGradeCode, filter.toGradeCode];
}

function unexplained(move: MoveRow): ExplainedMove {
  return { ...move, reasonsBefore: [], reasonsAfter: [] };
}
