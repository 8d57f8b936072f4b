import { coversRegion } from '../../domain/region.js';
import { DomainError } from '../../domain/refusal.js';
import type { ScreenedPopulation } from '../../store/screenings.js';
import { actorOf, type Context } from '../context.js';
import { readIndustries } from './read-industries.js';

export interface PopulationInput {
  readonly regionCodes?: readonly string[] | null | undefined;
  readonly industryCodes?: readonly string[] | null | undefined;
  readonly categories?: readonly string[] | null | undefined;
  readonly registeredFrom?: string | null | undefined;
  readonly registeredTo?: string | null | undefined;
}

const MOST_REGIONS = 100;

/** Who is to be screened; everybody of the jurisdiction unless it is narrowed, and nobody beyond it. */
export function readPopulation(
  context: Context,
  input: PopulationInput,
  path: readonly string[],
): ScreenedPopulation {
  const { industryCodes, categories, registeredFrom, registeredTo } = input;
  if (registeredFrom != null && registeredTo != null && registeredFrom > registeredTo)
    throw new DomainError('INVALID_DATE', { field: [...path, 'registeredTo'] });
  if (categories?.length === 0) throw new DomainError('MISSING_VALUE', { field: [...path, 'categories'] });
  return {
    regionCodes: readRegions(context, input.regionCodes, [...path, 'regionCodes']),
    industryCodes: readIndustries(industryCodes, [...path, 'industryCodes']),
    categories: categories == null ? null : [...new Set(categories)].sort(),
    registeredFrom: registeredFrom ?? null,
    registeredTo: registeredTo ?? null,
  };
}

function readRegions(
  context: Context,
  codes: readonly string[] | null | undefined,
  field: readonly string[],
): string[] {
  const { regionCodes } = actorOf(context);
  if (codes == null) return [...regionCodes];
  if (codes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (codes.length > MOST_REGIONS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_REGIONS } });
  if (!codes.every((code) => coversRegion(regionCodes, code)))
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  return [...new Set(codes)].sort();
}
