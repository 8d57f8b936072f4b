import { COUNT_DEPARTURES, type DepartureRow, LIST_DEPARTURES } from '../../store/check-statistics.js';
import { runOne } from '../../store/statement.js';
import { type CheckTime, requireTime, scopeOf } from '../check-statistics-scope.js';
import type { Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { DepartureRow };

/** Decisions that departed from the answer, with their reasons, newest first. */
export async function listDepartures(
  context: Context,
  time: CheckTime,
  request: PageRequest,
): Promise<Page<DepartureRow>> {
  requireTime(time);
  return readPage(
    context.store,
    { list: LIST_DEPARTURES, values: valuesOf(context, time), keys: 1 },
    request,
  );
}

export async function countDepartures(context: Context, time: CheckTime): Promise<number> {
  return (await runOne(context.store, COUNT_DEPARTURES, valuesOf(context, time))).count;
}

function valuesOf(context: Context, { from, to, field }: CheckTime): unknown[] {
  return [from, to, ...scopeOf(context), field ?? null];
}
