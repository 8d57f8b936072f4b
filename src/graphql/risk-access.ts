import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import { regulates, seesInternalRatings } from '../usecases/actor.js';
import { type AccessRule, when } from './access.js';

/** Regulators whose office is in charge of enterprise risk: they set ratios, draw, and record results. */
export const regulatesRisk: AccessRule = when('regulatesRisk', (_parent, _args, { actor }) =>
  regulates(actor, ENTERPRISE_RISK_SECTOR),
);

/** They and oversight: for risk classes and whatever tells them. */
export const seesRisk: AccessRule = when('seesRisk', (_parent, _args, { actor }) =>
  seesInternalRatings(actor, ENTERPRISE_RISK_SECTOR),
);
