import { registerEnumType } from 'type-graphql';
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
