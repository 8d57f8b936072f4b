import type { CommitmentState } from '../domain/commitment.js';
import type { CommitmentKind } from '../domain/commitment-offer.js';
import { columnsOf } from './approval-matters.js';
import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** What acts change about a commitment; each act writes the whole of it, as it has decided it. */
export interface CommitmentChange {
  readonly id: string;
  readonly state: CommitmentState;
  readonly dueOn: string;
  readonly dueIsProvisional: boolean;
  readonly extendedOn: string | null;
  readonly extendedBy: string | null;
  readonly extensionReason: string | null;
  readonly postCheckDueOn: string | null;
  readonly postCheckedOn: string | null;
  readonly postCheckedBy: string | null;
  readonly breachFoundOn: string | null;
  readonly breachFoundBy: string | null;
  readonly breachFinding: string | null;
  readonly correctUntilOn: string | null;
  readonly recordId: string | null;
  readonly closedOn: string | null;
  readonly closedBy: string | null;
  readonly closingNote: string | null;
}

/** A commitment (承诺) as it stands. */
export interface CommitmentRow extends CommitmentChange {
  readonly matterId: string;
  readonly itemId: string;
  readonly subjectId: string;
  readonly kind: CommitmentKind;
  readonly paperCodes: readonly string[];
  readonly content: string;
  readonly givenOn: string;
  readonly givenByName: string;
  readonly termDays: number;
  readonly firstDueOn: string;
  readonly nextDueOn: string | null;
  readonly breachFoundByName: string | null;
  readonly closedByName: string | null;
  /** The record that it has left was withdrawn: a breach that it told of was not one. */
  readonly isRecordWithdrawn: boolean;
}

const CHANGES: Readonly<Record<Exclude<keyof CommitmentChange, 'id'>, string>> = {
  state: 'state text',
  dueOn: 'due_on date',
  dueIsProvisional: 'due_is_provisional boolean',
  extendedOn: 'extended_on date',
  extendedBy: 'extended_by uuid',
  extensionReason: 'extension_reason text',
  postCheckDueOn: 'post_check_due_on date',
  postCheckedOn: 'post_checked_on date',
  postCheckedBy: 'post_checked_by uuid',
  breachFoundOn: 'breach_found_on date',
  breachFoundBy: 'breach_found_by uuid',
  breachFinding: 'breach_finding text',
  correctUntilOn: 'correct_until_on date',
  recordId: 'record_id uuid',
  closedOn: 'closed_on date',
  closedBy: 'closed_by uuid',
  closingNote: 'closing_note text',
};

const { selected, assigned, typed } = columnsOf(CHANGES, 'k');

const COMMITMENT = `
  select k.id, k.matter_id as "matterId", m.item_id as "itemId", k.subject_id as "subjectId", k.kind, k.paper_codes as "paperCodes", k.content,
    k.given_on as "givenOn", given.name as "givenByName", k.term_days as "termDays", k.first_due_on as "firstDueOn",
    k.next_due_on as "nextDueOn", ${selected}, found.name as "breachFoundByName", closed.name as "closedByName",
    r.withdrawn_at is not null as "isRecordWithdrawn"
  from commitment k
  join approval_matter m on m.id = k.matter_id
  join office f on f.id = k.office_id
  join officer given on given.id = k.given_by
  left join officer found on found.id = k.breach_found_by
  left join officer closed on closed.id = k.closed_by
  left join credit_record r on r.id = k.record_id`;

/** Of the office `$2`, or (null) of every office inside the region subtrees `$3`. */
const IN_REACH = `($2::uuid is null or k.office_id = $2) and ${ofOfficesInside('$3')}`;

export const FIND_COMMITMENTS = statement<CommitmentRow>(
  'find-commitments',
  `${COMMITMENT} where k.id = any($1::uuid[]) and ${IN_REACH}`,
);

/** Of the matters `$1`, oldest first. */
export const COMMITMENTS_OF_MATTERS = statement<CommitmentRow>(
  'commitments-of-matters',
  `${COMMITMENT} where k.matter_id = any($1::uuid[]) order by k.matter_id, k.id`,
);

/** One that the office has to look at. */
export type CommitmentDueRow = CommitmentRow & { readonly nextDueOn: string };

/** What has to be looked at by the day `$1` or had to be before it, longest overdue first, after the cursor (`$4`, `$5`). */
export const LIST_COMMITMENTS_DUE = paged<CommitmentDueRow>(
  'list-commitments-due',
  'asc',
  ({ order, beyond }) => `${COMMITMENT} where k.next_due_on <= $1::date and ${IN_REACH}
     and ($4::date is null or (k.next_due_on, k.id) ${beyond} ($4::date, $5::uuid))
   order by k.next_due_on ${order}, k.id ${order} limit $6`,
);

export const COUNT_COMMITMENTS_DUE = statement<{ count: number }>(
  'count-commitments-due',
  `select count(*) from commitment k join office f on f.id = k.office_id where k.next_due_on <= $1::date and ${IN_REACH}`,
);

export interface NewCommitment {
  readonly id: string;
  readonly matterId: string;
  readonly subjectId: string;
  readonly kind: CommitmentKind;
  readonly paperCodes: readonly string[];
  readonly content: string;
  readonly givenOn: string;
  readonly termDays: number;
  readonly dueOn: string;
  readonly provisional: boolean;
}

/** `$1` a `NewCommitment`, `$2` officer, `$3` office. */
export const ADD_COMMITMENT = statement<never>(
  'add-commitment',
  `insert into commitment (id, matter_id, office_id, subject_id, kind, paper_codes, content, given_on, given_by, term_days, first_due_on,
     due_on, due_is_provisional)
   select c.id, c."matterId", $3, c."subjectId", c.kind, c."paperCodes", c.content, c."givenOn", $2, c."termDays", c."dueOn", c."dueOn",
     c.provisional
   from jsonb_to_record($1::jsonb) as c(id uuid, "matterId" uuid, "subjectId" uuid, kind text, "paperCodes" text[], content text,
     "givenOn" date, "termDays" integer, "dueOn" date, provisional boolean)`,
);

/** Writes all that acts change about commitments; `$1` is a list of `CommitmentChange`. */
export const SAVE_COMMITMENTS = statement<never>(
  'save-commitments',
  `update commitment k set ${assigned} from jsonb_to_recordset($1::jsonb) as c(id uuid, ${typed}) where k.id = c.id`,
);
