import { Migration } from '@mikro-orm/migrations';

/**
 * What follows an answer: feedback that is due on a day, offices that rely on an answer and are told when it would be another one,
 * and signed webhooks that lose nothing. What is told goes into the outbox in the very transaction that finds the change.
 */
export class TellOfChanges extends Migration {
  override up(): void {
    this.addSql(FEEDBACK);
    this.addSql(RELIANCE);
    this.addSql(NOTES);
    this.addSql(WEBHOOKS);
    this.addSql(RIGHTS);
  }
}

const FEEDBACK = `
  create table feedback_rule (
    id uuid primary key,
    due_working_days integer not null check (due_working_days between 1 and 250),
    remind_working_days integer not null check (remind_working_days between 1 and 250),
    valid_from date not null unique,
    recorded_at timestamptz not null default clock_timestamp(),
    source jsonb not null,
    constraint reminded_before_it_is_due check (remind_working_days < due_working_days)
  );
  comment on table feedback_rule is 'Until when an office says what it did with an answer; the latest row that began by the day of the check counts.';
  comment on column feedback_rule.due_working_days is 'Term in working days; the day of the check is not counted.';
  comment on column feedback_rule.remind_working_days is 'Working days after the check on which the office is reminded.';

  alter table check_feedback
    add column remedies text,
    add column given_on date,
    add constraint refusals_carry_remedies check (decision <> 'REFUSED' or (remedies is not null and length(remedies) > 0)) not valid;
  comment on column check_feedback.remedies is 'Remedies (救济途径) that the refusal tells of, word for word. Refusals from before this column have none.';
  comment on column check_feedback.given_on is 'Day on which it was given; null from before this column: the day of recording.';

  create index check_feedback_departing on check_feedback (id) where departs;

  create table feedback_due (
    check_id uuid primary key references credit_check,
    office_id uuid not null references office,
    field_code text not null references approval_field,
    checked_at timestamptz not null,
    due_on date not null,
    is_provisional boolean not null,
    remind_on date not null,
    reminded_on date,
    state text not null check (state in ('OPEN', 'GIVEN', 'SUPERSEDED')),
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table feedback_due is 'Until when feedback of each check is due. Noted in the night after the check, so that the list of what is due reads only what is open.';
  comment on column feedback_due.state is 'As of the last night. SUPERSEDED: the office has asked again in the same matter, and owes feedback of the later check.';
  create index feedback_due_of_office on feedback_due (office_id, due_on, check_id) where state = 'OPEN';
  create index feedback_due_by_moment on feedback_due (office_id, checked_at);
  create index credit_check_by_moment on credit_check (office_id, checked_at);
`;

const RELIANCE = `
  create table reliance (
    id uuid primary key,
    check_id uuid not null references credit_check,
    office_id uuid not null references office,
    officer_id uuid not null references officer,
    subject_id uuid references subject,
    credit_code text collate "C" not null,
    field_code text not null references approval_field,
    matter text not null,
    begun_by text not null check (begun_by in ('DECISION', 'REQUEST')),
    since timestamptz not null default clock_timestamp(),
    until_on date,
    ended_at timestamptz,
    end_cause text check (end_cause in ('STOPPED', 'TERM', 'REPLACED')),
    told jsonb not null,
    told_at timestamptz not null default clock_timestamp(),
    change_count integer not null default 0 check (change_count >= 0),
    constraint an_end_has_a_cause check ((ended_at is null) = (end_cause is null))
  );
  comment on table reliance is 'An office relies on an answer (采信) and is told when the answer would be another one today.';
  comment on column reliance.begun_by is 'DECISION: feedback said that the matter was granted. REQUEST: the office asked to be told.';
  comment on column reliance.until_on is 'Last day on which it relies on it, such as the term of a permit; null: until it stops.';
  comment on column reliance.told is 'What the office has last been told: verdict and what it rests on, without the day of the data.';
  create unique index one_reliance_for_each_matter on reliance (office_id, matter, field_code, credit_code) where ended_at is null;
  create index reliance_on_subject on reliance (subject_id) where ended_at is null;
  create index reliance_on_check on reliance (check_id, id);
  create index reliance_of_office on reliance (office_id, id);
  create index reliance_that_holds on reliance (id) where ended_at is null;

  create table answer_change (
    id uuid primary key,
    reliance_id uuid not null references reliance,
    office_id uuid not null references office,
    sequence integer not null check (sequence > 0),
    from_verdict text not null,
    to_verdict text not null,
    from_reason_code text not null,
    to_reason_code text not null,
    added jsonb not null,
    removed jsonb not null,
    causes text[] not null,
    noticed_at timestamptz not null,
    read_at timestamptz,
    read_by uuid references officer,
    unique (reliance_id, sequence),
    check (num_nonnulls(read_at, read_by) in (0, 2))
  );
  comment on table answer_change is 'An answer that an office relies on would be another one (答复变化).';
  comment on column answer_change.added is 'Elements that the answer has now and had not before; codes and ids only.';
  create index answer_change_of_office on answer_change (office_id, id);
  create index answer_change_unread on answer_change (office_id, id) where read_at is null;
`;

