import { Migration } from '@mikro-orm/migrations';

/**
 * One list and two registers (一单两库): what may be inspected, what is inspected besides enterprises themselves, and who
 * inspects; ratios that a second officer approves, limits of inspections as data, and the plan of a year with its tasks.
 */
export class ListAndRegisters extends Migration {
  override up(): void {
    this.addSql(ITEMS);
    this.addSql(INSPECTORS);
    this.addSql(OBJECTS);
    this.addSql(RATIOS);
    this.addSql(LIMITS);
    this.addSql(PLANS);
    this.addSql(RIGHTS);
  }
}

const ITEMS = `
  create table inspection_specialty (
    code text collate "C" primary key check (code ~ '^[A-Z][A-Z_]{1,39}$'),
    label_zh text not null,
    label_en text not null,
    source jsonb not null
  );
  comment on table inspection_specialty is 'What an inspector can be trained in, and an inspection item can ask for.';

  create table inspection_item (
    code text collate "C" primary key check (code ~ '^[A-Z][A-Z_]{1,39}$'),
    label_zh text not null,
    label_en text not null,
    category text not null check (category in ('GENERAL', 'KEY')),
    legal_basis text not null check (length(legal_basis) > 0),
    office_kinds text[] not null check (cardinality(office_kinds) > 0),
    specialty text collate "C" references inspection_specialty,
    object_kind text not null check (object_kind in ('ENTERPRISE', 'PRODUCT', 'PROJECT', 'CONDUCT')),
    highest_ratio integer check (highest_ratio between 1 and 10000),
    frequency_zh text not null,
    frequency_en text not null,
    valid_from date not null,
    source jsonb not null,
    constraint general_items_have_a_highest_ratio check ((category = 'GENERAL') = (highest_ratio is not null))
  );
  comment on table inspection_item is 'The list of what random inspections may look at (随机抽查事项清单); what is not on it is not inspected.';
  comment on column inspection_item.highest_ratio is 'Basis points; null: key items have no upper limit.';
`;

/**
 * The old rows of inspectors stay as they are. That whoever inspects enterprises is an officer of a law-enforcement office, and
 * no grid worker, auxiliary or third party, is the law (国办发〔2024〕54号), so the database itself refuses anybody else.
 */
const INSPECTORS = `
  alter table inspector
    add column specialties text[] not null default '{}',
    add column area_codes text[] collate "C" not null default '{}',
    add column officer_id uuid unique references officer,
    add column registered_by uuid references officer,
    add column registered_at timestamptz not null default clock_timestamp(),
    add column retired_on date,
    add column retired_reason text;
  comment on column inspector.area_codes is 'Region subtrees that he works in; empty: the whole jurisdiction of his office.';
  comment on column inspector.officer_id is 'The officer who he is; null: he has no account, only a certificate of the office.';
  create index inspector_of_office on inspector (office_id, certificate_number);

  create function inspectors_enforce_the_law() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if not exists (select from office where id = new.office_id and kind in ('MARKET_REGULATOR', 'POLICE_STATION')) then
      raise exception 'Only a law-enforcement office has inspectors' using errcode = 'check_violation';
    end if;
    if new.officer_id is not null and not exists (select from officer where id = new.officer_id and office_id = new.office_id
        and not roles && array['AUXILIARY', 'GRID_WORKER', 'RESIDENT', 'INTEGRATOR']) then
      raise exception 'Grid workers, auxiliaries and third parties do not inspect enterprises' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger inspectors_enforce_the_law before insert or update of office_id, officer_id on inspector
    for each row execute function inspectors_enforce_the_law();

  create table certificate_renewal (
    id uuid primary key,
    inspector_id uuid not null references inspector,
    certificate_number text collate "C" not null,
    former_expires_on date not null,
    expires_on date not null check (expires_on > former_expires_on),
    renewed_by uuid not null references officer,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table certificate_renewal is 'Each time a law-enforcement certificate was given a later last day.';
  create index certificate_renewal_of_inspector on certificate_renewal (inspector_id, id);

  create table inspector_conflict (
    id uuid primary key,
    inspector_id uuid not null references inspector,
    subject_id uuid not null references subject,
    reason text not null check (length(reason) > 0),
    declared_on date not null,
    ends_on date check (ends_on >= declared_on),
    declared_by uuid not null references officer,
    ended_by uuid references officer,
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table inspector_conflict is 'Conflicts of interest (回避): the inspector is drawn for nothing of this subject before ends_on; null: no end is known.';
  create unique index one_open_conflict on inspector_conflict (inspector_id, subject_id) where ends_on is null;
  create index inspector_conflict_of_inspector on inspector_conflict (inspector_id, id);
`;

