import { LIST_RATIO_PROPOSALS, type RatioProposalRow } from '../../store/spot-check-ratios.js';
import { actorOf, type Context } from '../context.js';

export type { RatioProposalRow };

/** Ratios of the jurisdiction that wait for a second officer, oldest first. */
export function listRatioProposals(context: Context): Promise<RatioProposalRow[]> {
  return context.store.run(LIST_RATIO_PROPOSALS, [actorOf(context).regionCodes, context.today]);
}
