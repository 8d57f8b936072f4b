/** Narrows to what belongs to offices (`f`) whose whole jurisdiction lies inside region subtrees: a bind of `text[]`, such as `$1`. */
export function ofOfficesInside(roots: string): string {
  return `not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[]))`;
}
