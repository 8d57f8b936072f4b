import { DomainError } from '../../domain/refusal.js';
import { rate, type Contribution } from '../../domain/rating.js';
import type { Standard } from '../../domain/standard.js';
import type { DraftRow } from '../../store/drafts.js';
import type { MoveRow, SimulationRow } from '../../store/simulations.js';
import { seesInternalRatings } from '../actor.js';
import type { Context } from '../context.js';
import type { MoveFilter } from '../draft-loaders.js';
import type { Page, PageRequest } from '../paging.js';
import { logAccess } from '../steps/log-access.js';
import { readCreditFile } from '../steps/read-credit-file.js';

/** What a record does; which one, is not told of a member of a household whose file was not opened. */
export interface MoveReason extends Omit<Contribution, 'recordId'> {
  readonly recordId: string | null;
}

/** Who would move, and by which contributions under the standard in force and under the draft. */
export interface ExplainedMove extends MoveRow {
  readonly reasonsBefore: readonly MoveReason[];
  readonly reasonsAfter: readonly MoveReason[];
}

export interface MovesQuery {
  readonly simulation: SimulationRow;
  readonly filter: MoveFilter;
}

const QUERY = 'Simulation.moves';

/**
 * Who would move inside the jurisdiction, each explained by both standards as of the day of the simulation; a few statements for
 * all pages of a request, however long they are. Throws FORBIDDEN where the moves would tell internal ratings to whoever only
 * keeps the standard, and PURPOSE_REQUIRED before natural persons are told of without a purpose; with one the look into their
 * files, and into those of members of households, is logged.
 */
export async function listMoves(
  context: Context,
  { simulation, filter }: MovesQuery,
  page: PageRequest,
): Promise<Page<ExplainedMove>> {
  const draft = await context.loaders.draft.load(simulation.draftId);
  if (draft === null) throw new Error(`The draft of simulation ${simulation.id} is gone.`);
  if (draft.internal && !seesInternalRatings(context.actor, draft.sector)) throw new DomainError('FORBIDDEN');
  const found = await context.loaders.moves({ ...filter, page }).load(simulation.id);
  const personIds = found.rows.filter(isPersons).map(({ subjectId }) => subjectId);
  if (personIds.length > 0 && context.purpose === null)
    throw new DomainError('PURPOSE_REQUIRED', { field: ['x-purpose'] });
  const moves = await explainMoves(context, simulation, draft, found.rows);
  const opened = new Set([...personIds, ...moves.flatMap(membersIn)]);
  if (opened.size === 0) return { ...found, rows: moves };
  if (context.purpose === null) return { ...found, rows: moves.map(withoutMembersRecords) };
  await logAccess(context, QUERY, [...opened]);
  return { ...found, rows: moves };
}

export function countMoves({ loaders }: Context, { simulation, filter }: MovesQuery): Promise<number> {
  return loaders.moveCount(filter).load(simulation.id);
}

async function explainMoves(
  context: Context,
  { ratedOn: on }: SimulationRow,
  { sector, definition }: DraftRow,
  moves: readonly MoveRow[],
): Promise<ExplainedMove[]> {
  if (definition === null) return moves.map((move) => ({ ...move, reasonsBefore: [], reasonsAfter: [] }));
  const inForce = await context.loaders.standardInForce.load({ sector, on });
  const reasonsBy = async (standard: Standard | undefined, subjectId: string) => {
    if (standard === undefined) return [];
    const query = { subjectId, standard, on, knownAt: null };
    const { records, memberCount } = await readCreditFile(context, query);
    return rate(standard, records, on, memberCount).reasons;
  };
  const explain = async (move: MoveRow): Promise<ExplainedMove> => {
    const [reasonsBefore, reasonsAfter] = await Promise.all([
      reasonsBy(inForce?.definition, move.subjectId),
      reasonsBy(definition, move.subjectId),
    ]);
    return { ...move, reasonsBefore, reasonsAfter };
  };
  return Promise.all(moves.map(explain));
}

const isPersons = ({ kind }: MoveRow): boolean => kind === 'PERSON' || kind === 'LAWYER';

const membersIn = ({ reasonsBefore, reasonsAfter }: ExplainedMove): string[] =>
  [...reasonsBefore, ...reasonsAfter].flatMap(({ memberId }) => memberId ?? []);

function withoutMembersRecords(move: ExplainedMove): ExplainedMove {
  const hide = (reason: MoveReason) => (reason.memberId === null ? reason : { ...reason, recordId: null });
  return { ...move, reasonsBefore: move.reasonsBefore.map(hide), reasonsAfter: move.reasonsAfter.map(hide) };
}
