import { Migration } from '@mikro-orm/migrations';

/**
 * Draws in steps: everything that a draw depends on is frozen and committed to first, public randomness enters after that, a second
 * officer witnesses it, and only then are lots drawn. Whoever holds the application's rights can therefore neither look at the lots
 * before nor choose among several of them.
 */
export class CommitThenDraw extends Migration {
  override up(): void {
    this.addSql(DRAWS + LISTS + LOTS + COURSE + REVEALING + RIGHTS);
  }
}

const DRAWS = `
  create table draw_rule (
    code text collate "C" not null,
    value integer not null check (value > 0),
    unit text not null check (unit in ('DAY', 'TIMES')),
    valid_from date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    reason text not null,
    source jsonb not null,
    primary key (code, valid_from, recorded_at)
  );
  comment on table draw_rule is 'Numbers of the way of drawing, dated: the latest day counts, and of one day what was recorded last.';
  insert into draw_rule (code, value, unit, valid_from, reason, source) values
    ('RANDOMNESS_TERM', 10, 'DAY', '2024-01-01', '公开随机数逾期未取得的，抽取作废',
      '{"instrument": "本产品默认规则：公开随机数最迟在约定日期后十日内录入并见证", "mark": "D", "checkedOn": "2026-11-26"}'),
    ('DICE_EACH', 10, 'TIMES', '2024-01-01', '每名人员至少掷十次',
      '{"instrument": "本产品默认规则：十次骰子约合二十五位随机数", "mark": "D", "checkedOn": "2026-11-26"}');

  alter table draw
    add column state text not null default 'DRAWN'
      check (state in ('COMMITTED', 'RANDOMNESS_ENTERED', 'WITNESSED', 'DRAWN', 'PUBLISHED', 'VOID')),
    add column task_id uuid,
    add column item_codes text[] not null default '{}',
    add column object_kind text not null default 'ENTERPRISE',
    add column ground text not null default 'ROUTINE'
      check (ground in ('ROUTINE', 'COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY')),
    add column office_ids uuid[] not null default '{}',
    add column randomness_kind text check (randomness_kind in ('DICE', 'BEACON')),
    add column randomness_source text,
    add column randomness_value_on date,
    add column randomness_due_on date,
    add column dice_each integer,
    add column inspectors_per_object integer not null default 2 check (inspectors_per_object >= 2),
    add column specialties text[] not null default '{}',
    add column avoid_pairs text[] not null default '{}',
    add column draw_on date,
    add column list_salt text check (list_salt ~ '^[0-9a-f]{32}$'),
    add column sizes jsonb,
    add column previous_sizes jsonb,
    add column sizes_hash text check (sizes_hash ~ '^[0-9a-f]{64}$'),
    add column ratios_hash text check (ratios_hash ~ '^[0-9a-f]{64}$'),
    add column inspectors_hash text check (inspectors_hash ~ '^[0-9a-f]{64}$'),
    add column exclusions_hash text check (exclusions_hash ~ '^[0-9a-f]{64}$'),
    add column avoid_pairs_hash text check (avoid_pairs_hash ~ '^[0-9a-f]{64}$'),
    add column merkle_root text check (merkle_root ~ '^[0-9a-f]{64}$'),
    add column commitment text check (commitment ~ '^[0-9a-f]{64}$'),
    add column salts_commitment text check (salts_commitment ~ '^[0-9a-f]{64}$'),
    add column extends_id uuid references draw,
    add column redraws_id uuid references draw,
    add column reason text,
    add column prepared_by uuid references officer,
    add column prepared_on date,
    add column witnessed_by uuid references officer,
    add column witnessed_on date,
    add column voided_by uuid references officer,
    add column void_reason text,
    add column job_id uuid references job;
  update draw set office_ids = array[office_id], prepared_by = drawn_by, prepared_on = drawn_on, draw_on = drawn_on;
  alter table draw
    alter column state drop default,
    alter column office_ids drop default,
    alter column prepared_by set not null,
    alter column prepared_on set not null,
    alter column draw_on set not null,
    alter column seed drop not null,
    alter column drawn_size drop not null,
    alter column drawn_on drop not null,
    alter column drawn_by drop not null,
    add constraint seed_only_once_drawn check ((state in ('DRAWN', 'PUBLISHED')) = (seed is not null)
      and (seed is null) = (drawn_on is null) and (seed is null) = (drawn_by is null) and (seed is null) = (drawn_size is null)),
    add constraint frozen_before_the_seed check (algorithm = 'sha256-tickets-1' or (
      num_nulls(sizes, list_salt, sizes_hash, ratios_hash, inspectors_hash, exclusions_hash, avoid_pairs_hash, merkle_root, commitment,
        salts_commitment, randomness_kind, randomness_due_on) = 0)),
    add constraint drawn_only_if_witnessed check (algorithm = 'sha256-tickets-1'
      or state not in ('WITNESSED', 'DRAWN', 'PUBLISHED') or witnessed_by is not null),
    add constraint void_with_a_reason check (state <> 'VOID' or (voided_by is not null and void_reason is not null)),
    add constraint ratios_above_nothing check (not jsonb_path_exists(ratios, '$.* ? (@ <= 0 || @ > 10000)')),
    add constraint sizes_above_nothing check (not jsonb_path_exists(sizes, '$.* ? (@ < 1)')),
    add constraint beacon_of_a_later_day check (randomness_kind is distinct from 'BEACON' or extends_id is not null
      or (num_nulls(randomness_source, randomness_value_on) = 0 and randomness_value_on > prepared_on)),
    add constraint again_only_with_a_reason check (num_nonnulls(extends_id, redraws_id) < 2
      and (num_nonnulls(extends_id, redraws_id) = 0 or reason is not null)
      and (extends_id is null) = (previous_sizes is null));
  create index draw_extends on draw (extends_id) where extends_id is not null;
  create index draw_of_task on draw (task_id) where task_id is not null;
  comment on column draw.task_id is 'The task it is drawn for; null where there is no plan.';
  comment on column draw.office_ids is 'Offices that go together in one visit; the one that draws is among them.';
  comment on column draw.draw_on is 'The day on which certificates must be valid, fixed before anybody can know the lots.';
  comment on column draw.list_salt is 'Stands before each list whose hash is public, so that nobody finds out a short list by trying.';
  comment on column draw.ratios is 'Hundredths of a percent by class: of several items the highest.';
  comment on column draw.previous_sizes is 'Of a continued draw: how many had been drawn before, by class.';
  comment on column draw.extends_id is 'The first draw, whose roster and seed this one continues.';
  comment on column draw.redraws_id is 'The draw in whose stead this one is made; that one stays on record.';
`;

