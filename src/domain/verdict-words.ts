import type { ListEntry, Measure, MeasureEffect, Verdict } from './verdict.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What an officer is told to do. */
export const VERDICT_WORDS: Readonly<Record<Verdict['verdict'], Words>> = {
  CLEAR: { zh: '正常办理', en: 'Clear' },
  FAST_TRACK: { zh: '绿色通道', en: 'Fast track' },
  CAUTION: { zh: '审慎办理', en: 'Caution' },
  RESTRICTED: { zh: '依法限制', en: 'Restricted' },
  SUSPENDED_USE: { zh: '暂停使用惩戒', en: 'Use of the punishment suspended' },
  UNKNOWN: { zh: '信息不明', en: 'Unknown' },
};

export const REASON_WORDS: Readonly<Record<Verdict['reasonCode'], Words>> = {
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

export const EFFECT_WORDS: Readonly<Record<MeasureEffect, string>> = {
  DENY: '不予批准',
  RESTRICT: '依法限制',
  KEY_REVIEW: '重点审查',
  NO_COMMITMENT_SHORTCUT: '不适用告知承诺制',
  MORE_CHECKS: '增加检查频次',
  FAST_TRACK: '绿色通道',
  PRIORITY: '优先办理',
  COMMITMENT_SHORTCUT: '适用告知承诺制',
  TOLERANCE: '容缺受理',
  FEE_REDUCTION: '费用减免',
  FEWER_CHECKS: '减少检查频次',
};

export const BINDING_WORDS: Readonly<Record<Measure['mustOrMay'], string>> = { MUST: '应当', MAY: '可以' };

export const LIST_KIND_WORDS: Readonly<Record<ListEntry['kind'], string>> = {
  RED: '守信激励名单（红名单）',
  BLACK: '严重失信主体名单（黑名单）',
  ABNORMAL: '经营异常名录',
  FOCUS: '重点关注名录',
};
