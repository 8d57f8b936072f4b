import type { SimulationEffects } from '../domain/simulation-effects.js';
import type { SubjectKind } from '../domain/standard.js';
import { ratedBy, type Reach, reachName } from './rating-sql.js';
import { paged, statement } from './statement.js';

/** A draft tried on every subject of its sector on one day. */
export interface SimulationRow {
  readonly id: string;
  readonly draftId: string;
  readonly jobId: string | null;
  readonly ratedOn: string;
  /** How far it has come; null: not begun. */
  readonly lastSubjectId: string | null;
  readonly effects: SimulationEffects | null;
  readonly finishedAt: string | null;
}

const SIMULATION = `
  select id, draft_id as "draftId", job_id as "jobId", rated_on as "ratedOn", last_subject_id as "lastSubjectId", effects,
    finished_at as "finishedAt"
  from simulation`;

export const READ_SIMULATION = statement<SimulationRow>('read-simulation', `${SIMULATION} where id = $1`);

/** The last `$2` simulations of each of the drafts `$1`, newest first. */
export const LIST_SIMULATIONS = statement<SimulationRow>(
  'list-simulations',
  `select s.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (${SIMULATION} where draft_id = wanted.id order by id desc limit $2) s`,
);

export const ADD_SIMULATION = statement<never>(
  'add-simulation',
  'insert into simulation (id, draft_id, job_id, rated_on) values ($1, $2, $3, $4)',
);

/** The run of that night that was begun and not finished, so that it can go on. */
export const FIND_UNFINISHED = statement<{ id: string }>(
  'find-unfinished',
  'select id from simulation where draft_id = $1 and job_id is null and rated_on = $2::date and finished_at is null',
);

/**
 * Tries a program on subjects and keeps what would become of them: who moves, and the counts by town. `$3` the simulation, `$4`
 * the sector; the rest as `ratedBy` says. The grade that the draft indicates is compared with
 * the one that the standard in force indicates: what officers still have to confirm is no doing of the draft.
 */
const simulate = (reach: Reach) =>
  statement<{ subjects: number }>(
    `simulate-${reachName(reach)}`,
    `with ${ratedBy(reach)}, tried as (
     select n.subject_id, left(s.region_code, 9) as town, r.indicated_grade_code as from_grade, n.indicated as to_grade,
       coalesce(r.score_hundredths, 0) as from_score, n.score as to_score
     from rated n join subject s on s.id = n.subject_id
     left join rating r on r.subject_id = n.subject_id and r.sector = $4::text
   ), moved as (
     insert into simulation_move (simulation_id, subject_id, from_grade_code, to_grade_code, from_score_hundredths, to_score_hundredths)
     select $3::uuid, subject_id, from_grade, to_grade, from_score, to_score from tried where from_grade is distinct from to_grade
   ), counted_up as (
     insert into simulation_cell as c (simulation_id, region_code, from_grade_code, to_grade_code, subject_count)
     select $3::uuid, town, coalesce(from_grade, ''), coalesce(to_grade, ''), count(*)
     from tried group by town, coalesce(from_grade, ''), coalesce(to_grade, '')
     on conflict (simulation_id, region_code, from_grade_code, to_grade_code)
       do update set subject_count = c.subject_count + excluded.subject_count
   )
   select count(*) as subjects from tried`,
  );

export const SIMULATE = {
  range: simulate({ subjects: 'RANGE', members: false }),
  households: simulate({ subjects: 'FEW', members: true }),
} as const;

/** A policy changes what follows from the grades, not the grades: everybody stays where he is. */
export const SIMULATE_POLICY = statement<{ subjects: number }>(
  'simulate-policy',
  `with counted_up as (
     insert into simulation_cell (simulation_id, region_code, from_grade_code, to_grade_code, subject_count)
     select $1::uuid, left(s.region_code, 9), coalesce(r.indicated_grade_code, ''), coalesce(r.indicated_grade_code, ''), count(*)
     from rating r join subject s on s.id = r.subject_id where r.sector = $2
     group by left(s.region_code, 9), coalesce(r.indicated_grade_code, '')
     returning subject_count
   )
   select coalesce(sum(subject_count), 0)::integer as subjects from counted_up`,
);

