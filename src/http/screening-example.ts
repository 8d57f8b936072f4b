const SCREENING = `# 批量核查与筛选 · Credit of many at once — sign in as approval-officer; for step 4 as credit-clerk, for step 5 as enterprise.
# 1. Many applications at once: each gets its own check and receipt; wrong ones are refused by themselves. (批量信用核查)
mutation Batch($code: String!) {
  checkCreditBatch(input: {
    idempotencyKey: "batch-1"
    field: "PROCUREMENT"
    purpose: "政府采购供应商资格审查"
    errorPolicy: SKIP_FAILED
    items: [{ creditCode: $code, matter: "示例采购〔2026〕1号" }, { creditCode: "91440784MA00000000", matter: "示例采购〔2026〕2号" }]
  }) {
    userErrors { code message field }
    results { userErrors { code message field } check { id answer { subjectName verdict reason } } }
  }
}

# 2. Which restaurants and shops are eligible for a fund? It is one look, logged with its purpose, and no check. (批量筛选)
mutation Screen {
  screenPopulation(input: {
    idempotencyKey: "screening-1"
    title: "示例诚信企业专项资金"
    purpose: "筛选符合条件的诚信企业"
    matter: "示例通知〔2026〕1号"
    field: "SUBSIDY"
    population: { industryCodes: ["52", "62"], registeredTo: "2025-12-31" }
    requirements: { redListCodes: ["HONEST_EXEMPLAR"] }
  }) {
    userErrors { code message field }
    screening { id }
    job { id state total }
  }
}

# 3. How many are eligible, and why did the others fall out? All of them as a file: GET /screenings/{id}.csv (筛选结果)
query Screened($screeningId: ID!) {
  screening(id: $screeningId) {
    title dataOn eligibleCount fellOutCount
    reasonCounts { reason count }
    job { state done total expectedEndAt }
  }
  eligible: screeningResults(screeningId: $screeningId, first: 36, outcome: ELIGIBLE) {
    totalCount
    nodes { creditCode subjectName verdict grounds { label documentNumber measures { label legalBasis } } }
  }
  restricted: screeningResults(screeningId: $screeningId, first: 5, reason: MANDATORY_RESTRICTION) {
    nodes { creditCode subjectName reasons grounds { label documentNumber measures { label legalBasis } } }
  }
}

# 4. Who may ask in the name of an enterprise? (法定代表人、经办人)
mutation Represent($creditCode: CreditCode!) {
  registerRepresentative(input: {
    idempotencyKey: "representative-1"
    creditCode: $creditCode
    person: { name: "陈示例", citizenNumber: "440784190001010006" }
    role: AGENT
    documentNumber: "示例委托书〔2026〕1号"
    fromOn: "2026-11-26"
    untilOn: "2027-11-25"
  }) {
    userErrors { code message field }
    representative { id personName role untilOn }
  }
}
query Representatives($creditCode: CreditCode!) {
  representatives(creditCode: $creditCode, first: 5) { nodes { id personName citizenNumber role fromOn untilOn endedOn } }
}

# 5. Signed in as enterprise: what would an office be answered about my firm, and who has asked? (主体本人查询)
query OwnEnterprises {
  ownEnterprises { creditCode name role }
}
query OwnCredit($creditCode: CreditCode!) {
  ownCredit(creditCode: $creditCode, field: "SUBSIDY") {
    subjectName verdict reason
    lists { label enteredOn decisionNumber objectedOn repairAppliedOn measures { label legalBasis appliedBy } }
  }
  ownChecks(creditCode: $creditCode, first: 5) { nodes { officeName checkedAt field purpose verdict reason } }
  ownRepresentatives(creditCode: $creditCode, first: 5) { nodes { personName role officeName registeredAt untilOn endedOn } }
}
`;

/** Credit of many at once, and of one's own. */
export const SCREENING_EXAMPLE = {
  query: SCREENING,
  variables: '{ "creditCode": "91440784MA0000103T", "code": "91440784MA0000103T", "screeningId": "scr_…" }',
};
