import type { FeedbackRule } from '../domain/feedback.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { paged, statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

export interface FeedbackRules {
  readonly calendar: WorkCalendar;
  /** The latest first. */
  readonly rules: readonly FeedbackRule[];
}

export const READ_FEEDBACK_RULES = statement<FeedbackRules>(
  'read-feedback-rules',
  `select ${WORK_CALENDAR} as calendar, (
     select coalesce(jsonb_agg(jsonb_build_object('dueWorkingDays', due_working_days, 'remindWorkingDays', remind_working_days,
       'validFrom', valid_from) order by valid_from desc), '[]') from feedback_rule) as rules`,
);

/**
 * Checks made from the day `$1` on and before the day `$2` that nobody has noted yet, at most `$3`. Looks back one hour behind what is noted: requests that
 * came at the same time end in any order.
 */
export const UNNOTED_CHECKS = statement<{ id: string; checkedOn: string }>(
  'unnoted-checks',
  `select c.id, (c.checked_at at time zone 'Asia/Shanghai')::date as "checkedOn"
   from office f cross join lateral (
     select c.id, c.checked_at from credit_check c
     where c.office_id = f.id and c.checked_at < $2::date::timestamp at time zone 'Asia/Shanghai'
       and c.checked_at >= greatest($1::date::timestamp at time zone 'Asia/Shanghai',
         (select max(d.checked_at) from feedback_due d where d.office_id = f.id) - interval '1 hour')
       and not exists (select from feedback_due d where d.check_id = c.id)
     order by c.checked_at limit $3
   ) c limit $3`,
);

/** Notes of the checks `$1` until when feedback is due; each element of `$2` is the term of one day. */
export const NOTE_FEEDBACK_DUE = statement<{ checkId: string }>(
  'note-feedback-due',
  `insert into feedback_due (check_id, office_id, field_code, checked_at, due_on, is_provisional, remind_on, state)
   select c.id, c.office_id, c.field_code, c.checked_at, t."dueOn", t."isProvisional", t."remindOn", 'OPEN'
   from credit_check c
   join jsonb_to_recordset($2::jsonb) as t("checkedOn" date, "dueOn" date, "isProvisional" boolean, "remindOn" date)
     on t."checkedOn" = (c.checked_at at time zone 'Asia/Shanghai')::date
   where c.id = any($1::uuid[])
   on conflict do nothing returning check_id as "checkId"`,
);

const IS_GIVEN = 'exists (select from check_feedback b where b.check_id = c.id)';

/** Of the same office about the same subject, field and matter only the last check owes feedback. */
const IS_SUPERSEDED = `exists (
  select from credit_check n where n.office_id = c.office_id and n.matter = c.matter and n.id > c.id
    and n.field_code = c.field_code and n.credit_code = c.credit_code)`;

/** Where a stretch of what is open has come to, in the order of the list. */
export interface FeedbackStretch {
  readonly officeId: string;
  readonly dueOn: string;
  readonly checkId: string;
  readonly reminded: number;
}

/**
 * Of the `$5` open ones after the office `$2`, last day `$3` and check `$4`: what is owed no longer leaves the list, and offices are reminded on
 * the day `$1` of the others. No row when there are no more.
 */
export const SETTLE_FEEDBACK_DUE = statement<FeedbackStretch>(
  'settle-feedback-due',
  `with stretch as materialized (
     select d.check_id, d.office_id, d.due_on, d.remind_on, d.reminded_on,
       case when ${IS_GIVEN} then 'GIVEN' when ${IS_SUPERSEDED} then 'SUPERSEDED' else 'OPEN' end as state
     from (
       select * from feedback_due where state = 'OPEN' and (office_id, due_on, check_id) > ($2::uuid, $3::date, $4::uuid)
       order by office_id, due_on, check_id limit $5
     ) d join credit_check c on c.id = d.check_id
   ), settled as (
     update feedback_due d set state = s.state,
       reminded_on = case when s.state = 'OPEN' and d.remind_on <= $1::date then coalesce(d.reminded_on, $1::date) else d.reminded_on end
     from stretch s
     where d.check_id = s.check_id and (s.state <> 'OPEN' or s.reminded_on is null and s.remind_on <= $1::date)
     returning d.state
   )
   select office_id as "officeId", due_on as "dueOn", check_id as "checkId", (select count(*) from settled where state = 'OPEN') as reminded
   from stretch order by office_id desc, due_on desc, check_id desc limit 1`,
);

export interface FeedbackDueRow {
  readonly checkId: string;
  readonly dueOn: string;
  readonly isProvisional: boolean;
  readonly remindedOn: string | null;
}

const DUE = `
  from feedback_due d join credit_check c on c.id = d.check_id
  where d.office_id = $1 and d.state = 'OPEN' and ($2::date is null or d.due_on < $2::date)
    and not ${IS_GIVEN} and not ${IS_SUPERSEDED}`;

/** What the office `$1` owes, first due first; only what was due before the day `$2` unless it is null. */
export const LIST_FEEDBACK_DUE = paged<FeedbackDueRow>(
  'list-feedback-due',
  'asc',
  ({ order, beyond }) => `
   select d.check_id as "checkId", d.due_on as "dueOn", d.is_provisional as "isProvisional", d.reminded_on as "remindedOn"
   ${DUE} and ($3::date is null or (d.due_on, d.check_id) ${beyond} ($3::date, $4::uuid))
   order by d.due_on ${order}, d.check_id ${order} limit $5`,
);

export const COUNT_FEEDBACK_DUE = statement<{ count: number }>(
  'count-feedback-due',
  `select count(*) ${DUE}`,
);
