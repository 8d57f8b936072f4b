/** The life of a list entry, from the proposal to the exit. */
export const LISTS = {
  query: `# 名单管理 · Lists — sign in as market-regulator; for steps 4 and 5 as market-regulator-2, who has proposed nothing.
# 1. The lists, what each asks for, and its published measures (名单、列入移出规则、措施清单); and the cases under way.
query Lists {
  creditLists {
    code label kind notice keptBy objectionWorkingDays termMonths leastMonths leastFrom channel
    measures { code label field effect mustOrMay target legalBasis }
  }
  listCases(first: 10) {
    totalCount
    nodes { id list state nextStep objectionUntilOn isProvisional subject { id } objections { id state grounds decideUntilOn } }
  }
}

# 2. Propose an entry: facts, basis, published measures, responsible persons (拟列入、责任人员).
mutation Propose($enterpriseId: ID!) {
  proposeListEntry(input: {
    idempotencyKey: "list-propose-1"
    subjectId: $enterpriseId
    listCode: "SERIOUS_DISHONESTY"
    facts: "示例：一年内多次销售不合格产品"
    legalBasis: "市场监督管理严重违法失信名单管理办法（国家市场监督管理总局令第44号）"
    measureCodes: ["DISHONEST_PROCUREMENT", "DISHONEST_AWARD"]
    responsiblePersons: [
      { role: LEGAL_REPRESENTATIVE, person: { name: "示例人员", citizenNumber: "440784190001010006" } }
    ]
  }) {
    userErrors { code message field }
    listCase { id state nextStep responsiblePersons { role person { name masked } } }
  }
}

# 3. Serve the written notice; the term to object runs in working days (书面告知、陈述申辩期). Record what is objected.
mutation Serve($caseId: ID!, $day: Date!) {
  serveListNotice(input: { idempotencyKey: "list-serve-1", caseId: $caseId, deliveredOn: $day, method: IN_PERSON }) {
    userErrors { code message field }
    listCase { state nextStep notice objectionUntilOn isProvisional }
  }
}
mutation Object($caseId: ID!, $day: Date!) {
  objectToListEntry(input: {
    idempotencyKey: "list-object-1", againstId: $caseId, filedAs: SUBJECT, grounds: "示例：事实有误", filedOn: $day
  }) {
    userErrors { code message field }
    objection { id state decideUntilOn }
  }
}

# 4. Another officer decides objections, and confirms: too early, or by whoever proposed it, it is refused (处理异议、复核确认).
mutation Decide($objectionId: ID!) {
  decideListObjection(input: {
    idempotencyKey: "list-decide-1", objectionId: $objectionId, outcome: REJECTED, reasons: "示例：事实清楚"
  }) {
    userErrors { code message field }
    objection { state reasons }
  }
}
mutation Confirm($caseId: ID!) {
  confirmListEntry(input: { idempotencyKey: "list-confirm-1", caseId: $caseId, decisionNumber: "示例列〔2026〕1号" }) {
    userErrors { code message field }
    listCase { state entry { id enteredOn endsOn } }
  }
}

# 5. Leaving: repair after the least months, or revocation; both end the measures at once (信用修复、撤销).
mutation Repair($entryId: ID!, $day: Date!) {
  applyForListRepair(input: { idempotencyKey: "list-repair-1", entryId: $entryId, correctedOn: $day, evidence: "示例：已整改" }) {
    userErrors { code message field }
    repair { id state decideUntilOn }
  }
}
mutation Revoke($entryId: ID!) {
  revokeListEntry(input: {
    idempotencyKey: "list-revoke-1", entryId: $entryId, documentNumber: "示例撤〔2026〕1号", reason: "示例：行政复议撤销"
  }) {
    userErrors { code message field }
    entry { exit { kind exitedOn } }
  }
}

# 6. What the public reads, both ways (名单公示); as a file: GET /public/list-announcements.csv.
query Announced {
  listAnnouncements(first: 10) {
    totalCount
    nodes { kind list enterpriseName creditCode organName documentNumber exitKind holdsFromOn holdsUntilOn channel announcedOn }
  }
}
`,
  variables:
    '{ "enterpriseId": "ent_…", "caseId": "lca_…", "objectionId": "lob_…", "entryId": "len_…", "day": "2026-11-26" }',
};
