import type { CivilDate } from '../../domain/civil-date.js';
import { patrolMonth } from '../../domain/patrol.js';
import { COUNT_PATROLS, LIST_PATROLS, type PatrolLine } from '../../store/patrols.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';

export type { PatrolLine };

/**
 * Houses of the caller's station whose patrols of a month are not yet done, most outstanding first (巡查清单). Addresses and numbers
 * only: whoever patrols public areas needs neither owners nor reasons. One statement for the page.
 */
export function listPatrols(
  context: Context,
  day: CivilDate,
  request: PageRequest,
): Promise<Page<PatrolLine>> {
  return readPage(context.store, { list: LIST_PATROLS, values: valuesFor(context, day), keys: 2 }, request);
}

export async function countPatrols(context: Context, day: CivilDate): Promise<number> {
  return (await runOne(context.store, COUNT_PATROLS, valuesFor(context, day))).count;
}

function valuesFor(context: Context, day: CivilDate): unknown[] {
  const { asOf, firstOn, beforeOn } = patrolMonth(day, context.today);
  return [actorOf(context).officeId, asOf, firstOn, beforeOn];
}
