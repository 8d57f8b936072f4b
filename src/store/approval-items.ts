import type { ApprovalRules, ClockKind } from '../domain/approval-matter.js';
import type { CommitmentKind, ForbiddingReason } from '../domain/commitment-offer.js';
import type { PaperRule } from '../domain/commitment.js';
import type { Source } from '../domain/standard.js';
import type { WorkCalendar } from '../domain/working-days.js';
import { statement } from './statement.js';
import { WORK_CALENDAR } from './work-calendar.js';

export interface ApprovalPaperRow extends PaperRule {
  readonly labelZh: string;
  readonly labelEn: string;
}

/** What is applied for (审批事项), as it holds from a day on, with its papers in their order. */
export interface ApprovalItemRow {
  readonly id: string;
  readonly code: string;
  readonly fieldCode: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly clock: ClockKind;
  readonly needsCheck: boolean;
  readonly concernsSafety: boolean;
  readonly commitmentKinds: readonly CommitmentKind[];
  readonly noCommitmentReason: ForbiddingReason | null;
  readonly noCommitmentBasis: string | null;
  readonly legalBasis: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly papers: readonly ApprovalPaperRow[];
}

const ITEM = `
  select i.id, i.code, i.field_code as "fieldCode", i.label_zh as "labelZh", i.label_en as "labelEn", i.clock, i.needs_check as "needsCheck",
    i.concerns_safety as "concernsSafety", i.commitment_kinds as "commitmentKinds", i.no_commitment_reason as "noCommitmentReason",
    i.no_commitment_basis as "noCommitmentBasis", i.legal_basis as "legalBasis", i.valid_from as "validFrom", i.valid_to as "validTo",
    coalesce((
      select jsonb_agg(jsonb_build_object('code', p.code, 'labelZh', p.label_zh, 'labelEn', p.label_en,
        'isReplaceable', p.is_replaceable, 'mayComeLater', p.may_come_later) order by p.sort)
      from approval_paper p where p.item_id = i.id), '[]') as papers
  from approval_item i`;

const IN_FORCE = (day: string) => `i.valid_from = (
    select max(valid_from) from approval_item where code = i.code and valid_from <= ${day}::date)
  and (i.valid_to is null or i.valid_to > ${day}::date)`;

export const FIND_ITEMS = statement<ApprovalItemRow>(
  'find-approval-items',
  `${ITEM} where i.id = any($1::uuid[])`,
);

/** The item with the code `$1` as it holds on the day `$2`. */
export const FIND_ITEM_IN_FORCE = statement<ApprovalItemRow>(
  'find-approval-item-in-force',
  `${ITEM} where i.code = $1 and ${IN_FORCE('$2')}`,
);

/** Items that hold on the day `$1`, of the approval field `$2` (null: of all), in their order. */
export const LIST_ITEMS = statement<ApprovalItemRow>(
  'list-approval-items',
  `${ITEM} where ${IN_FORCE('$1')} and ($2::text is null or i.field_code = $2) order by i.sort, i.code`,
);

export interface ApprovalRuleRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly value: number;
  readonly unit: 'WORKING_DAY' | 'DAY' | 'MONTH';
  readonly validFrom: string;
  readonly reason: string;
  readonly source: Source;
}

/** The terms in force on the day `$1`. */
export const LIST_APPROVAL_RULES = statement<ApprovalRuleRow>(
  'list-approval-rules',
  `select distinct on (code) code, label_zh as "labelZh", label_en as "labelEn", value, unit, valid_from as "validFrom", reason, source
   from approval_rule where valid_from <= $1::date order by code, valid_from desc`,
);

export interface ApprovalSettings {
  readonly rules: ApprovalRules;
  readonly calendar: WorkCalendar;
}

/** The terms in force on the day `$1`, and every published calendar. */
export const READ_APPROVAL_SETTINGS = statement<ApprovalSettings>(
  'read-approval-settings',
  `select (select jsonb_object_agg(code, value) from (
       select distinct on (code) code, value from approval_rule where valid_from <= $1::date order by code, valid_from desc) r) as rules,
     ${WORK_CALENDAR} as calendar`,
);
