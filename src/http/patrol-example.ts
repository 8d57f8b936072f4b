const query = `# 巡查与产权 · Patrols and tenures — steps 1 and 2 as grid-worker or auxiliary, the others as zhongshan-officer.
# 1. Where are patrols still to be done this month? Addresses only. (巡查清单)
query PatrolList {
  patrolList(first: 10) { totalCount nodes { houseId address perMonth done outstanding } }
}

# 2. Record one. Sent again under its id it is the same patrol; what seemed amiss is a clue, no finding. (记录巡查)
mutation RecordPatrol($patrolId: ID!, $houseId: ID!, $day: Date!) {
  recordPatrol(input: {
    idempotencyKey: "patrol-1"
    patrolId: $patrolId
    houseId: $houseId
    patrolledOn: $day
    observedItemCodes: ["ELECTRIC_BIKE_CHARGING"]
  }) { userErrors { code message field } outstanding patrol { id officerName } }
}

# 3. What patrols have seen, who answers for the house, and why it is patrolled. (巡查线索、产权与管理关系)
query CluesAndPeople($houseId: ID!) {
  patrolClues(first: 5) { nodes { observedOn officerName items { label } house { address } } }
  node(id: $houseId) { ... on RentalHouse {
    tenures { role fromOn toOn reason person { name } }
    patrols { perMonth doneThisMonth sources { of gradeCode perMonth legalBasis } }
    manager { ratings { label score } managedHouseSummary { houses tiers { label count } openHazards failedRectifications12Months } }
  } }
}

# 4. The house is sold: it keeps its hazards and offences, penalties of the landlord go with him. (房屋转让)
mutation Transfer($houseId: ID!, $day: Date!) {
  transferRentalHouse(input: {
    idempotencyKey: "transfer-1"
    houseId: $houseId
    fromOn: $day
    reason: "示例：房屋买卖"
    owner: { name: "示例买受人", citizenNumber: "440784190001010006" }
  }) { userErrors { code message field } gradeBefore gradeAfter penaltiesEnded house { owner { name } } }
}
`;

/** Patrols, and who answers for a house: a tab of GraphiQL. */
export const PATROL_EXAMPLE = {
  query,
  variables:
    '{ "patrolId": "pat_01935c3e-0000-7000-8000-000000000001", "houseId": "rh_…", "day": "2026-11-26" }',
  headers: '{ "x-purpose": "rental inspection" }',
};
