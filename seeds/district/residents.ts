import type { CivilDate } from '../../src/domain/civil-date.js';
import { RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { type Queryable, statement } from '../../src/store/statement.js';
import { derivedId } from '../derived-id.js';

/** The station whose owner and manager can sign in, by one of its officers. */
const STATION_OF = 'zhongshan-officer';

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

/** Two accounts of natural persons: an owner with open hazards, and a manager of several houses. Houses have been rated before. */
export async function addResidents(queryable: Queryable, today: CivilDate): Promise<void> {
  await queryable.run(ADD_OWNER, [derivedId('demo account owner', today), STATION_OF]);
  await queryable.run(ADD_MANAGER, [derivedId('demo account house-manager', today), STATION_OF]);
}
