import type { Unit } from '../../store/door.js';
import { LIST_SEATS, type SeatRow } from '../../store/spot-check-visits.js';

/** Who is to go now, seat by seat. */
export async function readSeats(unit: Unit, visitId: string): Promise<SeatRow[]> {
  return (await unit.run(LIST_SEATS, [[visitId]])).filter(({ isReplaced }) => !isReplaced);
}
