import { Migration } from '@mikro-orm/migrations';

/**
 * Applications with their statutory clocks, and the commitments given in them. What an item asks for, and by when something must be done,
 * are dated rows. A breach of a commitment is an officer's finding: nothing here comes about by the passing of time alone.
 */
export class RunMatters extends Migration {
  override up(): void {
    this.addSql(CATALOGUES);
    this.addSql(MATTERS);
    this.addSql(COMMITMENTS);
    this.addSql(RIGHTS);
  }
}

const CATALOGUES = `
  create table approval_item (
    id uuid primary key,
    code text collate "C" not null,
    field_code text not null references approval_field,
    label_zh text not null,
    label_en text not null,
    clock text not null check (clock in ('ORDINARY', 'JOINT')),
    needs_check boolean not null,
    concerns_safety boolean not null,
    commitment_kinds text[] not null,
    no_commitment_reason text check (no_commitment_reason in ('SAFETY', 'SECURITY', 'IRREPARABLE')),
    no_commitment_basis text,
    legal_basis text not null check (length(legal_basis) > 0),
    valid_from date not null,
    valid_to date check (valid_to > valid_from),
    sort integer not null,
    source jsonb not null,
    unique (code, valid_from),
    constraint commitments_of_a_known_kind check (commitment_kinds <@ array['REPLACE_PAPERS', 'TOLERANCE', 'FILING']),
    constraint what_the_law_forbids_is_not_offered check (no_commitment_reason is null or cardinality(commitment_kinds) = 0),
    constraint forbidding_needs_a_legal_basis check ((no_commitment_reason is null) = (no_commitment_basis is null)),
    constraint safety_allows_no_commitment check (not concerns_safety or no_commitment_reason is not null)
  );
  comment on table approval_item is 'What is applied for (审批事项); of one code the latest day counts, and a matter keeps the row it began under.';
  comment on column approval_item.concerns_safety is 'Bars after false material and fraud hold for these only (行政许可法 art. 78, 79).';

  create table approval_paper (
    item_id uuid not null references approval_item,
    code text not null,
    label_zh text not null,
    label_en text not null,
    is_replaceable boolean not null,
    may_come_later boolean not null,
    sort integer not null,
    primary key (item_id, code)
  );
  comment on table approval_paper is 'Papers that an item asks for (申请材料), and which of them a commitment can replace or bring later.';

  create table approval_rule (
    id uuid primary key,
    code text not null,
    label_zh text not null,
    label_en text not null,
    value integer not null check (value between 1 and 250),
    unit text not null check (unit in ('WORKING_DAY', 'DAY', 'MONTH')),
    valid_from date not null,
    reason text not null check (length(reason) > 0),
    source jsonb not null,
    unique (code, valid_from)
  );
  comment on table approval_rule is 'Terms of applications and commitments; of one code the latest day counts.';
`;

