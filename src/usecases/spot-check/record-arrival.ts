import { type ArrivalMethod } from '../../domain/carry-out.js';
import { civilDateOf } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { LIST_RECUSALS } from '../../store/recusals.js';
import {
  READ_CARRY_OUT_RULES,
  RECORD_ARRIVAL,
  type SeatRow,
  type VisitRow,
} from '../../store/spot-check-visits.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { findSeat } from '../steps/find-seat.js';
import { lockVisit } from '../steps/lock-visit.js';
import { readSeats } from '../steps/read-seats.js';

export interface RecordArrivalInput extends ActInput {
  readonly visitId: string;
  readonly arrivedAt: string;
  readonly method: ArrivalMethod;
  /** Certificates of the inspectors who were there. */
  readonly certificateNumbers: readonly string[];
}

/**
 * Records that the inspectors came (扫码入企): at least two of those who were drawn or took a drawn seat, each with a certificate that is
 * valid that day, and none whose recusal is asked for or upheld. Not before the day the enterprise was told; later is possible and shows.
 * Visits from afar are visits, too. Source: at least two certificate holders [L]; recorded on arrival (国办发〔2024〕54号) [S].
 */
export function recordArrival(
  context: Context,
  input: RecordArrivalInput,
): Promise<Outcome<{ visitId: string }>> {
  return command(context, 'recordArrival', input, async (unit, trail) => {
    const { visitId, method } = input;
    const visit = await lockVisit(context, unit, visitId, ['TOLD']);
    const arrivedOn = readMoment(context, input.arrivedAt, visit);
    const present = await readPresent(unit, visit, input.certificateNumbers);
    const { rules } = await runOne(unit, READ_CARRY_OUT_RULES, [arrivedOn]);
    requirePresent(present, arrivedOn, rules.INSPECTORS_PRESENT);
    const { officerId } = actorOf(context);
    const ids = present.map(({ inspectorId }) => inspectorId);
    await unit.run(RECORD_ARRIVAL, [visitId, officerId, input.arrivedAt, method, ids]);
    trail.subjectIds.add(visit.subjectId);
    return { visitId };
  });
}

const CERTIFICATES = ['input', 'certificateNumbers'];

function readMoment(context: Context, arrivedAt: string, visit: VisitRow): string {
  const field = ['input', 'arrivedAt'];
  if (Date.parse(arrivedAt) > Date.parse(context.now)) throw new DomainError('DATE_IN_FUTURE', { field });
  const arrivedOn = civilDateOf(arrivedAt);
  if (arrivedOn < visit.visitOn)
    throw new DomainError('INVALID_DATE', { field, facts: { visitOn: visit.visitOn } });
  return arrivedOn;
}

/** Refuses whoever is not, or no longer, to go, and whoever should not. */
async function readPresent(
  unit: Unit,
  visit: VisitRow,
  certificateNumbers: readonly string[],
): Promise<SeatRow[]> {
  const seats = await readSeats(unit, visit.id);
  const present = [...new Set(certificateNumbers)].map((number) => findSeat(seats, number, CERTIFICATES));
  for (const { inspectorId, state } of await unit.run(LIST_RECUSALS, [[visit.id]])) {
    if (!present.some((seat) => seat.inspectorId === inspectorId)) continue;
    if (state === 'UPHELD') throw new DomainError('INSPECTOR_RECUSED', { field: CERTIFICATES });
    if (state === 'REQUESTED') {
      throw new DomainError('WRONG_STATE', {
        field: CERTIFICATES,
        explanation: {
          zh: '有回避申请尚未决定。',
          en: 'A request for recusal is not decided yet.',
        },
      });
    }
  }
  return present;
}

function requirePresent(present: readonly SeatRow[], on: string, required: number): void {
  if (present.length < required) {
    const facts = { present: present.length, required };
    throw new DomainError('TOO_FEW_INSPECTORS', { field: CERTIFICATES, facts });
  }
  const unable = present.find(({ expiresOn, isActive }) => expiresOn < on || !isActive);
  if (unable === undefined) return;
  const facts = { certificateNumber: unable.certificateNumber, expiresOn: unable.expiresOn };
  throw new DomainError('CERTIFICATE_EXPIRED', { field: CERTIFICATES, facts });
}
