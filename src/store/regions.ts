import { statement } from './statement.js';

export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

export const FIND_REGIONS = statement<RegionRow>(
  'find-regions',
  `select code, name, level from region where code = any($1::text[])`,
);

/** The police station whose jurisdiction holds a region: the most precise one, should jurisdictions be nested. */
export const FIND_STATION = statement<{ officeId: string }>(
  'find-station',
  `select f.id as "officeId" from office f, unnest(f.region_codes) as root
   where f.kind = 'POLICE_STATION' and starts_with($1, root)
   order by length(root) desc, f.code limit 1`,
);

/** Police stations whose whole jurisdiction lies inside the region subtrees `$1`. */
export const LIST_STATIONS_WITHIN = statement<{ id: string }>(
  'list-stations-within',
  `select id from office o
   where kind = 'POLICE_STATION' and not exists (select from unnest(o.region_codes) as r(code) where not r.code ^@ any($1::text[]))`,
);
