/** The tab of the market regulator. */
export const MARKET_REGULATOR = `# 市场监管 · Market regulator — sign in as market-regulator.
# 1. Risk classes and why (风险分类及依据). Internal: other offices cannot see them.
query RiskClasses {
  enterprises(first: 5, filter: { regionCode: "440784001", riskClass: "C" }) {
    totalCount
    nodes {
      id
      creditCode
      name
      riskClass { label score reasons { indicator points lapsesOn source { instrument clause } } }
    }
  }
  spotCheckRatios { classCode label ratioPercent validFrom reason setBy }
  resultCodes { code label }
}

# 2. Propose a ratio from a day to come on, with a reason (提出抽查比例) …
mutation ProposeRatio($day: Date!) {
  proposeSpotCheckRatio(input: {
    idempotencyKey: "ratio-1"
    classCode: "C"
    ratioPercent: "12.50"
    validFrom: $day
    reason: "示例：C类企业投诉上升"
  }) {
    userErrors { code message field }
    proposal { id state }
  }
}

# … which another officer approves (批准): market-regulator-2.
mutation ApproveRatio($proposalId: ID!) {
  approveSpotCheckRatio(input: { idempotencyKey: "ratio-2", proposalId: $proposalId }) {
    userErrors { code message field }
    ratios { classCode ratioPercent validFrom setBy approvedBy }
  }
}

# 3. Draw restaurants and two inspectors for each (双随机抽取). First everything is frozen and committed to (先承诺).
mutation Prepare($officerIds: [ID!]!) {
  prepareDraw(input: {
    idempotencyKey: "prepare-1"
    title: "示例：餐饮服务抽查"
    population: { regionCode: "440784", industryCodes: ["62"] }
    randomness: { kind: DICE, officerIds: $officerIds }
  }) {
    userErrors { code message field }
    draw {
      id state commitment merkleRoot rosterHash rosterSize randomnessDueOn
      ratios { classCode ratioPercent size }
      diceOfficers { number name }
      exclusions(first: 5) { totalCount nodes { publicId reason } }
    }
  }
}

# Each of the two officers enters his own throws (录入骰子点数); market-regulator-2 signs in for himself.
mutation Dice($drawId: ID!) {
  enterRandomness(input: { idempotencyKey: "dice-1", drawId: $drawId, value: "61423 35521" }) {
    userErrors { code message field }
    isComplete
  }
}

# Somebody who has not thrown was there (见证): market-regulator-3.
mutation Witness($drawId: ID!) {
  witnessRandomness(input: { idempotencyKey: "witness-1", drawId: $drawId }) {
    userErrors { code message field }
    draw { state randomness { number value } }
  }
}

# A job draws the lots (抽取); then anybody can recompute them from the proof.
mutation Lots($drawId: ID!) {
  drawLots(input: { idempotencyKey: "lots-1", drawId: $drawId }) {
    userErrors { code message field }
    job { id state }
  }
}
query Drawn($drawId: ID!) {
  draw(id: $drawId) {
    state seed drawnSize proof publicProof
    job { state done total }
    objects(first: 10) {
      nodes { place publicId ticket classCode enterprise { id name } inspectors { name certificateNumber } }
    }
  }
}
`;
