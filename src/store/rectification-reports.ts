import type { Photo } from '../domain/photo.js';
import { paged, statement } from './statement.js';

/** What an owner or manager says he has put right. */
export interface ReportRow {
  readonly id: string;
  readonly hazardId: string;
  readonly houseId: string;
  readonly reporterId: string;
  readonly byRole: 'OWNER' | 'MANAGER';
  readonly reportedOn: string;
  readonly note: string;
  readonly photos: readonly Photo[];
  /** 1 once officers have looked at the hazard after it: a number, because cursors hold it. */
  readonly answered: 0 | 1;
}

const ANSWERED = `(z.state <> 'OPEN' or exists (
    select from hazard_check k where k.hazard_id = r.hazard_id and k.recorded_at > r.recorded_at))::integer`;

const REPORT = `
  select r.id, r.hazard_id as "hazardId", z.house_id as "houseId", r.reporter_id as "reporterId", r.by_role as "byRole",
    r.reported_on as "reportedOn", r.note, r.photos, ${ANSWERED} as answered
  from rectification_report r
  join hazard z on z.id = r.hazard_id
  join rental_house h on h.id = z.house_id
  join subject s on s.id = h.id`;

/** By id, inside the region subtrees `$2`, or of the person `$3` as long as he owns or manages the house. */
export const FIND_REPORTS = statement<ReportRow>(
  'find-reports',
  `${REPORT} where r.id = any($1::uuid[])
     and (s.region_code ^@ any($2::text[]) or (r.reporter_id = $3 and $3 in (h.owner_id, h.manager_id)))`,
);

/** All reports about the hazards `$1`, newest first; there are few of each. */
export const LIST_REPORTS_OF_HAZARDS = statement<ReportRow>(
  'list-reports-of-hazards',
  `${REPORT} where r.hazard_id = any($1::uuid[]) order by r.reported_on desc, r.id desc`,
);

/** The newest 100 reports of the person `$2` about hazards of each of the houses `$1`. */
export const LIST_OWN_REPORTS = statement<ReportRow>(
  'list-own-reports',
  `select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${REPORT} where z.house_id = wanted.id and r.reporter_id = $2 order by r.reported_on desc, r.id desc limit 100
   ) l
   order by l."houseId", l."reportedOn" desc, l.id desc`,
);

/** Inside the region subtrees `$1`, answered or not as `$2` says if given: the unanswered first, of each the oldest first. */
export const LIST_REPORTS = paged<ReportRow>(
  'list-reports',
  'asc',
  ({ order, beyond }) => `${REPORT}
   where s.region_code ^@ any($1::text[]) and ($2::integer is null or ${ANSWERED} = $2)
     and ($3::integer is null or (${ANSWERED}, r.reported_on, r.id) ${beyond} ($3, $4::date, $5::uuid))
   order by ${ANSWERED} ${order}, r.reported_on ${order}, r.id ${order} limit $6`,
);

export const COUNT_REPORTS = statement<{ count: number }>(
  'count-reports',
  `select count(*) from rectification_report r join hazard z on z.id = r.hazard_id join subject s on s.id = z.house_id
   where s.region_code ^@ any($1::text[]) and ($2::integer is null or ${ANSWERED} = $2)`,
);

/** A hazard of a house that the person `$2` owns or manages now. */
export const FIND_OWN_HAZARD = statement<{ houseId: string; state: 'OPEN' | 'CLOSED' | 'WITHDRAWN' }>(
  'find-own-hazard',
  `select z.house_id as "houseId", z.state
   from hazard z join rental_house h on h.id = z.house_id
   where z.id = $1 and (h.owner_id = $2 or h.manager_id = $2)`,
);

/** No row when the hazard `$2` has `$9` reports already. */
export const ADD_REPORT = statement<{ id: string }>(
  'add-report',
  `insert into rectification_report (id, hazard_id, reported_on, reported_by, by_role, reporter_id, note, photos)
   select $1::uuid, z.id, $3::date, $4::uuid, $5::text, $6::uuid, $7::text, $8::jsonb from hazard z
   where z.id = $2::uuid and (select count(*) from rectification_report where hazard_id = z.id) < $9::integer
   returning id`,
);
