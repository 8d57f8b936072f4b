import { Migration } from '@mikro-orm/migrations';

/**
 * What the people concerned may do themselves: object to a tier, report that a hazard has been put right, and scan the code on
 * the door plate. Neither an objection nor a report changes a rating: officers decide, look, and correct the record.
 */
export class OpenOwnView extends Migration {
  override up(): void {
    this.addSql(OBJECTIONS);
    this.addSql(REPORTS);
    this.addSql(HOUSE_CODES);
    this.addSql(RIGHTS);
  }
}

const OBJECTIONS = `
  create table tier_objection (
    id uuid primary key,
    house_id uuid not null references rental_house,
    standard_id uuid not null references standard,
    grade_code text not null,
    tier_since_on date not null,
    filed_on date not null,
    filed_by uuid not null references officer,
    by_role text not null check (by_role in ('OWNER', 'MANAGER', 'STATION')),
    objector_id uuid not null references person,
    grounds text not null,
    photos jsonb not null default '[]' check (jsonb_typeof(photos) = 'array'),
    state text not null check (state in ('OPEN', 'UPHELD', 'REJECTED', 'WITHDRAWN')),
    answer_due_on date not null check (answer_due_on >= filed_on),
    answer_due_provisional boolean not null,
    decided_on date,
    decided_by uuid references officer,
    reasons text,
    correction text,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint objections_end_by_somebody_on_a_day check (
      (state = 'OPEN') = (decided_on is null) and (decided_on is null) = (decided_by is null)),
    constraint decisions_give_reasons check ((state in ('UPHELD', 'REJECTED')) = (reasons is not null)),
    constraint upheld_objections_say_what_is_corrected check ((state = 'UPHELD') = (correction is not null)),
    constraint nobody_decides_his_own_objection check (state not in ('UPHELD', 'REJECTED') or decided_by <> filed_by)
  );
  comment on table tier_objection is
    'Objections to the tier of a rental house. Upholding one changes no tier: the record is corrected, and the rating follows.';
  comment on column tier_objection.by_role is 'STATION: an officer has entered what the objector brought on paper.';
  comment on column tier_objection.objector_id is 'Whose objection it is, whoever entered it.';
  comment on column tier_objection.answer_due_provisional is 'The term ran through a year without a published calendar; it may still move.';
  comment on column tier_objection.decided_on is 'Also of a withdrawal.';
  create unique index one_open_objection_of_a_house on tier_objection (house_id) where state = 'OPEN';
  create index tier_objection_of_house on tier_objection (house_id, filed_on desc);
  create index tier_objection_by_due on tier_objection (answer_due_on, id);
`;

const REPORTS = `
  create table rectification_report (
    id uuid primary key,
    hazard_id uuid not null references hazard,
    reported_on date not null,
    reported_by uuid not null references officer,
    by_role text not null check (by_role in ('OWNER', 'MANAGER')),
    reporter_id uuid not null references person,
    note text not null,
    photos jsonb not null default '[]' check (jsonb_typeof(photos) = 'array'),
    recorded_at timestamptz not null default clock_timestamp()
  );
  comment on table rectification_report is
    'What owners and managers say they have put right. It asks for a re-visit, which answers it; it closes no hazard and changes no rating.';
  create index rectification_report_of_hazard on rectification_report (hazard_id, reported_on);
`;

/** A version 4 uuid is 122 bits of chance: nobody guesses the code of another house, as he could from an address code. */
const HOUSE_CODES = `
  alter table rental_house add column public_code uuid not null unique default gen_random_uuid();
  comment on column rental_house.public_code is 'What the code on the door plate says; tells nothing about the house to whoever has not seen it.';
`;

const RIGHTS = `
  grant select, insert on tier_objection, rectification_report to supervision_app;
  grant update (state, decided_on, decided_by, reasons, correction) on tier_objection to supervision_app;
`;