const LISTS = `
  alter table draw_roster add column weight integer not null default 1 check (weight >= 1);
  comment on column draw_roster.weight is 'Chances within its class: the lowest of so many lots counts.';

  create table draw_exclusion (
    draw_id uuid not null references draw deferrable initially deferred,
    public_id text collate "C" not null,
    subject_id uuid not null references subject,
    reason text collate "C" not null,
    detail text,
    primary key (draw_id, public_id)
  );
  comment on table draw_exclusion is 'Who belongs to the population but could not be drawn, and why: taken out before the roster was frozen.';

  create table draw_inspector (
    draw_id uuid not null references draw deferrable initially deferred,
    public_id text collate "C" not null,
    inspector_id uuid not null references inspector,
    expires_on date not null,
    specialties text[] not null default '{}',
    conflicts text[] not null default '{}',
    primary key (draw_id, public_id),
    unique (draw_id, inspector_id)
  );
  comment on table draw_inspector is 'Who could be drawn as an inspector, as the register had it on that day.';
  comment on column draw_inspector.conflicts is 'Public ids of the objects that he must not inspect.';
  insert into draw_inspector (draw_id, public_id, inspector_id, expires_on)
    select d.id, i->>'publicId', p.id, (i->>'certificateExpiresOn')::date
    from draw d cross join jsonb_array_elements(d.inspectors) as i join inspector p on p.certificate_number = i->>'publicId';
  alter table draw drop column inspectors;

  create table draw_secret (
    draw_id uuid primary key references draw deferrable initially deferred,
    secret text not null check (secret ~ '^[0-9a-f]{64}$'),
    salt_key text not null check (salt_key ~ '^[0-9a-f]{64}$')
  );
  comment on table draw_secret is 'What the service has committed itself to. Nobody can read it but by reveal_secret, once the randomness is witnessed.';

  create table draw_node (
    draw_id uuid not null references draw deferrable initially deferred,
    block integer not null check (block >= 0),
    hash bytea not null check (length(hash) = 32),
    primary key (draw_id, block)
  );
  comment on table draw_node is 'The tree over the roster from a certain height on: one node for each 1,024 lines.';

  create table draw_officer (
    draw_id uuid not null references draw deferrable initially deferred,
    place integer not null check (place >= 1),
    officer_id uuid not null references officer,
    primary key (draw_id, place),
    unique (draw_id, officer_id)
  );
  comment on table draw_officer is 'Who throws dice, by the number under which his throws are published.';

  create table draw_randomness (
    draw_id uuid not null references draw,
    place integer not null check (place >= 1),
    value text not null check (value <> ''),
    entered_by uuid not null references officer,
    entered_on date not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (draw_id, place)
  );
  comment on table draw_randomness is 'Public randomness as it was entered; of dice one row for each officer.';
`;