const MATTERS = `
  create table approval_matter (
    id uuid primary key,
    office_id uuid not null references office,
    item_id uuid not null references approval_item,
    subject_id uuid not null references subject,
    number text not null check (length(number) > 0),
    state text not null default 'RECEIVED' check (state in ('RECEIVED', 'PAPERS_MISSING', 'ACCEPTED', 'DECIDED', 'DELIVERED', 'REVOKED')),
    received_on date not null,
    received_by uuid not null references officer,
    asked_on date,
    asked_papers text[] not null default '{}',
    missing_papers text[] not null default '{}',
    accepted_on date,
    is_deemed_accepted boolean not null default false,
    term_days integer not null check (term_days > 0),
    extension_days integer not null default 0 check (extension_days >= 0),
    extension_reason text,
    extension_requested_by uuid references officer,
    extension_requested_on date,
    extended_by uuid references officer,
    extended_on date,
    due_on date,
    due_is_provisional boolean not null default false,
    deemed_due_on date not null,
    decision text check (decision in ('GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN')),
    decided_on date,
    decided_by uuid references officer,
    decision_reason text,
    false_material boolean not null default false,
    false_material_confirmed_by uuid references officer,
    false_material_confirmed_on date,
    remedies text,
    check_id uuid references credit_check,
    departs boolean not null default false,
    elapsed_days integer check (elapsed_days >= 0),
    stopped_days integer check (stopped_days >= 0),
    used_days integer check (used_days >= 0),
    is_late boolean,
    delivered_on date,
    delivered_by uuid references officer,
    revoked_on date,
    revoked_by uuid references officer,
    revocation_ground text check (revocation_ground in ('COMMITMENT_BREACHED', 'FRAUD', 'GRANTED_AGAINST_THE_LAW')),
    revocation_reason text,
    barred_until_on date,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (office_id, number),
    check (accepted_on >= received_on),
    constraint papers_are_asked_for_once check ((asked_on is null) = (cardinality(asked_papers) = 0)),
    constraint missing_papers_are_named check ((state = 'PAPERS_MISSING') = (cardinality(missing_papers) > 0)),
    constraint extended_by_another check (extended_by <> extension_requested_by),
    constraint extensions_have_a_reason check ((extended_by is null) = (extended_on is null) and (extended_by is null) = (extension_days = 0)
      and (extension_reason is null) = (extension_requested_by is null) and (extended_by is null or extension_requested_by is not null)),
    constraint decisions_are_whole check ((decision is null) = (decided_on is null) and (decision is null) = (decided_by is null)
      and (decision is null) = (elapsed_days is null) and (decision is null) = (is_late is null) and (decision is null) = (state in ('RECEIVED', 'PAPERS_MISSING', 'ACCEPTED'))),
    constraint refusals_are_reasoned_and_name_remedies
      check (decision is distinct from 'REFUSED' or (decision_reason is not null and remedies is not null)),
    constraint false_material_leads_to_refusal check (not false_material or decision = 'REFUSED'),
    constraint false_material_is_confirmed_by_another check (false_material_confirmed_by <> decided_by
      and (false_material_confirmed_by is null) = (false_material_confirmed_on is null) and (false_material_confirmed_by is null or false_material)),
    constraint wrong_grants_are_found_by_another check (revocation_ground = 'COMMITMENT_BREACHED' or revoked_by <> decided_by),
    constraint bars_take_two_officers
      check (barred_until_on is null or false_material_confirmed_by is not null or coalesce(revocation_ground = 'FRAUD', false)),
    constraint departures_have_a_reason check (not departs or (check_id is not null and decision_reason is not null)),
    constraint only_what_was_granted_is_revoked check (state <> 'REVOKED'
      or (decision in ('GRANTED', 'GRANTED_WITH_CONDITIONS') and revoked_on is not null and revoked_by is not null
        and revocation_ground is not null and revocation_reason is not null))
  );
  comment on table approval_matter is 'An application (申请) from receipt to delivery; its clock counts working days.';
  comment on column approval_matter.missing_papers is 'What was asked for and has neither come nor been replaced by a commitment.';
  comment on column approval_matter.due_on is 'Last day of what the office has to do next: accept, decide or hand over; null while the clock stands still and when nothing is left to do.';
  comment on column approval_matter.deemed_due_on is 'Last day for the decision should nobody accept it or tell what is missing: then it counts as accepted on receipt.';
  comment on column approval_matter.elapsed_days is 'Working days from receipt to decision without those on which the clock stood still.';
  comment on column approval_matter.used_days is 'Of these, those of the statutory term, which runs from acceptance.';
  create index approval_matter_of_office on approval_matter (office_id, id);
  create index approval_matter_in_state on approval_matter (office_id, state, id);
  create index approval_matter_due on approval_matter (office_id, due_on, id) where due_on is not null;
  create index approval_matter_decided on approval_matter (office_id, decided_on) where decided_on is not null;
  create index approval_matter_of_subject on approval_matter (subject_id, id);

  create table approval_stop (
    id uuid primary key,
    matter_id uuid not null references approval_matter,
    cause text not null check (cause in ('PAPERS_ASKED_FOR', 'COMMITMENT_WITHDRAWN', 'HEARING', 'TENDER', 'AUCTION', 'INSPECTION', 'TESTING',
      'QUARANTINE', 'APPRAISAL', 'EXPERT_REVIEW')),
    from_on date not null,
    to_on date check (to_on >= from_on),
    notice_number text check (length(notice_number) > 0),
    needed_days integer check (needed_days > 0),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint procedures_are_told_in_writing check ((cause in ('PAPERS_ASKED_FOR', 'COMMITMENT_WITHDRAWN')) = (notice_number is null)
      and (notice_number is null) = (needed_days is null))
  );
  comment on table approval_stop is 'The clock stands still (中止计时) after from_on, through to_on; null: it still does.';
  comment on column approval_stop.notice_number is 'The written notice by which the applicant was told how long a hearing, a test and the like takes (行政许可法 art. 45).';
  comment on column approval_stop.needed_days is 'The working days that the notice names.';
  create unique index one_stop_at_a_time on approval_stop (matter_id) where to_on is null;
  create index approval_stop_of_matter on approval_stop (matter_id, from_on);
`;