const OBJECTS = `
  create table inspection_object (
    id uuid primary key,
    public_id text collate "C" not null unique check (public_id ~ '^[0-9A-Za-z._-]{1,64}$'),
    kind text not null check (kind in ('PRODUCT', 'PROJECT', 'CONDUCT')),
    name text not null,
    subject_id uuid not null references subject,
    region_code text collate "C" not null references region,
    active boolean not null default true,
    office_id uuid not null references office,
    registered_by uuid references officer,
    registered_on date not null,
    retired_on date,
    retired_reason text,
    retired_by uuid references officer,
    check (active = (retired_on is null))
  );
  comment on table inspection_object is 'What is inspected besides enterprises themselves: products, projects, conduct, each with the enterprise responsible for it.';
  create index inspection_object_by_region on inspection_object (kind, region_code);
  create index inspection_object_of_subject on inspection_object (subject_id);
`;

const RATIOS = `
  alter table treatment_policy add column approved_by uuid references officer;
  alter table treatment_policy add constraint ratios_are_approved_by_another check (approved_by <> set_by);
  comment on column treatment_policy.approved_by is 'The second officer; null for what was published, and for ratios set before a second officer was asked for.';

  create table spot_check_ratio (
    id uuid primary key,
    sector text not null references sector,
    item_code text collate "C" references inspection_item,
    class_code text not null,
    ratio integer not null check (ratio between 1 and 10000),
    valid_from date not null,
    reason text not null check (length(reason) > 0),
    source jsonb not null,
    office_id uuid not null references office,
    state text not null default 'PROPOSED' check (state in ('PROPOSED', 'APPROVED')),
    proposed_by uuid not null references officer,
    proposed_at timestamptz not null default clock_timestamp(),
    approved_by uuid references officer,
    approved_at timestamptz,
    constraint ratio_needs_a_second_officer check (approved_by <> proposed_by),
    check ((state = 'APPROVED') = (approved_by is not null) and (approved_by is null) = (approved_at is null))
  );
  comment on table spot_check_ratio is 'Ratios of a class that one officer proposes and another approves. With an item: in force from here. Without: the approved one is also a row of treatment_policy.';
  comment on column spot_check_ratio.ratio is 'Basis points.';
  create index spot_check_ratio_in_force on spot_check_ratio (sector, item_code, class_code, valid_from desc, approved_at desc);
  create index spot_check_ratio_of_office on spot_check_ratio (office_id, id);
`;

const LIMITS = `
  create table spot_check_limit (
    code text collate "C" not null check (code ~ '^[A-Z][A-Z_]{1,39}$'),
    valid_from date not null,
    kind text not null check (kind in ('ANNUAL_CAP', 'NO_REPEAT', 'AT_LEAST', 'CLEAN_WINDOW')),
    label_zh text not null,
    label_en text not null,
    item_code text collate "C" references inspection_item,
    item_category text check (item_category in ('GENERAL', 'KEY')),
    industry_prefix text collate "C" check (industry_prefix ~ '^[0-9]{1,4}$'),
    value integer not null check (value > 0),
    unit text not null check (unit in ('TIMES', 'MONTHS')),
    within_months integer check (within_months > 0),
    exempt_grounds text[] not null default '{}'
      check (exempt_grounds <@ array['COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY']),
    legal_basis text not null check (length(legal_basis) > 0),
    source jsonb not null,
    primary key (code, valid_from),
    check (item_code is null or item_category is null),
    check ((kind in ('ANNUAL_CAP', 'AT_LEAST')) = (unit = 'TIMES')),
    check ((kind = 'AT_LEAST') = (within_months is not null)),
    constraint a_cap_counts_everything check (kind <> 'ANNUAL_CAP' or (item_code is null and item_category is null))
  );
  comment on table spot_check_limit is 'How often enterprises may, or must, be inspected. Of one code the latest day counts; of one kind the row with the narrowest scope.';
  comment on column spot_check_limit.exempt_grounds is 'Grounds of inspections that this limit does not bind.';

  insert into draw_rule (code, value, unit, valid_from, reason, source) values
    ('VISIT_PENDING', 365, 'DAY', '2024-01-01', '抽中而未检查的，满一年后不再计入年度检查频次',
      '{"instrument": "本产品默认规则：抽中未检查的对象自抽取之日起计入频次一年", "mark": "D", "checkedOn": "2026-11-26"}');

  create index enterprise_inspection_of_subject on enterprise_inspection (subject_id, inspected_on desc);
  create index enterprise_inspection_by_day on enterprise_inspection (inspected_on);
`;

