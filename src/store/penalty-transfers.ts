import { FAILED_RECTIFICATION_RECORD } from '../domain/hazard.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { paged, statement } from './statement.js';

/** A case that was handed to the department that punishes, with the file as it was then. */
export interface PenaltyTransferRow {
  readonly id: string;
  readonly houseId: string;
  readonly hazardId: string;
  /** Who owned the house then, as the file says. */
  readonly ownerId: string;
  readonly transferredOn: string;
  readonly organZh: string;
  readonly organEn: string;
  readonly legalBasis: string;
  readonly failureCount: number;
  readonly fileSha256: string;
  readonly officerName: string;
  readonly answer: 'ACCEPTED' | 'DECLINED' | 'PENALISED' | null;
  readonly answeredOn: string | null;
  readonly answerDocument: string | null;
}

/**
 * Failed rectifications of the house `$1` after the day `$2` and up to `$3` that rest on no earlier transfer, oldest first; only those of the present
 * owner's time, because it is he who would be punished.
 */
export const READ_UNTRANSFERRED = statement<{ recordId: string; hazardId: string }>(
  'read-untransferred',
  `select c.id as "recordId", c.hazard_id as "hazardId" from credit_record c
   where c.subject_id = $1 and c.type = '${FAILED_RECTIFICATION_RECORD}' and c.occurred_on > $2::date and c.occurred_on <= $3::date
     and c.withdrawn_at is null and c.hazard_id is not null
     and c.occurred_on >= (select from_on from house_tenure where house_id = $1 and role = 'OWNER' and to_on is null)
     and not exists (select from penalty_transfer t where t.house_id = $1 and c.id = any(t.record_ids))
   order by c.occurred_on, c.id limit 100`,
);

/**
 * What whoever punishes has to know of the house `$1` and its hazards `$2`: facts, looks, evidence and who saw them. Of the
 * people responsible it holds their opaque ids only: who they are is looked up by an officer, for a stated purpose.
 */
export const READ_CASE_FILE = statement<{ file: object }>(
  'read-case-file',
  `select jsonb_build_object(
     'house', jsonb_build_object('id', h.id, 'addressCode', h.address_code, 'address', h.address, 'regionCode', s.region_code,
       'roomCount', h.room_count, 'registeredOn', h.registered_on),
     'ownerId', h.owner_id, 'managerId', h.manager_id,
     'tier', jsonb_build_object('gradeCode', r.grade_code, 'sinceOn', r.since_on, 'standard', st.version),
     'hazards', (
       select jsonb_agg(jsonb_build_object('id', z.id, 'item', i.label_zh, 'itemCode', z.item_code, 'severity', z.severity,
         'room', z.room, 'description', z.description, 'photos', z.photos, 'foundOn', z.found_on,
         'foundBy', jsonb_build_array(o.name, o2.name), 'failureCount', z.failure_count,
         'checks', coalesce((
           select jsonb_agg(jsonb_build_object('checkedOn', k.checked_on, 'outcome', k.outcome, 'termEndedOn', k.due_on,
             'officer', ko.name, 'evidence', k.evidence, 'photos', k.photos) order by k.checked_on, k.recorded_at)
           from hazard_check k join officer ko on ko.id = k.officer_id where k.hazard_id = z.id), '[]')
       ) order by z.found_on, z.id)
       from hazard z join check_item i on i.code = z.item_code
       join inspection v on v.id = z.inspection_id join officer o on o.id = v.officer_id join officer o2 on o2.id = v.second_officer_id
       where z.id = any($2::uuid[]))) as file
   from rental_house h join subject s on s.id = h.id
   join rating r on r.subject_id = h.id and r.sector = '${RENTAL_HOUSE_SECTOR}' join standard st on st.id = r.standard_id
   where h.id = $1`,
);

/** `$1` id, `$2` house, `$3` hazard, `$4` day, `$5` records, `$6` file, `$7` its hash, `$8` office, `$9` officer. */
export const ADD_TRANSFER = statement<{ id: string }>(
  'add-transfer',
  `insert into penalty_transfer (id, house_id, hazard_id, transferred_on, organ_zh, organ_en, legal_basis, record_ids, file,
     file_sha256, office_id, officer_id)
   select $1, $2, z.id, $4, a.organ_zh, a.organ_en, a.legal_basis, $5, $6, $7, $8, $9
   from hazard z join penalty_authority a on a.item_code = z.item_code where z.id = $3
   returning id`,
);

const TRANSFER = `
  select t.id, t.house_id as "houseId", t.hazard_id as "hazardId", t.file->>'ownerId' as "ownerId", t.transferred_on as "transferredOn", t.organ_zh as "organZh",
    t.organ_en as "organEn", t.legal_basis as "legalBasis", cardinality(t.record_ids) as "failureCount",
    encode(t.file_sha256, 'hex') as "fileSha256", o.name as "officerName", t.answer, t.answered_on as "answeredOn",
    t.answer_document as "answerDocument"
  from penalty_transfer t join officer o on o.id = t.officer_id join subject s on s.id = t.house_id`;

export const FIND_TRANSFERS = statement<PenaltyTransferRow>(
  'find-transfers',
  `${TRANSFER} where t.id = any($1::uuid[]) and s.region_code ^@ any($2::text[])`,
);

/** Of the stations `$1`; only unanswered ones when `$2`; newest first, after `$3`. */
export const LIST_TRANSFERS = paged<PenaltyTransferRow>(
  'list-transfers',
  'desc',
  ({ order, beyond }) => `${TRANSFER}
   where t.office_id = any($1::uuid[]) and (not $2 or t.answer is null) and ($3::uuid is null or t.id ${beyond} $3)
   order by t.id ${order} limit $4`,
);

export const COUNT_TRANSFERS = statement<{ count: number }>(
  'count-transfers',
  `select count(*) from penalty_transfer t
   where t.office_id = any($1::uuid[]) and (not $2 or t.answer is null)`,
);

/** The files of the transfers `$1`, which the caller has been shown. */
export const READ_TRANSFER_FILES = statement<{ id: string; file: object }>(
  'read-transfer-files',
  `select id, file from penalty_transfer where id = any($1::uuid[])`,
);

/** The answer `$2` of the department on the day `$3`, in the document `$4`. No row when there is one already, or the day lies before the transfer. */
export const ANSWER_TRANSFER = statement<{ id: string }>(
  'answer-transfer',
  `update penalty_transfer set answer = $2, answered_on = $3::date, answer_document = $4
   where id = $1 and answer is null and transferred_on <= $3::date returning id`,
);
