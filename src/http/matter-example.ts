/** What an approval office does with an application and the commitments in it, step by step. */
export const MATTERS = `# 审批申请与信用承诺 · Applications and commitments — sign in as approval-officer; for steps 5 and 8 as approval-officer-2.
# 1. What has to be done, longest overdue first? (办件到期清单、承诺到期清单)
query Due($dueBy: Date!) {
  mattersDue(first: 10, dueBy: $dueBy) {
    nodes { id number applicantName state dueOn clock { elapsedDays stoppedDays remainingDays dueOn state provisional } }
  }
  commitmentsDue(first: 10, dueBy: $dueBy) { nodes { id kind state nextDueOn isOverdue matter { number } } }
}

# 2. What does an item ask for, and which commitments are open to this applicant? The purpose stands in the header x-purpose. (承诺是否适用)
query Offer($creditCode: CreditCode!) {
  approvalItems(field: "APPROVAL") { code label clock papers { code label isReplaceable mayComeLater } noCommitmentReason noCommitmentBasis }
  commitmentOffer(creditCode: $creditCode, itemCode: "XK-APP-001") { kinds { kind isOpen obstacles { code basis } } }
}

# 3. Take an application in, and tell once what is missing: the clock stands still. (收件、一次性告知补正)
mutation Receive($creditCode: CreditCode!, $day: Date!) {
  receiveMatter(input: { idempotencyKey: "receive-1", itemCode: "XK-APP-001", creditCode: $creditCode, number: "示例许〔2026〕1号", receivedOn: $day }) {
    userErrors { code message field }
    matter { id state dueOn }
  }
}
mutation Ask($matterId: ID!) {
  askForPapers(input: { idempotencyKey: "ask-1", matterId: $matterId, paperCodes: ["FLOOR_PLAN", "TEST_REPORT"] }) {
    userErrors { code message field }
    matter { state missingPapers { label } clock { state } }
  }
}

# 4. Commitments stand for what is missing: one paper comes later, another is replaced. The clock goes on. (容缺受理、告知承诺)
mutation Promise($matterId: ID!) {
  later: giveCommitment(input: { idempotencyKey: "promise-1", matterId: $matterId, kind: TOLERANCE, paperCodes: ["FLOOR_PLAN"], content: "示例：十个工作日内补齐平面图" }) {
    userErrors { code message field }
    commitment { id dueOn }
  }
  replaced: giveCommitment(input: { idempotencyKey: "promise-2", matterId: $matterId, kind: REPLACE_PAPERS, paperCodes: ["TEST_REPORT"], content: "示例：卫生检测结果符合标准" }) {
    userErrors { code message field }
    commitment { id matter { state clock { startsOn dueOn } } }
  }
}

# 5. The term can be extended once: one officer asks, another approves. A test or a hearing stops the clock. (延长办理期限、中止计时)
mutation Extend($matterId: ID!) {
  requestMatterExtension(input: { idempotencyKey: "extend-1", matterId: $matterId, reason: "示例：需补充核实" }) { userErrors { code message } }
}
mutation ApproveExtension($matterId: ID!) {
  approveMatterExtension(input: { idempotencyKey: "extend-2", matterId: $matterId }) { userErrors { code message } matter { clock { totalDays dueOn } } }
}

mutation Test($matterId: ID!) {
  stopMatterClock(input: { idempotencyKey: "test-1", matterId: $matterId, procedure: TESTING, noticeNumber: "示例告知〔2026〕1号", neededDays: 5 }) {
    userErrors { code message field }
    matter { clock { state } stops { cause from to neededDays } }
  }
  resumeMatterClock(input: { idempotencyKey: "test-2", matterId: $matterId }) { userErrors { code message } matter { clock { stoppedDays dueOn } } }
}

# 6. Check the applicant's credit for this very matter, then decide. (信用核查、审批决定)
mutation Check($creditCode: CreditCode!) {
  checkCredit(input: { idempotencyKey: "matter-check-1", creditCode: $creditCode, field: "APPROVAL", matter: "示例许〔2026〕1号", purpose: "行政许可审查" }) {
    userErrors { code message field }
    check { id answer { verdict reason } }
  }
}
mutation Decide($matterId: ID!) {
  decideMatter(input: { idempotencyKey: "decide-1", matterId: $matterId, decision: GRANTED }) {
    userErrors { code message field }
    matter { decision departs clock { usedDays remainingDays state } commitments { id kind state postCheckDueOn } }
  }
}

# 7. The later paper comes in time and goes into the credit file as a promise kept; then the permit is handed over. (补齐、送达)
mutation Fulfil($matterId: ID!, $laterId: ID!) {
  fulfilCommitment(input: { idempotencyKey: "fulfil-1", commitmentId: $laterId }) { userErrors { code message } commitment { state recordId } }
  deliverMatter(input: { idempotencyKey: "deliver-1", matterId: $matterId }) { userErrors { code message } matter { state deliveredOn } }
}

# 8. The later check finds a breach: on record at once, the permit suspended; corrected, or found to be none, which another officer confirms. (事后核查、违诺整改、撤销违诺认定)
mutation Breach($replacedId: ID!) {
  recordPostCheck(input: { idempotencyKey: "post-check-1", commitmentId: $replacedId, isKept: false, finding: "示例：检测结果不符合标准" }) {
    userErrors { code message field }
    commitment { state correctUntilOn recordId matter { isSuspended } }
  }
}
mutation Repair($replacedId: ID!, $day: Date!) {
  repairCommitment(input: { idempotencyKey: "repair-1", commitmentId: $replacedId, doneOn: $day, note: "示例：重新检测合格" }) {
    userErrors { code message field }
    commitment { state matter { isSuspended } }
  }
}

mutation NoBreach($replacedId: ID!) {
  withdrawBreach(input: { idempotencyKey: "no-breach-1", commitmentId: $replacedId, reason: "示例：复核后认定未违诺" }) {
    userErrors { code message field }
    commitment { state matter { isSuspended } }
  }
}

# 9. How long do decisions take against what the law gives? (办理时长)
query Times($from: Date!, $dueBy: Date!) {
  matterTimes(from: $from, to: $dueBy) { itemCode label termDays decidedCount medianDays meanDays longestDays lateCount openCount openLateCount }
}
`;
