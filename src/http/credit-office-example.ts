/** What the credit office does, step by step. */
export const CREDIT_OFFICE = `# 信用办 · Credit office — sign in as standard-officer; for step 3 as standard-officer-2, for step 4 as credit-clerk.
# 1. Which standards are in force, and what do they say? (现行评价标准)
query Standards {
  standards(validAt: "2026-12-01") {
    sector version title settlement window upgrade
    bands { code label from to }
    indicators { code label points cap setsGrade source { instrument mark } }
  }
  policies(sector: "real-estate-developer") { gradeCode kind value unit burden legalBasis }
}

# 2. Put the definition of a standard into the variables, changed as you like, with a new version and "treatments": [] where the
#    treatments in force shall stay; then try it on everybody. (起草、模拟；分级措施不变时写 "treatments": [])
mutation Draft($definition: String!) {
  draftStandard(input: { idempotencyKey: "draft-1", definition: $definition }) {
    userErrors { code message }
    draft { id state }
  }
}
mutation Simulate($draftId: ID!) {
  simulateStandard(input: { idempotencyKey: "simulate-1", draftId: $draftId }) { userErrors { code message } job { id state } }
}
query Simulated($draftId: ID!) {
  node(id: $draftId) { ... on RuleDraft { state simulations {
    job { state done total expectedEndAt }
    matrix { fromGradeCode toGradeCode count }
    effects { inspectionsPerMonth { before after } inspectorDaysPerMonth { before after } approvalsTurned }
    moves(first: 5) { nodes { name fromGradeCode toGradeCode reasonsAfter { indicatorCode points setsGrade } } }
  } } }
}

# 3. A second officer approves; then it is published from a day to come. (批准、发布)
mutation Approve($draftId: ID!) {
  approveDraft(input: { idempotencyKey: "approve-1", draftId: $draftId }) { userErrors { code message } draft { state approvedBy } }
}
mutation Publish($draftId: ID!, $day: Date!) {
  publishDraft(input: { idempotencyKey: "publish-1", draftId: $draftId, inForceFrom: $day }) { userErrors { code message } draft { state inForceFrom } }
}

# 4. Add a record: every sector that it touches is rated anew at once. (归集信用信息)
mutation AddRecord($subjectId: ID!, $day: Date!) {
  addRecord(input: { idempotencyKey: "record-1", subjectId: $subjectId, type: "PROPERTY_GOOD_CONDUCT", occurredOn: $day, amount: "3.00" }) {
    userErrors { code message field }
    record { id label }
  }
}

# 5. Why this grade, since when, and what leads to a better one? Today, or as of a day. (评级依据与升级路径)
query Explain($creditCode: CreditCode!) {
  creditSubject(creditCode: $creditCode) {
    ratings {
      sector label score since validUntil
      reasons { indicator points lapsesOn source { instrument clause } record { label occurredOn } }
      completeness { expected present missing }
      pathToNextGrade { targetGrade waitUntil steps { kind indicator points count } }
      history(first: 5) { nodes { validFrom label score cause } }
    }
    treatments { kind value unit label reason legalBasis }
  }
}
`;
