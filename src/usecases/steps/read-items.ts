import { DomainError } from '../../domain/refusal.js';
import type { ObjectKind } from '../../domain/spot-check-item.js';
import { FIND_INSPECTION_ITEMS } from '../../store/inspection-items.js';
import type { Queryable } from '../../store/statement.js';
import type { Context } from '../context.js';

const MOST_ITEMS = 50;

export interface Items {
  readonly itemCodes: readonly string[];
  readonly objectKind: ObjectKind;
  /** What inspectors must know, without doubles. */
  readonly specialties: readonly string[];
}

/**
 * The items of one visit: on the list today, all about the same kind of object, and each of them one that some office of the visit may
 * inspect.
 */
export async function readItems(
  context: Context,
  queryable: Queryable,
  { codes, officeKinds }: { readonly codes: readonly string[]; readonly officeKinds: readonly string[] },
): Promise<Items> {
  const field = ['input', 'itemCodes'];
  if (codes.length > MOST_ITEMS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_ITEMS } });
  const itemCodes = [...new Set(codes)].sort();
  const items = await queryable.run(FIND_INSPECTION_ITEMS, [itemCodes, context.today]);
  const [first] = items;
  if (itemCodes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (first === undefined || items.length < itemCodes.length)
    throw new DomainError('UNKNOWN_CODE', { field });
  if (items.some(({ objectKind }) => objectKind !== first.objectKind))
    throw new DomainError('WRONG_STATE', {
      field,
      explanation: {
        zh: '同一次检查的事项须针对同一类对象。',
        en: 'The items of one visit must be about the same kind of object.',
      },
    });
  const foreign = items.find((item) => !item.officeKinds.some((kind) => officeKinds.includes(kind)));
  if (foreign !== undefined)
    throw new DomainError('OUTSIDE_JURISDICTION', { field, facts: { itemCode: foreign.code } });
  const specialties = items.flatMap(({ specialty }) => (specialty === null ? [] : [specialty]));
  return { itemCodes, objectKind: first.objectKind, specialties: [...new Set(specialties)].sort() };
}
