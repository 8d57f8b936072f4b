import { addDays, type CivilDate, daysBetween } from '../../src/domain/civil-date.js';
import type { HouseRole } from '../../src/domain/house-tenure.js';
import type { Random } from './random.js';
import { earlierOf, recordedOn, type World } from './world.js';

/** Who answers for a house today; somebody else may have done so before. */
export interface Answering {
  readonly houseId: string;
  readonly role: HouseRole;
  readonly personId: string;
  readonly registeredOn: CivilDate;
  /** Whoever may have been there before; null: nobody was. */
  former(): string | null;
}

/** One house in so many has changed hands, one managed house in so many its manager. */
const shareOfChanges: Readonly<Record<HouseRole, number>> = { OWNER: 0.04, MANAGER: 0.1 };
/** Nobody goes before he has really come, and of late nothing has changed. */
const leastDays = 60;
const reasons: Readonly<Record<HouseRole, string>> = { OWNER: '示例：房屋买卖', MANAGER: '示例：更换管理人' };

/** The tenures that registrations, sales and changes of manager would have left. */
export function addTenures({ ids, rows, lastDay }: World, random: Random, answering: Answering): void {
  const { houseId, role, personId, registeredOn } = answering;
  const spare = daysBetween(registeredOn, lastDay) - 2 * leastDays;
  const former = spare > 0 && random.chance(shareOfChanges[role]) ? answering.former() : null;
  const shared = { houseId, role, documentNumber: null };
  const begun = recordedOn(earlierOf(registeredOn, lastDay));
  if (former === null || former === personId) {
    const open = { toOn: null, endedRecordedAt: null, reason: null };
    rows.add('house_tenure', {
      ...{ id: ids.next(), ...shared, personId, fromOn: registeredOn, recordedAt: begun },
      ...open,
    });
    return;
  }
  const changedOn = addDays(registeredOn, leastDays + random.between(0, spare));
  rows.add('house_tenure', {
    ...{ id: ids.next(), ...shared, personId: former, fromOn: registeredOn, recordedAt: begun },
    ...{ toOn: changedOn, endedRecordedAt: recordedOn(changedOn), reason: null },
  });
  rows.add('house_tenure', {
    ...{ id: ids.next(), ...shared, personId, fromOn: changedOn, recordedAt: recordedOn(changedOn) },
    ...{ toOn: null, endedRecordedAt: null, reason: reasons[role] },
  });
}
