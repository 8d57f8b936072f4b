import { paged, statement } from './statement.js';

export interface InspectorRow {
  readonly id: string;
  readonly name: string;
  readonly certificateNumber: string;
  readonly certificateExpiresOn: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly officerId: string | null;
  readonly specialties: readonly string[];
  readonly areaCodes: readonly string[];
  readonly active: boolean;
  readonly retiredOn: string | null;
  readonly retiredReason: string | null;
}

const INSPECTOR = `
  select i.id, i.name, i.certificate_number as "certificateNumber", i.certificate_expires_on as "certificateExpiresOn",
    i.office_id as "officeId", f.name as "officeName", i.officer_id as "officerId", i.specialties, i.area_codes as "areaCodes",
    i.active, i.retired_on as "retiredOn", i.retired_reason as "retiredReason"
  from inspector i join office f on f.id = i.office_id`;

/** Inspectors of offices whose whole jurisdiction lies inside these region subtrees. */
const within = (roots: string) =>
  `not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[]))`;

/** Of `$1` those inside the regions `$2`. */
export const FIND_INSPECTORS = statement<InspectorRow>(
  'find-inspectors',
  `${INSPECTOR} where i.id = any($1::uuid[]) and ${within('$2')}`,
);

const WANTED = `${within('$1')} and ($2::date is null or (i.active and i.certificate_expires_on <= $2::date))
  and ($3::text is null or $3 = any(i.specialties)) and (i.active or $4::boolean)`;

/** By certificate number. `$2`: only those whose certificate ends by then · `$3` specialty · `$4` with retired ones. */
export const LIST_INSPECTORS_OF_REGIONS = paged<InspectorRow>(
  'list-inspectors-of-regions',
  'asc',
  ({
    order,
    beyond,
  }) => `${INSPECTOR} where ${WANTED} and ($5::text is null or i.certificate_number ${beyond} $5)
   order by i.certificate_number ${order} limit $6`,
);

export const COUNT_INSPECTORS = statement<{ count: number }>(
  'count-inspectors',
  `select count(*) from inspector i join office f on f.id = i.office_id where ${WANTED}`,
);

/** An inspector of the office `$2`, locked for a change; a draw that reads him meanwhile sees him as he was. */
export const LOCK_INSPECTOR = statement<InspectorRow>(
  'lock-inspector',
  `${INSPECTOR} where i.id = $1 and i.office_id = $2 for update of i`,
);

export interface OfficerOfOffice {
  readonly id: string;
  readonly roles: readonly string[];
}

/** The active officer `$1` of the office `$2`. */
export const FIND_OFFICER_OF_OFFICE = statement<OfficerOfOffice>(
  'find-officer-of-office',
  `select id, roles from officer where id = $1 and office_id = $2 and active`,
);

/** No row when the certificate number, or the officer, is on the register already. */
export const ADD_INSPECTOR = statement<{ id: string }>(
  'add-inspector',
  `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id, specialties, area_codes, officer_id, registered_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
);

export const RENEW_CERTIFICATE = statement<never>(
  'renew-certificate',
  `with renewed as (update inspector set certificate_expires_on = $3 where id = $2)
   insert into certificate_renewal (id, inspector_id, certificate_number, former_expires_on, expires_on, renewed_by)
   values ($1, $2, $4, $5, $3, $6)`,
);

export const RETIRE_INSPECTOR = statement<never>(
  'retire-inspector',
  `update inspector set active = false, retired_on = $2, retired_reason = $3 where id = $1`,
);

export interface ConflictRow {
  readonly id: string;
  readonly inspectorId: string;
  readonly subjectId: string;
  readonly reason: string;
  readonly declaredOn: string;
  readonly endsOn: string | null;
  readonly declaredBy: string;
  readonly byHimself: boolean;
}

/** Conflicts of the inspectors `$1`, newest first. */
export const LIST_CONFLICTS = statement<ConflictRow>(
  'list-conflicts',
  `select c.id, c.inspector_id as "inspectorId", c.subject_id as "subjectId", c.reason, c.declared_on as "declaredOn",
     c.ends_on as "endsOn", o.name as "declaredBy", c.declared_by is not distinct from i.officer_id as "byHimself"
   from inspector_conflict c join inspector i on i.id = c.inspector_id join officer o on o.id = c.declared_by
   where c.inspector_id = any($1::uuid[]) order by c.inspector_id, c.id desc limit 5000`,
);

/** No row when a conflict of the two is open already. */
export const ADD_CONFLICT = statement<{ id: string }>(
  'add-conflict',
  `insert into inspector_conflict (id, inspector_id, subject_id, reason, declared_on, declared_by)
   values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
);

export interface OpenConflict {
  readonly inspectorId: string;
  readonly subjectId: string;
  readonly declaredOn: string;
  readonly endsOn: string | null;
}

/** A conflict of an inspector of the office `$2`, locked for a change. */
export const LOCK_CONFLICT = statement<OpenConflict>(
  'lock-conflict',
  `select c.inspector_id as "inspectorId", c.subject_id as "subjectId", c.declared_on as "declaredOn", c.ends_on as "endsOn"
   from inspector_conflict c join inspector i on i.id = c.inspector_id where c.id = $1 and i.office_id = $2 for update of c`,
);

export const END_CONFLICT = statement<never>(
  'end-conflict',
  `update inspector_conflict set ends_on = $2, ended_by = $3 where id = $1`,
);