const LOTS = `
  alter table draw_object
    add column roster_draw_id uuid,
    add column leaf_index integer check (leaf_index >= 0),
    add column path bytea check (length(path) % 32 = 0),
    add column pair_repeated boolean not null default false;
  update draw_object set roster_draw_id = draw_id;
  create table draw_assignment (
    draw_id uuid not null,
    place integer not null,
    position integer not null check (position >= 1),
    inspector_id uuid not null references inspector,
    primary key (draw_id, place, position),
    unique (draw_id, place, inspector_id),
    foreign key (draw_id, place) references draw_object (draw_id, place)
  );
  comment on table draw_assignment is 'Which inspectors the lot has given an object, lowest lot first.';
  create index draw_assignment_of_inspector on draw_assignment (inspector_id);
  insert into draw_assignment (draw_id, place, position, inspector_id)
    select draw_id, place, 1, first_inspector_id from draw_object union all select draw_id, place, 2, second_inspector_id from draw_object;
  alter table draw_object
    alter column roster_draw_id set not null,
    drop constraint draw_object_draw_id_public_id_fkey,
    drop constraint draw_object_draw_id_subject_id_key,
    drop column first_inspector_id,
    drop column second_inspector_id,
    add unique (draw_id, roster_draw_id, public_id),
    add foreign key (roster_draw_id, public_id) references draw_roster (draw_id, public_id),
    add foreign key (draw_id) references draw;
  create index draw_object_of_subject on draw_object (subject_id, draw_id);
  comment on column draw_object.roster_draw_id is 'The draw whose roster it stands on: of a continued draw the first one.';
  comment on column draw_object.path is 'Hashes from its line of the roster up to the root, 32 bytes each; null for draws of the first kind.';
  comment on column draw_object.pair_repeated is 'The inspectors went together last time already, and nobody else was left.';
`;

/**
 * What the application may write at all is still held to the course of a draw: lists only before the draw is there, randomness only
 * after it and only by whom it was named, lots only once witnessed. The advisory lock makes a list that is written beside the draw
 * wait for it.
 */
