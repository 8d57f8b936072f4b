/** The list and the two registers that random inspections rest on. */
export const REGISTERS = {
  query: `# 一单两库 · List and registers — sign in as market-regulator.
# 1. What may be inspected, how often at most and at least (抽查事项清单、频次限制).
query List {
  inspectionItems { code label category legalBasis specialtyLabel objectKind highestRatioPercent frequency }
  spotCheckLimits { code kind label value withinMonths industryPrefix exemptGrounds legalBasis }
}

# 2. Who inspects, and whose certificate ends soon (检查人员名录、证件到期预警).
query Registers {
  inspectors(first: 10) {
    nodes {
      id name certificateNumber certificateExpiresOn expiresSoon isExpired specialties areaCodes
      conflicts { reason declaredOn endsOn byHimself enterprise { name } }
    }
  }
  inspectionObjects(first: 5) { nodes { id publicId kind name enterprise { name } } }
}

# 3. Who must not inspect whom (回避).
mutation Conflict($inspectorId: ID!, $enterpriseId: ID!) {
  declareConflict(input: {
    idempotencyKey: "conflict-1", inspectorId: $inspectorId, enterpriseId: $enterpriseId, reason: "示例：近亲属任职"
  }) {
    userErrors { code message field }
    inspector { conflicts { id reason declaredOn } }
  }
}

# 4. What a ratio would come to, before anybody sets it (抽查比例预览) …
query Preview {
  previewSpotCheckRatio(input: { itemCode: "FOOD_SERVICE", classCode: "D", ratioPercent: "100", industryCodes: ["62"] }) {
    classCode population eligible ratioNow drawnNow ratioThen drawnThen perMonthNow perMonthThen
  }
}

# … one officer proposes it, and another one approves it (拟定、批准): market-regulator-2.
mutation Propose($day: Date!) {
  proposeSpotCheckRatio(input: {
    idempotencyKey: "propose-1", itemCode: "FOOD_SERVICE", classCode: "D", ratioPercent: "100", validFrom: $day
    reason: "示例：高风险餐饮单位全覆盖"
  }) {
    userErrors { code message field }
    proposal { id state }
  }
}
mutation Approve($proposalId: ID!) {
  approveSpotCheckRatio(input: { idempotencyKey: "approve-1", proposalId: $proposalId }) {
    userErrors { code message field }
    ratios { itemLabel label ratioPercent setBy approvedBy }
  }
}

# 5. Who has not been inspected for too long, and how often somebody was this year (逾期未检查、年度检查频次).
query Frequency {
  overdueForInspection(first: 5) {
    nodes { limitLabel lastInspectedOn overdueSince enterprise { name inspectionsThisYear { count cap exempt } } }
  }
}

# 6. The plan of the year and how far its tasks have come (年度抽查计划).
query Plans {
  spotCheckPlans(first: 2) {
    nodes {
      id year title state publishedOn
      tasks { id title kind itemCodes months plannedNumber progress { draws drawn visited published } }
    }
  }
}
`,
  variables:
    '{ "inspectorId": "isp_…", "enterpriseId": "ent_…", "day": "2026-12-31", "proposalId": "rto_…" }',
};
