import { Migration } from '@mikro-orm/migrations';

/**
 * Standards of every sector: settled period by period, with households rated by their members, grades that are held until
 * officers confirm them, treatments of every kind, and drafts that are tried on everybody before they are published.
 * Indicators are read from the definition of the standard, so a table of them would be a second truth and goes.
 */
export class ExtendCreditEngine extends Migration {
  override up(): void {
    this.addSql(SECTORS);
    this.addSql(TREATMENTS);
    this.addSql(RATINGS);
    this.addSql(HOUSEHOLDS);
    this.addSql(GRADE_CHANGES);
    this.addSql(DRAFTS);
    this.addSql(SIMULATIONS);
    this.addSql(PUBLISHING);
    this.addSql(RIGHTS);
  }
}

const SECTORS = `
  create table sector (
    code text primary key,
    points_scheme boolean not null default false,
    internal boolean not null default false,
    unique (code, points_scheme)
  );
  comment on column sector.points_scheme is 'Points of residents and households: incentives only. Fixed for as long as the sector exists.';
  insert into sector (code, internal)
    select sector, bool_or((definition->>'internal')::boolean) from standard group by sector;
  insert into sector (code) select distinct sector from treatment_policy on conflict do nothing;
  insert into sector (code) select distinct sector from rating on conflict do nothing;
  alter table standard add foreign key (sector) references sector;

  create table data_category (
    code text primary key,
    label_zh text not null,
    label_en text not null,
    use text not null check (use in ('ORDINARY', 'WRITTEN_CONSENT', 'FORBIDDEN')),
    words text[] not null,
    source jsonb not null
  );
  comment on table data_category is 'Categories of data that the law restricts as evidence.';
  alter table record_type add column data_category text references data_category;

  create table standard_record_type (
    standard_id uuid not null references standard,
    record_type text not null references record_type,
    enrols boolean not null,
    by_members boolean not null,
    subject_kinds text[] not null,
    primary key (standard_id, record_type)
  );
  comment on table standard_record_type is 'Which records a standard looks at: so that a new record finds its sectors by an index.';
  comment on column standard_record_type.enrols is 'Whether a record of this type brings a subject into the sector.';
  create index standards_of_record_type on standard_record_type (record_type);

  create function note_record_types(standard_id uuid, definition jsonb) returns void language sql as $$
    insert into standard_record_type (standard_id, record_type, enrols, by_members, subject_kinds)
    select $1, named.type, not $2 ? 'enrolledBy' or $2->'enrolledBy' ? named.type, $2 ? 'members',
      array(select jsonb_array_elements_text($2->'subjectKinds'))
    from (
      select distinct t #>> '{}' as type from (
        select jsonb_path_query($2, '$.indicators[*].recordTypes[*]') union all
        select jsonb_path_query($2, '$.byDefault.evidence[*]') union all
        select jsonb_path_query($2, '$.notRated.recordTypes[*]') union all
        select jsonb_path_query($2, '$.enrolledBy[*]')
      ) as each(t)
    ) named
    on conflict do nothing
  $$;
  comment on function note_record_types is 'Derives the rows of standard_record_type from a definition that is being published.';
  revoke all on function note_record_types from public;
  select note_record_types(id, definition) from standard;

  drop table standard_indicator;
`;

