import { registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const ListNoticeKind = enumOf('PRIOR_NOTICE', 'PUBLICITY', 'COURT');
registerEnumType(ListNoticeKind, {
  name: 'ListNoticeKind',
  description: 'What must come before an entry on a list.',
  valuesConfig: {
    PRIOR_NOTICE: {
      description: 'Written notice of facts, basis, measures and the right to object (书面告知).',
    },
    PUBLICITY: { description: 'Publication as proposed, to which anybody may object (公示).' },
    COURT: { description: 'The referral of a court, which has given its own notice (人民法院移送).' },
  },
});

export const ListLeastFrom = enumOf('ENTRY', 'CORRECTION');
registerEnumType(ListLeastFrom, {
  name: 'ListLeastFrom',
  description: 'What the least months before repair run from.',
  valuesConfig: {
    ENTRY: { description: 'The entry (列入之日).' },
    CORRECTION: { description: 'The correction (纠正之日).' },
  },
});

export const MeasureTarget = enumOf('ENTITY', 'RESPONSIBLE_PERSON');
registerEnumType(MeasureTarget, {
  name: 'MeasureTarget',
  description: 'Whom a measure burdens or favours (惩戒对象).',
  valuesConfig: {
    ENTITY: { description: 'The entity that stands on the list (失信主体).' },
    RESPONSIBLE_PERSON: {
      description: 'The natural persons who are recorded with it as responsible (责任人员).',
    },
  },
});

export const ListCaseState = enumOf('PROPOSED', 'NOTICED', 'CONFIRMED', 'DROPPED');
registerEnumType(ListCaseState, {
  name: 'ListCaseState',
  description: 'How far a case has come.',
  valuesConfig: {
    PROPOSED: { description: 'Proposed (拟列入); nobody was told yet.' },
    NOTICED: { description: 'Told or published (已告知、已公示); objections may be filed.' },
    CONFIRMED: { description: 'Confirmed by another officer (已列入): there is an entry.' },
    DROPPED: { description: 'Ended without an entry (不予列入).' },
  },
});

export const ListCaseStep = enumOf(
  'SERVE_NOTICE',
  'PUBLISH',
  'WAIT_FOR_OBJECTIONS',
  'DECIDE_OBJECTION',
  'CONFIRM',
);
registerEnumType(ListCaseStep, {
  name: 'ListCaseStep',
  description: 'What a case waits for.',
  valuesConfig: {
    SERVE_NOTICE: { description: 'The written notice is to be delivered (送达告知书).' },
    PUBLISH: { description: 'It is to be published as proposed (公示).' },
    WAIT_FOR_OBJECTIONS: { description: 'The term to object runs (陈述申辩期、公示期).' },
    DECIDE_OBJECTION: { description: 'An objection is to be decided by another officer (处理异议).' },
    CONFIRM: { description: 'Another officer is to confirm or drop it (复核确认).' },
  },
});

export const ListGroundKind = enumOf('OWN_FINDING', 'COURT_REFERRAL', 'LIST_PROPOSAL');
registerEnumType(ListGroundKind, {
  name: 'ListGroundKind',
  description: 'What led to a case.',
  valuesConfig: {
    OWN_FINDING: { description: 'What the office has found itself (自行认定).' },
    COURT_REFERRAL: { description: 'A court has referred it for joint punishment (人民法院移送).' },
    LIST_PROPOSAL: { description: 'An accepted proposal of a random inspection (抽查结果建议).' },
  },
});

/** Ways of delivering a written notice. */
const DELIVERED = {
  IN_PERSON: { description: 'Handed over (直接送达).' },
  POST: { description: 'By post (邮寄送达).' },
  ELECTRONIC: { description: 'Electronically, with consent (电子送达).' },
  LEFT_AT_ADDRESS: { description: 'Left at the address (留置送达).' },
  PUBLIC_NOTICE: { description: 'By public notice (公告送达).' },
};

export const DeliveryMethod = enumOf('IN_PERSON', 'POST', 'ELECTRONIC', 'LEFT_AT_ADDRESS', 'PUBLIC_NOTICE');
registerEnumType(DeliveryMethod, {
  name: 'DeliveryMethod',
  description: 'How a written notice was delivered (送达方式).',
  valuesConfig: DELIVERED,
});

export const ListNoticeMethod = enumOf(
  'IN_PERSON',
  'POST',
  'ELECTRONIC',
  'LEFT_AT_ADDRESS',
  'PUBLIC_NOTICE',
  'PUBLICITY',
);
registerEnumType(ListNoticeMethod, {
  name: 'ListNoticeMethod',
  description: 'How somebody was told.',
  valuesConfig: {
    ...DELIVERED,
    PUBLICITY: { description: 'Published as proposed (公示); red lists only.' },
  },
});

export const ResponsibleRole = enumOf('LEGAL_REPRESENTATIVE', 'DIRECTLY_RESPONSIBLE', 'ACTUAL_CONTROLLER');
registerEnumType(ResponsibleRole, {
  name: 'ResponsibleRole',
  description: 'Why somebody is responsible for what an entity has done.',
  valuesConfig: {
    LEGAL_REPRESENTATIVE: { description: 'Legal representative or head (法定代表人、主要负责人).' },
    DIRECTLY_RESPONSIBLE: { description: 'Directly responsible (直接责任人员).' },
    ACTUAL_CONTROLLER: { description: 'In actual control (实际控制人).' },
  },
});

export const ListObjectorRole = enumOf('SUBJECT', 'RESPONSIBLE_PERSON', 'PUBLIC');
registerEnumType(ListObjectorRole, {
  name: 'ListObjectorRole',
  description: 'Who objects.',
  valuesConfig: {
    SUBJECT: { description: 'The entity itself (当事人).' },
    RESPONSIBLE_PERSON: { description: 'Somebody recorded with it as responsible (责任人员).' },
    PUBLIC: { description: 'Anybody else (社会公众); red lists only.' },
  },
});

export const ListObjectionState = enumOf('FILED', 'UPHELD', 'REJECTED', 'CLOSED');
registerEnumType(ListObjectionState, {
  name: 'ListObjectionState',
  description: 'Where an objection stands.',
  valuesConfig: {
    FILED: { description: 'Open (处理中).' },
    UPHELD: { description: 'It is right (异议成立).' },
    REJECTED: { description: 'It is not right (异议不成立).' },
    CLOSED: { description: 'What it was about has ended otherwise (因故终结).' },
  },
});

export const ListRepairState = enumOf('APPLIED', 'GRANTED', 'REJECTED', 'CLOSED');
registerEnumType(ListRepairState, {
  name: 'ListRepairState',
  description: 'Where an application for repair stands.',
  valuesConfig: {
    APPLIED: { description: 'Open (处理中).' },
    GRANTED: { description: 'Granted (准予提前移出).' },
    REJECTED: { description: 'Not granted (不予提前移出).' },
    CLOSED: { description: 'The entry has ended otherwise (因故终结).' },
  },
});

export const ListExitKind = enumOf('TERM', 'REPAIR', 'OBJECTION', 'REVOCATION', 'COURT');
registerEnumType(ListExitKind, {
  name: 'ListExitKind',
  description: 'How an entry ended.',
  valuesConfig: {
    TERM: { description: 'Its term was over (期限届满).' },
    REPAIR: { description: 'Repair was granted (信用修复).' },
    OBJECTION: { description: 'An objection was upheld (异议成立); it held on no day.' },
    REVOCATION: { description: 'The decision was revoked or annulled (撤销); it held on no day.' },
    COURT: { description: 'The court has removed it (人民法院移出).' },
  },
});

export const ListAnnouncementKind = enumOf('PUBLICITY', 'PUBLICITY_ENDED', 'ENTRY', 'EXIT');
registerEnumType(ListAnnouncementKind, {
  name: 'ListAnnouncementKind',
  description: 'What is announced.',
  valuesConfig: {
    PUBLICITY: { description: 'An entry on a red list is proposed (拟列入公示).' },
    PUBLICITY_ENDED: { description: 'That proposal has ended without an entry (公示终止).' },
    ENTRY: { description: 'Somebody was put on a list (列入).' },
    EXIT: { description: 'Somebody has left a list (移出).' },
  },
});
