import { parseDecimal } from '../../domain/decimal.js';
import { DomainError } from '../../domain/refusal.js';
import { requireRatio } from '../../domain/spot-check-ratio.js';
import { FIND_INSPECTION_ITEMS } from '../../store/inspection-items.js';
import { FIND_OFFICE_KIND } from '../../store/spot-check-plans.js';
import { type Queryable, runOne } from '../../store/statement.js';
import { actorOf, type Context } from '../context.js';

export interface RatioInput {
  /** Null: the general ratio of the class. */
  readonly itemCode?: string | null | undefined;
  readonly classCode: string;
  /** Per cent with up to two places. */
  readonly ratioPercent: string;
}

/**
 * The ratio that is asked for, in basis points, held against its item as the list has it on a day. An item that other offices
 * inspect is theirs to set ratios for.
 */
export async function readRatio(
  context: Context,
  queryable: Queryable,
  { itemCode, ratioPercent }: RatioInput,
  on: string,
): Promise<number> {
  const basisPoints = parseDecimal(ratioPercent, 2, ['input', 'ratioPercent']);
  if (itemCode == null) return requireRatio(basisPoints, null, ['input', 'ratioPercent']);
  const field = ['input', 'itemCode'];
  const [item] = await queryable.run(FIND_INSPECTION_ITEMS, [[itemCode], on]);
  if (item === undefined) throw new DomainError('UNKNOWN_CODE', { field });
  const { kind } = await runOne(queryable, FIND_OFFICE_KIND, [actorOf(context).officeId]);
  if (!item.officeKinds.includes(kind)) throw new DomainError('OUTSIDE_JURISDICTION', { field });
  return requireRatio(basisPoints, item.highestRatio, ['input', 'ratioPercent']);
}
