import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { changeHands, type HouseInOtherHands, type TermsOfChange } from '../steps/change-hands.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';
import { lockHouse } from '../steps/lock-house.js';

export interface ChangeManagerInput extends ActInput, Omit<TermsOfChange, 'betweenRelatives'> {
  readonly houseId: string;
  /** Null: from the day on the house has none. */
  readonly manager?: PersonInput | null | undefined;
}

/** Records that a rental house has another manager, or none any more (更换管理人); penalties go with him as with an owner. */
export function changeManager(
  context: Context,
  input: ChangeManagerInput,
): Promise<Outcome<HouseInOtherHands>> {
  const verb = 'changeManager';
  return command(context, verb, input, async (unit, trail) => {
    const house = await lockHouse(context, unit, input.houseId, ['input', 'houseId']);
    const people = input.manager ? [{ person: input.manager, path: ['input', 'manager'] }] : [];
    const [nextId = null] = await keepPersons(context, unit, people, house.regionCode);
    return changeHands(context, unit, trail, { verb, house, role: 'MANAGER', nextId, terms: input });
  });
}
