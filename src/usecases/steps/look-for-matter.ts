import type { MatterRow } from '../../store/approval-matters.js';
import type { Trail } from '../command.js';
import type { Context } from '../context.js';

/**
 * Notes in the trail of an act that reads somebody's credit what for: nothing but the application itself can be the purpose, so it is told from item and number and
 * nobody types it. A purpose that the request names goes before it.
 */
export function lookForMatter(
  { purpose }: Context,
  trail: Trail,
  { itemCode, number, subjectId }: MatterRow,
): void {
  trail.purpose = purpose ?? `办理审批事项 ${itemCode}`;
  trail.matter = number;
  trail.subjectIds.add(subjectId);
}
