import type { Standard } from '../domain/standard.js';
import type { Treatment } from '../domain/treatment.js';
import { paged, statement } from './statement.js';

export type DraftState = 'DRAFT' | 'SIMULATED' | 'APPROVED' | 'PUBLISHED' | 'WITHDRAWN';

export interface DraftRow {
  readonly id: string;
  /** STANDARD: a whole standard with its treatments. POLICY: treatments of the standard in force. */
  readonly kind: 'STANDARD' | 'POLICY';
  readonly sector: string;
  readonly version: string;
  readonly definition: Standard | null;
  readonly treatments: readonly Treatment[];
  readonly state: DraftState;
  readonly internal: boolean;
  readonly draftedBy: string;
  readonly draftedByName: string;
  readonly draftedAt: string;
  readonly approvedByName: string | null;
  readonly approvedAt: string | null;
  readonly publishedByName: string | null;
  readonly publishedAt: string | null;
  readonly inForceFrom: string | null;
  readonly shadowUntilOn: string | null;
}

const DRAFT = `
  select d.id, d.kind, d.sector, d.version, d.definition, d.treatments, d.state, d.internal, d.drafted_by as "draftedBy",
    o.name as "draftedByName", d.drafted_at as "draftedAt", a.name as "approvedByName", d.approved_at as "approvedAt",
    p.name as "publishedByName", d.published_at as "publishedAt", d.in_force_from as "inForceFrom",
    d.shadow_until_on as "shadowUntilOn"
  from rule_draft d
  join officer o on o.id = d.drafted_by
  left join officer a on a.id = d.approved_by
  left join officer p on p.id = d.published_by`;

/** Drafts of the sectors an office is in charge of: `$2` those named, `$3` whether all that are not internal are, too. */
const IN_CHARGE = `(d.sector = any($2::text[]) or ($3::boolean and not d.internal))`;

export const FIND_DRAFTS = statement<DraftRow>(
  'find-drafts',
  `${DRAFT} where d.id = any($1::uuid[]) and ${IN_CHARGE}`,
);

/** The same for one, locked until the unit of work ends, so that acts on one draft follow each other. */
export const LOCK_DRAFT = statement<DraftRow>(
  'lock-draft',
  `${DRAFT} where d.id = $1 and ${IN_CHARGE} for no key update of d`,
);

/** Newest first; `$1` a sector or null for all. */
export const LIST_DRAFTS = paged<DraftRow>(
  'list-drafts',
  'desc',
  ({ order, beyond }) => `${DRAFT} where ($1::text is null or d.sector = $1) and ${IN_CHARGE}
   and ($4::uuid is null or d.id ${beyond} $4) order by d.id ${order} limit $5`,
);

export const COUNT_DRAFTS = statement<{ count: number }>(
  'count-drafts',
  `select count(*) from rule_draft d where ($1::text is null or d.sector = $1) and ${IN_CHARGE}`,
);

export const ADD_DRAFT = statement<{ id: string }>(
  'add-draft',
  `insert into rule_draft (id, kind, sector, version, definition, treatments, state, internal, office_id, drafted_by)
   values ($1, $2, $3, $4, $5, $6, 'DRAFT', $7, $8, $9) returning id`,
);

/** What already is published under the sector `$1`: the version `$2`, and what kind of sector it is. */
export const READ_SECTOR = statement<{
  versionExists: boolean;
  pointsScheme: boolean | null;
  internal: boolean | null;
}>(
  'read-sector',
  `select exists (select from standard where sector = $1 and version = $2) as "versionExists",
     s.points_scheme as "pointsScheme", s.internal
   from (select) as always left join sector s on s.code = $1`,
);

export const SET_DRAFT_STATE = statement<never>(
  'set-draft-state',
  'update rule_draft set state = $2 where id = $1',
);

/** A trial has come to its end: unless the draft has been taken back, or has gone further, meanwhile. */
export const MARK_SIMULATED = statement<never>(
  'mark-simulated',
  `update rule_draft set state = 'SIMULATED' where id = $1 and state = 'DRAFT'`,
);

export const APPROVE_DRAFT = statement<never>(
  'approve-draft',
  `update rule_draft set state = 'APPROVED', approved_by = $2, approved_at = clock_timestamp() where id = $1`,
);

export const SET_SHADOW = statement<never>(
  'set-shadow',
  'update rule_draft set shadow_until_on = $2 where id = $1',
);

/** Publishes an approved draft by the one function that can: `$2` the officer, `$3` from when it is in force. */
export const PUBLISH_DRAFT = statement<{ standardId: string | null }>(
  'publish-draft',
  'select publish_draft($1, $2, $3) as "standardId"',
);

export const IN_FORCE_DAY_TAKEN = statement<{ taken: boolean }>(
  'in-force-day-taken',
  'select exists (select from standard where sector = $1 and in_force_from = $2::date) as taken',
);

/** Drafts that are tried beside the version in force on the day `$1`, and have not been tried on it. */
export const LIST_SHADOW_RUNS = statement<{ id: string }>(
  'list-shadow-runs',
  `select id from rule_draft d
   where shadow_until_on >= $1::date and state in ('SIMULATED', 'APPROVED')
     and not exists (
       select from simulation s where s.draft_id = d.id and s.job_id is null and s.rated_on = $1::date and s.finished_at is not null)
   order by id`,
);

/** For work that no officer asks for: nobody's view, so nobody's office narrows it. */
export const READ_DRAFT = statement<DraftRow>('read-draft', `${DRAFT} where d.id = $1`);
