import type { AccessMap } from './access.js';
import { checkCreditBatchAccess, CheckCreditBatchResolver } from './check-credit-batch.js';
import { ownEnterpriseAccess, OwnEnterpriseResolver } from './own-enterprise.js';
import { representativeAccess, RepresentativeResolver } from './representative.js';
import { screeningResultAccess, ScreeningResultResolver } from './screening-result.js';
import { screeningAccess, ScreeningResolver } from './screening.js';

/** Credit of many at once and of one's own, as the schema takes it in. */
export const wideCreditMaps: readonly AccessMap[] = [
  checkCreditBatchAccess,
  ownEnterpriseAccess,
  representativeAccess,
  screeningAccess,
  screeningResultAccess,
];

export const wideCreditResolvers = [
  CheckCreditBatchResolver,
  OwnEnterpriseResolver,
  RepresentativeResolver,
  ScreeningResolver,
  ScreeningResultResolver,
] as const;
