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

export const LIST_SECTORS = statement<{ code: string }>(
  'list-sectors',
  'select code from sector order by code',
);
