import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { changeHands, type HouseInOtherHands, type TermsOfChange } from '../steps/change-hands.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';
import { lockHouse } from '../steps/lock-house.js';

export interface TransferRentalHouseInput extends ActInput, TermsOfChange {
  readonly houseId: string;
  readonly owner: PersonInput;
}

/**
 * Records that a rental house has another owner (房屋转让). The house keeps what it has done; what its landlord has done goes with him,
 * as `penaltiesOnChange` says. Its tier and its patrols follow at once. Of two officers who record sales of one house the second finds
 * what the first has left.
 */
export function transferRentalHouse(
  context: Context,
  input: TransferRentalHouseInput,
): Promise<Outcome<HouseInOtherHands>> {
  const verb = 'transferRentalHouse';
  return command(context, verb, input, async (unit, trail) => {
    const house = await lockHouse(context, unit, input.houseId, ['input', 'houseId']);
    const owner = { person: input.owner, path: ['input', 'owner'] };
    const [nextId] = await keepPersons(context, unit, [owner], house.regionCode);
    if (nextId === undefined) throw new Error('The owner has no file.');
    return changeHands(context, unit, trail, { verb, house, role: 'OWNER', nextId, terms: input });
  });
}