const COURSE = `
  create function draw_list_is_open() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  declare
    d uuid;
  begin
    for d in select distinct draw_id from added loop
      perform pg_advisory_xact_lock(hashtextextended(d::text, 150000));
      if exists (select from draw where id = d) then
        raise exception 'What a draw rests on is frozen' using errcode = 'check_violation';
      end if;
    end loop;
    return null;
  end $$;
  create trigger frozen after insert on draw_roster referencing new table as added for each statement execute function draw_list_is_open();
  create trigger frozen after insert on draw_exclusion referencing new table as added for each statement execute function draw_list_is_open();
  create trigger frozen after insert on draw_inspector referencing new table as added for each statement execute function draw_list_is_open();
  create trigger frozen after insert on draw_secret referencing new table as added for each statement execute function draw_list_is_open();
  create trigger frozen after insert on draw_node referencing new table as added for each statement execute function draw_list_is_open();
  create trigger frozen after insert on draw_officer referencing new table as added for each statement execute function draw_list_is_open();

  create function draw_begins() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended(new.id::text, 150000));
    if new.extends_id is null and new.state <> 'COMMITTED' then
      raise exception 'A draw begins with the commitment' using errcode = 'check_violation';
    end if;
    if new.extends_id is not null and not (new.state = 'WITNESSED' and exists (select from draw f where f.id = new.extends_id
        and f.state in ('DRAWN', 'PUBLISHED') and f.extends_id is null and f.commitment = new.commitment and f.roster_hash = new.roster_hash
        and f.merkle_root = new.merkle_root and f.witnessed_by = new.witnessed_by)) then
      raise exception 'A continued draw rests on what the first one rests on' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger begins before insert on draw for each row execute function draw_begins();

  create function draw_keeps_its_course() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if new.state <> old.state and (old.state, new.state) not in (('COMMITTED', 'RANDOMNESS_ENTERED'), ('RANDOMNESS_ENTERED', 'WITNESSED'),
        ('WITNESSED', 'DRAWN'), ('DRAWN', 'PUBLISHED'), ('COMMITTED', 'VOID'), ('RANDOMNESS_ENTERED', 'VOID')) then
      raise exception 'A draw cannot go from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if num_nonnulls(old.seed, old.witnessed_by, old.voided_by) > 0 and (old.seed is not null and
        (new.seed, new.drawn_size, new.drawn_on, new.drawn_by) is distinct from (old.seed, old.drawn_size, old.drawn_on, old.drawn_by)
      or old.witnessed_by is not null and (new.witnessed_by, new.witnessed_on) is distinct from (old.witnessed_by, old.witnessed_on)
      or old.voided_by is not null and (new.voided_by, new.void_reason) is distinct from (old.voided_by, old.void_reason)) then
      raise exception 'What has happened to a draw stays' using errcode = 'check_violation';
    end if;
    if new.state = 'RANDOMNESS_ENTERED' and old.state = 'COMMITTED' and (select count(*) from draw_randomness r where r.draw_id = new.id) <>
        (case new.randomness_kind when 'DICE' then (select count(*) from draw_officer o where o.draw_id = new.id) else 1 end) then
      raise exception 'Some of the randomness is missing' using errcode = 'check_violation';
    end if;
    if new.witnessed_by is distinct from old.witnessed_by and exists (select from draw_randomness r where r.draw_id = new.id
        and r.entered_by = new.witnessed_by) then
      raise exception 'Nobody witnesses what he has entered himself' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger keeps_its_course before update on draw for each row execute function draw_keeps_its_course();

  create function draw_awaits_randomness() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  declare
    d draw;
  begin
    select * into d from draw where id = new.draw_id for update;
    if d.state is distinct from 'COMMITTED' or new.entered_on > d.randomness_due_on
      or (d.randomness_kind = 'BEACON' and (new.place <> 1 or new.entered_on < d.randomness_value_on))
      or (d.randomness_kind = 'DICE' and not exists (select from draw_officer o
        where o.draw_id = d.id and o.place = new.place and o.officer_id = new.entered_by)) then
      raise exception 'This randomness is not awaited' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger awaited before insert on draw_randomness for each row execute function draw_awaits_randomness();

  create function draw_is_witnessed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  begin
    if exists (select from (select distinct draw_id from added) a join draw d on d.id = a.draw_id where d.state <> 'WITNESSED') then
      raise exception 'Lots are drawn once the randomness is witnessed, and only once' using errcode = 'check_violation';
    end if;
    return null;
  end $$;
  create trigger witnessed after insert on draw_object referencing new table as added for each statement execute function draw_is_witnessed();
  create trigger witnessed after insert on draw_assignment referencing new table as added for each statement execute function draw_is_witnessed();
`;

const REVEALING = `
  create function reveal_secret(draw uuid) returns table (secret text, salt_key text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.secret, s.salt_key from draw d join draw_secret s on s.draw_id = coalesce(d.extends_id, d.id)
    where d.id = reveal_secret.draw and d.state in ('WITNESSED', 'DRAWN', 'PUBLISHED')
  $$;
  comment on function reveal_secret is 'The one way to what the service has committed itself to, once nobody can change anything any more.';
  revoke all on function reveal_secret from public;
`;

const RIGHTS = `
  grant execute on function reveal_secret to supervision_app;
  grant select on draw_rule to supervision_app;
  grant select, insert on draw_exclusion, draw_inspector, draw_node, draw_officer, draw_randomness, draw_assignment to supervision_app;
  grant insert on draw_secret to supervision_app;
  grant update (state, seed, drawn_size, drawn_on, drawn_by, witnessed_by, witnessed_on, voided_by, void_reason, job_id) on draw to supervision_app;
`;
