import { Migration } from '@mikro-orm/migrations';

/**
 * What comes after a draw: each visit is approved by a second officer, told to whoever is visited and recorded on arrival; who was
 * drawn may be replaced, with a reason; results have a checklist, orders to correct and proposals for lists; and they are published in
 * their term, corrections beside what they correct.
 */
export class CarryOutSpotChecks extends Migration {
  override up(): void {
    this.addSql(CATALOGUES);
    this.addSql(VISITS);
    this.addSql(RECUSALS);
    this.addSql(RESULTS);
    this.addSql(CORRECTIONS);
    this.addSql(PUBLICATIONS);
    this.addSql(RIGHTS);
  }
}

const CATALOGUES = `
  create table carry_out_rule (
    id uuid primary key,
    code text not null,
    label_zh text not null,
    label_en text not null,
    value integer not null check (value between 1 and 250),
    unit text not null check (unit in ('WORKING_DAY', 'PERSONS')),
    valid_from date not null,
    reason text not null check (length(reason) > 0),
    source jsonb not null,
    unique (code, valid_from)
  );
  comment on table carry_out_rule is 'Terms and numbers by which random inspections are carried out; of one code the latest day counts.';

  create table replacement_reason (
    code text primary key,
    label_zh text not null,
    label_en text not null,
    needs_recusal boolean not null default false,
    sort integer not null,
    source jsonb not null
  );
  comment on table replacement_reason is 'Why an inspector who was drawn may be replaced (更换检查人员).';
  comment on column replacement_reason.needs_recusal is 'True: only after a request for recusal was upheld.';

  create table spot_check_point (
    code text primary key,
    item_code text collate "C" references inspection_item,
    label_zh text not null,
    label_en text not null,
    legal_basis text not null check (length(legal_basis) > 0),
    sort integer not null,
    source jsonb not null
  );
  comment on table spot_check_point is 'What is looked at (检查要点); null item: of draws that name no items.';
  create index spot_check_point_of_item on spot_check_point (item_code, sort);

  alter table result_code
    add column is_met boolean not null default true,
    add column is_clean boolean not null default false,
    add column orders_correction boolean not null default false,
    add column proposes_list text references credit_list,
    add column list_basis text,
    add constraint proposals_need_a_legal_basis check ((proposes_list is null) = (list_basis is null)),
    add constraint whoever_is_clean_was_met check (is_met or not is_clean);
  comment on column result_code.is_met is 'False: nobody was there, or nobody let the inspectors look, so the checklist may stay empty.';
  comment on column result_code.is_clean is 'True: stands alone, and beside no problem of the checklist.';
  comment on column result_code.proposes_list is 'The list whose entry such a result proposes to a second officer; null for none.';
`;

const VISITS = `
  create table spot_check_visit (
    id uuid primary key,
    draw_id uuid not null references draw,
    place integer not null,
    subject_id uuid not null references subject,
    office_id uuid not null references office,
    state text not null default 'APPROVED' check (state in ('APPROVED', 'TOLD', 'ARRIVED', 'RESULTED', 'PUBLISHED')),
    visit_on date not null,
    approved_by uuid not null references officer,
    approved_on date not null,
    told_by uuid references officer,
    told_on date,
    recusal_until_on date,
    recusal_is_provisional boolean,
    arrived_by uuid references officer,
    arrived_at timestamptz,
    arrival_method text check (arrival_method in ('CODE', 'MANUAL', 'REMOTE')),
    recorded_at timestamptz not null default clock_timestamp(),
    unique (draw_id, subject_id),
    foreign key (draw_id, place) references draw_object (draw_id, place),
    constraint told_before_arrival check (state = 'APPROVED' or (told_on is not null and told_by is not null and recusal_until_on is not null)),
    constraint arrived_before_result check (state in ('APPROVED', 'TOLD') or (arrived_at is not null and arrival_method is not null and arrived_by is not null))
  );
  comment on table spot_check_visit is 'A visit to what was drawn (入企检查): approved, told, arrived, resulted, published.';
  comment on column spot_check_visit.recusal_until_on is 'Until when the inspected may ask for recusal.';
  create index spot_check_visit_of_office on spot_check_visit (office_id, id);
  create index spot_check_visit_of_subject on spot_check_visit (subject_id, arrived_at);

  create table spot_check_visit_inspector (
    visit_id uuid not null references spot_check_visit,
    inspector_id uuid not null references inspector,
    seat integer not null check (seat >= 1),
    is_drawn boolean not null,
    is_replaced boolean not null default false,
    was_present boolean not null default false,
    primary key (visit_id, inspector_id),
    constraint whoever_was_replaced_was_not_there check (not (is_replaced and was_present))
  );
  comment on table spot_check_visit_inspector is 'Who goes, or was to go before somebody else took his seat. What the draw itself says never changes.';
  create unique index one_inspector_for_each_seat on spot_check_visit_inspector (visit_id, seat) where not is_replaced;

  create table spot_check_notice (
    id uuid primary key,
    visit_id uuid not null references spot_check_visit,
    kind text not null check (kind in ('VISIT', 'REPLACEMENT', 'CORRECTION', 'REMINDER')),
    body text not null,
    noticed_on date not null,
    due_on date,
    written_by uuid references officer,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table spot_check_notice is 'What whoever is visited was told, word for word. Nobody writes reminders but the service.';
  create index spot_check_notice_of_visit on spot_check_notice (visit_id, id);
  create unique index told_once_of_each_visit on spot_check_notice (visit_id) where kind = 'VISIT';
  create unique index reminded_once_of_each_term on spot_check_notice (visit_id, due_on) where kind = 'REMINDER';
`;

