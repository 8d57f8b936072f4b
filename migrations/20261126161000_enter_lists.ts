import { Migration } from '@mikro-orm/migrations';

/**
 * The life of an entry on a list: proposed with facts and basis, told to whoever is concerned, objected to, confirmed by a second officer,
 * suspended, repaired or revoked, and announced both ways. What each list asks for is dated data.
 */
export class EnterLists extends Migration {
  override up(): void {
    this.addSql(CATALOGUE);
    this.addSql(CASES);
    this.addSql(ENTRIES);
    this.addSql(OBJECTIONS_AND_REPAIRS);
    this.addSql(ENDS);
    this.addSql(LAWFUL_CASES);
    this.addSql(LAWFUL_ENTRIES);
    this.addSql(RIGHTS);
  }
}

const CATALOGUE = `
  alter table credit_list add column record_type text references record_type;
  comment on column credit_list.record_type is 'Type of the record that an entry leaves in the credit file, so that ratings follow; null: none.';

  alter table measure
    add column target text not null default 'ENTITY' check (target in ('ENTITY', 'RESPONSIBLE_PERSON')),
    add column is_public boolean not null default true;
  comment on column measure.target is 'Whom it burdens or favours (惩戒对象): the entity on the list, or the natural persons recorded with it.';
  comment on column measure.is_public is 'False: published to offices, and not to the public.';

  create table list_rule (
    id uuid primary key,
    list_code text not null references credit_list,
    kept_by text[] not null check (cardinality(kept_by) > 0),
    notice text not null check (notice in ('PRIOR_NOTICE', 'PUBLICITY', 'COURT')),
    objection_working_days integer check (objection_working_days between 1 and 250),
    decide_objection_working_days integer not null check (decide_objection_working_days between 1 and 250),
    term_months integer check (term_months between 1 and 600),
    least_months integer check (least_months between 0 and 600),
    least_from text check (least_from in ('ENTRY', 'CORRECTION')),
    decide_repair_working_days integer check (decide_repair_working_days between 1 and 250),
    suspension_months integer check (suspension_months between 1 and 120),
    exit_shown_days integer not null check (exit_shown_days between 1 and 3650),
    channel_zh text not null check (length(channel_zh) > 0),
    channel_en text not null check (length(channel_en) > 0),
    valid_from date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    source jsonb not null,
    unique (list_code, valid_from),
    constraint whoever_is_told_may_object check ((notice = 'COURT') = (objection_working_days is null)),
    constraint repair_has_its_terms check (num_nonnulls(least_months, least_from, decide_repair_working_days) in (0, 3))
  );
  comment on table list_rule is 'What entering and leaving a list asks for; of one list the latest day counts. A case keeps the rule by which it began.';
  comment on column list_rule.kept_by is 'Kinds of offices that keep the list.';
  comment on column list_rule.notice is 'PRIOR_NOTICE: written notice first. PUBLICITY: published as proposed first. COURT: only on the referral of a court, which has given its own notice.';
  comment on column list_rule.objection_working_days is 'Term to object, from delivery of the notice or from the day of publication.';
  comment on column list_rule.term_months is 'After so many months the entry ends by itself; null: it has no term.';
  comment on column list_rule.least_months is 'How long an entry must have lasted before repair may be applied for; null: no repair by this office.';
  comment on column list_rule.least_from is 'Whether those months run from the entry or from the day of correction.';
  comment on column list_rule.exit_shown_days is 'For how many days the public reads that an entry has ended, or that nothing came of its publication as proposed.';
  comment on column list_rule.suspension_months is 'How long the use of an entry may be suspended at most; null: not at all.';
`;

