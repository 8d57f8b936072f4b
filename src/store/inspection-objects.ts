import type { ObjectKind } from '../domain/spot-check-item.js';
import { paged, statement } from './statement.js';

export interface InspectionObjectRow {
  readonly id: string;
  readonly publicId: string;
  readonly kind: Exclude<ObjectKind, 'ENTERPRISE'>;
  readonly name: string;
  readonly subjectId: string;
  readonly regionCode: string;
  readonly active: boolean;
  readonly registeredOn: string;
  readonly retiredOn: string | null;
  readonly retiredReason: string | null;
}

const OBJECT = `
  select id, public_id as "publicId", kind, name, subject_id as "subjectId", region_code as "regionCode", active,
    registered_on as "registeredOn", retired_on as "retiredOn", retired_reason as "retiredReason"
  from inspection_object`;

/** Of `$1` those inside the regions `$2`. */
export const FIND_INSPECTION_OBJECTS = statement<InspectionObjectRow>(
  'find-inspection-objects',
  `${OBJECT} where id = any($1::uuid[]) and region_code ^@ any($2::text[])`,
);

const WANTED = `region_code ^@ any($1::text[]) and ($2::text is null or kind = $2) and (active or $3::boolean)`;

/** By public id. `$2` kind · `$3` with retired ones. */
export const LIST_INSPECTION_OBJECTS = paged<InspectionObjectRow>(
  'list-inspection-objects',
  'asc',
  ({ order, beyond }) => `${OBJECT} where ${WANTED} and ($4::text is null or public_id ${beyond} $4)
   order by public_id ${order} limit $5`,
);

export const COUNT_INSPECTION_OBJECTS = statement<{ count: number }>(
  'count-inspection-objects',
  `select count(*) from inspection_object where ${WANTED}`,
);

/** The enterprise of this credit code inside the regions `$2`. */
export const FIND_RESPONSIBLE = statement<{ id: string; regionCode: string }>(
  'find-responsible-enterprise',
  `select id, region_code as "regionCode" from subject
   where credit_code = $1 and kind = 'ENTERPRISE' and region_code ^@ any($2::text[])`,
);

/** The enterprise `$1`, inside the regions `$2`. */
export const FIND_ENTERPRISE_WITHIN = statement<{ id: string }>(
  'find-enterprise-within',
  `select id from subject where id = $1 and kind = 'ENTERPRISE' and region_code ^@ any($2::text[])`,
);

/** No row when the public id is on the register already. */
export const ADD_INSPECTION_OBJECT = statement<{ id: string }>(
  'add-inspection-object',
  `insert into inspection_object (id, public_id, kind, name, subject_id, region_code, office_id, registered_by, registered_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (public_id) do nothing returning id`,
);

/** An object inside the regions `$2`, locked for a change. */
export const LOCK_INSPECTION_OBJECT = statement<{ id: string; subjectId: string; active: boolean }>(
  'lock-inspection-object',
  `select id, subject_id as "subjectId", active from inspection_object
   where id = $1 and region_code ^@ any($2::text[]) for update`,
);

export const RETIRE_INSPECTION_OBJECT = statement<never>(
  'retire-inspection-object',
  `update inspection_object set active = false, retired_on = $2, retired_reason = $3, retired_by = $4 where id = $1`,
);
