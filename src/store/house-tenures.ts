import type { HouseRole, Tenure } from '../domain/house-tenure.js';
import { statement } from './statement.js';

export interface TenureRow extends Tenure {
  readonly houseId: string;
  readonly role: HouseRole;
  readonly reason: string | null;
  readonly documentNumber: string | null;
}

const TENURE = `
  select id, house_id as "houseId", role, person_id as "personId", from_on as "fromOn", to_on as "toOn", reason,
    document_number as "documentNumber"
  from house_tenure`;

/** Who owned and who managed each house of `$1`: owners before managers, the present one first. */
export const LIST_TENURES = statement<TenureRow>(
  'list-tenures',
  `${TENURE} where house_id = any($1::uuid[]) order by house_id, role desc, from_on desc, recorded_at desc`,
);

/** All who ever answered for the house `$1` in the role `$2`, and who answers for it now in either role. */
export const READ_TENURES_OF_HOUSE = statement<TenureRow>(
  'read-tenures-of-house',
  `${TENURE} where house_id = $1 and (role = $2 or to_on is null) order by from_on, recorded_at`,
);

/**
 * From the day `$3` on the person `$4` (null: nobody) answers for the house `$1` in the role `$2`, by the tenure `$5`, with the reason `$6`
 * and the document `$7`. Whoever answered until then is ended, and the present state is kept equal, in one statement.
 */
export const CHANGE_TENURE = statement<{ id: string }>(
  'change-tenure',
  `with ended as (
     update house_tenure set to_on = $3::date, ended_recorded_at = clock_timestamp()
     where house_id = $1 and role = $2 and to_on is null
     returning id
   ), begun as (
     insert into house_tenure (id, house_id, role, person_id, from_on, reason, document_number)
     select $5::uuid, $1::uuid, $2::text, $4::uuid, $3::date, $6::text, $7::text from (select count(*) from ended) after_the_end
     where $4::uuid is not null
     returning id
   )
   update rental_house set
     owner_id = case when $2 = 'OWNER' then $4::uuid else owner_id end,
     manager_id = case when $2 = 'MANAGER' then $4::uuid else manager_id end
   from (select count(*) from begun) after_the_beginning
   where id = $1
   returning id`,
);

/** Whether the persons `$1` and `$2` were members of one household on the day `$3`. */
export const SHARE_HOUSEHOLD = statement<{ shared: boolean }>(
  'share-household',
  `select exists (
     select from household_member a join household_member b on b.household_id = a.household_id
     where a.person_id = $1 and b.person_id = $2
       and a.from_on <= $3::date and (a.to_on is null or a.to_on > $3::date)
       and b.from_on <= $3::date and (b.to_on is null or b.to_on > $3::date)) as shared`,
);

/**
 * Penalties of the role `$2` in the file of the house `$1` end on the day `$3`, because (`$4`) the tenure `$5` ended. Each remembers the tenure
 * in whose time it fell: that of whoever incurred it, also when the house has gone to relatives in between.
 */
export const END_PENALTIES = statement<{ id: string }>(
  'end-penalties',
  `update credit_record r set ended_on = $3::date, ended_recorded_at = now(),
     details = r.details || jsonb_build_object('endedBecause', $4::text, 'endedWithTenure', coalesce((
       select t.id from house_tenure t
       where t.house_id = $1 and t.role = $2 and t.from_on <= r.occurred_on and (t.to_on is null or t.to_on > r.occurred_on)
       order by t.from_on desc, t.recorded_at desc limit 1), $5::uuid))
   from house_role k
   where k.code = $2 and r.subject_id = $1 and r.type = k.penalty_record_type and r.occurred_on < $3::date
     and r.ended_on is null and r.withdrawn_at is null
   returning r.id`,
);

/** Penalties in the file of the house `$1` that ended with the tenures `$2` and have not come back since. */
export const READ_ENDED_PENALTIES = statement<{ id: string }>(
  'read-ended-penalties',
  `select r.id from credit_record r
   where r.subject_id = $1 and r.details->>'endedWithTenure' = any($2::text[]) and r.withdrawn_at is null
     and not exists (select from credit_record again where again.subject_id = $1 and again.details->>'resumes' = r.id::text)
   order by r.occurred_on, r.id`,
);

/**
 * Penalties that ended count again, as new records of the same day and content: that they ended stays true, and stays on file. `$1`:
 * `{ id, resumes }` each, `$2` the tenure by which the person came back.
 */
export const RESUME_PENALTIES = statement<{ id: string }>(
  'resume-penalties',
  `insert into credit_record (id, subject_id, type, occurred_on, amount_hundredths, document_number, organ_name, organ_code, content,
     valid_until_on, details, source_key, office_id)
   select n.id, r.subject_id, r.type, r.occurred_on, r.amount_hundredths, r.document_number, r.organ_name, r.organ_code, r.content,
     r.valid_until_on, r.details - '{endedBecause,endedWithTenure}'::text[] || jsonb_build_object('resumes', r.id),
     sha256(convert_to('resumed ' || r.id || ' ' || $2::uuid, 'UTF8')), r.office_id
   from jsonb_to_recordset($1::jsonb) as n(id uuid, resumes uuid) join credit_record r on r.id = n.resumes
   on conflict (source_key) do nothing
   returning id`,
);