const RECUSALS = `
  create table recusal_request (
    id uuid primary key,
    visit_id uuid not null,
    inspector_id uuid not null,
    grounds text not null check (length(grounds) > 0),
    requested_on date not null,
    recorded_by uuid not null references officer,
    state text not null default 'REQUESTED' check (state in ('REQUESTED', 'UPHELD', 'DISMISSED')),
    decided_by uuid references officer,
    decided_on date,
    decision text,
    recorded_at timestamptz not null default clock_timestamp(),
    foreign key (visit_id, inspector_id) references spot_check_visit_inspector (visit_id, inspector_id),
    constraint recusal_is_decided_by_another check (decided_by <> recorded_by),
    check ((state = 'REQUESTED') = (decided_by is null) and (decided_by is null) = (decision is null) and (decided_by is null) = (decided_on is null))
  );
  comment on table recusal_request is 'Somebody who is visited asks that an inspector does not come (申请回避).';
  create unique index one_open_request_for_each_inspector on recusal_request (visit_id, inspector_id) where state = 'REQUESTED';
  create index recusal_request_of_visit on recusal_request (visit_id, id);

  create table inspector_replacement (
    id uuid primary key,
    visit_id uuid not null,
    out_id uuid not null,
    in_id uuid not null,
    next_id uuid not null references inspector,
    reason_code text not null references replacement_reason,
    remark text,
    departure_reason text,
    recusal_id uuid unique references recusal_request,
    replaced_by uuid not null references officer,
    office_id uuid not null references office,
    replaced_on date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    foreign key (visit_id, out_id) references spot_check_visit_inspector (visit_id, inspector_id),
    foreign key (visit_id, in_id) references spot_check_visit_inspector (visit_id, inspector_id),
    check (out_id <> in_id),
    constraint departures_from_the_lots_need_a_reason check ((in_id = next_id) = (departure_reason is null))
  );
  comment on table inspector_replacement is 'Who took whose seat. next_id is whom the lots of the draw name; anybody else is a departure, with a reason of its own.';
  create index inspector_replacement_of_visit on inspector_replacement (visit_id, id);
  create index inspector_replacement_of_office on inspector_replacement (office_id, replaced_on);
`;

const RESULTS = `
  create table spot_check_finding (
    inspection_id uuid not null references enterprise_inspection,
    point_code text not null references spot_check_point,
    verdict text not null check (verdict in ('OK', 'PROBLEM', 'NOT_APPLICABLE')),
    remark text,
    photos jsonb not null default '[]',
    primary key (inspection_id, point_code),
    constraint problems_are_described check (verdict <> 'PROBLEM' or remark is not null)
  );
  comment on table spot_check_finding is 'The checklist of a visit (检查表), point by point.';

  create table result_amendment (
    id uuid primary key,
    inspection_id uuid not null references enterprise_inspection,
    result_codes text[] not null check (cardinality(result_codes) > 0),
    note text,
    reason text not null check (length(reason) > 0),
    amended_by uuid not null references officer,
    office_id uuid not null references office,
    amended_on date not null,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table result_amendment is 'A result that was wrong, put right with a reason (更正). What was recorded first stays.';
  create index result_amendment_of_inspection on result_amendment (inspection_id, id);

  create view spot_check_result with (security_invoker = true) as
    select i.id, i.draw_id, i.subject_id, i.inspected_on, coalesce(a.result_codes, i.result_codes) as result_codes,
      case when a.id is null then i.note else a.note end as note, a.id as amendment_id, i.recorded_by
    from enterprise_inspection i
    left join lateral (
      select id, result_codes, note from result_amendment where inspection_id = i.id order by id desc limit 1
    ) a on true;
  comment on view spot_check_result is 'The result that holds: as put right last, or as recorded.';

  create table list_proposal (
    id uuid primary key,
    inspection_id uuid not null references enterprise_inspection,
    subject_id uuid not null references subject,
    list_code text not null references credit_list,
    result_code text not null references result_code,
    facts text not null check (length(facts) > 0),
    legal_basis text not null check (length(legal_basis) > 0),
    state text not null default 'PROPOSED' check (state in ('PROPOSED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
    proposed_by uuid not null references officer,
    office_id uuid not null references office,
    proposed_on date not null,
    decided_by uuid references officer,
    decided_on date,
    decision text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint proposal_is_decided_by_another check (state = 'WITHDRAWN' or decided_by <> proposed_by),
    check ((state = 'PROPOSED') = (decided_by is null) and (decided_by is null) = (decision is null) and (decided_by is null) = (decided_on is null))
  );
  comment on table list_proposal is 'That a result should lead to an entry on a list. The entry itself is a matter of its own, with notice and hearing; nothing here makes one.';
  create unique index one_proposal_at_a_time on list_proposal (inspection_id, result_code) where state in ('PROPOSED', 'ACCEPTED');
  create index list_proposal_of_office on list_proposal (office_id, id);
`;

