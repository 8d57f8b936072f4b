import {
  COUNT_OBJECTIONS,
  LIST_OBJECTIONS,
  type ObjectionRow,
  type ObjectionState,
} from '../../store/objections.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { ObjectionRow, ObjectionState };

/** Objections to tiers of the jurisdiction, soonest answer due first. */
export function listObjections(
  context: Context,
  state: ObjectionState | null,
  request: PageRequest,
): Promise<Page<ObjectionRow>> {
  const values = [actorOf(context).regionCodes, state];
  return readPage(context.store, { list: LIST_OBJECTIONS, values, keys: 2 }, request);
}

export async function countObjections(context: Context, state: ObjectionState | null): Promise<number> {
  return (await runOne(context.store, COUNT_OBJECTIONS, [actorOf(context).regionCodes, state])).count;
}
