import type { ClockKind, MatterState, RevocationGround } from '../domain/approval-matter.js';
import type { Stop, StopCause } from '../domain/approval-clock.js';
import type { SubjectKind } from '../domain/standard.js';
import type { Decision } from '../domain/verdict.js';
import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** What acts change about an application; each act writes the whole of it, as it has decided it. */
export interface MatterChange {
  readonly id: string;
  readonly state: MatterState;
  readonly askedOn: string | null;
  readonly askedPapers: readonly string[];
  readonly missingPapers: readonly string[];
  readonly acceptedOn: string | null;
  readonly isDeemedAccepted: boolean;
  readonly extensionDays: number;
  readonly extensionReason: string | null;
  readonly extensionRequestedBy: string | null;
  readonly extensionRequestedOn: string | null;
  readonly extendedBy: string | null;
  readonly extendedOn: string | null;
  readonly dueOn: string | null;
  readonly dueIsProvisional: boolean;
  readonly decision: Decision | null;
  readonly decidedOn: string | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly falseMaterial: boolean;
  readonly falseMaterialConfirmedBy: string | null;
  readonly falseMaterialConfirmedOn: string | null;
  readonly remedies: string | null;
  readonly checkId: string | null;
  readonly departs: boolean;
  readonly elapsedDays: number | null;
  readonly stoppedDays: number | null;
  readonly usedDays: number | null;
  readonly isLate: boolean | null;
  readonly deliveredOn: string | null;
  readonly deliveredBy: string | null;
  readonly revokedOn: string | null;
  readonly revokedBy: string | null;
  readonly revocationGround: RevocationGround | null;
  readonly revocationReason: string | null;
  readonly barredUntilOn: string | null;
}

/** A time in which the clock stands still (中止计时), and how the applicant was told of it. */
export interface StopRow extends Stop {
  readonly cause: StopCause;
  readonly noticeNumber: string | null;
  readonly neededDays: number | null;
}

/** An application (申请) as it stands. */
export interface MatterRow extends MatterChange {
  readonly officeId: string;
  readonly officeName: string;
  readonly itemId: string;
  readonly itemCode: string;
  readonly fieldCode: string;
  readonly clockKind: ClockKind;
  readonly needsCheck: boolean;
  readonly concernsSafety: boolean;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly applicantName: string;
  readonly applicantCreditCode: string;
  readonly number: string;
  readonly receivedOn: string;
  readonly termDays: number;
  readonly receivedByName: string;
  readonly extendedByName: string | null;
  readonly decidedByName: string | null;
  readonly revokedByName: string | null;
  readonly stops: readonly StopRow[];
  /** Whether a commitment on which it rests is being corrected, on a finding that stands. */
  readonly isSuspended: boolean;
}

const CHANGES: Readonly<Record<Exclude<keyof MatterChange, 'id'>, string>> = {
  state: 'state text',
  askedOn: 'asked_on date',
  askedPapers: 'asked_papers text[]',
  missingPapers: 'missing_papers text[]',
  acceptedOn: 'accepted_on date',
  isDeemedAccepted: 'is_deemed_accepted boolean',
  extensionDays: 'extension_days integer',
  extensionReason: 'extension_reason text',
  extensionRequestedBy: 'extension_requested_by uuid',
  extensionRequestedOn: 'extension_requested_on date',
  extendedBy: 'extended_by uuid',
  extendedOn: 'extended_on date',
  dueOn: 'due_on date',
  dueIsProvisional: 'due_is_provisional boolean',
  decision: 'decision text',
  decidedOn: 'decided_on date',
  decidedBy: 'decided_by uuid',
  decisionReason: 'decision_reason text',
  falseMaterial: 'false_material boolean',
  falseMaterialConfirmedBy: 'false_material_confirmed_by uuid',
  falseMaterialConfirmedOn: 'false_material_confirmed_on date',
  remedies: 'remedies text',
  checkId: 'check_id uuid',
  departs: 'departs boolean',
  elapsedDays: 'elapsed_days integer',
  stoppedDays: 'stopped_days integer',
  usedDays: 'used_days integer',
  isLate: 'is_late boolean',
  deliveredOn: 'delivered_on date',
  deliveredBy: 'delivered_by uuid',
  revokedOn: 'revoked_on date',
  revokedBy: 'revoked_by uuid',
  revocationGround: 'revocation_ground text',
  revocationReason: 'revocation_reason text',
  barredUntilOn: 'barred_until_on date',
};

