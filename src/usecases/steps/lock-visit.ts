import type { VisitState } from '../../domain/carry-out.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { LIST_SEATS, LOCK_VISIT, type SeatRow, type VisitRow } from '../../store/spot-check-visits.js';
import { actorOf, type Context } from '../context.js';

/**
 * Locks a visit of the actor's jurisdiction until the unit of work ends, so that arrivals, replacements and results follow each other. One
 * elsewhere is not found. Throws WRONG_STATE, saying where it stands, when it is in none of `states`.
 */
export async function lockVisit(
  context: Context,
  unit: Unit,
  visitId: string,
  states: readonly VisitState[],
): Promise<VisitRow> {
  const field = ['input', 'visitId'];
  const [visit] = await unit.run(LOCK_VISIT, [visitId, actorOf(context).regionCodes]);
  if (visit === undefined) throw new DomainError('NOT_FOUND', { field });
  requireState(visit, states, field);
  return visit;
}

export function requireState(visit: VisitRow, states: readonly VisitState[], field: readonly string[]): void {
  if (states.includes(visit.state)) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: STANDING[visit.state],
    facts: { state: visit.state },
  });
}

const STANDING: Readonly<Record<VisitState, { zh: string; en: string }>> = {
  APPROVED: { zh: '该次检查已批准，尚未告知。', en: 'The visit is approved, but nobody was told of it yet.' },
  TOLD: { zh: '该次检查已告知，尚未到场登记。', en: 'The visit was told of; no arrival is recorded yet.' },
  ARRIVED: { zh: '该次检查已到场登记。', en: 'An arrival is on record already.' },
  RESULTED: { zh: '该次检查的结果已录入。', en: 'The result is on record already.' },
  PUBLISHED: { zh: '该次检查的结果已公示。', en: 'The result is published already.' },
};

/** Who is to go now, seat by seat. */
export async function readSeats(unit: Unit, visitId: string): Promise<SeatRow[]> {
  return (await unit.run(LIST_SEATS, [[visitId]])).filter(({ isReplaced }) => !isReplaced);
}

/** Whoever of those who are to go has this certificate. Throws UNKNOWN_CODE. */
export function seatOf(
  seats: readonly SeatRow[],
  certificateNumber: string,
  field: readonly string[],
): SeatRow {
  const seat = seats.find((one) => one.certificateNumber === certificateNumber);
  if (seat === undefined) throw new DomainError('UNKNOWN_CODE', { field });
  return seat;
}