/** Moved in the transaction that tried the subjects, so that a run that goes on counts nobody twice. */
export const MOVE_SIMULATION_ON = statement<never>(
  'move-simulation-on',
  'update simulation set last_subject_id = $2 where id = $1',
);

export const FINISH_SIMULATION = statement<never>(
  'finish-simulation',
  'update simulation set effects = $2::jsonb, finished_at = clock_timestamp() where id = $1',
);

/** Nights of a shadow run keep their counts; who would move is kept of the last one only. */
export const FORGET_FORMER_MOVES = statement<never>(
  'forget-former-moves',
  `delete from simulation_move m using simulation s, simulation last
   where m.simulation_id = s.id and last.id = $1 and s.draft_id = last.draft_id and s.job_id is null and s.id <> last.id`,
);

export interface CellRow {
  readonly simulationId: string;
  readonly regionCode: string;
  readonly fromGradeCode: string;
  readonly toGradeCode: string;
  readonly subjectCount: number;
}

/** Counts by town inside the region subtrees `$2`. */
export const READ_CELLS = statement<CellRow>(
  'read-cells',
  `select simulation_id as "simulationId", region_code as "regionCode", from_grade_code as "fromGradeCode",
     to_grade_code as "toGradeCode", subject_count as "subjectCount"
   from simulation_cell where simulation_id = any($1::uuid[])
     and exists (select from unnest($2::text[]) as root where region_code ^@ root or root ^@ region_code)
   order by simulation_id, region_code, from_grade_code, to_grade_code`,
);

/**
 * Approvals of the twelve months before `$4` that asked about somebody for whom the effect on approvals would change: `$3` the pairs
 * of grades, as `from>to`, for which it does.
 */
export const COUNT_TURNED_APPROVALS = statement<{ count: number }>(
  'count-turned-approvals',
  `select count(*) from credit_check c
   left join rating r on r.subject_id = c.subject_id and r.sector = $2
   left join simulation_move m on m.simulation_id = $1 and m.subject_id = c.subject_id
   where c.checked_at > $4::date - interval '12 months' and (r.subject_id is not null or m.subject_id is not null)
     and case when m.subject_id is null then coalesce(r.indicated_grade_code, '') || '>' || coalesce(r.indicated_grade_code, '')
              else coalesce(m.from_grade_code, '') || '>' || coalesce(m.to_grade_code, '') end = any($3::text[])`,
);

export interface MoveRow {
  readonly simulationId: string;
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly name: string | null;
  readonly regionCode: string;
  readonly fromGradeCode: string | null;
  readonly toGradeCode: string | null;
  readonly fromScoreHundredths: number;
  readonly toScoreHundredths: number;
}

/** Who would move by each of the simulations `$1`, inside the region subtrees `$2`; of one pair of grades if `$3` and `$4` are given (empty: none). */
export const LIST_MOVES = paged<MoveRow>(
  'list-moves',
  'asc',
  ({ order, beyond }) => `select m.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     select m.simulation_id as "simulationId", m.subject_id as "subjectId", s.kind, s.name, s.region_code as "regionCode",
       m.from_grade_code as "fromGradeCode", m.to_grade_code as "toGradeCode",
       m.from_score_hundredths as "fromScoreHundredths", m.to_score_hundredths as "toScoreHundredths"
     from simulation_move m join subject s on s.id = m.subject_id
     where m.simulation_id = wanted.id and s.region_code ^@ any($2::text[])
       and ($3::text is null or coalesce(m.from_grade_code, '') = $3) and ($4::text is null or coalesce(m.to_grade_code, '') = $4)
       and ($5::uuid is null or m.subject_id ${beyond} $5)
     order by m.subject_id ${order} limit $6
   ) m
   order by m."simulationId", m."subjectId" ${order}`,
);

export const COUNT_MOVES = statement<{ id: string; count: number }>(
  'count-moves',
  `select m.simulation_id as id, count(*) as count from simulation_move m join subject s on s.id = m.subject_id
   where m.simulation_id = any($1::uuid[]) and s.region_code ^@ any($2::text[])
     and ($3::text is null or coalesce(m.from_grade_code, '') = $3) and ($4::text is null or coalesce(m.to_grade_code, '') = $4)
   group by m.simulation_id`,
);
