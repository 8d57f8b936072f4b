import { parseGridCode } from '../../domain/grid-code.js';
import { DomainError, DomainErrors } from '../../domain/refusal.js';
import { SET_HOUSE_GRID } from '../../store/rental-houses.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface SetHouseGridInput extends ActInput {
  readonly houseIds: readonly string[];
  /** Null takes the houses out of their grids. */
  readonly gridCode: string | null;
}

const MOST_HOUSES = 250;

/**
 * Puts houses of the jurisdiction into a village grid (网格), all of them or none: of a list with one wrong house nobody would know
 * afterwards which part of it holds.
 */
export function setHouseGrid(
  context: Context,
  input: SetHouseGridInput,
): Promise<Outcome<{ houseIds: readonly string[] }>> {
  return command(context, 'setHouseGrid', input, async (unit, trail) => {
    const { houseIds } = input;
    if (houseIds.length > MOST_HOUSES) {
      throw new DomainError('TOO_MANY_ITEMS', { field: ['input', 'houseIds'], facts: { most: MOST_HOUSES } });
    }
    const gridCode = input.gridCode === null ? null : parseGridCode(input.gridCode, ['input', 'gridCode']);
    const values = [houseIds, actorOf(context).regionCodes, gridCode];
    const found = new Set((await unit.run(SET_HOUSE_GRID, values)).map(({ id }) => id));
    const missing = houseIds.flatMap((id, index) =>
      found.has(id) ? [] : [new DomainError('NOT_FOUND', { field: ['input', 'houseIds', String(index)] })],
    );
    if (missing.length > 0) throw new DomainErrors(missing);
    for (const id of houseIds) trail.subjectIds.add(id);
    return { houseIds };
  });
}