const PLANS = `
  create table spot_check_plan (
    id uuid primary key,
    year integer not null check (year between 2000 and 2200),
    office_id uuid not null references office,
    title text not null,
    state text not null default 'DRAFT' check (state in ('DRAFT', 'APPROVED')),
    drafted_by uuid not null references officer,
    drafted_at timestamptz not null default clock_timestamp(),
    approved_by uuid references officer,
    published_on date,
    unique (office_id, year, title),
    constraint plan_needs_a_second_officer check (approved_by <> drafted_by),
    check ((state = 'APPROVED') = (approved_by is not null) and (approved_by is null) = (published_on is null))
  );
  comment on table spot_check_plan is 'Plan of a year (年度抽查计划); published on the day on which a second officer approves it.';

  create table spot_check_task (
    id uuid primary key,
    plan_id uuid not null references spot_check_plan,
    title text not null,
    kind text not null check (kind in ('TARGETED', 'UNTARGETED')),
    object_kind text not null check (object_kind in ('ENTERPRISE', 'PRODUCT', 'PROJECT', 'CONDUCT')),
    item_codes text[] collate "C" not null check (cardinality(item_codes) > 0),
    office_ids uuid[] not null check (cardinality(office_ids) > 0),
    months integer[] not null check (cardinality(months) > 0 and months <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    planned_number integer not null check (planned_number > 0),
    region_code text collate "C" not null references region,
    industry_codes text[] collate "C",
    class_codes text[],
    overdue_limit_code text collate "C",
    is_listed boolean not null default false,
    added_by uuid not null references officer,
    check (kind = 'TARGETED' or (class_codes is null and overdue_limit_code is null and not is_listed)),
    check (kind = 'UNTARGETED' or class_codes is not null or overdue_limit_code is not null or is_listed)
  );
  comment on table spot_check_task is 'Task of a plan (抽查任务). The items of several offices are one visit (综合查一次).';
  comment on column spot_check_task.is_listed is 'True: only what spot_check_target names.';
  create index spot_check_task_of_plan on spot_check_task (plan_id, id);

  create table spot_check_target (
    task_id uuid not null references spot_check_task,
    public_id text collate "C" not null,
    primary key (task_id, public_id)
  );
  comment on table spot_check_target is 'Whom a targeted task is about, by public id.';
`;

const RIGHTS = `
  grant select on inspection_specialty, inspection_item, spot_check_limit to supervision_app;
  grant insert on inspector to supervision_app;
  grant update (certificate_expires_on, active, retired_on, retired_reason) on inspector to supervision_app;
  grant select, insert on certificate_renewal, inspector_conflict, inspection_object, spot_check_ratio, spot_check_plan,
    spot_check_task, spot_check_target to supervision_app;
  grant update (ends_on, ended_by) on inspector_conflict to supervision_app;
  grant update (active, retired_on, retired_reason, retired_by) on inspection_object to supervision_app;
  grant update (state, approved_by, approved_at) on spot_check_ratio to supervision_app;
  grant update (state, approved_by, published_on) on spot_check_plan to supervision_app;
`;