/**
 * Whoever changes what answers rest on notes the subject in the same transaction, so that nothing depends on who wrote. Only subjects
 * that somebody relies on are noted, one row for each statement, and no row is shared: long imports make nobody wait.
 */
const NOTES = `
  create table changed_subject (
    id bigint generated always as identity primary key,
    subject_id uuid not null references subject,
    cause text not null,
    noted_at timestamptz not null default clock_timestamp()
  );
  comment on table changed_subject is 'Subjects whose answers are to be looked at again: a queue, emptied by the looking.';

  -- Nearly always nobody relies on anybody of a file that is brought in: the first look then ends it.
  create function note_changed_entries() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if exists (select from reliance where ended_at is null) then
      insert into changed_subject (subject_id, cause)
      select distinct c.subject_id, tg_argv[0] from changed c
      where exists (select from reliance r where r.subject_id = c.subject_id and r.ended_at is null);
    end if;
    return null;
  end $$;
  create trigger notes_entered after insert on list_entry referencing new table as changed
    for each statement execute function note_changed_entries('LIST_ENTRY');
  create trigger notes_changed after update on list_entry referencing new table as changed
    for each statement execute function note_changed_entries('LIST_ENTRY');

  create function note_changed_proceedings() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into changed_subject (subject_id, cause)
    select distinct e.subject_id, tg_argv[0] from changed c join list_entry e on e.id = c.entry_id
    where exists (select from reliance r where r.subject_id = e.subject_id and r.ended_at is null);
    return null;
  end $$;
  create trigger notes_filed after insert on list_objection referencing new table as changed
    for each statement execute function note_changed_proceedings('OBJECTION');
  create trigger notes_decided after update on list_objection referencing new table as changed
    for each statement execute function note_changed_proceedings('OBJECTION');
  create trigger notes_applied after insert on list_repair referencing new table as changed
    for each statement execute function note_changed_proceedings('REPAIR');
  create trigger notes_decided after update on list_repair referencing new table as changed
    for each statement execute function note_changed_proceedings('REPAIR');

  create function note_changed_records() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if exists (select from reliance where ended_at is null) then
      insert into changed_subject (subject_id, cause)
      select distinct c.subject_id, 'RECORD' from changed c
      where (c.type = 'COMMITMENT_BREACHED' or c.type in (select m.record_type from measure m))
        and exists (select from reliance r where r.subject_id = c.subject_id and r.ended_at is null);
    end if;
    return null;
  end $$;
  create trigger notes_recorded after insert on credit_record referencing new table as changed
    for each statement execute function note_changed_records();
  create trigger notes_changed after update on credit_record referencing new table as changed
    for each statement execute function note_changed_records();

  create function note_changed_status() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into changed_subject (subject_id, cause)
    select new.id, 'SUBJECT_STATUS' where exists (select from reliance r where r.subject_id = new.id and r.ended_at is null);
    return null;
  end $$;
  create trigger notes_status after update of status on subject
    for each row when (old.status is distinct from new.status) execute function note_changed_status();
`;

