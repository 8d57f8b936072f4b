import type { HouseRole } from '../domain/house-tenure.js';
import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import { statement } from './statement.js';

/** What happened to a house and is not yet in the file of whoever answered for it on that day. */
export interface UnnotedConduct {
  readonly houseId: string;
  readonly personId: string;
  readonly role: HouseRole;
  readonly type: string;
  readonly occurredOn: string;
  readonly content: string | null;
  readonly hazardId: string | null;
  /** What identifies the record: derived from what happened, so that it is noted once, and never again once withdrawn. */
  readonly sourceKey: string;
  readonly officeId: string;
  readonly organName: string;
}

/** `t` answered for the house on the day `on`. */
const onThatDay = (on: string) => `t.from_on <= ${on} and (t.to_on is null or t.to_on > ${on})`;

/**
 * Of the houses `$1`: who answers for them and has no file in his role yet; findings of items for which owner or manager answer
 * himself; and rectifications that failed. Each for whoever answered on that day.
 */
export const READ_UNNOTED_CONDUCT = statement<UnnotedConduct>(
  'read-unnoted-conduct',
  `with event as (
     (select distinct on (t.person_id, k.code) t.house_id, t.person_id, t.role, k.filed_record_type as type, t.from_on as occurred_on,
        null as content, null::uuid as hazard_id, 'filed ' || k.filed_record_type || ' ' || t.person_id as source_key
      from house_tenure t join house_role k on k.code = t.role
      where t.house_id = any($1::uuid[]) and t.to_on is null and not exists (
        select from credit_record c where c.subject_id = t.person_id and c.type = k.filed_record_type)
      order by t.person_id, k.code, t.from_on, t.house_id)
     union all
     select z.house_id, t.person_id, t.role, m.record_type, z.found_on, i.label_zh, z.id,
       'hazard ' || z.id || ' ' || lower(t.role) || ' ' || t.person_id
     from hazard z
     join check_item i on i.code = z.item_code
     join finding_record_type m on m.item_code = z.item_code
     join house_tenure t on t.house_id = z.house_id and t.role = m.role and ${onThatDay('z.found_on')}
     where z.house_id = any($1::uuid[]) and z.state <> 'WITHDRAWN'
     union all
     select r.subject_id, t.person_id, t.role, k.overdue_record_type, r.occurred_on, i.label_zh, z.id,
       'overdue ' || r.id || ' ' || lower(t.role) || ' ' || t.person_id
     from credit_record r
     join hazard z on z.id = r.hazard_id
     join check_item i on i.code = z.item_code
     join house_tenure t on t.house_id = r.subject_id and ${onThatDay('r.occurred_on')}
     join house_role k on k.code = t.role
     where r.subject_id = any($1::uuid[]) and r.type = '${FAILED_RECTIFICATION_RECORD}' and r.withdrawn_at is null
   )
   select e.house_id as "houseId", e.person_id as "personId", e.role, e.type, e.occurred_on as "occurredOn", e.content,
     e.hazard_id as "hazardId", e.source_key as "sourceKey", h.station_id as "officeId", o.name as "organName"
   from event e
   join rental_house h on h.id = e.house_id
   join office o on o.id = h.station_id
   where not exists (select from credit_record c where c.source_key = sha256(convert_to(e.source_key, 'UTF8')))
   order by e.occurred_on, e.source_key`,
);

/** An `UnnotedConduct` with the id of its record. */
export interface NewConduct extends UnnotedConduct {
  readonly id: string;
}

/**
 * Notes what is said by `$1`, an array of `NewConduct`. The records are tied to the hazard by their details and not by `hazard_id`:
 * what is tied by that ends with the hazard, and conduct stays on record for as long as the standard of the person says.
 */
export const ADD_CONDUCT = statement<{ id: string }>(
  'add-conduct',
  `insert into credit_record (id, subject_id, type, occurred_on, content, organ_name, details, source_key, office_id)
   select n.id, n."personId", n.type, n."occurredOn", n.content, n."organName",
     jsonb_strip_nulls(jsonb_build_object('houseId', n."houseId", 'houseRole', n.role, 'hazardId', n."hazardId")),
     sha256(convert_to(n."sourceKey", 'UTF8')), n."officeId"
   from jsonb_to_recordset($1::jsonb) as n(id uuid, "personId" uuid, type text, "occurredOn" date, content text, "organName" text,
     "houseId" uuid, role text, "hazardId" uuid, "sourceKey" text, "officeId" uuid)
   on conflict (source_key) do nothing
   returning id`,
);

/**
 * What was noted for the person `$1` of the house `$2` in the role `$3` from the day `$4` on counts for nothing, because (`$5`) he did not
 * answer for it any more.
 */
export const WITHDRAW_CONDUCT = statement<{ type: string }>(
  'withdraw-conduct',
  `update credit_record set withdrawn_at = now(), details = details || jsonb_build_object('withdrawnBecause', $5::text)
   where subject_id = $1 and details->>'houseId' = $2::uuid::text and details->>'houseRole' = $3 and details ? 'hazardId'
     and occurred_on >= $4::date and withdrawn_at is null
   returning type`,
);

/** The next `$2` houses after the house `$1`, by their ids. */
export const LIST_HOUSES_AFTER = statement<{ houseId: string }>(
  'list-houses-after',
  'select id as "houseId" from rental_house where id > $1 order by id limit $2',
);
