import { registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const VerdictCode = enumOf('CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN');
registerEnumType(VerdictCode, {
  name: 'Verdict',
  description: 'What the lists and the published measures say about a matter. The officer decides.',
  valuesConfig: {
    CLEAR: { description: 'Nothing adverse, nothing to reward (正常办理).' },
    FAST_TRACK: { description: 'A red list carries a reward for this matter (绿色通道).' },
    CAUTION: { description: 'An adverse measure or list that leaves the decision open (审慎办理).' },
    RESTRICTED: { description: 'A measure must deny or restrict this matter (依法限制).' },
    SUSPENDED_USE: { description: 'What would be adverse is suspended for a term (暂停使用惩戒).' },
    UNKNOWN: { description: 'Not on file, deregistered, revoked, or the data are too old (信息不明).' },
  },
});

export const MeasureEffect = enumOf(
  'DENY',
  'RESTRICT',
  'KEY_REVIEW',
  'NO_COMMITMENT_SHORTCUT',
  'MORE_CHECKS',
  'FAST_TRACK',
  'PRIORITY',
  'COMMITMENT_SHORTCUT',
  'TOLERANCE',
  'FEE_REDUCTION',
  'FEWER_CHECKS',
);
registerEnumType(MeasureEffect, {
  name: 'MeasureEffect',
  description: 'What a measure does to the matter.',
  valuesConfig: {
    DENY: { description: '不予批准' },
    RESTRICT: { description: '依法限制' },
    KEY_REVIEW: { description: '重点审查' },
    NO_COMMITMENT_SHORTCUT: { description: '不适用告知承诺制' },
    MORE_CHECKS: { description: '增加检查频次' },
    FAST_TRACK: { description: '绿色通道' },
    PRIORITY: { description: '优先办理' },
    COMMITMENT_SHORTCUT: { description: '适用告知承诺制' },
    TOLERANCE: { description: '容缺受理' },
    FEE_REDUCTION: { description: '费用减免' },
    FEWER_CHECKS: { description: '减少检查频次' },
  },
});

export const MustOrMay = enumOf('MUST', 'MAY');
registerEnumType(MustOrMay, {
  name: 'MustOrMay',
  description: 'How a measure binds.',
  valuesConfig: { MUST: { description: '应当' }, MAY: { description: '可以' } },
});

export const ListKind = enumOf('RED', 'BLACK', 'ABNORMAL', 'FOCUS');
registerEnumType(ListKind, {
  name: 'ListKind',
  description: 'Kind of a credit list.',
  valuesConfig: {
    RED: { description: '守信激励名单（红名单）' },
    BLACK: { description: '严重失信主体名单（黑名单）' },
    ABNORMAL: { description: '经营异常名录' },
    FOCUS: { description: '重点关注名录' },
  },
});

export const ReasonCode = enumOf(
  'SUBJECT_UNKNOWN',
  'SUBJECT_DEREGISTERED',
  'LICENCE_REVOKED',
  'NO_DATA',
  'DATA_STALE',
  'MANDATORY_RESTRICTION',
  'ADVERSE_MEASURE',
  'ON_ADVERSE_LIST',
  'COMMITMENT_BREACHED',
  'PUNISHMENT_SUSPENDED',
  'REWARD',
  'NOTHING_ADVERSE',
);
export const REASONS: Record<keyof typeof ReasonCode, { zh: string; en: string }> = {
  SUBJECT_UNKNOWN: { zh: '未建立信用档案。', en: 'There is no credit file.' },
  SUBJECT_DEREGISTERED: { zh: '主体已注销。', en: 'The subject is deregistered.' },
  LICENCE_REVOKED: { zh: '主体营业执照已吊销。', en: 'The licence of the subject is revoked.' },
  NO_DATA: { zh: '尚无归集数据。', en: 'No data have been delivered.' },
  DATA_STALE: { zh: '归集数据过旧。', en: 'The delivered data are too old.' },
  MANDATORY_RESTRICTION: {
    zh: '依法应当对本事项采取限制措施。',
    en: 'A list or a record carries a measure that must restrict this matter.',
  },
  ADVERSE_MEASURE: {
    zh: '有适用于本事项的不利措施，由审批机关酌情决定。',
    en: 'A list or a record carries a measure that may be taken in this matter.',
  },
  ON_ADVERSE_LIST: {
    zh: '列入名单，但无适用于本事项的措施。',
    en: 'On an adverse list without a measure for this matter.',
  },
  COMMITMENT_BREACHED: {
    zh: '曾违反信用承诺且尚未修复。',
    en: 'A commitment was broken and has not been made good.',
  },
  PUNISHMENT_SUSPENDED: { zh: '惩戒措施暂停使用。', en: 'The use of the punishment is suspended.' },
  REWARD: { zh: '守信激励。', en: 'A red list carries a reward for this matter.' },
  NOTHING_ADVERSE: { zh: '无不良信息。', en: 'Nothing adverse.' },
};
registerEnumType(ReasonCode, {
  name: 'VerdictReason',
  description: 'What the verdict rests on.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([code, { zh, en }]) => [code, { description: `${en} (${zh})` }]),
  ),
});
