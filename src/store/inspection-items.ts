import type { ObjectKind } from '../domain/spot-check-item.js';
import type { Ground, ItemCategory, LimitKind } from '../domain/spot-check-limit.js';
import type { Source } from '../domain/standard.js';
import { statement } from './statement.js';

export interface InspectionItemRow {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly category: ItemCategory;
  readonly legalBasis: string;
  readonly officeKinds: readonly string[];
  readonly specialty: string | null;
  readonly specialtyZh: string | null;
  readonly specialtyEn: string | null;
  readonly objectKind: ObjectKind;
  /** Basis points; null for key items. */
  readonly highestRatio: number | null;
  readonly frequencyZh: string;
  readonly frequencyEn: string;
  readonly validFrom: string;
  readonly source: Source;
}

const ITEM = `
  select i.code, i.label_zh as "labelZh", i.label_en as "labelEn", i.category, i.legal_basis as "legalBasis",
    i.office_kinds as "officeKinds", i.specialty, p.label_zh as "specialtyZh", p.label_en as "specialtyEn",
    i.object_kind as "objectKind", i.highest_ratio as "highestRatio", i.frequency_zh as "frequencyZh",
    i.frequency_en as "frequencyEn", i.valid_from as "validFrom", i.source
  from inspection_item i left join inspection_specialty p on p.code = i.specialty`;

/** The list as it is in force on the day `$1`: general items first. */
export const LIST_INSPECTION_ITEMS = statement<InspectionItemRow>(
  'list-inspection-items',
  `${ITEM} where i.valid_from <= $1::date order by i.category, i.code`,
);

/** Those of the codes `$1` that are in force on the day `$2`. */
export const FIND_INSPECTION_ITEMS = statement<InspectionItemRow>(
  'find-inspection-items',
  `${ITEM} where i.code = any($1::text[]) and i.valid_from <= $2::date order by i.code`,
);

/** Which of the codes `$1` are specialties. */
export const FIND_SPECIALTIES = statement<{ code: string }>(
  'find-specialties',
  `select code from inspection_specialty where code = any($1::text[])`,
);

export interface SpotCheckLimitRow {
  readonly code: string;
  readonly kind: LimitKind;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly itemCode: string | null;
  readonly itemCategory: ItemCategory | null;
  readonly industryPrefix: string | null;
  readonly value: number;
  readonly unit: 'TIMES' | 'MONTHS';
  readonly withinMonths: number | null;
  readonly exemptGrounds: readonly Ground[];
  readonly validFrom: string;
  readonly legalBasis: string;
  readonly source: Source;
}

/** The limits in force on the day `$1`. */
export const LIST_SPOT_CHECK_LIMITS = statement<SpotCheckLimitRow>(
  'list-spot-check-limits',
  `select distinct on (code) code, kind, label_zh as "labelZh", label_en as "labelEn", item_code as "itemCode",
     item_category as "itemCategory", industry_prefix as "industryPrefix", value, unit, within_months as "withinMonths",
     exempt_grounds as "exemptGrounds", valid_from as "validFrom", legal_basis as "legalBasis", source
   from spot_check_limit where valid_from <= $1::date order by code, valid_from desc`,
);
