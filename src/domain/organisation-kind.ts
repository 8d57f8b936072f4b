import type { CreditCode } from './credit-code.js';

/** What kind of organisation a credit code was issued to, as the register of enterprises tells them apart. */
export type OrganisationCategory = 'COMPANY' | 'INDIVIDUAL_BUSINESS' | 'CO_OPERATIVE' | 'LAW_FIRM' | 'OTHER';

/** The registering authority and the kind of organisation stand in the first two characters. */
const CATEGORIES = new Map<string, OrganisationCategory>([
  ['91', 'COMPANY'],
  ['92', 'INDIVIDUAL_BUSINESS'],
  ['93', 'CO_OPERATIVE'],
  ['31', 'LAW_FIRM'],
]);

/**
 * The category that a valid credit code itself tells; associations, institutions, villages and the like are OTHER.
 * Source: GB 32100-2015, table 2 (registering authority 9 market regulation, 3 justice) [K].
 */
export function categoryOf(code: CreditCode): OrganisationCategory {
  return CATEGORIES.get(code.slice(0, 2)) ?? 'OTHER';
}

/** The county in whose register the organisation was first entered: digits 3 to 8 of its code. */
export function registeringRegionOf(code: CreditCode): string {
  return code.slice(2, 8);
}
