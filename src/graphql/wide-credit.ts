import type { AccessMap } from './access.js';
import { checkCreditBatchAccess, CheckCreditBatchResolver } from './check-credit-batch.js';
import { screeningResultAccess, ScreeningResultResolver } from './screening-result.js';
import { screeningAccess, ScreeningResolver } from './screening.js';

/** Credit of many at once and of one's own, as the schema takes it in. */
export const wideCreditMaps: readonly AccessMap[] = [
  checkCreditBatchAccess,
  screeningAccess,
  screeningResultAccess,
];

export const wideCreditResolvers = [
  CheckCreditBatchResolver,
  ScreeningResolver,
  ScreeningResultResolver,
] as const;
