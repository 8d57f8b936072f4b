/** What an owner or manager does, step by step. */
export const OWNER = `# 房主 · Owner of a rental house — sign in as owner (or as house-manager).
# 1. My houses: which tier, why, what follows, and what would lead to a better one? (本人查询)
query OwnHouses {
  ownRentalHouses {
    id
    address
    roles
    tier {
      label colour since
      reasons { indicator record occurredOn lapsesOn source { instrument clause } }
      pathToNextGrade { targetGrade waitUntil steps { kind indicator } }
    }
    whatFollows
    disputed
    howToObject
    openHazards { id item description dueOn overdueDays }
    tierHistory { label from to }
    inspections { inspectedOn findings }
    objections { id state filedOn answerDueOn reasons correction }
    reports { hazardId reportedOn answered }
  }
}

# 2. The tier is wrong: object to it. It stays as it is until an officer who was not there has decided. (等级异议)
mutation Object($houseId: ID!) {
  objectToTier(input: { idempotencyKey: "objection-1", houseId: $houseId, grounds: "示例：隐患已于检查前整改" }) {
    userErrors { code message field }
    objection { id state answerDueOn }
  }
}

# 3. A hazard has been put right: ask the station to look again. Nothing is closed by this. (自报整改)
mutation Report($hazardId: ID!) {
  reportRectification(input: { idempotencyKey: "report-1", hazardId: $hazardId, note: "示例：杂物已清理" }) {
    userErrors { code message field }
    report { id answered }
  }
}
`;
