import { POLICE_STATION, STATION_PICTURE } from './station-examples.js';
import { OWNER } from './owner-example.js';
import { PATROL_EXAMPLE } from './patrol-example.js';
import { CARRY_OUT } from './carry-out-example.js';
import { LISTS } from './list-example.js';
import { CREDIT_OFFICE } from './credit-office-example.js';
import { MATTERS } from './matter-example.js';
import { MARKET_REGULATOR } from './regulator-example.js';
import { RECEIPTS } from './receipt-example.js';
import { REGISTERS } from './register-example.js';
import { AFTER_THE_PERMIT } from './reliance-example.js';
import { ROUNDS } from './rounds-example.js';
import { SCREENING_EXAMPLE } from './screening-example.js';

/** A worked example, shown as a tab of GraphiQL. */
export interface Example {
  /** GraphQL with comments that say what is seen. */
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
  /** JSON; such as the purpose of a look-up. */
  readonly headers?: string;
}

const APPROVAL_OFFICE = `# 行政审批 · Approval office — sign in as approval-officer.
# 1. What would the answer be? The purpose stands in the header x-purpose, see the Headers tab. (信用预查)
query Preview($creditCode: CreditCode!) {
  previewCredit(creditCode: $creditCode, field: "PROCUREMENT") {
    subjectName
    verdict
    reason
    dataOn
    lists { label enteredOn decisionNumber measures { label effect mustOrMay legalBasis appliedBy } }
  }
  approvalFields { code label }
}

# 2. Ask for the record: the answer is kept with officer, purpose and matter. (信用核查)
mutation Check($creditCode: CreditCode!) {
  checkCredit(input: {
    idempotencyKey: "check-1"
    creditCode: $creditCode
    field: "PROCUREMENT"
    matter: "示例采购〔2026〕1号"
    purpose: "政府采购供应商资格审查"
  }) {
    userErrors { code message field }
    check { id checkedAt answer { verdict reason } }
  }
}

# 3. Say what was done with it. (奖惩反馈)
mutation Feedback($checkId: ID!) {
  recordCheckFeedback(input: {
    idempotencyKey: "feedback-1"
    checkId: $checkId
    decision: GRANTED_WITH_CONDITIONS
    measureCodes: []
    reason: "示例：补充承诺后准予"
  }) {
    userErrors { code message field }
    check { id feedback { decision departs reason } }
  }
}
`;

/** The main jobs of the offices, and of the people concerned, step by step. */
export const EXAMPLES: readonly Example[] = [
  {
    query: POLICE_STATION,
    variables: '{ "houseId": "rh_…", "colleagueId": "off_…", "hazardId": "haz_…", "day": "2026-11-22" }',
    headers: '{ "x-purpose": "rental inspection" }',
  },
  PATROL_EXAMPLE,
  {
    query: ROUNDS,
    variables: '{ "memberIds": ["off_…", "off_…"], "teamId": "team_…", "day": "2026-11-26" }',
  },
  {
    query: STATION_PICTURE,
    variables: '{ "from": "2026-06-01", "village": "440784001001", "month": "2026-11-01" }',
  },
  {
    query: MARKET_REGULATOR,
    variables: '{ "day": "2026-12-31", "officerIds": ["off_…", "off_…"], "drawId": "draw_…" }',
  },
  {
    query: CARRY_OUT,
    variables:
      '{ "day": "2026-11-26", "moment": "2026-11-26T10:00:00+08:00", "drawId": "draw_…", "enterpriseId": "ent_…", "visitId": "vis_…", "certificate": "…", "certificates": ["…", "…"], "correctionId": "cor_…", "from": "2026-01-01", "to": "2026-12-31" }',
  },
  REGISTERS,
  LISTS,
  {
    query: APPROVAL_OFFICE,
    variables: '{ "creditCode": "91440784MA0000103T", "checkId": "chk_…" }',
    headers: '{ "x-purpose": "approval" }',
  },
  { query: RECEIPTS, variables: '{ "checkId": "chk_…", "jws": "eyJ…" }' },
  SCREENING_EXAMPLE,
  {
    query: MATTERS,
    variables:
      '{ "creditCode": "91440784MA0000103T", "day": "2026-11-26", "from": "2026-01-01", "dueBy": "2026-12-31", "matterId": "mat_…", "laterId": "cmt_…", "replacedId": "cmt_…" }',
    headers: '{ "x-purpose": "approval" }',
  },
  {
    query: AFTER_THE_PERMIT,
    variables:
      '{ "checkId": "chk_…", "refusedId": "chk_…", "changeId": "chg_…", "deliveryId": "dlv_…", "from": "2026-01-01", "to": "2026-12-31" }',
  },
  {
    query: CREDIT_OFFICE,
    variables:
      '{ "definition": "{ … }", "draftId": "dft_…", "day": "2027-03-01", "subjectId": "ent_…", "creditCode": "91440784MA0000103T" }',
  },
  {
    query: OWNER,
    variables: '{ "houseId": "rh_…", "hazardId": "haz_…" }',
  },
];
