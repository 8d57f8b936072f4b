import { formatDecimal } from './decimal.js';
import type { Treatment } from './treatment.js';

/** What of a treatment is put into words; rows of the policy have null where a treatment has nothing. */
export interface TreatmentSaid extends Pick<Treatment, 'kind' | 'value' | 'unit'> {
  readonly label?: Treatment['label'] | null;
  readonly legalBasis?: string | null;
}

const PLACES = 2;

/** A treatment as one Chinese clause of a notice, with its legal basis where it has one: `每 7 天检查一次`. */
export function treatmentInWords(treatment: TreatmentSaid): string {
  const { legalBasis = null } = treatment;
  return legalBasis === null ? clauseOf(treatment) : `${clauseOf(treatment)}（依据：${legalBasis}）`;
}

function clauseOf(treatment: TreatmentSaid): string {
  const amount = amountOf(treatment);
  const name = treatment.label?.zh ?? '';
  switch (treatment.kind) {
    case 'INSPECTION_INTERVAL':
      return `每${spaced(amount)}检查一次`;
    case 'FIRST_VISIT_TERM':
      return `${amount}内首次检查`;
    case 'INSPECTION_EFFORT':
      return `每次检查投入 ${amount}`;
    case 'SPOT_CHECK_RATIO':
      return `随机抽查比例 ${amount}`;
    case 'DRAW_WEIGHT':
      return `随机抽查权重 ${amount}`;
    case 'EXTRA_PATROLS':
      return `每月增加巡查 ${amount}`;
    case 'RETAINED_SHARE':
      return `预售资金留存比例 ${amount}`;
    case 'LOAN_LIMIT':
      return `贷款额度最高 ${amount}`;
    case 'LOAN_RATE':
      return `贷款年利率 ${amount}`;
    case 'ASSIGNMENT_PRIORITY':
      return `指派次序第 ${amount}`;
    case 'APPROVAL_EFFECT':
    case 'AWARD_ELIGIBILITY':
    case 'BENEFIT':
      return amount === '' ? name : `${name}：${amount}`;
  }
}

/** Numbers stand apart from the Chinese around them. */
function spaced(amount: string): string {
  return /^\d/.test(amount) ? ` ${amount}` : amount;
}

function amountOf({ value, unit }: TreatmentSaid): string {
  switch (unit) {
    case 'DAY':
      return `${value} 天`;
    case 'WEEK':
      return `${value} 周`;
    case 'HALF_MONTH':
      return value === 1 ? '半个月' : `${value} 个半月期`;
    case 'MONTH':
      return `${value} 个月`;
    case 'CALENDAR_WEEK':
      return value === 1 ? '自然周' : `${value} 个自然周`;
    case 'CALENDAR_HALF_MONTH':
      return value === 1 ? '自然半月' : `${value} 个自然半月`;
    case 'CALENDAR_MONTH':
      return value === 1 ? '自然月' : `${value} 个自然月`;
    case 'HUNDREDTH_DAY':
      return `${formatDecimal(value, PLACES)} 人日`;
    case 'BASIS_POINT':
      return `${formatDecimal(value, PLACES)}%`;
    case 'TIMES':
      return `${value} 倍`;
    case 'PER_MONTH':
      return `${value} 次`;
    case 'YUAN':
      return `${value} 元`;
    case 'RANK':
      return `${value} 位`;
    case 'NONE':
      return '';
  }
}
