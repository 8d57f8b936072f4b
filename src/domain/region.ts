/**
 * A division of the country by its official number: 6 digits down to the county (县), 9 down to the town (镇、街道),
 * 12 down to the village (村、社区). Source: GB/T 2260, GB/T 10114, and the statistical codes below the town.
 */
export type RegionCode = string;

export type RegionLevel = 'COUNTY' | 'TOWN' | 'VILLAGE';

const LEVELS = new Map<number, RegionLevel>([
  [6, 'COUNTY'],
  [9, 'TOWN'],
  [12, 'VILLAGE'],
]);

/** True for the form of a region code; whether such a region exists, only the register of regions can say. */
export function isRegionCode(text: string): boolean {
  return LEVELS.has(text.length) && /^[1-9][0-9]+$/.test(text);
}

/** Throws RangeError for what is no region code: check with `isRegionCode` first. */
export function regionLevel(code: RegionCode): RegionLevel {
  const level = LEVELS.get(code.length);
  if (level === undefined) throw new RangeError('This is no region code');
  return level;
}

/** True when `code` is `root` itself or lies below it: the number of a region begins with the numbers above it. */
export function regionContains(root: RegionCode, code: RegionCode): boolean {
  return code.startsWith(root);
}

/** True when one of the `roots` of a jurisdiction contains `code`. No roots cover nothing. */
export function coversRegion(roots: readonly RegionCode[], code: RegionCode): boolean {
  return roots.some((root) => regionContains(root, code));
}
