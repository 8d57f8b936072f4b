import { registerEnumType } from 'type-graphql';
import { FALL_OUT_WORDS } from '../domain/screening-words.js';
import type { FallOutReason } from '../domain/screening.js';
import { enumOf } from './enum-of.js';

export const ScreeningOutcome = enumOf('ELIGIBLE', 'FELL_OUT');
registerEnumType(ScreeningOutcome, {
  name: 'ScreeningOutcome',
  description: 'What became of a subject in a screening.',
  valuesConfig: {
    ELIGIBLE: { description: 'Meets every requirement (符合条件).' },
    FELL_OUT: { description: 'Does not, for the reasons that are told (不符合条件).' },
  },
});

export const ScreeningReason = Object.fromEntries(
  Object.keys(FALL_OUT_WORDS).map((code) => [code, code]),
) as Record<FallOutReason, FallOutReason>;
registerEnumType(ScreeningReason, {
  name: 'ScreeningReason',
  description:
    'Why a subject fell out of a screening: the reason of its verdict, when that is not one of those accepted, or a requirement that it does not meet.',
  valuesConfig: Object.fromEntries(
    Object.entries(FALL_OUT_WORDS).map(([code, { zh, en }]) => [code, { description: `${en} (${zh})` }]),
  ),
});

export const EnterpriseCategory = enumOf(
  'COMPANY',
  'INDIVIDUAL_BUSINESS',
  'CO_OPERATIVE',
  'PROPERTY_SERVICE',
  'LAW_FIRM',
  'OTHER',
);
registerEnumType(EnterpriseCategory, {
  name: 'EnterpriseCategory',
  description: 'Kind of a registered enterprise (主体类型).',
  valuesConfig: {
    COMPANY: { description: '公司' },
    INDIVIDUAL_BUSINESS: { description: '个体工商户' },
    CO_OPERATIVE: { description: '农民专业合作社' },
    PROPERTY_SERVICE: { description: '物业服务企业' },
    LAW_FIRM: { description: '律师事务所' },
    OTHER: { description: '其他' },
  },
});