/** How a list of columns is read and written by the names that the rest of the product has for them. */
export function columnsOf(changes: Readonly<Record<string, string>>, table: string) {
  const columns = Object.entries(changes).map(([name, column]) => {
    const [key = '', ...type] = column.split(' ');
    return { name, key, type: type.join(' ') };
  });
  return {
    selected: columns.map(({ name, key }) => `${table}.${key} as "${name}"`).join(', '),
    assigned: columns.map(({ name, key }) => `${key} = c."${name}"`).join(', '),
    typed: columns.map(({ name, type }) => `"${name}" ${type}`).join(', '),
  };
}

const { selected, assigned, typed } = columnsOf(CHANGES, 'm');

const MATTER = `
  select m.id, m.office_id as "officeId", f.name as "officeName", m.item_id as "itemId", i.code as "itemCode", i.field_code as "fieldCode",
    i.clock as "clockKind", i.needs_check as "needsCheck", i.concerns_safety as "concernsSafety", m.subject_id as "subjectId", s.kind as "subjectKind",
    s.name as "applicantName", s.credit_code as "applicantCreditCode", m.number, m.received_on as "receivedOn", m.term_days as "termDays",
    ${selected}, received.name as "receivedByName", extended.name as "extendedByName", decided.name as "decidedByName",
    revoked.name as "revokedByName",
    coalesce((select jsonb_agg(jsonb_build_object('from', from_on, 'to', to_on, 'cause', cause, 'noticeNumber', notice_number,
        'neededDays', needed_days) order by from_on, id)
      from approval_stop where matter_id = m.id), '[]') as stops,
    exists (select from commitment k left join credit_record r on r.id = k.record_id
      where k.matter_id = m.id and k.state = 'CORRECTING' and r.withdrawn_at is null) as "isSuspended"
  from approval_matter m
  join office f on f.id = m.office_id
  join approval_item i on i.id = m.item_id
  join subject s on s.id = m.subject_id
  join officer received on received.id = m.received_by
  left join officer extended on extended.id = m.extended_by
  left join officer decided on decided.id = m.decided_by
  left join officer revoked on revoked.id = m.revoked_by`;

/** Of the office `$2`, or (null) of every office inside the region subtrees `$3`. */
const IN_REACH = `($2::uuid is null or m.office_id = $2) and ${ofOfficesInside('$3')}`;

export const FIND_MATTERS = statement<MatterRow>(
  'find-matters',
  `${MATTER} where m.id = any($1::uuid[]) and ${IN_REACH}`,
);

/**
 * Locks the matter `$1` of the office `$2`. It is read by another statement afterwards: this one would show what hangs on it as it was
 * before the wait.
 */
export const LOCK_MATTER = statement<{ id: string }>(
  'lock-matter',
  'select id from approval_matter where id = $1 and office_id = $2 for no key update',
);

/** The matter with the number `$2` of the office `$1`, locked, and the check that its decision rests on. */
export const LOCK_MATTER_OF_NUMBER = statement<{ id: string; checkId: string | null }>(
  'lock-matter-of-number',
  'select id, check_id as "checkId" from approval_matter where office_id = $1 and number = $2 for no key update',
);

/** Newest first, after the cursor `$4`; in the state `$1`, or in all. */
export const LIST_MATTERS = paged<MatterRow>(
  'list-matters',
  'desc',
  ({ order, beyond }) => `${MATTER} where ($1::text is null or m.state = $1) and ${IN_REACH}
     and ($4::uuid is null or m.id ${beyond} $4) order by m.id ${order} limit $5`,
);