const CASES = `
  create table list_case (
    id uuid primary key,
    subject_id uuid not null references subject,
    list_code text not null references credit_list,
    rule_id uuid not null references list_rule,
    office_id uuid not null references office,
    organ_name text not null,
    ground_kind text not null check (ground_kind in ('OWN_FINDING', 'COURT_REFERRAL', 'LIST_PROPOSAL')),
    proposal_id uuid references list_proposal,
    court_name text,
    court_document text,
    facts text not null check (length(facts) > 0),
    legal_basis text not null check (length(legal_basis) > 0),
    measure_codes text[] not null check (cardinality(measure_codes) > 0),
    state text not null default 'PROPOSED' check (state in ('PROPOSED', 'NOTICED', 'CONFIRMED', 'DROPPED')),
    proposed_by uuid not null references officer,
    proposed_on date not null,
    noticed_by uuid references officer,
    noticed_on date,
    notice_method text check (notice_method in ('IN_PERSON', 'POST', 'ELECTRONIC', 'LEFT_AT_ADDRESS', 'PUBLIC_NOTICE', 'PUBLICITY')),
    notice text,
    objection_until_on date,
    objection_is_provisional boolean,
    decided_by uuid references officer,
    decided_on date,
    decision_number text,
    reason text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint court_referral_has_its_document check ((ground_kind = 'COURT_REFERRAL') = (court_document is not null)
      and (court_document is null) = (court_name is null)),
    constraint proposal_is_named check ((ground_kind = 'LIST_PROPOSAL') = (proposal_id is not null)),
    constraint notice_is_whole check (num_nonnulls(noticed_by, noticed_on, notice_method, notice, objection_until_on, objection_is_provisional) in (0, 6)),
    constraint noticed_means_told check (state <> 'NOTICED' or noticed_on is not null),
    constraint decision_is_whole check ((state in ('CONFIRMED', 'DROPPED')) = (decided_by is not null) and (decided_by is null) = (decided_on is null)),
    constraint confirmed_by_another check (state <> 'CONFIRMED' or (decided_by <> proposed_by and decision_number is not null)),
    constraint told_and_heard_before_entry check (state <> 'CONFIRMED' or ground_kind = 'COURT_REFERRAL'
      or (noticed_on is not null and objection_until_on < decided_on and not objection_is_provisional)),
    constraint dropped_with_a_reason check (state <> 'DROPPED' or length(reason) > 0)
  );
  comment on table list_case is 'Putting a subject on a list (列入程序): proposed, told, confirmed by a second officer, or dropped.';
  comment on column list_case.organ_name is 'Organ whose decision the entry is.';
  comment on column list_case.measure_codes is 'The published measures that the notice tells of.';
  comment on column list_case.notice is 'What whoever is concerned was told, or what was published, word for word.';
  comment on column list_case.noticed_on is 'Day of delivery, or of publication.';
  comment on column list_case.objection_until_on is 'Last day on which an objection may be filed; holidays that are published later may move it to a later day.';
  comment on column list_case.objection_is_provisional is 'The term runs into a year whose holidays are not published; no entry is made before it is counted anew.';
  create unique index one_case_at_a_time on list_case (subject_id, list_code) where state in ('PROPOSED', 'NOTICED');
  create unique index one_case_for_each_proposal on list_case (proposal_id) where state <> 'DROPPED';
  create index list_case_of_office on list_case (office_id, id);
  create index list_case_of_subject on list_case (subject_id, id);

  create table list_case_person (
    case_id uuid not null references list_case,
    person_id uuid not null references person,
    role text not null check (role in ('LEGAL_REPRESENTATIVE', 'DIRECTLY_RESPONSIBLE', 'ACTUAL_CONTROLLER')),
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (case_id, person_id)
  );
  comment on table list_case_person is 'Natural persons who are responsible (责任人员), recorded with the entity. Never published.';
`;

/** An entry that was revoked the day it was made, or that counts for nothing on any day, ends on the day on which it began. */
const ENTRIES = `
  alter table list_entry drop constraint list_entry_check;
  alter table list_entry
    add column case_id uuid unique references list_case,
    add column record_id uuid references credit_record,
    add column term_to date check (term_to > valid_from),
    add constraint an_entry_ends_after_it_began check (valid_to >= valid_from);
  update list_entry set term_to = valid_to where ended_recorded_at is null;
  comment on column list_entry.case_id is 'The case that led to it; null: it was delivered by another organ.';
  comment on column list_entry.record_id is 'The record that it left in the credit file.';
  comment on column list_entry.term_to is 'First day on which it would no longer hold by its term alone; null: no term.';
  comment on column list_entry.suspended_until_on is 'Last day on which its use is suspended, as it stands now or stood when the entry ended; list_suspension holds how it came about, where an office here has suspended it.';
  create index list_entry_by_end on list_entry (valid_to) where valid_to is not null;
`;

