import { registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const VisitState = enumOf('APPROVED', 'TOLD', 'ARRIVED', 'RESULTED', 'PUBLISHED');
registerEnumType(VisitState, {
  name: 'VisitState',
  description: 'Where a visit stands.',
  valuesConfig: {
    APPROVED: { description: 'Approved by a second officer (已批准).' },
    TOLD: { description: 'The enterprise was told (已告知).' },
    ARRIVED: { description: 'The inspectors came, or looked from afar (已到场).' },
    RESULTED: { description: 'The result is on record (已录入结果).' },
    PUBLISHED: { description: 'The result is published (已公示).' },
  },
});

export const ArrivalMethod = enumOf('CODE', 'MANUAL', 'REMOTE');
registerEnumType(ArrivalMethod, {
  name: 'ArrivalMethod',
  description: 'How an arrival came on record.',
  valuesConfig: {
    CODE: { description: 'The code at the door was scanned (扫码入企).' },
    MANUAL: { description: 'Entered by hand (手工登记).' },
    REMOTE: { description: 'Looked at from afar (非现场检查); it counts like any other.' },
  },
});

export const VisitNoticeKind = enumOf('VISIT', 'REPLACEMENT', 'CORRECTION', 'REMINDER');
registerEnumType(VisitNoticeKind, {
  name: 'VisitNoticeKind',
  description: 'What an enterprise was told.',
  valuesConfig: {
    VISIT: { description: 'That it will be inspected (检查通知书).' },
    REPLACEMENT: { description: 'That somebody else comes (检查人员变更告知书).' },
    CORRECTION: { description: 'That something is to be corrected (责令改正通知书).' },
    REMINDER: { description: 'That a term ends soon (改正期限提醒).' },
  },
});
