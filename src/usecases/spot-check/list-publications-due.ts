import { overdueSince } from '../../domain/publication.js';
import { COUNT_PUBLICATIONS_DUE, LIST_PUBLICATIONS_DUE } from '../../store/publications.js';
import { READ_CARRY_OUT_RULES } from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { type Page, type PageRequest, readPage } from '../paging.js';
import { type DrawTerm, termOf } from '../publication-terms.js';

/** Draws of the jurisdiction with results that wait to be published, longest first; perhaps only those whose term has ended. */
export async function listPublicationsDue(
  context: Context,
  overdueOnly: boolean,
  request: PageRequest,
): Promise<Page<DrawTerm>> {
  const { rules, calendar } = await runOne(context.store, READ_CARRY_OUT_RULES, [context.today]);
  const settings = { withinDays: rules.PUBLISH_WITHIN, calendar };
  const until = overdueOnly ? overdueSince(context.today, settings) : context.today;
  const values = [actorOf(context).regionCodes, until];
  const page = await readPage(context.store, { list: LIST_PUBLICATIONS_DUE, values, keys: 2 }, request);
  return { ...page, rows: page.rows.map((row) => termOf(row, { ...settings, today: context.today })) };
}

export async function countPublicationsDue(context: Context, overdueOnly: boolean): Promise<number> {
  const { rules, calendar } = await runOne(context.store, READ_CARRY_OUT_RULES, [context.today]);
  const settings = { withinDays: rules.PUBLISH_WITHIN, calendar };
  const until = overdueOnly ? overdueSince(context.today, settings) : context.today;
  return (await runOne(context.store, COUNT_PUBLICATIONS_DUE, [actorOf(context).regionCodes, until])).count;
}
