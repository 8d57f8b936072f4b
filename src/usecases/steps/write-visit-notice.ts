import type { VisitNotice } from '../../domain/visit-notice.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_VISIT_NOTICE,
  READ_NOTICE_FACTS,
  type VisitNoticeRow,
  type VisitRow,
} from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';
import { readSeats } from './read-seats.js';

interface Telling {
  readonly visit: VisitRow;
  readonly kind: VisitNoticeRow['kind'];
  /** Last day of the term that it tells of, if any. */
  readonly dueOn: string | null;
  readonly textOf: (facts: VisitNotice) => string;
}

/** Writes down, word for word, what whoever is visited is told. */
export async function writeVisitNotice(
  context: Context,
  unit: Unit,
  { visit, kind, dueOn, textOf }: Telling,
): Promise<void> {
  const facts = await runOne(unit, READ_NOTICE_FACTS, [visit.id]);
  const body = textOf({
    ...facts,
    officeName: visit.officeName,
    inspectors: await readSeats(unit, visit.id),
    visitOn: visit.visitOn,
    recusalUntilOn: visit.recusalUntilOn ?? visit.visitOn,
    noticedOn: context.today,
  });
  const { officerId } = actorOf(context);
  await unit.run(ADD_VISIT_NOTICE, [context.newId(), visit.id, kind, body, context.today, dueOn, officerId]);
}
