import { registerEnumType } from 'type-graphql';
import { PROCEDURES, STOP_CAUSES } from '../domain/approval-clock.js';
import { MATTER_STATES, REVOCATION_GROUNDS } from '../domain/approval-matter.js';
import { enumOf } from './enum-of.js';

export const MatterState = enumOf(...MATTER_STATES);
registerEnumType(MatterState, {
  name: 'MatterState',
  description: 'Where an application stands.',
  valuesConfig: {
    RECEIVED: { description: 'Received; to be accepted, or told what is missing (已收件).' },
    PAPERS_MISSING: { description: 'Papers are missing; the clock stands still (待补正).' },
    ACCEPTED: { description: 'Accepted; to be decided (已受理).' },
    DECIDED: { description: 'Decided; to be handed over, unless it was taken back (已决定).' },
    DELIVERED: { description: 'Handed over (已送达).' },
    REVOKED: { description: 'What was granted is revoked (已撤销).' },
  },
});

export const RevocationGround = enumOf(...REVOCATION_GROUNDS);
registerEnumType(RevocationGround, {
  name: 'RevocationGround',
  description: 'Why something that was granted is revoked.',
  valuesConfig: {
    COMMITMENT_BREACHED: {
      description: 'A commitment was breached and not corrected in its term (违诺逾期未改正).',
    },
    FRAUD: { description: 'It was obtained by fraud or bribery (以欺骗、贿赂等不正当手段取得).' },
    GRANTED_AGAINST_THE_LAW: { description: 'It should not have been granted (违法作出准予决定).' },
  },
});

const PROCEDURE_WORDS = {
  HEARING: { description: 'A hearing (听证).' },
  TENDER: { description: 'A call for tenders (招标).' },
  AUCTION: { description: 'An auction (拍卖).' },
  INSPECTION: { description: 'An inspection of goods or equipment (检验).' },
  TESTING: { description: 'A test (检测).' },
  QUARANTINE: { description: 'Quarantine (检疫).' },
  APPRAISAL: { description: 'An appraisal (鉴定).' },
  EXPERT_REVIEW: { description: 'A review by experts (专家评审).' },
};

export const MatterProcedure = enumOf(...PROCEDURES);
registerEnumType(MatterProcedure, {
  name: 'MatterProcedure',
  description: 'A procedure whose time is not counted. Source: 行政许可法 art. 45.',
  valuesConfig: PROCEDURE_WORDS,
});

export const MatterStopCause = enumOf(...STOP_CAUSES);
registerEnumType(MatterStopCause, {
  name: 'MatterStopCause',
  description: 'Why the clock of an application stands still.',
  valuesConfig: {
    PAPERS_ASKED_FOR: { description: 'Papers were asked for (告知补正).' },
    COMMITMENT_WITHDRAWN: {
      description: 'A commitment was taken back, and its papers have to come (撤回承诺).',
    },
    ...PROCEDURE_WORDS,
  },
});
