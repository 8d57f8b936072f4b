import { registerEnumType } from 'type-graphql';
import { BINDING_WORDS, EFFECT_WORDS, LIST_KIND_WORDS, REASON_WORDS } from '../domain/verdict-words.js';
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
  valuesConfig: described(EFFECT_WORDS),
});

export const MustOrMay = enumOf('MUST', 'MAY');
registerEnumType(MustOrMay, {
  name: 'MustOrMay',
  description: 'How a measure binds.',
  valuesConfig: described(BINDING_WORDS),
});

export const ListKind = enumOf('RED', 'BLACK', 'ABNORMAL', 'FOCUS');
registerEnumType(ListKind, {
  name: 'ListKind',
  description: 'Kind of a credit list.',
  valuesConfig: described(LIST_KIND_WORDS),
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
registerEnumType(ReasonCode, {
  name: 'VerdictReason',
  description: 'What the verdict rests on.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASON_WORDS).map(([code, { zh, en }]) => [code, { description: `${en} (${zh})` }]),
  ),
});

function described<Code extends string>(words: Readonly<Record<Code, string>>) {
  const entries = Object.entries<string>(words).map(([code, description]) => [code, { description }]);
  return Object.fromEntries(entries) as Record<Code, { description: string }>;
}
