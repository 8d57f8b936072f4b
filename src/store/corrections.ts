import type { Photo } from '../domain/photo.js';
import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** An order to correct (责令改正) as it stands. */
export interface CorrectionRow {
  readonly id: string;
  readonly visitId: string;
  readonly inspectionId: string;
  readonly subjectId: string;
  readonly requirement: string;
  readonly legalBasis: string;
  readonly orderedOn: string;
  readonly orderedBy: string;
  readonly state: 'OPEN' | 'CORRECTED' | 'WITHDRAWN';
  readonly termDays: number;
  readonly dueOn: string;
  readonly remindOn: string;
  readonly dueIsProvisional: boolean;
  readonly failureCount: number;
  readonly closedOn: string | null;
}

const CORRECTION = `
  select c.id, c.visit_id as "visitId", c.inspection_id as "inspectionId", c.subject_id as "subjectId", c.requirement,
    c.legal_basis as "legalBasis", c.ordered_on as "orderedOn", o.name as "orderedBy", c.state, c.term_days as "termDays", c.due_on as "dueOn",
    c.remind_on as "remindOn", c.due_is_provisional as "dueIsProvisional", c.failure_count as "failureCount", c.closed_on as "closedOn"
  from correction_order c join office f on f.id = c.office_id join officer o on o.id = c.ordered_by`;

export const FIND_CORRECTIONS = statement<CorrectionRow>(
  'find-corrections',
  `${CORRECTION} where c.id = any($1::uuid[]) and ${ofOfficesInside('$2')}`,
);

export const LOCK_CORRECTION = statement<CorrectionRow>(
  'lock-correction',
  `${CORRECTION} where c.id = $1 and ${ofOfficesInside('$2')} for update of c`,
);

/** Of the visits `$1`, oldest first: after one that was withdrawn there may be another. */
export const CORRECTIONS_OF_VISITS = statement<CorrectionRow>(
  'corrections-of-visits',
  `${CORRECTION} where c.visit_id = any($1::uuid[]) order by c.visit_id, c.id`,
);

/** Open orders of offices inside `$1` that are due by `$2` (null: whenever), first due first, after (`$3`, `$4`). */
export const LIST_CORRECTIONS = paged<CorrectionRow>(
  'list-corrections',
  'asc',
  ({
    order,
    beyond,
  }) => `${CORRECTION} where c.state = 'OPEN' and ${ofOfficesInside('$1')} and ($2::date is null or c.due_on <= $2)
     and ($3::date is null or (c.due_on, c.id) ${beyond} ($3::date, $4::uuid))
   order by c.due_on ${order}, c.id ${order} limit $5`,
);

export const COUNT_CORRECTIONS = statement<{ count: number }>(
  'count-corrections',
  `select count(*) from correction_order c join office f on f.id = c.office_id
   where c.state = 'OPEN' and ${ofOfficesInside('$1')} and ($2::date is null or c.due_on <= $2)`,
);

export interface NewCorrection {
  readonly id: string;
  readonly inspectionId: string;
  readonly visitId: string;
  readonly subjectId: string;
  readonly requirement: string;
  readonly legalBasis: string;
  readonly orderedOn: string;
  readonly termDays: number;
  readonly dueOn: string;
  readonly remindOn: string;
  readonly provisional: boolean;
}

/** `$1` a `NewCorrection`, `$2` officer, `$3` office. */
export const ADD_CORRECTION = statement<never>(
  'add-correction',
  `insert into correction_order (id, inspection_id, visit_id, subject_id, office_id, requirement, legal_basis, ordered_on, ordered_by,
     term_days, due_on, remind_on, due_is_provisional)
   select c.id, c."inspectionId", c."visitId", c."subjectId", $3, c.requirement, c."legalBasis", c."orderedOn", $2, c."termDays", c."dueOn",
     c."remindOn", c.provisional
   from jsonb_to_record($1::jsonb) as c(id uuid, "inspectionId" uuid, "visitId" uuid, "subjectId" uuid, requirement text, "legalBasis" text,
     "orderedOn" date, "termDays" integer, "dueOn" date, "remindOn" date, provisional boolean)`,
);

export interface NewCorrectionCheck {
  readonly id: string;
  readonly orderId: string;
  readonly outcome: 'CORRECTED' | 'NOT_CORRECTED';
  readonly checkedOn: string;
  readonly evidence: string;
  readonly photos: readonly Photo[];
  readonly dueOn: string;
}