const TREATMENTS = `
  alter table treatment_policy
    drop constraint treatment_policy_kind_check,
    drop constraint treatment_policy_unit_check,
    drop constraint treatment_policy_check1,
    drop constraint treatment_policy_check2,
    add column code text,
    add column label jsonb,
    add column ends boolean not null default false,
    add column burden boolean not null default false,
    add column legal_basis text,
    add column points_scheme boolean not null default false,
    add constraint treatment_policy_kind_check check (kind in ('INSPECTION_INTERVAL', 'FIRST_VISIT_TERM', 'INSPECTION_EFFORT',
      'SPOT_CHECK_RATIO', 'DRAW_WEIGHT', 'EXTRA_PATROLS', 'APPROVAL_EFFECT', 'RETAINED_SHARE', 'LOAN_LIMIT', 'LOAN_RATE',
      'ASSIGNMENT_PRIORITY', 'AWARD_ELIGIBILITY', 'BENEFIT')),
    add constraint treatment_policy_unit_check check (unit in ('DAY', 'WEEK', 'HALF_MONTH', 'MONTH', 'HUNDREDTH_DAY',
      'BASIS_POINT', 'TIMES', 'PER_MONTH', 'YUAN', 'RANK', 'NONE')),
    add constraint first_visits_are_of_the_never_rated check (kind <> 'FIRST_VISIT_TERM' or grade_code is null),
    add constraint burdens_need_a_legal_basis check (not burden or length(trim(coalesce(legal_basis, ''))) > 0),
    add constraint effects_are_known check (kind <> 'APPROVAL_EFFECT' or code in ('FAST_TRACK', 'TOLERANCE', 'PRIORITY',
      'FEE_REDUCTION', 'COMMITMENT_SHORTCUT', 'FEWER_CHECKS')
      or burden and code in ('DENY', 'RESTRICT', 'KEY_REVIEW', 'NO_COMMITMENT_SHORTCUT', 'MORE_CHECKS')),
    add constraint points_never_burden check (not points_scheme
      or not burden and kind in ('LOAN_LIMIT', 'LOAN_RATE', 'AWARD_ELIGIBILITY', 'BENEFIT')),
    add constraint treatment_of_the_sectors_kind foreign key (sector, points_scheme) references sector (code, points_scheme);
  comment on column treatment_policy.ends is 'True: from this day on there is no such treatment.';
  comment on constraint points_never_burden on treatment_policy is
    'Nothing burdens a resident or a household by points. Whether the sector is a points scheme is the sector''s own word.';
`;

const RATINGS = `
  alter table rating
    drop constraint rating_check,
    drop constraint rating_basis_check,
    add column indicated_grade_code text,
    add column last_grade_code text,
    add column better_since_on date,
    add column next_change_on date,
    add constraint rating_basis_check check (basis in ('RATED', 'BY_DEFAULT', 'NOT_RATED')),
    add constraint rated_have_a_grade check (basis <> 'RATED' or grade_code is not null);
  comment on column rating.grade_code is 'The grade in effect.';
  comment on column rating.indicated_grade_code is 'The grade that the standard indicates; officers may still have to confirm it.';
  comment on column rating.last_grade_code is 'The grade in effect when there last was one: a time without a grade ends no observation.';
  comment on column rating.better_since_on is 'Since when a better grade than the one in effect has been indicated; null: none is.';
  comment on column rating.next_change_on is 'The next day on which the rating may change though nothing new happens; null: none is foreseeable.';
  -- Due at once: the next nightly run works the new columns out.
  update rating set indicated_grade_code = grade_code, last_grade_code = grade_code, next_change_on = rated_on;
  create index rating_by_next_change on rating (sector, next_change_on, subject_id) where next_change_on is not null;

  create index rating_held on rating (sector, subject_id) where grade_code is distinct from indicated_grade_code;

  alter table rating_history add column indicated_grade_code text;
  update rating_history set indicated_grade_code = grade_code;
`;

const HOUSEHOLDS = `
  alter table person add column born_on date generated always as (
    case when citizen_number ~ '^[0-9]{17}[0-9X]$' then
      make_date(substr(citizen_number, 7, 4)::integer, substr(citizen_number, 11, 2)::integer, substr(citizen_number, 13, 2)::integer)
    end
  ) stored;

  create table household (
    id uuid primary key references subject,
    region_code text collate "C" not null references region,
    register_code text collate "C" not null,
    unique (region_code, register_code)
  );
  comment on column household.region_code is 'The village whose register the number stands in.';
  comment on column household.register_code is 'Number of the household in the register of its village (户号); other villages use the same numbers.';

  create table household_member (
    household_id uuid not null references household,
    person_id uuid not null references person,
    from_on date not null,
    to_on date check (to_on > from_on),
    recorded_at timestamptz not null default clock_timestamp(),
    ended_recorded_at timestamptz,
    primary key (household_id, person_id, from_on),
    check ((to_on is null) = (ended_recorded_at is null))
  );
  comment on column household_member.to_on is 'First day on which the person is no member any more; null: still is.';
  create index household_member_of_person on household_member (person_id);
  create unique index one_household_at_a_time on household_member (person_id) where to_on is null;
`;