const OBJECTIONS_AND_REPAIRS = `
  create table list_objection (
    id uuid primary key,
    case_id uuid references list_case,
    entry_id uuid references list_entry,
    office_id uuid not null references office,
    filed_as text not null check (filed_as in ('SUBJECT', 'RESPONSIBLE_PERSON', 'PUBLIC')),
    grounds text not null check (length(grounds) > 0),
    filed_on date not null,
    recorded_by uuid not null references officer,
    decide_until_on date not null,
    decide_is_provisional boolean not null,
    state text not null default 'FILED' check (state in ('FILED', 'UPHELD', 'REJECTED', 'CLOSED')),
    decided_by uuid references officer,
    decided_on date,
    decided_recorded_at timestamptz,
    reasons text,
    recorded_at timestamptz not null default clock_timestamp(),
    check (num_nonnulls(case_id, entry_id) = 1),
    constraint objection_is_upheld_by_another check (state <> 'UPHELD' or decided_by <> recorded_by),
    check (num_nonnulls(decided_by, decided_on, decided_recorded_at, reasons) = case state when 'FILED' then 0 else 4 end)
  );
  comment on table list_objection is 'An objection (异议) to a proposed entry, or to an entry that was made; open while FILED. CLOSED: what it was about has ended otherwise.';
  comment on column list_objection.decided_recorded_at is 'Since when the decision has been known here: whoever asks what was known before finds it open.';
  create unique index one_open_objection_of_each_to_a_case on list_objection (case_id, filed_as) where state = 'FILED' and filed_as <> 'PUBLIC';
  create unique index one_open_objection_of_each_to_an_entry on list_objection (entry_id, filed_as) where state = 'FILED' and filed_as <> 'PUBLIC';
  create index list_objection_of_case on list_objection (case_id, id);
  create index list_objection_of_entry on list_objection (entry_id, id);

  create table list_repair (
    id uuid primary key,
    entry_id uuid not null references list_entry,
    office_id uuid not null references office,
    corrected_on date not null,
    evidence text not null check (length(evidence) > 0),
    applied_on date not null check (applied_on >= corrected_on),
    recorded_by uuid not null references officer,
    decide_until_on date not null,
    decide_is_provisional boolean not null,
    state text not null default 'APPLIED' check (state in ('APPLIED', 'GRANTED', 'REJECTED', 'CLOSED')),
    decided_by uuid references officer,
    decided_on date,
    decided_recorded_at timestamptz,
    reasons text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint repair_is_decided_by_another check (state = 'CLOSED' or decided_by <> recorded_by),
    check (num_nonnulls(decided_by, decided_on, decided_recorded_at, reasons) = case state when 'APPLIED' then 0 else 4 end)
  );
  comment on table list_repair is 'An application to leave a list early (信用修复); open while APPLIED. CLOSED: the entry has ended otherwise.';
  comment on column list_repair.decided_recorded_at is 'Since when the decision has been known here.';
  create unique index one_repair_at_a_time on list_repair (entry_id) where state = 'APPLIED';
  create index list_repair_of_entry on list_repair (entry_id, id);
`;

const ENDS = `
  create table list_exit (
    entry_id uuid not null references list_entry,
    kind text not null check (kind in ('REPAIR', 'OBJECTION', 'REVOCATION', 'COURT')),
    exited_on date not null,
    reason text not null check (length(reason) > 0),
    document_number text,
    decided_by uuid not null references officer,
    office_id uuid not null references office,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (entry_id, kind),
    constraint a_court_removes_by_its_document check (kind <> 'COURT' or document_number is not null)
  );
  comment on table list_exit is 'Why an entry ended before its term (移出). Entries that ended by their term have none; one that has ended can still be annulled, which is a second row.';

  create table list_exit_request (
    id uuid primary key,
    entry_id uuid not null references list_entry,
    kind text not null check (kind in ('REVOCATION', 'COURT')),
    document_number text not null check (length(document_number) > 0),
    reason text not null check (length(reason) > 0),
    requested_on date not null,
    requested_by uuid not null references officer,
    office_id uuid not null references office,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint asked_once unique (entry_id, kind, document_number, requested_by)
  );
  comment on table list_exit_request is 'An officer asks that an entry without a case end; another officer with the same document makes it end.';

  create table list_suspension (
    id uuid primary key,
    entry_id uuid not null references list_entry,
    from_on date not null,
    until_on date not null check (until_on >= from_on),
    court_document text not null check (length(court_document) > 0),
    reason text not null check (length(reason) > 0),
    suspended_by uuid not null references officer,
    office_id uuid not null references office,
    ended_on date check (ended_on >= from_on),
    ended_recorded_at timestamptz,
    ended_by uuid references officer,
    end_reason text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint suspension_is_ended_by_another check (ended_by <> suspended_by),
    check (num_nonnulls(ended_on, ended_recorded_at, ended_by, end_reason) in (0, 4))
  );
  comment on table list_suspension is 'Times in which the use of an entry is suspended by a court (暂缓适用): until_on is the last day unless it was ended before.';
  comment on column list_suspension.ended_recorded_at is 'Since when its end has been known here.';
  create index list_suspension_of_entry on list_suspension (entry_id, id);

  create table list_announcement (
    id uuid primary key,
    kind text not null check (kind in ('PUBLICITY', 'PUBLICITY_ENDED', 'ENTRY', 'EXIT')),
    case_id uuid references list_case,
    entry_id uuid references list_entry,
    list_code text not null references credit_list,
    enterprise_name text not null,
    credit_code text collate "C" not null,
    organ_name text not null,
    legal_basis text not null,
    document_number text,
    exit_kind text check (exit_kind in ('TERM', 'REPAIR', 'OBJECTION', 'REVOCATION', 'COURT')),
    holds_from_on date not null,
    holds_until_on date check (holds_until_on >= holds_from_on),
    channel_zh text not null,
    channel_en text not null,
    announced_on date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    check ((kind in ('PUBLICITY', 'PUBLICITY_ENDED')) = (entry_id is null)),
    check (num_nonnulls(case_id, entry_id) >= 1),
    check ((kind = 'EXIT') = (exit_kind is not null))
  );
  comment on table list_announcement is 'What was announced of lists (公示), as it stood on the day: entities only, nobody by name but the entity. The public reads what still holds, and ends for some days.';
  comment on column list_announcement.holds_until_on is 'Last day on which it holds, or on which an objection to a publicity may be filed; null: no term, or of an exit that it held on no day.';
  create unique index announced_once on list_announcement (coalesce(entry_id, case_id), kind, coalesce(exit_kind, ''));
  create index list_announcement_of_entity on list_announcement (credit_code, id);
`;

