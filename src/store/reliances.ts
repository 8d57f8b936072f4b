import type { AnswerElement, AnswerSubstance } from '../domain/answer-substance.js';
import type { CivilDate, Instant } from '../domain/civil-date.js';
import { paged, statement } from './statement.js';

/** A reliance that holds, as it is asked about again. */
export interface OpenReliance {
  readonly id: string;
  readonly checkId: string;
  readonly officeId: string;
  readonly subjectId: string | null;
  readonly creditCode: string;
  readonly fieldCode: string;
  readonly matter: string;
  readonly begunBy: 'DECISION' | 'REQUEST';
  readonly told: AnswerSubstance;
  readonly changeCount: number;
  /** What the check itself has answered. */
  readonly checkVerdict: string;
  readonly checkReasonCode: string;
}

const OPEN = `
  select r.id, r.check_id as "checkId", r.office_id as "officeId", r.subject_id as "subjectId", r.credit_code as "creditCode",
    r.field_code as "fieldCode", r.matter, r.begun_by as "begunBy", r.told, r.change_count as "changeCount",
    c.verdict as "checkVerdict", c.reason_code as "checkReasonCode"
  from reliance r join credit_check c on c.id = r.check_id`;

/** The reliance of the office `$1` in the matter `$2`, the field `$3`, on the subject with the credit code `$4`. */
export const LOCK_RELIANCE_OF_MATTER = statement<OpenReliance>(
  'lock-reliance-of-matter',
  `${OPEN} where r.office_id = $1 and r.matter = $2 and r.field_code = $3 and r.credit_code = $4 and r.ended_at is null
   for update of r`,
);

/** On the check `$1`. */
export const LOCK_RELIANCE_ON_CHECK = statement<OpenReliance>(
  'lock-reliance-on-check',
  `${OPEN} where r.check_id = $1 and r.ended_at is null for update of r`,
);

export interface NewReliance extends Omit<OpenReliance, 'changeCount' | 'checkVerdict' | 'checkReasonCode'> {
  readonly officerId: string;
  readonly untilOn: CivilDate | null;
}

/** `$1` is a `NewReliance`. Its subject is looked at once, for what has changed since the check. */
export const BEGIN_RELIANCE = statement<{ id: string }>(
  'begin-reliance',
  `with begun as (
     insert into reliance (id, check_id, office_id, officer_id, subject_id, credit_code, field_code, matter, begun_by, until_on, told)
     select n.id, n."checkId", n."officeId", n."officerId", n."subjectId", n."creditCode", n."fieldCode", n.matter, n."begunBy",
       n."untilOn", n.told
     from jsonb_to_record($1::jsonb) as n(id uuid, "checkId" uuid, "officeId" uuid, "officerId" uuid, "subjectId" uuid,
       "creditCode" text, "fieldCode" text, matter text, "begunBy" text, "untilOn" date, told jsonb)
     returning id, subject_id
   ), noted as (
     insert into changed_subject (subject_id, cause) select subject_id, 'RELIANCE_BEGUN' from begun where subject_id is not null
   )
   select id from begun`,
);

/**
 * The reliance `$1` is begun once more as `$3` says, with the last day `$2`. A decision without a day leaves the day as it is, and what the
 * office has asked for stays asked for.
 */
export const GO_ON_RELYING = statement<{ id: string }>(
  'go-on-relying',
  `update reliance set until_on = case $3 when 'DECISION' then coalesce($2::date, until_on) else $2::date end,
     begun_by = case $3 when 'REQUEST' then 'REQUEST' else begun_by end
   where id = $1 and ended_at is null returning id`,
);

export type EndCause = 'STOPPED' | 'TERM' | 'REPLACED';

export const END_RELIANCE = statement<{ id: string }>(
  'end-reliance',
  `update reliance set ended_at = clock_timestamp(), end_cause = $2::text where id = $1 and ended_at is null returning id`,
);

/** Those whose last day lies before the day `$1`. */
export const END_EXPIRED_RELIANCES = statement<{ id: string }>(
  'end-expired-reliances',
  `update reliance set ended_at = clock_timestamp(), end_cause = 'TERM' where ended_at is null and until_on < $1::date returning id`,
);

/** Takes up to `$1` notes out of the queue; what another process is taking is left to it. */
export const TAKE_CHANGED_SUBJECTS = statement<{ subjectId: string; cause: string }>(
  'take-changed-subjects',
  `delete from changed_subject where id in (select id from changed_subject order by id limit $1 for update skip locked)
   returning subject_id as "subjectId", cause`,
);

/** In one order, so that two that look at the same never wait for each other in a circle. `$2` today. */
export const LOCK_RELIANCES_ON = statement<OpenReliance>(
  'lock-reliances-on',
  `${OPEN} where r.subject_id = any($1::uuid[]) and r.ended_at is null and (r.until_on is null or r.until_on >= $2::date)
   order by r.id for update of r`,
);

/** Up to `$2` that hold, behind the one with the id `$1`. */
export const LOCK_RELIANCES_AFTER = statement<OpenReliance>(
  'lock-reliances-after',
  `${OPEN} where r.id > $1 and r.ended_at is null order by r.id limit $2 for update of r`,
);