/** `$1` a `NewCorrectionCheck`, `$2` officer. */
export const ADD_CORRECTION_CHECK = statement<never>(
  'add-correction-check',
  `insert into correction_check (id, order_id, outcome, checked_on, evidence, photos, due_on, officer_id)
   select k.id, k."orderId", k.outcome, k."checkedOn", k.evidence, k.photos, k."dueOn", $2
   from jsonb_to_record($1::jsonb) as k(id uuid, "orderId" uuid, outcome text, "checkedOn" date, evidence text, photos jsonb, "dueOn" date)`,
);

export interface CorrectionCheckRow {
  readonly orderId: string;
  readonly outcome: 'CORRECTED' | 'NOT_CORRECTED';
  readonly checkedOn: string;
  readonly evidence: string;
  readonly photos: readonly Photo[];
  readonly termEndedOn: string;
  readonly officerName: string;
}

export const LIST_CORRECTION_CHECKS = statement<CorrectionCheckRow>(
  'list-correction-checks',
  `select k.order_id as "orderId", k.outcome, k.checked_on as "checkedOn", k.evidence, k.photos, k.due_on as "termEndedOn",
     o.name as "officerName"
   from correction_check k join officer o on o.id = k.officer_id where k.order_id = any($1::uuid[]) order by k.order_id, k.id`,
);

/** The order that the inspection `$1` led to, because its result was put right on `$2`. */
export const WITHDRAW_CORRECTION = statement<{ id: string }>(
  'withdraw-correction',
  `update correction_order set state = 'WITHDRAWN', closed_on = $2 where inspection_id = $1 and state = 'OPEN' returning id`,
);

export const CLOSE_CORRECTION = statement<never>(
  'close-correction',
  `update correction_order set state = 'CORRECTED', closed_on = $2 where id = $1`,
);

/** `$1` order, `$2` last day of the new term, `$3` day of its reminder, `$4` whether it may move. */
export const BEGIN_NEW_TERM = statement<never>(
  'begin-new-term',
  `update correction_order set failure_count = failure_count + 1, due_on = $2, remind_on = $3, due_is_provisional = $4 where id = $1`,
);

/** Of the subject `$1`, the records with the keys `$2` of failures to follow an order no longer count from `$3` on. */
export const END_FAILURE_RECORDS = statement<{ id: string }>(
  'end-failure-records',
  `update credit_record set ended_on = greatest($3::date, occurred_on), ended_recorded_at = now()
   where subject_id = $1 and ended_on is null and withdrawn_at is null
     and source_key in (select sha256(convert_to(key, 'UTF8')) from unnest($2::text[]) as key) returning id`,
);

export interface CorrectionToRemind {
  readonly orderId: string;
  readonly visitId: string;
  readonly requirement: string;
  readonly legalBasis: string;
  readonly dueOn: string;
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly officeName: string;
}

/** Open orders whose reminder is due on `$1` and that were not reminded of in this term. */
export const LIST_CORRECTIONS_TO_REMIND = statement<CorrectionToRemind>(
  'list-corrections-to-remind',
  `select c.id as "orderId", c.visit_id as "visitId", c.requirement, c.legal_basis as "legalBasis", c.due_on as "dueOn",
     s.name as "enterpriseName", coalesce(s.credit_code, '') as "creditCode", f.name as "officeName"
   from correction_order c join subject s on s.id = c.subject_id join office f on f.id = c.office_id
   where c.state = 'OPEN' and c.remind_on <= $1::date and c.due_on >= $1::date and not exists (
     select from spot_check_notice n where n.visit_id = c.visit_id and n.kind = 'REMINDER' and n.due_on = c.due_on)
   order by c.due_on, c.id limit 1000`,
);

/** `$1` reminders `{ id, visitId, body, dueOn }` of the day `$2`. */
export const ADD_REMINDERS = statement<{ id: string }>(
  'add-reminders',
  `insert into spot_check_notice (id, visit_id, kind, body, noticed_on, due_on)
   select n.id, n."visitId", 'REMINDER', n.body, $2, n."dueOn"
   from jsonb_to_recordset($1::jsonb) as n(id uuid, "visitId" uuid, body text, "dueOn" date)
   on conflict do nothing returning id`,
);