export const COUNT_MATTERS = statement<{ count: number }>(
  'count-matters',
  `select count(*) from approval_matter m join office f on f.id = m.office_id
   where ($1::text is null or m.state = $1) and ${IN_REACH}`,
);

/** One that the office has to do something about. */
export type MatterDueRow = MatterRow & { readonly dueOn: string };

/** What has to be done by the day `$1` or had to be before it, longest overdue first, after the cursor (`$4`, `$5`). */
export const LIST_MATTERS_DUE = paged<MatterDueRow>(
  'list-matters-due',
  'asc',
  ({ order, beyond }) => `${MATTER} where m.due_on <= $1::date and ${IN_REACH}
     and ($4::date is null or (m.due_on, m.id) ${beyond} ($4::date, $5::uuid)) order by m.due_on ${order}, m.id ${order} limit $6`,
);

export const COUNT_MATTERS_DUE = statement<{ count: number }>(
  'count-matters-due',
  `select count(*) from approval_matter m join office f on f.id = m.office_id where m.due_on <= $1::date and ${IN_REACH}`,
);

export interface Applicant {
  readonly id: string;
  /** Until when he cannot apply for this item; null: no bar. */
  readonly barredUntilOn: string | null;
}

/** The enterprise or law firm with the credit code `$1`, and whether it is barred from the item with the code `$2` on the day `$3`. */
export const FIND_APPLICANT = statement<Applicant>(
  'find-applicant',
  `select s.id, (
     select max(m.barred_until_on) from approval_matter m join approval_item i on i.id = m.item_id
     where m.subject_id = s.id and i.code = $2 and m.barred_until_on >= $3::date) as "barredUntilOn"
   from subject s where s.credit_code = $1 and s.kind in ('ENTERPRISE', 'LAW_FIRM')`,
);

/**
 * `$1` id, `$2` office, `$3` item, `$4` subject, `$5` number, `$6` day of receipt, `$7` officer, `$8` term, `$9` due, `$10` whether that may
 * move, `$11` due for decision should nobody accept it. No row when the office has a matter of that number.
 */
export const ADD_MATTER = statement<{ id: string }>(
  'add-matter',
  `insert into approval_matter (id, office_id, item_id, subject_id, number, received_on, received_by, term_days, due_on, due_is_provisional,
     deemed_due_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (office_id, number) do nothing returning id`,
);

/** Writes all that acts change about a matter; `$1` is a `MatterChange`. */
export const SAVE_MATTER = statement<never>(
  'save-matter',
  `update approval_matter m set ${assigned} from jsonb_to_record($1::jsonb) as c(id uuid, ${typed}) where m.id = c.id`,
);

/** The clock of the matter `$2` stands still after `$4`, for the cause `$3`. */
export const BEGIN_STOP = statement<never>(
  'begin-stop',
  'insert into approval_stop (id, matter_id, cause, from_on) values ($1, $2, $3, $4)',
);

/** The same for a procedure, of which the notice `$5` tells that it takes `$6` working days. */
export const BEGIN_STOP_FOR_PROCEDURE = statement<never>(
  'begin-stop-for-procedure',
  'insert into approval_stop (id, matter_id, cause, from_on, notice_number, needed_days) values ($1, $2, $3, $4, $5, $6)',
);

export const END_STOP = statement<never>(
  'end-stop',
  'update approval_stop set to_on = $2 where matter_id = $1 and to_on is null',
);

/** The newest check of the office `$1` about the subject `$2` for the matter `$3` in the field `$4`, made on the day `$5` or later. */
export const FIND_CHECK_OF_MATTER = statement<{ id: string }>(
  'find-check-of-matter',
  `select id from credit_check
   where office_id = $1 and subject_id = $2 and matter = $3 and field_code = $4
     and (checked_at at time zone 'Asia/Shanghai')::date >= $5::date
   order by id desc limit 1`,
);
