import type { RatingBasis } from '../domain/rating.js';
import { type Queryable, statement } from './statement.js';

/** A rating as it is stored. */
export interface Graded {
  readonly standardId: string;
  readonly basis: RatingBasis;
  /** Null for those without a grade. */
  readonly gradeCode: string | null;
}

/** What a published standard says of one of its grades, or of those that nobody has looked at. */
export interface GradeName {
  readonly sector: string;
  readonly version: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly colour: string;
  /** Whether ratings of the sector must stay with its regulators. */
  readonly internal: boolean;
}

/** `mark` is the code of a grade, or the basis of those who have none by their records. */
const READ_GRADES = statement<GradeName & { standardId: string; mark: string }>(
  'read-grades',
  `select s.id as "standardId", b.code as mark, s.sector, s.version, b.label_zh as "labelZh", b.label_en as "labelEn",
     b.colour, (s.definition->>'internal')::boolean as internal
   from standard s
   cross join lateral (
     select code, label_zh, label_en, colour from standard_band where standard_id = s.id
     union all
     select 'by default', u->'label'->>'zh', u->'label'->>'en', u->>'colour' from jsonb_path_query(s.definition, '$.byDefault') as u
     where u <> 'null'
     union all
     select 'not rated', u->'label'->>'zh', u->'label'->>'en', u->>'colour' from jsonb_path_query(s.definition, '$.notRated') as u
   ) b
   where s.id = any($1::uuid[])`,
);

type Names = ReadonlyMap<string, GradeName>;

/** Codes are upper case, so that no grade is called like one of these. */
const MARKS = { BY_DEFAULT: 'by default', NOT_RATED: 'not rated' } as const;

/**
 * Names of the grades, by standard and code. What is published is never edited, so what was read once holds for as long as
 * the process lives; joined to every row of every page it would be a third of the work of the database.
 */
const published = new Map<string, Names>();

/** Puts beside each rating what its standard calls it; reads only standards that this process has not met before. */
export async function nameGrades<Row extends Graded>(
  queryable: Queryable,
  rows: readonly Row[],
): Promise<(Row & GradeName)[]> {
  const unread = new Set(rows.map(({ standardId }) => standardId).filter((id) => !published.has(id)));
  if (unread.size > 0) await readGrades(queryable, [...unread]);
  return rows.map((row) => Object.assign(row, nameOf(row)));
}

async function readGrades(queryable: Queryable, standardIds: readonly string[]): Promise<void> {
  const read = new Map(standardIds.map((id) => [id, new Map<string, GradeName>()]));
  for (const { standardId, mark, ...name } of await queryable.run(READ_GRADES, [standardIds])) {
    read.get(standardId)?.set(mark, name);
  }
  for (const [standardId, names] of read) published.set(standardId, names);
}

function nameOf({ standardId, gradeCode, basis }: Graded): GradeName {
  const mark = basis === 'RATED' ? (gradeCode ?? '') : MARKS[basis];
  const name = published.get(standardId)?.get(mark);
  if (name === undefined) throw new Error(`Standard ${standardId} has no grade ${mark}.`);
  return name;
}
