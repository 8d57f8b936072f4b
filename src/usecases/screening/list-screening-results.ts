import { DomainError } from '../../domain/refusal.js';
import type { FallOutReason } from '../../domain/screening.js';
import {
  LIST_RESULTS,
  type ScreeningOutcome,
  type ScreeningResultRow,
  type ScreeningRow,
} from '../../store/screenings.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { ScreeningResultRow };

export interface ResultFilter {
  readonly screeningId: string;
  readonly outcome: ScreeningOutcome | null;
  readonly reason: FallOutReason | null;
}

/** What became of the subjects of a screening of the caller's office, the eligible first. Throws NOT_FOUND for another office's. */
export async function listScreeningResults(
  context: Context,
  filter: ResultFilter,
  request: PageRequest,
): Promise<Page<ScreeningResultRow>> {
  const { id } = await screeningOf(context, filter);
  const values = [id, filter.outcome, filter.reason];
  return readPage(context.store, { list: LIST_RESULTS, values, keys: 2 }, request);
}

/** Counted while the work was done, so that nobody counts a million rows. */
export async function countScreeningResults(context: Context, filter: ResultFilter): Promise<number> {
  const { outcome, reason } = filter;
  const { id, eligibleCount, fellOutCount } = await screeningOf(context, filter);
  if (reason !== null) {
    const reasons = outcome === 'ELIGIBLE' ? [] : await context.loaders.reasonsOfScreening.load(id);
    return reasons.find(({ reasonCode }) => reasonCode === reason)?.count ?? 0;
  }
  return (outcome === 'FELL_OUT' ? 0 : eligibleCount) + (outcome === 'ELIGIBLE' ? 0 : fellOutCount);
}

async function screeningOf({ loaders }: Context, { screeningId }: ResultFilter): Promise<ScreeningRow> {
  const screening = await loaders.screening.load(screeningId);
  if (screening === null) throw new DomainError('NOT_FOUND', { field: ['screeningId'] });
  return screening;
}
