import { Migration } from '@mikro-orm/migrations';

/**
 * Answers that can be relied on years later: each check keeps a receipt with everything it rested on, signed with a key whose
 * public half is published; measures that a record and not only a list leads to; and a chain of audit entries for acts that are
 * recorded together.
 */
export class SignReceipts extends Migration {
  override up(): void {
    this.addSql(GROUNDS);
    this.addSql(FRESHNESS);
    this.addSql(RECEIPTS);
    this.addSql(AUDIT);
    this.addSql(RIGHTS);
  }
}

const GROUNDS = `
  alter table measure
    alter column list_code drop not null,
    add column record_type text references record_type,
    add constraint measure_has_one_ground check (num_nonnulls(list_code, record_type) = 1);
  comment on column measure.record_type is 'Kind of record that leads to the measure while it counts; null where a list does.';
  create index measure_of_record_type on measure (field_code, record_type) where record_type is not null;

  -- Rows that are there already hold what the service did until now.
  alter table check_policy
    add column receipt_valid_days integer not null default 30 check (receipt_valid_days > 0),
    add column bad_record_years integer not null default 5 check (bad_record_years > 0);
  alter table check_policy alter column receipt_valid_days drop default, alter column bad_record_years drop default;
  comment on column check_policy.receipt_valid_days is 'For how many days an answer may be relied on without asking again.';
  comment on column check_policy.bad_record_years is 'For how many years a record may be used in an answer.';
`;

/** What tells of permits alone says nothing about how fresh penalties are. */
const FRESHNESS = `
  alter table data_delivery add column may_be_adverse boolean not null default true;
  update data_delivery set may_be_adverse = false where source = '双公示·行政许可';
  comment on table data_delivery is 'Each day on which records came in, new ones or the same as before.';
  comment on column data_delivery.may_be_adverse is 'Whether it could have brought something adverse; an answer is as fresh as the last one that could.';
`;

const RECEIPTS = `
  create table receipt_key (
    kid text primary key,
    public_jwk jsonb not null,
    announced_at timestamptz not null default now(),
    retired_at timestamptz,
    revoked_at timestamptz
  );
  comment on table receipt_key is 'Public halves of the keys that sign receipts; kept for ever, so that old receipts can be verified.';
  comment on column receipt_key.retired_at is 'When another key took over.';
  comment on column receipt_key.revoked_at is 'From this moment on nobody may trust the key any more: it has become known to others.';

  alter table credit_check
    alter column answer drop not null,
    add column receipt jsonb,
    add column receipt_hash bytea check (octet_length(receipt_hash) = 32),
    add column key_id text references receipt_key,
    add column signature bytea check (octet_length(signature) = 64),
    add constraint check_is_answered check ((answer is null) <> (receipt is null)),
    add constraint receipt_is_signed check (num_nonnulls(receipt, receipt_hash, key_id, signature) in (0, 4));
  comment on column credit_check.answer is 'The answer of a check made before receipts were signed; since then it is part of the receipt.';
  comment on column credit_check.receipt is 'The answer with everything it rested on; what is signed is its canonical JSON (RFC 8785).';
  create index credit_check_of_matter on credit_check (office_id, matter, id);
`;

/** Chained one after the other, as single acts are: the trail does not tell whether they came together. */
const AUDIT = `
  create function append_audit(of_office uuid, by_officer uuid, with_verb text, entries jsonb) returns bigint language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  declare
    link record;
    entry record;
    body text;
  begin
    insert into audit_head (office_id, sequence, hash) values (of_office, 0, '') on conflict do nothing;
    select sequence, hash, date_trunc('milliseconds', clock_timestamp()) as recorded_at into link
      from audit_head where office_id = of_office for update;
    for entry in
      select e.purpose, e.matter, array(select jsonb_array_elements_text(e."subjectIds")::uuid) as subject_ids,
        decode(e."inputHash", 'hex') as input_hash, e.rules
      from jsonb_to_recordset(entries)
        as e(place integer, purpose text, matter text, "subjectIds" jsonb, "inputHash" text, rules jsonb)
      order by e.place
    loop
      body := audit_body(of_office, link.recorded_at, by_officer, with_verb, entry.purpose, entry.matter, entry.subject_ids,
        entry.input_hash, entry.rules);
      link.sequence := link.sequence + 1;
      link.hash := sha256(link.hash || convert_to(link.sequence || body, 'UTF8'));
      insert into audit_entry (office_id, sequence, recorded_at, officer_id, verb, purpose, matter, subject_ids, input_hash, rules, hash)
      values (of_office, link.sequence, link.recorded_at, by_officer, with_verb, entry.purpose, entry.matter, entry.subject_ids,
        entry.input_hash, entry.rules, link.hash);
    end loop;
    update audit_head set sequence = link.sequence, hash = link.hash where office_id = of_office;
    return link.sequence;
  end $$;
  comment on function append_audit is 'Chains several acts of one officer to the audit of his office, in the order given.';
`;

/**
 * A check of the application role has a receipt: it may not write the column that answers stood in before. It announces keys and
 * retires them, but neither dates nor revokes them.
 */
const RIGHTS = `
  revoke insert on credit_check from supervision_app;
  grant insert (id, office_id, officer_id, credit_code, subject_id, field_code, matter, purpose, verdict, reason_code, data_on,
    checked_at, receipt, receipt_hash, key_id, signature) on credit_check to supervision_app;
  grant select, insert (kid, public_jwk) on receipt_key to supervision_app;
  grant update (retired_at) on receipt_key to supervision_app;
  grant execute on function append_audit to supervision_app;
`;
