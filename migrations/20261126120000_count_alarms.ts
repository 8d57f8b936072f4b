import { Migration } from '@mikro-orm/migrations';

/**
 * Alarms of a village, month by month, to be shown beside the tiers of its houses. They are figures of their own and no records of
 * anybody: they stand in no credit file, and no rating can look at them.
 */
export class CountAlarms extends Migration {
  override up(): void {
    this.addSql(`
      create table alarm_kind (
        code text primary key,
        label_zh text not null,
        label_en text not null,
        sort integer not null,
        source jsonb not null
      );
      comment on table alarm_kind is 'Kinds of alarm that are counted.';

      create table alarm_count (
        region_code text collate "C" not null references region,
        month date not null check (extract(day from month) = 1),
        kind text not null references alarm_kind,
        count integer not null check (count between 0 and 1000000),
        source text not null check (length(source) > 0),
        office_id uuid not null references office,
        recorded_at timestamptz not null default clock_timestamp(),
        primary key (region_code, month, kind, recorded_at)
      );
      comment on table alarm_count is
        'Alarms of a village in a month. Only appended to: a correction is a new row, and the one recorded last counts.';

      grant select on alarm_kind to supervision_app;
      grant select, insert on alarm_count to supervision_app;
    `);
  }
}
