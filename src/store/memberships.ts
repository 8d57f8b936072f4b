import type { Membership } from '../domain/household.js';
import { statement } from './statement.js';

/**
 * Who was a member of each household of `$1` and when, as known at the moment of the same place in `$2` (null: now). `place` counts
 * the households asked for from 1 on.
 */
export const READ_MEMBERSHIPS = statement<Membership & { place: number }>(
  'read-memberships',
  `select a.place, m.person_id as "personId", m.from_on as "fromOn",
     case when a.known_at is null or m.ended_recorded_at <= a.known_at then m.to_on end as "toOn", p.born_on as "bornOn"
   from unnest($1::uuid[], $2::timestamptz[]) with ordinality as a(id, known_at, place)
   join household_member m on m.household_id = a.id and (a.known_at is null or m.recorded_at <= a.known_at)
   join person p on p.id = m.person_id
   order by a.place, m.person_id, m.from_on`,
);