const GRADE_CHANGES = `
  create table grade_change (
    id uuid primary key,
    subject_id uuid not null references subject,
    sector text not null references sector,
    standard_id uuid not null references standard,
    from_grade_code text not null,
    to_grade_code text not null,
    direction text not null check (direction in ('UP', 'DOWN')),
    state text not null check (state in ('PROPOSED', 'CONFIRMED', 'REJECTED', 'SUPERSEDED')),
    explanation jsonb not null,
    notice text not null,
    reason text,
    office_id uuid not null references office,
    proposed_by uuid not null references officer,
    proposed_on date not null,
    proposed_at timestamptz not null default clock_timestamp(),
    decided_by uuid references officer,
    decided_at timestamptz,
    check (state <> 'CONFIRMED' or (decided_by is not null and decided_by <> proposed_by))
  );
  comment on table grade_change is 'Changes of a grade that officers propose and confirm; explanation and notice stay as they were proposed.';
  create unique index one_change_at_a_time on grade_change (subject_id, sector) where state = 'PROPOSED';
  create index grade_change_of_subject on grade_change (subject_id, sector, id);
  create index grade_change_of_office on grade_change (office_id, state, id);
`;

const DRAFTS = `
  create table rule_draft (
    id uuid primary key,
    kind text not null check (kind in ('STANDARD', 'POLICY')),
    sector text not null,
    version text not null,
    definition jsonb,
    treatments jsonb not null,
    state text not null check (state in ('DRAFT', 'SIMULATED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN')),
    internal boolean not null,
    office_id uuid not null references office,
    drafted_by uuid not null references officer,
    drafted_at timestamptz not null default clock_timestamp(),
    approved_by uuid references officer,
    approved_at timestamptz,
    published_by uuid references officer,
    published_at timestamptz,
    in_force_from date,
    shadow_until_on date,
    check ((kind = 'STANDARD') = (definition is not null)),
    check (approved_by <> drafted_by),
    check (state not in ('APPROVED', 'PUBLISHED') or approved_by is not null),
    check (state <> 'PUBLISHED' or (in_force_from is not null and published_by is not null))
  );
  comment on table rule_draft is 'Standards and treatments on their way: draft, simulated, approved by a second person, published.';
  comment on column rule_draft.shadow_until_on is 'Until this day it is tried anew every night beside the version in force.';
  create index rule_draft_of_sector on rule_draft (sector, id);
`;

const SIMULATIONS = `
  create table simulation (
    id uuid primary key,
    draft_id uuid not null references rule_draft,
    job_id uuid references job,
    rated_on date not null,
    last_subject_id uuid,
    effects jsonb,
    recorded_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
  );
  comment on table simulation is 'A draft tried on every subject of its sector on one day. Null job: a night of a shadow run.';
  create index simulation_of_draft on simulation (draft_id, id);

  create table simulation_cell (
    simulation_id uuid not null references simulation,
    region_code text collate "C" not null,
    from_grade_code text not null,
    to_grade_code text not null,
    subject_count integer not null,
    primary key (simulation_id, region_code, from_grade_code, to_grade_code)
  );
  comment on table simulation_cell is 'How many of a town go from which grade to which; an empty code is no grade.';

  create table simulation_move (
    simulation_id uuid not null references simulation,
    subject_id uuid not null references subject,
    from_grade_code text,
    to_grade_code text,
    from_score_hundredths integer not null,
    to_score_hundredths integer not null,
    primary key (simulation_id, subject_id)
  );

  create table sector_enrolment (
    standard_id uuid primary key references standard,
    last_subject_id uuid,
    finished_at timestamptz
  );
  comment on table sector_enrolment is 'How far everybody has been looked at whom a new version brings into its sector.';

  alter table job add column last_subject_id uuid;
  comment on column job.last_subject_id is 'How far a job that goes through the subjects of a sector has come; moved in the transaction that did the work.';
`;

