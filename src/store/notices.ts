import { paged, statement } from './statement.js';

export const NOTICE_KINDS = [
  'TIER_CHANGED',
  'RECTIFICATION_DUE',
  'RECTIFICATION_FAILED',
  'PRESS_FOR_RECTIFICATION',
  'TRANSFERRED',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export type NoticeRecipient = 'OWNER' | 'VILLAGE_COMMITTEE' | 'TOWN' | 'AUTHORITY';

/** What somebody has to be told, with the facts that its text is written from. */
export interface NoticeRow {
  readonly id: string;
  readonly houseId: string;
  readonly address: string;
  readonly addressCode: string;
  readonly regionCode: string;
  readonly villageName: string;
  readonly townName: string | null;
  readonly stationName: string;
  readonly kind: NoticeKind;
  readonly recipient: NoticeRecipient;
  readonly hazardId: string | null;
  readonly itemZh: string | null;
  readonly description: string | null;
  readonly transferId: string | null;
  readonly organZh: string | null;
  readonly legalBasis: string | null;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly standardId: string | null;
  readonly noticedOn: string;
  /** The day of what it tells of. */
  readonly happenedOn: string | null;
  readonly dueOn: string | null;
  readonly failureCount: number | null;
  readonly recordedAt: string;
  readonly deliveredOn: string | null;
  readonly deliveredHow: string | null;
  readonly deliveredBy: string | null;
}

const NOTICE = `
  select n.id, n.house_id as "houseId", h.address, h.address_code as "addressCode", s.region_code as "regionCode",
    v.name as "villageName", t.name as "townName", f.name as "stationName", n.kind, n.recipient, n.hazard_id as "hazardId",
    i.label_zh as "itemZh", z.description, n.transfer_id as "transferId", p.organ_zh as "organZh", p.legal_basis as "legalBasis",
    n.grade_before as "gradeBefore", n.grade_after as "gradeAfter", n.standard_id as "standardId", n.noticed_on as "noticedOn",
    n.happened_on as "happenedOn", n.due_on as "dueOn", coalesce(cardinality(p.record_ids), n.failure_count) as "failureCount", n.recorded_at as "recordedAt", n.delivered_on as "deliveredOn",
    n.delivered_how as "deliveredHow", d.name as "deliveredBy"
  from notice n
  join rental_house h on h.id = n.house_id
  join subject s on s.id = n.house_id
  join region v on v.code = s.region_code
  left join region t on t.code = v.parent_code
  join office f on f.id = n.station_id
  left join hazard z on z.id = n.hazard_id
  left join check_item i on i.code = z.item_code
  left join penalty_transfer p on p.id = n.transfer_id
  left join officer d on d.id = n.delivered_by`;

/** Of the stations `$1`; of the kind `$2` and for the recipient `$3` if given; delivered or not by `$4` if given; newest first, after `$5`. */
export const LIST_NOTICES = paged<NoticeRow>(
  'list-notices',
  'desc',
  ({ order, beyond }) => `${NOTICE}
   where n.station_id = any($1::uuid[]) and ($2::text is null or n.kind = $2) and ($3::text is null or n.recipient = $3)
     and ($4::boolean is null or (n.delivered_on is not null) = $4) and ($5::uuid is null or n.id ${beyond} $5)
   order by n.id ${order} limit $6`,
);

export const COUNT_NOTICES = statement<{ count: number }>(
  'count-notices',
  `select count(*) from notice n
   where n.station_id = any($1::uuid[]) and ($2::text is null or n.kind = $2) and ($3::text is null or n.recipient = $3)
     and ($4::boolean is null or (n.delivered_on is not null) = $4)`,
);

export const FIND_NOTICES = statement<NoticeRow>(
  'find-notices',
  `${NOTICE} where n.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** A notice about a hazard. */
export interface NewNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly recipient: NoticeRecipient;
  readonly transferId: string | null;
}

/** Notices `$1` (each a `NewNotice`) of the day `$3` about the hazard `$2`, which has failed `$4` times, the last time on `$5`; each is given once. */
export const ADD_NOTICES = statement<{ id: string }>(
  'add-notices',
  `insert into notice (id, house_id, station_id, kind, recipient, hazard_id, transfer_id, noticed_on, happened_on, due_on, failure_count)
   select n.id, z.house_id, h.station_id, n.kind, n.recipient, z.id, n."transferId", $3::date, $5::date, z.due_on, $4::integer
   from jsonb_to_recordset($1::jsonb) as n(id uuid, kind text, recipient text, "transferId" uuid)
   join hazard z on z.id = $2 join rental_house h on h.id = z.house_id
   on conflict do nothing returning id`,
);

/** Reminds the owners of all hazards whose term ends soon, seen from the day `$1`; each term once. */
export const REMIND_OWNERS = statement<{ id: string }>(
  'remind-owners',
  `insert into notice (id, house_id, station_id, kind, recipient, hazard_id, noticed_on, due_on, failure_count)
   select time_ordered_id(), z.house_id, h.station_id, 'RECTIFICATION_DUE', 'OWNER', z.id, $1::date, z.due_on, z.failure_count
   from hazard z join rental_house h on h.id = z.house_id
   where z.state = 'OPEN' and z.remind_on <= $1::date and z.due_on >= $1::date
   on conflict do nothing returning id`,
);

/** Notes on the notices `$1` inside the region subtrees `$2` that they were delivered on `$3`, how `$4` and by whom `$5`. */
export const RECORD_DELIVERY = statement<{ id: string }>(
  'record-delivery',
  `update notice n set delivered_on = $3::date, delivered_how = $4, delivered_by = $5
   from subject s
   where n.id = any($1::uuid[]) and s.id = n.house_id and s.region_code ^@ any($2::text[])
     and n.delivered_on is null and n.noticed_on <= $3::date
   returning n.id`,
);
