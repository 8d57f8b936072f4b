import { paged, statement } from './statement.js';

export interface EnterpriseRow {
  readonly kind: 'ENTERPRISE' | 'LAW_FIRM';
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly regionCode: string;
  readonly status: 'ACTIVE' | 'DEREGISTERED' | 'REVOKED';
  readonly category: string;
  readonly industryCode: string | null;
  readonly address: string | null;
  readonly registeredOn: string | null;
  readonly registeredCapitalFen: number | null;
}

const ENTERPRISE = `
  select s.kind, s.id, s.credit_code as "creditCode", s.name, s.region_code as "regionCode", s.status, e.category,
    e.industry_code as "industryCode", e.address, e.registered_on as "registeredOn",
    e.registered_capital_fen as "registeredCapitalFen"
  from subject s join enterprise e on e.id = s.id`;

/** Enterprises by id; the register of enterprises is public, so no jurisdiction narrows it. */
export const FIND_ENTERPRISES = statement<EnterpriseRow>(
  'find-enterprises',
  `${ENTERPRISE} where s.id = any($1::uuid[])`,
);

export const FIND_ENTERPRISE_BY_CODE = statement<EnterpriseRow>(
  'find-enterprise-by-code',
  `${ENTERPRISE} where s.credit_code = $1`,
);

/** Filters of the enterprise lists: `$1` region subtrees, `$2` industry prefix, `$3` status, `$4` risk class. */
const FILTER = `
  where s.kind = 'ENTERPRISE' and s.region_code ^@ any($1::text[])
    and ($2::text is null or starts_with(e.industry_code, $2))
    and ($3::text is null or s.status = $3)
    and ($4::text is null or exists (
      select from rating r where r.subject_id = s.id and r.sector = 'enterprise-risk' and r.grade_code = $4))`;

/** By credit code, after `$5`. */
export const LIST_ENTERPRISES = paged<EnterpriseRow>(
  'list-enterprises',
  'asc',
  ({ order, beyond }) =>
    `${ENTERPRISE} ${FILTER} and ($5::text is null or s.credit_code ${beyond} $5) order by s.credit_code ${order} limit $6`,
);

export const COUNT_ENTERPRISES = statement<{ count: number }>(
  'count-enterprises',
  `select count(*) from subject s join enterprise e on e.id = s.id ${FILTER}`,
);
