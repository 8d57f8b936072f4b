import { Migration } from '@mikro-orm/migrations';

/**
 * The numbers by which a station works besides the intervals of its tiers: dated rows within what the law leaves open, for
 * everywhere or for one office. Accounts of natural persons, so that the people concerned can look at what is theirs.
 */
export class SetInspectionRules extends Migration {
  override up(): void {
    this.addSql(`
      create table inspection_rule_kind (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        unit text not null check (unit in ('DAY', 'WORKING_DAY', 'MONTH', 'TIMES', 'PERSONS', 'SWITCH')),
        least integer not null check (least >= 0),
        most integer not null check (most >= least),
        source jsonb not null
      );
      comment on table inspection_rule_kind is 'What can be set about rental inspections, and within which bounds.';

      create table inspection_rule (
        id uuid primary key,
        code text not null references inspection_rule_kind,
        value integer not null,
        office_id uuid references office,
        valid_from date not null,
        recorded_at timestamptz not null default clock_timestamp(),
        reason text not null,
        source jsonb not null,
        set_by uuid references officer
      );
      comment on table inspection_rule is 'Only ever added to: of one office, else of everywhere, the latest day counts, and of one day what was recorded last.';
      comment on column inspection_rule.office_id is 'For this office only; null: everywhere.';
      create index inspection_rule_in_force on inspection_rule (code, valid_from, recorded_at);

      alter table officer add column person_id uuid unique references person;
      comment on column officer.person_id is 'Whose account it is, when somebody signs in for himself and not as an official.';

      grant select on inspection_rule_kind to supervision_app;
      grant select, insert on inspection_rule to supervision_app;
    `);
  }
}
