/** The tab of carrying out what was drawn, from the approval of a visit to what the public reads. */
export const CARRY_OUT = `# 抽查实施 · Carrying out — sign in as market-regulator-2, who has not prepared the draw.
# 1. Approve the visit (批准检查).
mutation Approve($drawId: ID!, $enterpriseId: ID!, $day: Date!) {
  approveVisit(input: { idempotencyKey: "approve-1", drawId: $drawId, enterpriseId: $enterpriseId, visitOn: $day }) {
    userErrors { code message field }
    visit { id state visitOn inspectors { name certificateNumber } }
  }
}

# 2. Tell the enterprise (告知): who comes, how often this year, until when it may ask for recusal.
mutation Tell($visitId: ID!) {
  tellVisit(input: { idempotencyKey: "tell-1", visitId: $visitId }) {
    userErrors { code message field }
    visit { state recusalUntilOn notices { kind body } }
  }
}

# Somebody cannot go: whoever has the next lot takes the seat (按抽取次序递补).
mutation Replace($visitId: ID!, $certificate: String!) {
  replaceInspector(input: { idempotencyKey: "replace-1", visitId: $visitId, certificateNumber: $certificate, reasonCode: "ILLNESS" }) {
    userErrors { code message field }
    visit { inspectors { name certificateNumber isDrawn isReplaced } replacements { outName inName reason } }
  }
}

# 3. On arrival (扫码入企), two inspectors at least.
mutation Arrive($visitId: ID!, $moment: DateTime!, $certificates: [String!]!) {
  recordArrival(input: {
    idempotencyKey: "arrive-1"
    visitId: $visitId
    arrivedAt: $moment
    method: CODE
    certificateNumbers: $certificates
  }) {
    userErrors { code message field }
    visit { state arrivedAt isOnTime }
  }
}

# 4. The checklist and the result (录入检查表和结果), with an order to correct.
query Points { spotCheckPoints { code label legalBasis } resultCodes { code label } }
mutation Result($drawId: ID!, $enterpriseId: ID!, $day: Date!) {
  recordSpotCheckResult(input: {
    idempotencyKey: "result-1"
    drawId: $drawId
    enterpriseId: $enterpriseId
    inspectedOn: $day
    resultCodes: ["ORDERED_TO_CORRECT"]
    findings: [
      { pointCode: "LICENCE_DISPLAYED", verdict: PROBLEM, remark: "示例：营业执照未悬挂" }
      { pointCode: "FOUND_AT_ADDRESS", verdict: OK }
      { pointCode: "REGISTERED_FACTS", verdict: OK }
      { pointCode: "ANNUAL_REPORT", verdict: OK }
      { pointCode: "INSTANT_INFORMATION", verdict: NOT_APPLICABLE }
    ]
    correction: { requirement: "示例：将营业执照置于醒目位置", legalBasis: "市场主体登记管理条例第三十六条" }
  }) {
    userErrors { code message field }
    object { inspectedOn resultCodes visit { state correction { id dueOn remindOn } } }
  }
}

# 5. Corrected or not (复查).
mutation Correction($correctionId: ID!, $day: Date!) {
  recordCorrection(input: {
    idempotencyKey: "correction-1"
    correctionId: $correctionId
    outcome: CORRECTED
    checkedOn: $day
    evidence: "示例：营业执照已悬挂于大厅"
  }) {
    userErrors { code message field }
    correction { state closedOn checks { outcome checkedOn } }
  }
}

# 6. What waits to be published (公示倒计时), publish it, and read it as everybody does: GET /public/spot-checks.csv.
query Due { publicationsDue(first: 10) { nodes { drawId resultsMissing publicationDueOn daysLeft isProvisional } } }
mutation Publish($drawId: ID!) {
  publishResults(input: { idempotencyKey: "publish-1", drawId: $drawId }) {
    userErrors { code message field }
    progress { publishedOn }
  }
}
query Published {
  publishedSpotChecks(first: 10) { totalCount nodes { title enterpriseName creditCode inspectedOn results publishedOn } }
}

# 7. How fair it was (公平监测).
query Fairness($from: Date!, $to: Date!) {
  spotCheckFairness(from: $from, to: $to) {
    totals { draws objects replaced departures amendments voided redrawn resultsMissing }
    deviations { publicId observed expected probability }
    pairs { oneName otherName observed expected probability }
    oddities { kind on officerName reason }
  }
}
`;
