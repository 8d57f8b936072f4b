import { DomainError } from '../../domain/refusal.js';
import type { SeatRow } from '../../store/spot-check-visits.js';

/** Whoever of those who are to go has this certificate. Throws UNKNOWN_CODE. */
export function findSeat(
  seats: readonly SeatRow[],
  certificateNumber: string,
  field: readonly string[],
): SeatRow {
  const seat = seats.find((one) => one.certificateNumber === certificateNumber);
  if (seat === undefined) throw new DomainError('UNKNOWN_CODE', { field });
  return seat;
}
