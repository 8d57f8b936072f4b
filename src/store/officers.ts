import { statement } from './statement.js';

/** An active officer with everything that decides what he may see and do. Whoever signs in for himself has no jurisdiction at all. */
export interface OfficerRow {
  readonly officerId: string;
  readonly officerName: string;
  readonly login: string;
  readonly officeId: string;
  readonly officeName: string;
  readonly roles: string[];
  readonly regionCodes: string[];
  readonly sectors: string[];
  readonly approvalFields: string[];
  /** Set for whoever signs in for himself. */
  readonly personId: string | null;
}

const OFFICER = `
  select o.id as "officerId", o.name as "officerName", o.login, f.id as "officeId", f.name as "officeName", o.roles,
    o.person_id as "personId",
    case when o.person_id is null then f.region_codes else '{}' end as "regionCodes",
    case when o.person_id is null then f.sectors else '{}' end as sectors,
    case when o.person_id is null then f.approval_fields else '{}' end as "approvalFields"
  from officer o join office f on f.id = o.office_id
  where o.active`;

export const FIND_OFFICER = statement<OfficerRow>('find-officer', `${OFFICER} and o.id = $1`);

/** Officers of the demo district, for the demo sign-in only. */
export const LIST_OFFICERS = statement<OfficerRow>('list-officers', `${OFFICER} order by f.code, o.login`);

/** The officers of an office, such as those who can be the second officer of a visit. */
export const LIST_COLLEAGUES = statement<OfficerRow>(
  'list-colleagues',
  `${OFFICER} and f.id = $1 and o.person_id is null order by o.login`,
);
