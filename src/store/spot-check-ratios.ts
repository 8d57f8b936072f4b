import type { RatioOfItem } from '../domain/spot-check-ratio.js';
import { statement } from './statement.js';

export interface RatioProposalRow {
  readonly id: string;
  readonly itemCode: string | null;
  readonly itemZh: string | null;
  readonly itemEn: string | null;
  readonly classCode: string;
  readonly ratioBasisPoints: number;
  readonly validFrom: string;
  readonly reason: string;
  readonly state: 'PROPOSED' | 'APPROVED';
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

const PROPOSAL = `
  select r.id, r.item_code as "itemCode", i.label_zh as "itemZh", i.label_en as "itemEn", r.class_code as "classCode",
    r.ratio as "ratioBasisPoints", r.valid_from as "validFrom", r.reason, r.state, p.name as "proposedBy",
    r.proposed_at as "proposedAt", a.name as "approvedBy", r.approved_at as "approvedAt"
  from spot_check_ratio r
  join office f on f.id = r.office_id
  join officer p on p.id = r.proposed_by
  left join officer a on a.id = r.approved_by
  left join inspection_item i on i.code = r.item_code`;

/** Ratios of offices whose whole jurisdiction lies inside these region subtrees. */
const within = (roots: string) =>
  `not exists (select from unnest(f.region_codes) as root where not root ^@ any(${roots}::text[]))`;

/** Of `$1` those inside the regions `$2`. */
export const FIND_RATIO_PROPOSALS = statement<RatioProposalRow>(
  'find-ratio-proposals',
  `${PROPOSAL} where r.id = any($1::uuid[]) and ${within('$2')}`,
);

/** Those that still wait for a second officer and can still come into force on the day `$2`, oldest first. */
export const LIST_RATIO_PROPOSALS = statement<RatioProposalRow>(
  'list-ratio-proposals',
  `${PROPOSAL} where r.state = 'PROPOSED' and r.valid_from >= $2::date and ${within('$1')} order by r.id limit 500`,
);

export interface ItemRatioRow {
  readonly itemCode: string;
  readonly itemZh: string;
  readonly itemEn: string;
  readonly classCode: string;
  readonly classZh: string;
  readonly classEn: string;
  readonly ratioBasisPoints: number;
  readonly validFrom: string;
  readonly recordedAt: string;
  readonly reason: string;
  readonly setBy: string;
  readonly approvedBy: string;
}

/** What an office has set for an item counts where its jurisdiction holds all of the regions `regions`. */
const inForce = (on: string, knownAt: string, regions: string) => `
  r.state = 'APPROVED' and r.valid_from <= ${on}::date and r.approved_at <= ${knownAt}::timestamptz
  and not exists (select from unnest(${regions}::text[]) as root where not root ^@ any(f.region_codes))`;

const STANDARD_ON = (sector: string, on: string) =>
  `(select id from standard where sector = ${sector} and in_force_from <= ${on}::date order by in_force_from desc limit 1)`;

/** The ratios set for items of the sector `$1` in force on `$2`, as known at `$3`, in the region subtrees `$4`. */
export const READ_ITEM_RATIOS = statement<ItemRatioRow>(
  'read-item-ratios',
  `select distinct on (r.item_code, b.rank) r.item_code as "itemCode", i.label_zh as "itemZh", i.label_en as "itemEn",
     r.class_code as "classCode", b.label_zh as "classZh", b.label_en as "classEn", r.ratio as "ratioBasisPoints",
     r.valid_from as "validFrom", r.approved_at as "recordedAt", r.reason, p.name as "setBy", a.name as "approvedBy"
   from spot_check_ratio r
   join office f on f.id = r.office_id
   join inspection_item i on i.code = r.item_code
   join standard_band b on b.standard_id = ${STANDARD_ON('$1', '$2')} and b.code = r.class_code
   join officer p on p.id = r.proposed_by
   join officer a on a.id = r.approved_by
   where r.sector = $1 and ${inForce('$2', '$3', '$4')}
   order by r.item_code, b.rank, r.valid_from desc, r.approved_at desc`,
);

/**
 * What each class of the sector `$1` gives of each of the items `$5` on `$2`, as known at `$3`, in the regions `$4`; without items
 * the general ratios. Lowest risk first. `ratiosOfDraw` of the domain makes the ratios of a draw of it.
 */
export const READ_RATIOS_OF_ITEMS = statement<RatioOfItem & { readonly itemCode: string | null }>(
  'read-ratios-of-items',
  `select b.code as "classCode", i.code as "itemCode", i.highest_ratio as "highestRatio",
     (select t.value from treatment_policy t left join office f on f.id = t.office_id
      where t.kind = 'SPOT_CHECK_RATIO' and t.sector = $1 and t.grade_code = b.code and t.valid_from <= $2::date
        and t.recorded_at <= $3::timestamptz
        and (f.id is null or not exists (select from unnest($4::text[]) as root where not root ^@ any(f.region_codes)))
      order by t.valid_from desc, t.recorded_at desc limit 1) as "generalRatio",
     (select r.ratio from spot_check_ratio r join office f on f.id = r.office_id
      where r.sector = $1 and r.item_code = i.code and r.class_code = b.code and ${inForce('$2', '$3', '$4')}
      order by r.valid_from desc, r.approved_at desc limit 1) as "ownRatio"
   from standard_band b
   left join inspection_item i on i.code = any($5::text[])
   where b.standard_id = ${STANDARD_ON('$1', '$2')}
   order by b.rank, i.code`,
);

/** No row when the class does not exist in the standard in force on that day. */
export const ADD_RATIO_PROPOSAL = statement<{ id: string }>(
  'add-ratio-proposal',
  `insert into spot_check_ratio (id, sector, item_code, class_code, ratio, valid_from, reason, source, office_id, proposed_by)
   select $1, $2, $3, b.code, $5, $6, $7, $8, $9, $10 from standard_band b
   where b.code = $4 and b.standard_id = ${STANDARD_ON('$2', '$6')} returning id`,
);

export interface LockedProposal {
  readonly itemCode: string | null;
  readonly ratioBasisPoints: number;
  readonly validFrom: string;
  readonly state: 'PROPOSED' | 'APPROVED';
  readonly proposedBy: string;
  readonly highestRatio: number | null;
}

/** A proposal of the office `$2`, locked: of two officers who approve it at the same moment the second sees that it is done. */
export const LOCK_RATIO_PROPOSAL = statement<LockedProposal>(
  'lock-ratio-proposal',
  `select r.item_code as "itemCode", r.ratio as "ratioBasisPoints", r.valid_from as "validFrom", r.state,
     r.proposed_by as "proposedBy", (select highest_ratio from inspection_item i where i.code = r.item_code) as "highestRatio"
   from spot_check_ratio r where r.id = $1 and r.office_id = $2 for update`,
);

/** Puts it in force from its day; a general ratio becomes a treatment of its class like any other. */
export const APPROVE_RATIO = statement<never>(
  'approve-ratio',
  `with approved as (
     update spot_check_ratio set state = 'APPROVED', approved_by = $2, approved_at = clock_timestamp() where id = $1 returning *
   )
   insert into treatment_policy (id, sector, grade_code, kind, value, unit, valid_from, reason, source, office_id, set_by, approved_by)
   select id, sector, class_code, 'SPOT_CHECK_RATIO', ratio, 'BASIS_POINT', valid_from, reason, source, office_id, proposed_by, approved_by
   from approved where item_code is null`,
);
