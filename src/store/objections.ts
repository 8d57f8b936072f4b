import type { Photo } from '../domain/photo.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { rulesInForce } from './inspection-rules.js';
import { paged, statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

export type ObjectionState = 'OPEN' | 'UPHELD' | 'REJECTED' | 'WITHDRAWN';

/** An objection to a tier with everything that is shown of it. */
export interface ObjectionRow {
  readonly id: string;
  readonly houseId: string;
  readonly gradeCode: string;
  readonly gradeZh: string;
  readonly gradeEn: string;
  readonly tierSinceOn: string;
  readonly filedOn: string;
  readonly filedById: string;
  readonly byRole: 'OWNER' | 'MANAGER' | 'STATION';
  readonly objectorId: string;
  readonly grounds: string;
  readonly photos: readonly Photo[];
  readonly state: ObjectionState;
  readonly answerDueOn: string;
  readonly answerDueProvisional: boolean;
  readonly decidedOn: string | null;
  readonly decidedBy: string | null;
  readonly reasons: string | null;
  readonly correction: string | null;
}

const OBJECTION = `
  select o.id, o.house_id as "houseId", o.grade_code as "gradeCode", b.label_zh as "gradeZh", b.label_en as "gradeEn",
    o.tier_since_on as "tierSinceOn", o.filed_on as "filedOn", o.filed_by as "filedById", o.by_role as "byRole",
    o.objector_id as "objectorId", o.grounds, o.photos, o.state, o.answer_due_on as "answerDueOn",
    o.answer_due_provisional as "answerDueProvisional", o.decided_on as "decidedOn", d.name as "decidedBy", o.reasons, o.correction
  from tier_objection o
  join rental_house h on h.id = o.house_id
  join subject s on s.id = h.id
  join standard_band b on b.standard_id = o.standard_id and b.code = o.grade_code
  left join officer d on d.id = o.decided_by`;

/**
 * By id, inside the region subtrees `$2`, or of the person `$3` as long as he owns or manages the house: whoever has no longer
 * anything to do with it sees nothing any more.
 */
export const FIND_OBJECTIONS = statement<ObjectionRow>(
  'find-objections',
  `${OBJECTION} where o.id = any($1::uuid[])
     and (s.region_code ^@ any($2::text[]) or (o.objector_id = $3 and $3 in (h.owner_id, h.manager_id)))`,
);

/** The newest 100 objections of the person `$2` to the tier of each of the houses `$1`. */
export const LIST_OWN_OBJECTIONS = statement<ObjectionRow>(
  'list-own-objections',
  `select l.* from unnest($1::uuid[]) as wanted(id)
   cross join lateral (
     ${OBJECTION} where o.house_id = wanted.id and o.objector_id = $2 order by o.filed_on desc, o.id desc limit 100
   ) l
   order by l."houseId", l."filedOn" desc, l.id desc`,
);

/** Inside the region subtrees `$1`, in the state `$2` if given, soonest answer due first, after the cursor (`$3`, `$4`). */
export const LIST_OBJECTIONS = paged<ObjectionRow>(
  'list-objections',
  'asc',
  ({ order, beyond }) => `${OBJECTION}
   where s.region_code ^@ any($1::text[]) and ($2::text is null or o.state = $2)
     and ($3::date is null or (o.answer_due_on, o.id) ${beyond} ($3::date, $4::uuid))
   order by o.answer_due_on ${order}, o.id ${order} limit $5`,
);

export const COUNT_OBJECTIONS = statement<{ count: number }>(
  'count-objections',
  `select count(*) from tier_objection o join subject s on s.id = o.house_id
   where s.region_code ^@ any($1::text[]) and ($2::text is null or o.state = $2)`,
);

/** Which of the houses `$1` have an open objection. */
export const LIST_DISPUTED_HOUSES = statement<{ id: string }>(
  'list-disputed-houses',
  `select house_id as id from tier_objection where house_id = any($1::uuid[]) and state = 'OPEN'`,
);

/** What the term of an answer is worked out from, for the station `$1` on the day `$2`. */
export const READ_OBJECTION_RULES = statement<{ workingDays: number; calendar: WorkCalendar }>(
  'read-objection-rules',
  `select (${rulesInForce('$1::uuid', '$2')}->>'OBJECTION_TERM')::integer as "workingDays",
     ${WORK_CALENDAR} as calendar`,
);

/** An objection as it is filed. */
export interface NewObjection {
  readonly id: string;
  readonly houseId: string;
  readonly standardId: string;
  readonly gradeCode: string;
  readonly tierSinceOn: string;
  readonly filedOn: string;
  readonly filedBy: string;
  readonly byRole: ObjectionRow['byRole'];
  readonly objectorId: string;
  readonly grounds: string;
  readonly photos: readonly Photo[];
  readonly answerDueOn: string;
  readonly answerDueProvisional: boolean;
}

/** Files `$1` (a `NewObjection`). No row when the house has an open objection. */
export const ADD_OBJECTION = statement<{ id: string }>(
  'add-objection',
  `insert into tier_objection (id, house_id, standard_id, grade_code, tier_since_on, filed_on, filed_by, by_role, objector_id, grounds,
     photos, state, answer_due_on, answer_due_provisional)
   select n.id, n."houseId", n."standardId", n."gradeCode", n."tierSinceOn", n."filedOn", n."filedBy", n."byRole", n."objectorId",
     n.grounds, n.photos, 'OPEN', n."answerDueOn", n."answerDueProvisional"
   from jsonb_to_record($1::jsonb) as n(id uuid, "houseId" uuid, "standardId" uuid, "gradeCode" text, "tierSinceOn" date,
     "filedOn" date, "filedBy" uuid, "byRole" text, "objectorId" uuid, grounds text, photos jsonb, "answerDueOn" date,
     "answerDueProvisional" boolean)
   on conflict (house_id) where state = 'OPEN' do nothing
   returning id`,
);

/** Ends the objection `$1` with the state `$2` on the day `$3` by `$4`, for the reasons `$5`, with the correction `$6`. No row when it is not open. */
export const END_OBJECTION = statement<{ id: string }>(
  'end-objection',
  `update tier_objection set state = $2, decided_on = $3, decided_by = $4, reasons = $5, correction = $6
   where id = $1 and state = 'OPEN' returning id`,
);

/** All officers who were there at the last two inspections of the house `$1`. */
export const LIST_LAST_INSPECTORS = statement<{ officerId: string }>(
  'list-last-inspectors',
  `select unnest(array[officer_id, second_officer_id] || other_officer_ids) as "officerId"
   from (select * from inspection where house_id = $1 order by inspected_on desc limit 2) last`,
);
