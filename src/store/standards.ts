import type { CivilDate } from '../domain/civil-date.js';
import type { Standard } from '../domain/standard.js';
import { type Queryable, statement } from './statement.js';

/** A published standard. */
export interface PublishedStandard {
  readonly id: string;
  readonly definition: Standard;
  readonly recordedAt: string;
}

/** The standard of the sector `$1` that is in force on the day `$2`. */
const FIND_IN_FORCE = statement<{ id: string }>(
  'find-in-force',
  `select id from standard where sector = $1 and in_force_from <= $2::date order by in_force_from desc limit 1`,
);

const READ_STANDARDS = statement<PublishedStandard>(
  'read-standards',
  'select id, definition, recorded_at as "recordedAt" from standard where id = any($1::uuid[])',
);

/** What is published is never edited, so what was read once holds for as long as the process lives. */
const published = new Map<string, PublishedStandard>();

/** Published standards by their ids, in that order; reads only those that this process has not met before. */
export async function readStandards(
  queryable: Queryable,
  ids: readonly string[],
): Promise<(PublishedStandard | null)[]> {
  const unread = [...new Set(ids)].filter((id) => !published.has(id));
  const read = unread.length === 0 ? [] : await queryable.run(READ_STANDARDS, [unread]);
  for (const standard of read) published.set(standard.id, standard);
  return ids.map((id) => published.get(id) ?? null);
}

/** The standard of a sector in force on a day; null before the first one. */
export async function standardInForce(
  queryable: Queryable,
  sector: string,
  on: CivilDate,
): Promise<PublishedStandard | null> {
  const [found] = await queryable.run(FIND_IN_FORCE, [sector, on]);
  if (found === undefined) return null;
  const [standard] = await readStandards(queryable, [found.id]);
  return standard ?? null;
}

/** Of each sector of `$1` the standard that is in force on its day of `$2`. */
const FIND_IN_FORCE_EACH = statement<{ sector: string; on: CivilDate; id: string }>(
  'find-in-force-each',
  `select wanted.sector, wanted."on", s.id
   from unnest($1::text[], $2::date[]) as wanted(sector, "on")
   cross join lateral (
     select id from standard where sector = wanted.sector and in_force_from <= wanted."on" order by in_force_from desc limit 1
   ) s`,
);

/** The standards of sectors in force on days, in that order; null before the first of a sector. */
export async function standardsInForce(
  queryable: Queryable,
  days: readonly { readonly sector: string; readonly on: CivilDate }[],
): Promise<(PublishedStandard | null)[]> {
  const values = [days.map(({ sector }) => sector), days.map(({ on }) => on)];
  const found = await queryable.run(FIND_IN_FORCE_EACH, values);
  const ids = new Map(found.map(({ sector, on, id }) => [`${sector} ${on}`, id]));
  await readStandards(queryable, [...ids.values()]);
  return days.map(({ sector, on }) => published.get(ids.get(`${sector} ${on}`) ?? '') ?? null);
}

export const LIST_SECTORS = statement<{ code: string }>(
  'list-sectors',
  'select code from sector order by code',
);

export const FIND_VERSION = statement<PublishedStandard>(
  'find-version',
  'select id, definition, recorded_at as "recordedAt" from standard where sector = $1 and version = $2',
);

export interface StandardRow extends PublishedStandard {
  readonly sector: string;
  readonly version: string;
  readonly inForceFrom: string;
  /** The day before which the next version begins, as known at the moment asked for; null: none is known. */
  readonly supersededOn: string | null;
}

const STANDARD = `
  select s.id, s.sector, s.version, s.in_force_from as "inForceFrom", s.definition, s.recorded_at as "recordedAt",
    (select min(n.in_force_from) from standard n
     where n.sector = s.sector and n.in_force_from > s.in_force_from and n.recorded_at <= $2::timestamptz) as "supersededOn"
  from standard s where s.recorded_at <= $2::timestamptz`;

/** Every version of the sectors that was published by the moment `$2`, one sector `$1` if given; oldest first. */
export const LIST_VERSIONS = statement<StandardRow>(
  'list-versions',
  `${STANDARD} and ($1::text is null or s.sector = $1) order by s.sector, s.in_force_from`,
);

/** The versions in force on the day `$3`, as known at `$2`. */
export const LIST_IN_FORCE = statement<StandardRow>(
  'list-in-force',
  `select * from (${STANDARD} and ($1::text is null or s.sector = $1) and s.in_force_from <= $3::date) s
   where "supersededOn" is null or "supersededOn" > $3::date order by sector`,
);

/** Published standards by their ids, as known at `$2`. */
export const FIND_STANDARDS = statement<StandardRow>(
  'find-standards',
  `${STANDARD} and s.id = any($1::uuid[])`,
);

/** When the first standard became known; no row of a value before that. */
export const FIRST_STANDARD_KNOWN = statement<{ recordedAt: string | null }>(
  'first-standard-known',
  'select min(recorded_at) as "recordedAt" from standard where $1::text is null or sector = $1',
);

/** What kind the sectors `$1` are. */
export const READ_SECTORS = statement<{ code: string; internal: boolean; pointsScheme: boolean }>(
  'read-sectors',
  'select code, internal, points_scheme as "pointsScheme" from sector where code = any($1::text[])',
);
