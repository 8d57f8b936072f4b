import { DomainError } from '../../domain/refusal.js';
import type { Unit } from '../../store/door.js';
import { READ_RESULT_RULES, type ResultRule } from '../../store/spot-check-results.js';

/** Official result codes with what follows from each, every one once. Throws MISSING_VALUE and UNKNOWN_CODE. */
export async function readResultCodes(unit: Unit, codes: readonly string[]): Promise<ResultRule[]> {
  const field = ['input', 'resultCodes'];
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  const catalogue = await unit.run(READ_RESULT_RULES, []);
  return [...new Set(codes)].map((code) => {
    const known = catalogue.find((row) => row.code === code);
    if (known === undefined) throw new DomainError('UNKNOWN_CODE', { field });
    return known;
  });
}
