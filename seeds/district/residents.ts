import type { CivilDate } from '../../src/domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { type Queryable, statement } from '../../src/store/statement.js';
import { derivedId } from '../derived-id.js';

/** The station whose owner and manager can sign in, by one of its officers. */
const STATION_OF = 'zhongshan-officer';
/** Who has registered the representative of an enterprise. */
const REGISTERED_BY = 'credit-clerk';

/** Accounts are named by what somebody is, so that the list of demo accounts tells nobody's name. */
const ADD_OWNER = statement<{ id: string }>(
  'add-demo-owner',
  `insert into officer (id, login, name, office_id, roles, person_id)
   select $1, 'owner', '房主（示例）', o.office_id, '{RESIDENT}', h.owner_id
   from officer o join rental_house h on h.station_id = o.office_id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}' and r.grade_code = 'WATCH_LIST'
   where o.login = $2 and exists (select from hazard z where z.house_id = h.id and z.state = 'OPEN')
   order by h.address_code limit 1
   returning id`,
);

const ADD_MANAGER = statement<{ id: string }>(
  'add-demo-manager',
  `insert into officer (id, login, name, office_id, roles, person_id)
   select $1, 'house-manager', '管理人（示例）', o.office_id, '{RESIDENT}', h.manager_id
   from officer o join rental_house h on h.station_id = o.office_id
   where o.login = $2 and h.manager_id is not null and not exists (select from officer a where a.person_id = h.manager_id)
   group by o.office_id, h.manager_id having count(*) > 1
   order by min(h.address_code) limit 1
   returning id`,
);

/** An enterprise that stands on a list, if any does, and the owner of a house as its legal representative. */
const ADD_REPRESENTATIVE = statement<{ id: string }>(
  'add-demo-representative',
  `with enterprise as (
     select s.id from subject s where s.kind = 'ENTERPRISE' and s.status = 'ACTIVE'
     order by exists (select from list_entry e where e.subject_id = s.id and e.valid_to is null) desc, s.credit_code limit 1
   ), person as (
     select h.owner_id as id from rental_house h
     where not exists (select from officer a where a.person_id = h.owner_id) order by h.address_code limit 1
   ), registered as (
     insert into representative (id, enterprise_id, person_id, role, document_number, from_on, office_id, registered_by)
     select $1, enterprise.id, person.id, 'LEGAL_REPRESENTATIVE', '示例执照〔2026〕1号', $2::date - 100, o.office_id, o.id
     from enterprise, person, officer o where o.login = $3
     returning person_id, office_id
   )
   insert into officer (id, login, name, office_id, roles, person_id)
   select $4, 'enterprise', '企业法定代表人（示例）', office_id, '{RESIDENT}', person_id from registered
   returning id`,
);

/** Three accounts of natural persons: an owner with open hazards, a manager of several houses, and whoever represents an enterprise.
 * Houses have been rated before. */
export async function addResidents(queryable: Queryable, today: CivilDate): Promise<void> {
  await queryable.run(ADD_OWNER, [derivedId('demo account owner', today), STATION_OF]);
  await queryable.run(ADD_MANAGER, [derivedId('demo account house-manager', today), STATION_OF]);
  await queryable.run(ADD_REPRESENTATIVE, [
    ...[derivedId('demo representative', today), today, REGISTERED_BY],
    derivedId('demo account enterprise', today),
  ]);
}