const CORRECTIONS = `
  create table correction_order (
    id uuid primary key,
    inspection_id uuid not null references enterprise_inspection,
    visit_id uuid not null references spot_check_visit,
    subject_id uuid not null references subject,
    office_id uuid not null references office,
    requirement text not null check (length(requirement) > 0),
    legal_basis text not null check (length(legal_basis) > 0),
    ordered_on date not null,
    ordered_by uuid not null references officer,
    state text not null default 'OPEN' check (state in ('OPEN', 'CORRECTED', 'WITHDRAWN')),
    term_days integer not null check (term_days between 1 and 250),
    due_on date not null,
    remind_on date not null,
    due_is_provisional boolean not null,
    failure_count integer not null default 0 check (failure_count >= 0),
    closed_on date,
    recorded_at timestamptz not null default clock_timestamp(),
    check (due_on > ordered_on and remind_on <= due_on),
    check ((state = 'OPEN') = (closed_on is null))
  );
  comment on table correction_order is 'Order to correct (责令改正) with its term in working days.';
  create unique index one_order_at_a_time on correction_order (inspection_id) where state <> 'WITHDRAWN';
  create index correction_order_of_visit on correction_order (visit_id, id);
  create index correction_order_due on correction_order (office_id, due_on, id) where state = 'OPEN';
  create index correction_order_to_remind on correction_order (remind_on) where state = 'OPEN';

  create table correction_check (
    id uuid primary key,
    order_id uuid not null references correction_order,
    outcome text not null check (outcome in ('CORRECTED', 'NOT_CORRECTED')),
    checked_on date not null,
    evidence text not null check (length(evidence) > 0),
    photos jsonb not null default '[]',
    due_on date not null,
    officer_id uuid not null references officer,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table correction_check is 'A look at whether an order was followed (复查).';
  comment on column correction_check.due_on is 'Last day of the term it was about.';
  create index correction_check_of_order on correction_check (order_id, id);
  create unique index one_look_ends_an_order on correction_check (order_id) where outcome = 'CORRECTED';
  create unique index one_failure_for_each_term on correction_check (order_id, due_on) where outcome = 'NOT_CORRECTED';
`;

const PUBLICATIONS = `
  create table draw_publication (
    draw_id uuid primary key references draw,
    office_id uuid not null references office,
    published_on date not null,
    published_by uuid not null references officer,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table draw_publication is 'A draw whose results are published, all of them at once.';

  create table spot_check_publication (
    id uuid primary key,
    draw_id uuid not null references draw_publication,
    inspection_id uuid not null references enterprise_inspection,
    version integer not null check (version >= 1),
    title text collate "C" not null,
    items text[] not null,
    enterprise_name text not null,
    credit_code text collate "C" not null,
    inspected_on date not null,
    result_codes text[] not null,
    office_name text not null,
    published_on date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (inspection_id, version)
  );
  comment on table spot_check_publication is 'What the public reads (公示), as it stood on the day; a correction stands beside what it corrects. No class, no ratio, nobody by name but the enterprise.';
  create index spot_check_publication_of_code on spot_check_publication (credit_code, id);
  create index spot_check_publication_by_day on spot_check_publication (published_on, id);
  create index enterprise_inspection_of_draw on enterprise_inspection (draw_id, inspected_on);
`;

const RIGHTS = `
  grant select on carry_out_rule, replacement_reason, spot_check_point, spot_check_result to supervision_app;
  grant select, insert on spot_check_visit, spot_check_visit_inspector, spot_check_notice, recusal_request, inspector_replacement,
    spot_check_finding, result_amendment, list_proposal, correction_order, correction_check, draw_publication,
    spot_check_publication to supervision_app;
  grant update (state, visit_on, approved_by, approved_on, told_by, told_on, recusal_until_on, recusal_is_provisional, arrived_by, arrived_at, arrival_method)
    on spot_check_visit to supervision_app;
  grant update (is_replaced, was_present) on spot_check_visit_inspector to supervision_app;
  grant update (state, decided_by, decided_on, decision) on recusal_request to supervision_app;
  grant update (state, decided_by, decided_on, decision) on list_proposal to supervision_app;
  grant update (state, due_on, remind_on, due_is_provisional, failure_count, closed_on) on correction_order to supervision_app;
`;