const WEBHOOKS = `
  create table delivery_rule (
    id uuid primary key,
    delays_seconds integer[] not null check (cardinality(delays_seconds) between 1 and 50 and 0 < all (delays_seconds)),
    timeout_seconds integer not null check (timeout_seconds between 1 and 60),
    valid_from date not null unique,
    recorded_at timestamptz not null default clock_timestamp(),
    source jsonb not null
  );
  comment on table delivery_rule is 'How often and for how long a delivery is tried; the latest row that began counts.';
  comment on column delivery_rule.delays_seconds is 'Time to wait after the first failure, the second, and so on; after the last one the delivery is given up.';

  create table webhook (
    id uuid primary key,
    office_id uuid not null references office,
    url text not null check (length(url) between 1 and 2000),
    kinds text[] not null check (cardinality(kinds) > 0 and kinds <@ array['ANSWER_CHANGED']),
    registered_by uuid not null references officer,
    registered_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    ended_by uuid references officer,
    check (num_nonnulls(ended_at, ended_by) in (0, 2))
  );
  comment on table webhook is 'Where an office is told of changes by its own system.';
  create unique index one_webhook_for_each_address on webhook (office_id, url) where ended_at is null;
  create index webhook_of_office on webhook (office_id, id);

  create table webhook_delivery (
    id uuid primary key,
    webhook_id uuid not null references webhook,
    change_id uuid not null references answer_change,
    body text not null,
    state text not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    attempts integer not null default 0 check (attempts >= 0),
    next_at timestamptz not null,
    last_attempt_at timestamptz,
    last_outcome text,
    delivered_at timestamptz,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (webhook_id, change_id),
    constraint delivered_at_a_moment check ((state = 'DELIVERED') = (delivered_at is not null))
  );
  comment on table webhook_delivery is 'The outbox (发件箱): written with the change that it tells of, never removed.';
  comment on column webhook_delivery.attempts is 'Attempts since it was last put into the outbox.';
  comment on column webhook_delivery.next_at is 'Not tried before; while an attempt is under way, when another one may begin if nobody says how it went.';
  create index webhook_delivery_waiting on webhook_delivery (webhook_id, next_at) where state = 'WAITING';
  create index webhook_delivery_given_up on webhook_delivery (webhook_id) where state = 'GIVEN_UP';
  create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, id);
  create index webhook_delivery_delivered on webhook_delivery (webhook_id, delivered_at) where delivered_at is not null;
  create index webhook_delivery_tried on webhook_delivery (webhook_id, last_attempt_at) where last_attempt_at is not null;
`;

/** Changes and deliveries are written by nobody's order, so that there is no office to hold them to. */
const RIGHTS = `
  alter table reliance enable row level security;
  create policy reliance_is_read on reliance for select to supervision_app using (true);
  create policy reliance_in_own_name on reliance for insert to supervision_app
    with check (
      officer_id::text = current_setting('supervision.officer', true)
      and office_id::text = current_setting('supervision.office', true));
  create policy reliance_goes_on on reliance for update to supervision_app using (true);

  alter table webhook enable row level security;
  create policy webhook_is_read on webhook for select to supervision_app using (true);
  create policy webhook_in_own_name on webhook for insert to supervision_app
    with check (
      registered_by::text = current_setting('supervision.officer', true)
      and office_id::text = current_setting('supervision.office', true));
  -- Whoever tells of a change locks the row, and changes nothing of it.
  create policy webhook_changed_by_own_office on webhook for update to supervision_app using (true)
    with check (office_id::text = current_setting('supervision.office', true));

  grant select on feedback_rule, delivery_rule to supervision_app;
  grant select, insert on feedback_due, reliance, answer_change, webhook, webhook_delivery to supervision_app;
  grant update (reminded_on, state) on feedback_due to supervision_app;
  grant update (subject_id, begun_by, until_on, ended_at, end_cause, told, told_at, change_count) on reliance to supervision_app;
  grant update (read_at, read_by) on answer_change to supervision_app;
  grant update (ended_at, ended_by) on webhook to supervision_app;
  grant update (state, attempts, next_at, last_attempt_at, last_outcome, delivered_at) on webhook_delivery to supervision_app;
  -- Taking rows for oneself asks for the right to update them.
  grant select, insert, delete, update (noted_at) on changed_subject to supervision_app;
`;
