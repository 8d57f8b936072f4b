import type { Membership } from '../domain/household.js';
import { statement } from './statement.js';

/** Who was a member of the households `$1` and when, as known at the moment `$2` (null: now). */
export const READ_MEMBERSHIPS = statement<Membership & { householdId: string }>(
  'read-memberships',
  `select m.household_id as "householdId", m.person_id as "personId", m.from_on as "fromOn", m.to_on as "toOn",
     p.born_on as "bornOn"
   from household_member m join person p on p.id = m.person_id
   where m.household_id = any($1::uuid[]) and ($2::timestamptz is null or m.recorded_at <= $2)
   order by m.household_id, m.person_id, m.from_on`,
);
