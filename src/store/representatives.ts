import type { CivilDate, Instant } from '../domain/civil-date.js';
import type { Verdict } from '../domain/verdict.js';
import { paged, statement } from './statement.js';

export type RepresentativeRole = 'LEGAL_REPRESENTATIVE' | 'AGENT';

/** Who represents an enterprise, with the personal data in clear. */
export interface RepresentativeRow {
  readonly id: string;
  readonly creditCode: string;
  readonly personName: string;
  readonly citizenNumber: string | null;
  readonly role: RepresentativeRole;
  readonly documentNumber: string;
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate | null;
  readonly endedOn: CivilDate | null;
  /** At whose counter, by whom and when it was registered. */
  readonly officeName: string;
  readonly registeredBy: string;
  readonly registeredAt: Instant;
}

const REPRESENTATIVE = `
  select r.id, s.credit_code as "creditCode", p.name as "personName", p.citizen_number as "citizenNumber", r.role,
    r.document_number as "documentNumber", r.from_on as "fromOn", r.until_on as "untilOn", r.ended_on as "endedOn",
    f.name as "officeName", o.name as "registeredBy", r.recorded_at as "registeredAt"
  from representative r join subject s on s.id = r.enterprise_id join person p on p.id = r.person_id
  join office f on f.id = r.office_id join officer o on o.id = r.registered_by`;

/** Those of enterprises inside the region subtrees `$2`. */
export const FIND_REPRESENTATIVES = statement<RepresentativeRow>(
  'find-representatives',
  `${REPRESENTATIVE} where r.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** Of the enterprise `$1`, newest first. */
export const LIST_REPRESENTATIVES = paged<RepresentativeRow>(
  'list-representatives',
  'desc',
  ({
    order,
    beyond,
  }) => `${REPRESENTATIVE} where r.enterprise_id = $1 and ($2::uuid is null or r.id ${beyond} $2)
   order by r.id ${order} limit $3`,
);

export const COUNT_REPRESENTATIVES = statement<{ count: number }>(
  'count-representatives',
  'select count(*) from representative where enterprise_id = $1',
);

/** The enterprise with the credit code `$1` inside the region subtrees `$2`. */
export const FIND_ENTERPRISE_IN_REACH = statement<{ id: string; regionCode: string }>(
  'find-enterprise-in-reach',
  `select s.id, s.region_code as "regionCode" from subject s join enterprise e on e.id = s.id
   where s.credit_code = $1 and s.region_code ^@ any($2::text[])`,
);

/** That the person `$2` represents the enterprise `$1`, which nobody has ended; the paper may have run out. */
export const FIND_OPEN_REPRESENTATION = statement<{ id: string; untilOn: CivilDate | null }>(
  'find-open-representation',
  `select id, until_on as "untilOn" from representative where enterprise_id = $1 and person_id = $2 and ended_on is null for no key update`,
);

export const ADD_REPRESENTATIVE = statement<never>(
  'add-representative',
  `insert into representative (id, enterprise_id, person_id, role, document_number, from_on, until_on, office_id, registered_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export interface LockedRepresentative {
  readonly enterpriseId: string;
  readonly personId: string;
  readonly fromOn: CivilDate;
  readonly endedOn: CivilDate | null;
}

/** Locks it until the unit of work ends. */
export const LOCK_REPRESENTATIVE = statement<LockedRepresentative>(
  'lock-representative',
  `select r.enterprise_id as "enterpriseId", r.person_id as "personId", r.from_on as "fromOn", r.ended_on as "endedOn"
   from representative r join subject s on s.id = r.enterprise_id
   where r.id = $1 and s.region_code ^@ any($2::text[]) for no key update of r`,
);

export const END_REPRESENTATIVE = statement<never>(
  'end-representative',
  `update representative set ended_on = $2::date, ended_by = $3, ended_recorded_at = clock_timestamp() where id = $1`,
);

export interface OwnEnterpriseRow {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly role: RepresentativeRole;
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate | null;
}

/** The enterprises that the person `$1` represents on the day `$2`, at most 500, by credit code. */
export const LIST_OWN_ENTERPRISES = statement<OwnEnterpriseRow>(
  'list-own-enterprises',
  `select s.id, s.credit_code as "creditCode", s.name, r.role, r.from_on as "fromOn", r.until_on as "untilOn"
   from representative r join subject s on s.id = r.enterprise_id
   where r.person_id = $1 and r.from_on <= $2::date and (r.until_on is null or r.until_on >= $2::date)
     and (r.ended_on is null or r.ended_on > $2::date)
   order by s.credit_code limit 500`,
);

/** A check as whoever was asked about may know it: not by which officer, nor in which matter. */
export interface OwnCheckRow extends Pick<Verdict, 'verdict' | 'reasonCode'> {
  readonly id: string;
  readonly officeName: string;
  readonly checkedAt: Instant;
  readonly fieldCode: string;
  readonly purpose: string;
}

/** Checks of the subject `$1` by whichever office, newest first. */
export const LIST_OWN_CHECKS = paged<OwnCheckRow>(
  'list-own-checks',
  'desc',
  ({ order, beyond }) => `
   select c.id, f.name as "officeName", c.checked_at as "checkedAt", c.field_code as "fieldCode", c.purpose, c.verdict,
     c.reason_code as "reasonCode"
   from credit_check c join office f on f.id = c.office_id
   where c.subject_id = $1 and ($2::uuid is null or c.id ${beyond} $2) order by c.id ${order} limit $3`,
);

export const COUNT_OWN_CHECKS = statement<{ count: number }>(
  'count-own-checks',
  'select count(*) from credit_check where subject_id = $1',
);