const COMMITMENTS = `
  create table commitment (
    id uuid primary key,
    matter_id uuid not null references approval_matter,
    office_id uuid not null references office,
    subject_id uuid not null references subject,
    kind text not null check (kind in ('REPLACE_PAPERS', 'TOLERANCE', 'FILING')),
    paper_codes text[] not null,
    content text not null check (length(content) > 0),
    state text not null default 'GIVEN' check (state in ('GIVEN', 'FULFILLED', 'CORRECTING', 'FULFILLED_LATE', 'REVOKED', 'WITHDRAWN', 'LAPSED')),
    given_on date not null,
    given_by uuid not null references officer,
    term_days integer not null check (term_days > 0),
    first_due_on date not null,
    due_on date not null,
    due_is_provisional boolean not null,
    extended_on date,
    extended_by uuid references officer,
    extension_reason text,
    post_check_due_on date,
    post_checked_on date,
    post_checked_by uuid references officer,
    breach_found_on date,
    breach_found_by uuid references officer,
    breach_finding text,
    correct_until_on date,
    record_id uuid references credit_record,
    next_due_on date generated always as (
      case state when 'GIVEN' then least(due_on, post_check_due_on) when 'CORRECTING' then correct_until_on end) stored,
    closed_on date,
    closed_by uuid references officer,
    closing_note text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint papers_are_named_unless_filed check ((kind = 'FILING') = (cardinality(paper_codes) = 0)),
    constraint extended_once_with_a_reason check ((extended_on is null) = (extended_by is null) and (extended_on is null) = (extension_reason is null)
      and (extended_on is null) = (due_on = first_due_on) and due_on >= first_due_on),
    constraint breaches_are_always_recorded check ((breach_found_on is null) = (breach_finding is null) and (breach_found_on is null) = (breach_found_by is null)
      and (breach_found_on is null) = (correct_until_on is null) and (breach_found_on is null or record_id is not null)
      and (state not in ('CORRECTING', 'FULFILLED_LATE', 'REVOKED') or breach_found_on is not null)),
    constraint fulfilment_is_recorded check (state <> 'FULFILLED' or record_id is not null),
    constraint closed_after_a_breach_by_another check (state not in ('FULFILLED_LATE', 'REVOKED') or closed_by <> breach_found_by),
    constraint closed_with_a_day check ((state in ('GIVEN', 'CORRECTING')) = (closed_on is null) and (closed_on is null) = (closed_by is null))
  );
  comment on table commitment is 'A commitment given in a matter (信用承诺): papers replaced, papers that come later, or filing with a later check.';
  comment on column commitment.due_on is 'By when it must be fulfilled; first_due_on until it was extended, which happens once.';
  comment on column commitment.post_check_due_on is 'By when the office must have looked whether it was kept (事后核查), counted from the grant.';
  comment on column commitment.next_due_on is 'What the office must look at next; null once nothing is left to do.';
  comment on column commitment.record_id is 'What it has left in the credit file: that it was kept, or that it was breached.';
  create index commitment_of_matter on commitment (matter_id, id);
  create index commitment_of_subject on commitment (subject_id, id);
  create index commitment_due on commitment (office_id, next_due_on, id) where next_due_on is not null;
`;

/** Nobody writes into the matters of another office, whatever a statement says. */
const RIGHTS = `
  alter table approval_matter enable row level security;
  create policy matter_is_read on approval_matter for select to supervision_app using (true);
  create policy matter_of_own_office on approval_matter for insert to supervision_app
    with check (office_id::text = current_setting('supervision.office', true));
  create policy matter_changed_by_own_office on approval_matter for update to supervision_app
    using (office_id::text = current_setting('supervision.office', true));

  alter table approval_stop enable row level security;
  create policy stop_is_read on approval_stop for select to supervision_app using (true);
  create policy stop_of_own_office on approval_stop for insert to supervision_app
    with check (exists (select from approval_matter m where m.id = matter_id and m.office_id::text = current_setting('supervision.office', true)));
  create policy stop_ended_by_own_office on approval_stop for update to supervision_app
    using (exists (select from approval_matter m where m.id = matter_id and m.office_id::text = current_setting('supervision.office', true)));

  alter table commitment enable row level security;
  create policy commitment_is_read on commitment for select to supervision_app using (true);
  create policy commitment_of_own_office on commitment for insert to supervision_app
    with check (office_id::text = current_setting('supervision.office', true)
      and exists (select from approval_matter m where m.id = matter_id and m.office_id = commitment.office_id and m.subject_id = commitment.subject_id));
  create policy commitment_changed_by_own_office on commitment for update to supervision_app
    using (office_id::text = current_setting('supervision.office', true));

  grant select on approval_item, approval_paper, approval_rule to supervision_app;
  grant select on approval_matter, approval_stop, commitment to supervision_app;
  -- Only as they begin: nothing is born decided, ended or fulfilled.
  grant insert (id, office_id, item_id, subject_id, number, received_on, received_by, term_days, due_on, due_is_provisional, deemed_due_on)
    on approval_matter to supervision_app;
  grant insert (id, matter_id, cause, from_on, notice_number, needed_days) on approval_stop to supervision_app;
  grant insert (id, matter_id, office_id, subject_id, kind, paper_codes, content, given_on, given_by, term_days, first_due_on, due_on,
    due_is_provisional) on commitment to supervision_app;
  grant update (to_on) on approval_stop to supervision_app;
  grant update (state, asked_on, asked_papers, missing_papers, accepted_on, is_deemed_accepted, extension_days, extension_reason,
    extension_requested_by, extension_requested_on, extended_by, extended_on, due_on, due_is_provisional, decision, decided_on, decided_by,
    decision_reason, false_material, false_material_confirmed_by, false_material_confirmed_on, remedies, check_id, departs, elapsed_days, stopped_days, used_days, is_late, delivered_on,
    delivered_by, revoked_on, revoked_by, revocation_ground, revocation_reason, barred_until_on) on approval_matter to supervision_app;
  grant update (state, due_on, due_is_provisional, extended_on, extended_by, extension_reason, post_check_due_on, post_checked_on,
    post_checked_by, breach_found_on, breach_found_by, breach_finding, correct_until_on, record_id, closed_on, closed_by, closing_note)
    on commitment to supervision_app;
`;