/**
 * What is published cannot be written by the application itself. It can only be published from a draft that a second person
 * has approved, and this function is the one way: it takes nothing from its caller but which draft, by whom, and from when.
 */
const PUBLISHING = `
  create function publish_draft(draft uuid, officer uuid, in_force date) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    d rule_draft;
    new_standard uuid;
  begin
    select * into d from rule_draft where id = draft for update;
    if d.state is distinct from 'APPROVED' or d.approved_by = d.drafted_by then
      raise exception 'The draft is not approved by a second person' using errcode = 'check_violation';
    end if;
    if d.kind = 'STANDARD' then
      insert into sector (code, points_scheme, internal)
        values (d.sector, coalesce((d.definition->>'pointsScheme')::boolean, false), d.internal) on conflict do nothing;
      if not exists (select from sector s where s.code = d.sector and s.internal = d.internal
          and s.points_scheme = coalesce((d.definition->>'pointsScheme')::boolean, false)) then
        raise exception 'A sector stays what it is' using errcode = 'check_violation';
      end if;
      insert into record_type (code, label_zh, label_en, data_category, source)
        select t->>'code', t#>>'{label,zh}', t#>>'{label,en}', t->>'dataCategory', t->'source'
        from jsonb_path_query(d.definition, '$.recordTypes[*]') as t on conflict do nothing;
      new_standard := draft;
      insert into standard (id, sector, version, in_force_from, definition)
        values (new_standard, d.sector, d.version, in_force, jsonb_set(d.definition, '{inForceFrom}', to_jsonb(in_force)));
      insert into standard_band (standard_id, code, rank, label_zh, label_en, colour, min_hundredths, max_hundredths)
        select new_standard, b->>'code', (b->>'rank')::integer, b#>>'{label,zh}', b#>>'{label,en}', b->>'colour',
          (b->>'minHundredths')::integer, (b->>'maxHundredths')::integer
        from jsonb_path_query(d.definition, '$.bands[*]') as b;
      perform note_record_types(new_standard, d.definition);
    end if;
    insert into treatment_policy (id, sector, grade_code, kind, code, label, value, unit, ends, burden, legal_basis, valid_from,
      reason, source, office_id, set_by, points_scheme)
      select gen_random_uuid(), d.sector, t->>'gradeCode', t->>'kind', t->>'code', t->'label',
        (t->>'value')::integer, t->>'unit', coalesce((t->>'ends')::boolean, false), coalesce((t->>'burden')::boolean, false), t->>'legalBasis', in_force,
        t->>'reason', t->'source', null, officer, s.points_scheme
      from jsonb_path_query(d.treatments, '$[*]') as t join sector s on s.code = d.sector;
    update rule_draft set state = 'PUBLISHED', published_by = officer, published_at = clock_timestamp(), in_force_from = in_force
      where id = draft;
    return new_standard;
  end $$;
  revoke all on function publish_draft from public;
  grant execute on function publish_draft to supervision_app;
`;

const RIGHTS = `
  grant select on sector, data_category, standard_record_type to supervision_app;
  grant select, insert on household, simulation_move to supervision_app;
  grant select, insert, update on household_member, grade_change, simulation, simulation_cell, sector_enrolment to supervision_app;
  grant delete on simulation_move, simulation_cell to supervision_app;
  grant select, insert on rule_draft to supervision_app;
  grant update (state, approved_by, approved_at, shadow_until_on) on rule_draft to supervision_app;
`;