const LAWFUL_CASES = `
  create function list_case_begins() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.state <> 'PROPOSED' or new.noticed_on is not null then
      raise exception 'A case begins as a proposal' using errcode = 'check_violation';
    end if;
    if not exists (select from list_rule r where r.id = new.rule_id and r.list_code = new.list_code
        and (r.notice = 'COURT') = (new.ground_kind = 'COURT_REFERRAL')) then
      raise exception 'A case follows a rule of its list' using errcode = 'check_violation';
    end if;
    if exists (select from unnest(new.measure_codes) as told(code) where not exists (
        select from measure m where m.code = told.code and m.list_code = new.list_code
          and m.valid_from <= new.proposed_on and (m.valid_to is null or m.valid_to > new.proposed_on))) then
      raise exception 'Only measures of the published list can be told of' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger begins before insert on list_case for each row execute function list_case_begins();

  create function list_case_keeps_its_course() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.state <> old.state and (old.state, new.state) not in (('PROPOSED', 'NOTICED'), ('NOTICED', 'CONFIRMED'), ('PROPOSED', 'DROPPED'), ('NOTICED', 'DROPPED'))
        and not (new.ground_kind = 'COURT_REFERRAL' and old.state = 'PROPOSED' and new.state = 'CONFIRMED') then
      raise exception 'A case cannot go from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if old.noticed_on is not null and ((new.noticed_on, new.notice) is distinct from (old.noticed_on, old.notice)
          or new.objection_until_on is null or new.objection_until_on < old.objection_until_on)
        or old.decided_by is not null and (new.state, new.decided_by, new.decided_on) is distinct from (old.state, old.decided_by, old.decided_on) then
      raise exception 'What has happened to a case stays' using errcode = 'check_violation';
    end if;
    if new.state = 'CONFIRMED' and old.state <> 'CONFIRMED' and exists (select from list_objection o where o.case_id = new.id
        and (o.state in ('FILED', 'UPHELD') or o.decided_by = new.proposed_by)) then
      raise exception 'Objections are decided by another officer before the entry' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger keeps_its_course before update on list_case for each row execute function list_case_keeps_its_course();

  create function list_objection_locks_its_case() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.case_id is not null and not exists (select from list_case c where c.id = new.case_id and c.state = 'NOTICED'
        and new.filed_on between c.noticed_on and c.objection_until_on for share) then
      raise exception 'An objection is filed while a case is told and not decided' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger in_time before insert on list_objection for each row execute function list_objection_locks_its_case();
`;

