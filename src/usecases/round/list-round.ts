import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { runOne } from '../../store/statement.js';
import { COUNT_ROUND, LIST_ROUND } from '../../store/worklist.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { tellWorklist, type WorklistEntry } from '../steps/tell-worklist.js';

/** Whose round, and of which day. */
export interface Round {
  readonly teamId: string;
  readonly on: CivilDate;
}

/** The round of a team of the caller's station on a day, in walking order (当日检查路线). Throws NOT_FOUND for a team of another one. */
export async function listRound(
  context: Context,
  { teamId, on }: Round,
  request: PageRequest,
): Promise<Page<WorklistEntry>> {
  const team = await context.loaders.team.load(teamId);
  if (team === null) throw new DomainError('NOT_FOUND', { field: ['teamId'] });
  const query = { list: LIST_ROUND, values: [team.id, on], keys: 2 };
  return tellWorklist(context, await readPage(context.store, query, request));
}

export async function countRound(context: Context, { teamId, on }: Round): Promise<number> {
  return (await runOne(context.store, COUNT_ROUND, [teamId, on])).count;
}