/** A change that is told to the office that relies on the answer. */
export interface NewAnswerChange {
  readonly id: string;
  readonly relianceId: string;
  readonly officeId: string;
  readonly subjectId: string | null;
  readonly sequence: number;
  readonly fromVerdict: string;
  readonly toVerdict: string;
  readonly fromReasonCode: string;
  readonly toReasonCode: string;
  readonly added: readonly AnswerElement[];
  readonly removed: readonly AnswerElement[];
  readonly causes: readonly string[];
  readonly told: AnswerSubstance;
}

/**
 * Keeps changes noticed at `$2`, each element of `$1` a `NewAnswerChange`, with what each office has been told now. The sequence keeps one change
 * from being told twice.
 */
export const TELL_CHANGES = statement<{ id: string }>(
  'tell-changes',
  `with given as materialized (
     select * from jsonb_to_recordset($1::jsonb) as g(id uuid, "relianceId" uuid, "officeId" uuid, "subjectId" uuid, sequence integer,
       "fromVerdict" text, "toVerdict" text, "fromReasonCode" text, "toReasonCode" text, added jsonb, removed jsonb, causes jsonb,
       told jsonb)
   ), told as (
     update reliance r set told = g.told, told_at = $2::timestamptz, change_count = g.sequence, subject_id = coalesce(r.subject_id, g."subjectId")
     from given g where r.id = g."relianceId"
   )
   insert into answer_change (id, reliance_id, office_id, sequence, from_verdict, to_verdict, from_reason_code, to_reason_code, added,
     removed, causes, noticed_at)
   select id, "relianceId", "officeId", sequence, "fromVerdict", "toVerdict", "fromReasonCode", "toReasonCode", added, removed,
     array(select jsonb_array_elements_text(causes)), $2::timestamptz
   from given returning id`,
);

export interface RelianceRow {
  readonly id: string;
  readonly checkId: string;
  readonly begunBy: 'DECISION' | 'REQUEST';
  readonly since: Instant;
  readonly untilOn: CivilDate | null;
  readonly endedAt: Instant | null;
  readonly endCause: EndCause | null;
  readonly toldAt: Instant;
  readonly toldVerdict: string;
}

/** The last reliance on each of the checks `$1` of the office `$2`. */
export const RELIANCES_OF_CHECKS = statement<RelianceRow>(
  'reliances-of-checks',
  `select distinct on (r.check_id) r.id, r.check_id as "checkId", r.begun_by as "begunBy", r.since, r.until_on as "untilOn",
     r.ended_at as "endedAt", r.end_cause as "endCause", r.told_at as "toldAt",
     case r.change_count when 0 then c.verdict else r.told->>'verdict' end as "toldVerdict"
   from reliance r join credit_check c on c.id = r.check_id
   where r.check_id = any($1::uuid[]) and r.office_id = $2 order by r.check_id, r.id desc`,
);

export interface AnswerChangeRow {
  readonly id: string;
  readonly checkId: string;
  readonly fromVerdict: string;
  readonly toVerdict: string;
  readonly fromReasonCode: string;
  readonly toReasonCode: string;
  readonly added: readonly AnswerElement[];
  readonly removed: readonly AnswerElement[];
  readonly causes: readonly string[];
  readonly noticedAt: Instant;
  readonly readAt: Instant | null;
}

const CHANGE = `
  select h.id, r.check_id as "checkId", h.from_verdict as "fromVerdict", h.to_verdict as "toVerdict", h.from_reason_code as "fromReasonCode",
    h.to_reason_code as "toReasonCode", h.added, h.removed, h.causes, h.noticed_at as "noticedAt", h.read_at as "readAt"
  from answer_change h join reliance r on r.id = h.reliance_id`;

/** Of the office `$2`. */
export const FIND_ANSWER_CHANGES = statement<AnswerChangeRow>(
  'find-answer-changes',
  `${CHANGE} where h.id = any($1::uuid[]) and h.office_id = $2`,
);

/** The newest hundred of each of the checks `$1` of the office `$2`, newest first. */
export const CHANGES_OF_CHECKS = statement<AnswerChangeRow>(
  'changes-of-checks',
  `select h.* from unnest($1::uuid[]) as asked(id) cross join lateral (
     ${CHANGE} where r.check_id = asked.id and h.office_id = $2 order by h.id desc limit 100
   ) h`,
);

/** Of the office `$1`, newest first; `$2` true: only those that nobody has read. */
export const LIST_ANSWER_CHANGES = paged<AnswerChangeRow>(
  'list-answer-changes',
  'desc',
  ({ order, beyond }) => `${CHANGE} where h.office_id = $1 and (not $2::boolean or h.read_at is null)
     and ($3::uuid is null or h.id ${beyond} $3::uuid)
   order by h.id ${order} limit $4`,
);

export const COUNT_ANSWER_CHANGES = statement<{ count: number }>(
  'count-answer-changes',
  `select count(*) from answer_change h where h.office_id = $1 and (not $2::boolean or h.read_at is null)`,
);

/** The change `$1` of the office `$2` was read by the officer `$3` at `$4`; whoever reads it again changes nothing. */
export const ACKNOWLEDGE_CHANGE = statement<{ id: string; subjectId: string | null; matter: string }>(
  'acknowledge-change',
  `update answer_change h set read_at = coalesce(h.read_at, $4::timestamptz), read_by = coalesce(h.read_by, $3::uuid)
   from reliance r where r.id = h.reliance_id and h.id = $1 and h.office_id = $2
   returning h.id, r.subject_id as "subjectId", r.matter`,
);
