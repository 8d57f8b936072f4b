/* Worked examples for police stations, shown as tabs of GraphiQL. */

export const POLICE_STATION = `# 派出所 · Police station — sign in as zhongshan-officer.
# 1. Who is due today, longest overdue first? (今日待检查)
query Worklist {
  inspectionWorklist(first: 10) {
    totalCount
    nodes {
      overdueDays
      reason
      house {
        id
        address
        tier { label colour since reasons { indicator record { label occurredOn } source { instrument clause } } }
        owner { name phone masked }
        lastInspection { inspectedOn officerName }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
  colleagues { id name }
  checkItems { code label severity termValue termUnit }
}

# 2. Record a visit. Put a house and a colleague from above into the variables. (记录检查)
mutation RecordInspection($houseId: ID!, $colleagueId: ID!, $day: Date!) {
  recordInspection(input: {
    idempotencyKey: "visit-1"
    houseId: $houseId
    inspectedOn: $day
    secondOfficerId: $colleagueId
    findings: [{ itemCode: "ELECTRIC_BIKE_CHARGING", description: "楼梯间拉线充电" }]
  }) {
    userErrors { code message field }
    gradeBefore
    gradeAfter
    nextDueOn
    hazards { id item severity dueOn }
  }
}

# 3. It was put right: the tier goes back at once. (整改销号)
mutation Rectified($hazardId: ID!, $day: Date!) {
  recordRectification(input: {
    idempotencyKey: "rectified-1"
    hazardId: $hazardId
    outcome: RECTIFIED
    checkedOn: $day
    evidence: "充电线已拆除"
  }) {
    userErrors { code message field }
    gradeBefore
    gradeAfter
    nextDueOn
  }
}
`;

export const STATION_PICTURE = `# 派出所 · Monthly meeting — sign in as zhongshan-officer.
# How do the houses stand, month by month, with the alarms beside them? Charts are SVG. (辖区态势)
query Picture($from: Date!) {
  stationPicture(from: $from) {
    from to
    overdueHouses { houses overdue percent }
    months {
      month
      visits
      tiers { tier { label colour } count }
      moves { from { label } to { label } direction count }
      hazards { found closed open failedRectifications overduePercent }
      alarms { kind { label } count onYear { before percent } onMonth { before percent } }
    }
    visitsByOfficer { name visits }
    chart(kind: TIERS)
  }
}

# Record the figures of a month; a correction is simply recorded after. (录入警情)
mutation Alarms($village: RegionCode!, $month: Date!) {
  recordAlarmCounts(input: {
    idempotencyKey: "alarms-1"
    source: "示例：110接处警平台"
    errorPolicy: SKIP_FAILED
    items: [{ regionCode: $village, month: $month, kind: "TELECOM_FRAUD", count: 6 }]
  }) {
    userErrors { code message field }
    items { recorded formerCount userErrors { code message } }
  }
}
`;
