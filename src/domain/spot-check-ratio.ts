import { DomainError } from './refusal.js';

const WHOLE_BASIS_POINTS = 10_000;

/** What a class gives of an item, in basis points; null where nothing is set. */
export interface RatioOfItem {
  readonly classCode: string;
  /** Set for the item itself. */
  readonly ownRatio: number | null;
  /** The general ratio of the class. */
  readonly generalRatio: number | null;
  /** The highest ratio of a general item (一般检查事项); null: a key item (重点检查事项), or no item at all. */
  readonly highestRatio: number | null;
}

/**
 * A ratio that may be set, in basis points. Throws RATIO_OUT_OF_RANGE for 0 (the lowest risk is not exempt, 不免抽), for more than
 * the whole, and for more than the highest ratio of a general item; key items have no upper limit but the whole.
 * Source: 国务院关于全面推进"双随机、一公开"监管工作的部署, general and key items [S].
 */
export function requireRatio(
  basisPoints: number,
  highestRatio: number | null,
  field: readonly string[],
): number {
  if (basisPoints <= 0 || basisPoints > WHOLE_BASIS_POINTS)
    throw new DomainError('RATIO_OUT_OF_RANGE', { field });
  if (highestRatio !== null && basisPoints > highestRatio)
    throw new DomainError('RATIO_OUT_OF_RANGE', {
      field,
      explanation: {
        zh: `该一般检查事项的抽查比例不得超过 ${highestRatio / 100}%。`,
        en: `The highest ratio of this general item is ${highestRatio / 100} %.`,
      },
      facts: { highestBasisPoints: highestRatio },
    });
  return basisPoints;
}

/** The ratio that a class gives of an item: its own one, else the general one, and never above the highest of a general item. */
export function ratioOfItem({ ownRatio, generalRatio, highestRatio }: RatioOfItem): number | null {
  const ratio = ownRatio ?? generalRatio;
  return ratio === null || highestRatio === null ? ratio : Math.min(ratio, highestRatio);
}

/**
 * The ratio of each class when several items are inspected in one visit (综合查一次): that of the most demanding item, so that no item
 * is looked at less often than on its own. Classes without any ratio are left out.
 */
export function ratiosOfDraw(items: readonly RatioOfItem[]): Record<string, number> {
  const ratios = new Map<string, number>();
  for (const item of items) {
    const ratio = ratioOfItem(item);
    if (ratio !== null) ratios.set(item.classCode, Math.max(ratio, ratios.get(item.classCode) ?? 0));
  }
  return Object.fromEntries(ratios);
}
