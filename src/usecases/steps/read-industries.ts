import { DomainError } from '../../domain/refusal.js';

const MOST_INDUSTRIES = 100;

/** Leading digits of GB/T 4754 industries, without doubles; null for all. No industry at all is no population. */
export function readIndustries(
  codes: readonly string[] | null | undefined,
  field: readonly string[],
): string[] | null {
  if (codes == null) return null;
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (codes.length > MOST_INDUSTRIES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_INDUSTRIES } });
  if (codes.some((code) => !/^[0-9]{1,4}$/.test(code))) throw new DomainError('UNKNOWN_CODE', { field });
  return [...new Set(codes)].sort();
}
