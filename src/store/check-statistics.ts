import { ofOfficesInside } from './office-reach.js';
import { paged, statement } from './statement.js';

/** Figures of one office and approval field in a time. */
export interface CheckStatisticsRow {
  readonly officeId: string;
  readonly officeName: string;
  readonly fieldCode: string;
  readonly fieldLabelZh: string;
  readonly fieldLabelEn: string;
  readonly checks: number;
  readonly clear: number;
  readonly fastTrack: number;
  readonly caution: number;
  readonly restricted: number;
  readonly suspendedUse: number;
  readonly unknown: number;
  readonly granted: number;
  readonly grantedWithConditions: number;
  readonly refused: number;
  readonly withdrawn: number;
  readonly departures: number;
  readonly givenInTime: number;
  readonly givenLate: number;
  readonly overdue: number;
  readonly pending: number;
  readonly superseded: number;
}

const counted = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns)
    .map(([name, condition]) => `count(*) filter (where ${condition}) as "${name}"`)
    .join(', ');

/** Of several feedbacks of a check the last one says what was decided, and the first one whether it came in time. */
const FIGURES = counted({
  clear: `verdict = 'CLEAR'`,
  fastTrack: `verdict = 'FAST_TRACK'`,
  caution: `verdict = 'CAUTION'`,
  restricted: `verdict = 'RESTRICTED'`,
  suspendedUse: `verdict = 'SUSPENDED_USE'`,
  unknown: `verdict = 'UNKNOWN'`,
  granted: `decision = 'GRANTED'`,
  grantedWithConditions: `decision = 'GRANTED_WITH_CONDITIONS'`,
  refused: `decision = 'REFUSED'`,
  withdrawn: `decision = 'WITHDRAWN'`,
  departures: 'departs',
  givenInTime: 'first_on is not null and (due_on is null or first_on <= due_on)',
  givenLate: 'first_on > due_on',
  overdue: 'first_on is null and not superseded and due_on < $5::date',
  pending: 'first_on is null and not superseded and (due_on is null or due_on >= $5::date)',
  superseded: 'first_on is null and superseded',
});

const OF_TIME = `
  c.checked_at >= $1::date::timestamp at time zone 'Asia/Shanghai'
  and c.checked_at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

/**
 * Checks of the days `$1` to `$2` by office and approval field: of offices inside `$3`, of the office `$4` unless null, as of the day `$5`, in the field `$6`
 * unless null. Whether a later check has superseded one is asked only of those of which the night does not know it yet: feedback and
 * later checks do not go away again.
 */
export const READ_CHECK_STATISTICS = statement<CheckStatisticsRow>(
  'read-check-statistics',
  `with asked as materialized (
     select c.id, c.office_id, c.field_code, c.credit_code, c.matter, c.verdict, d.due_on, coalesce(d.state, 'OPEN') as state
     from office f join credit_check c on c.office_id = f.id
     left join feedback_due d on d.check_id = c.id
     where ${ofOfficesInside('$3')} and ($4::uuid is null or f.id = $4::uuid) and ($6::text is null or c.field_code = $6::text)
       and ${OF_TIME}
   ), given as (
     select b.check_id, (array_agg(b.decision order by b.id desc))[1] as decision, (array_agg(b.departs order by b.id desc))[1] as departs,
       min(coalesce(b.given_on, (b.recorded_at at time zone 'Asia/Shanghai')::date)) as first_on
     from asked c join check_feedback b on b.check_id = c.id group by b.check_id
   ), checks as (
     select c.office_id, c.field_code, c.verdict, c.due_on, g.decision, g.departs, g.first_on,
       c.state = 'SUPERSEDED' or c.state = 'OPEN' and g.check_id is null and exists (
         select from credit_check n where n.office_id = c.office_id and n.matter = c.matter and n.id > c.id
           and n.field_code = c.field_code and n.credit_code = c.credit_code) as superseded
     from asked c left join given g on g.check_id = c.id
   )
   select f.id as "officeId", f.name as "officeName", a.code as "fieldCode", a.label_zh as "fieldLabelZh", a.label_en as "fieldLabelEn", s.*
   from (select office_id, field_code, count(*) as checks, ${FIGURES} from checks group by office_id, field_code) s
   join office f on f.id = s.office_id join approval_field a on a.code = s.field_code
   order by f.name, f.id, a.sort`,
);

/** A decision that departed from the answer, with its reason. */
export interface DepartureRow {
  readonly id: string;
  readonly officeName: string;
  readonly fieldCode: string;
  readonly verdict: string;
  readonly decision: string;
  readonly reason: string;
  readonly recordedAt: string;
}

const DEPARTURES = `
  from check_feedback b join credit_check c on c.id = b.check_id join office f on f.id = c.office_id
  where b.departs and ${ofOfficesInside('$3')} and ($4::uuid is null or f.id = $4::uuid)
    and ($5::text is null or c.field_code = $5::text) and ${OF_TIME}`;

/** Departures of checks of the days `$1` to `$2`, newest first; offices and field as above (`$3`, `$4`, `$5`). */
export const LIST_DEPARTURES = paged<DepartureRow>(
  'list-departures',
  'desc',
  ({ order, beyond }) => `
   select b.id, f.name as "officeName", c.field_code as "fieldCode", c.verdict, b.decision, b.reason, b.recorded_at as "recordedAt"
   ${DEPARTURES} and ($6::uuid is null or b.id ${beyond} $6::uuid)
   order by b.id ${order} limit $7`,
);

export const COUNT_DEPARTURES = statement<{ count: number }>(
  'count-departures',
  `select count(*) ${DEPARTURES}`,
);