/** The owner of the database brings in what other organs have decided; whoever acts through the application is bound by the procedure. */
const LAWFUL_ENTRIES = `
  create function is_bound_by_procedure() returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select r.rolname <> current_user from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = 'public.list_entry'::regclass
  $$;

  create function list_entry_is_lawful() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if is_bound_by_procedure() and not exists (select from list_case c where c.id = new.case_id and c.state = 'CONFIRMED'
        and c.subject_id = new.subject_id and c.list_code = new.list_code and new.valid_from >= c.decided_on) then
      raise exception 'Nobody is put on a list without a confirmed case' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger lawful before insert on list_entry for each row execute function list_entry_is_lawful();

  create function list_exit_is_lawful() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.kind = 'REPAIR' and not exists (select from list_repair p where p.entry_id = new.entry_id and p.state = 'GRANTED')
        or new.kind = 'OBJECTION' and not exists (select from list_objection o where o.entry_id = new.entry_id and o.state = 'UPHELD')
        or new.kind <> 'REPAIR' and exists (select from list_entry e join list_case c on c.id = e.case_id
          where e.id = new.entry_id and c.decided_by = new.decided_by)
        or new.kind in ('REVOCATION', 'COURT') and exists (select from list_entry e where e.id = new.entry_id and e.case_id is null)
          and not exists (select from list_exit_request q where q.entry_id = new.entry_id and q.kind = new.kind
            and q.document_number = new.document_number and q.requested_by <> new.decided_by) then
      raise exception 'An entry ends by what another officer has decided' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger lawful before insert on list_exit for each row execute function list_exit_is_lawful();

  create function list_entry_ends_lawfully() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if is_bound_by_procedure() and new.valid_to is distinct from old.valid_to
        and (new.valid_to is null or new.valid_to > old.valid_to or not exists (select from list_exit x where x.entry_id = new.id
          and new.valid_to = case when x.kind in ('OBJECTION', 'REVOCATION') then new.valid_from else x.exited_on end)) then
      raise exception 'An entry only ends earlier, and with its exit' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger ends_lawfully before update on list_entry for each row execute function list_entry_ends_lawfully();
`;

const RIGHTS = `
  grant select on list_rule to supervision_app;
  grant select, insert on list_case, list_case_person, list_objection, list_repair, list_exit, list_exit_request, list_suspension, list_announcement to supervision_app;
  grant update (state, noticed_by, noticed_on, notice_method, notice, objection_until_on, objection_is_provisional, decided_by, decided_on,
    decision_number, reason) on list_case to supervision_app;
  grant update (state, decided_by, decided_on, decided_recorded_at, reasons) on list_objection to supervision_app;
  grant update (state, decided_by, decided_on, decided_recorded_at, reasons) on list_repair to supervision_app;
  grant update (ended_on, ended_recorded_at, ended_by, end_reason) on list_suspension to supervision_app;

  -- Nothing is written of lists in another office's name, whatever a statement says. Whoever decides may be of another office where an entry has no case.
  alter table list_case enable row level security;
  create policy case_is_read on list_case for select to supervision_app using (true);
  create policy case_in_own_name on list_case for insert to supervision_app
    with check (proposed_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  create policy case_changed_by_own_office on list_case for update to supervision_app
    using (office_id::text = current_setting('supervision.office', true));
  alter table list_objection enable row level security;
  create policy list_objection_is_read on list_objection for select to supervision_app using (true);
  create policy list_objection_in_own_name on list_objection for insert to supervision_app
    with check (recorded_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  create policy list_objection_decided_in_own_name on list_objection for update to supervision_app
    using (true) with check (decided_by::text = current_setting('supervision.officer', true));
  alter table list_repair enable row level security;
  create policy list_repair_is_read on list_repair for select to supervision_app using (true);
  create policy list_repair_in_own_name on list_repair for insert to supervision_app
    with check (recorded_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  create policy list_repair_decided_in_own_name on list_repair for update to supervision_app
    using (true) with check (decided_by::text = current_setting('supervision.officer', true));
  alter table list_exit enable row level security;
  create policy list_exit_is_read on list_exit for select to supervision_app using (true);
  create policy list_exit_in_own_name on list_exit for insert to supervision_app
    with check (decided_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  alter table list_exit_request enable row level security;
  create policy list_exit_request_is_read on list_exit_request for select to supervision_app using (true);
  create policy list_exit_request_in_own_name on list_exit_request for insert to supervision_app
    with check (requested_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  alter table list_suspension enable row level security;
  create policy list_suspension_is_read on list_suspension for select to supervision_app using (true);
  create policy list_suspension_in_own_name on list_suspension for insert to supervision_app
    with check (suspended_by::text = current_setting('supervision.officer', true) and office_id::text = current_setting('supervision.office', true));
  create policy list_suspension_ended_in_own_name on list_suspension for update to supervision_app
    using (true) with check (ended_by::text = current_setting('supervision.officer', true));

  revoke update on list_entry from supervision_app;
  grant update (valid_to, suspended_until_on, ended_recorded_at) on list_entry to supervision_app;
`;
