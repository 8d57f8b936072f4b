import { COUNT_PROPOSALS, LIST_PROPOSALS, type ListProposalRow } from '../../store/spot-check-results.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

type ProposalState = ListProposalRow['state'];

/** Proposals for lists of the jurisdiction, newest first; perhaps only those in one state. */
export function listProposals(
  context: Context,
  state: ProposalState | null,
  request: PageRequest,
): Promise<Page<ListProposalRow>> {
  const values = [actorOf(context).regionCodes, state];
  return readPage(context.store, { list: LIST_PROPOSALS, values, keys: 1 }, request);
}

export async function countProposals(context: Context, state: ProposalState | null): Promise<number> {
  return (await runOne(context.store, COUNT_PROPOSALS, [actorOf(context).regionCodes, state])).count;
}
