/** The week of a police station, step by step. */
export const ROUNDS = `# 检查排班 · Rounds of a police station — sign in as zhongshan-officer.
# 1. What will the next four weeks ask, and what can the teams do? (工作量预测)
query Forecast {
  inspectionForecast {
    overdue
    plannedAt
    weeks { from to capacity due planned expected overflow }
    days { on kind isProvisional capacity due planned expected }
  }
  inspectionTeams { id name capacityPerDay gridCodes members { id name } }
  colleagues { id name }
}

# 2. Form a team of two officers at least, who go to their own grids first. (组建检查组)
mutation FormTeam($memberIds: [ID!]!) {
  formTeam(input: {
    idempotencyKey: "team-1"
    name: "示例检查组"
    capacityPerDay: 12
    memberIds: $memberIds
    gridCodes: ["001-G01"]
  }) {
    userErrors { code message field }
    team { id name }
  }
}

# 3. Plan four weeks in one act; it is done every night as well. (排班)
mutation Plan {
  planRounds(input: { idempotencyKey: "plan-1" }) {
    userErrors { code message }
    planned
    late
    unplanned
    lastOn
    isProvisional
  }
}

# 4. The round of a team on a day, in walking order, and whom no team can get to. (当日检查路线、未排班)
query Round($teamId: ID!, $day: Date!) {
  inspectionWorklist(first: 20, teamId: $teamId, on: $day) {
    totalCount
    nodes { place plannedOn teamName reason dueIsProvisional house { id address gridCode tier { label colour } } }
    pageInfo { hasNextPage endCursor }
  }
  unplannedInspections(first: 10) { totalCount nodes { dueOn overdueDays reason house { address } } }
}

# 5. The calendar of a team for its phones; the path is shown once. (日历订阅)
mutation Calendar($teamId: ID!) {
  issueCalendarFeed(input: { idempotencyKey: "calendar-1", teamId: $teamId }) {
    userErrors { code message }
    path
  }
}
`;
