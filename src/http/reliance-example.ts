/** What follows the permit, as an approval office does it. */
export const AFTER_THE_PERMIT = `# 行政审批 · After the permit — sign in as approval-officer.
# 1. Which checks does the office owe feedback of, and which are overdue? (待反馈、催办)
query Due {
  feedbackDue(first: 10) {
    totalCount
    nodes { dueOn isOverdue remindedOn check { id matter answer { verdict } } }
  }
}

# 2. A refusal tells how it can be challenged; without words of your own, reconsideration and litigation. (救济途径)
mutation Refuse($refusedId: ID!) {
  recordCheckFeedback(input: {
    idempotencyKey: "refuse-1"
    checkId: $refusedId
    decision: REFUSED
    measureCodes: []
    reason: "示例：依法不予准予"
  }) {
    userErrors { code message field }
    check { feedback { decision departs reason remedies } }
  }
}

# 3. Granting relies on the answer: the office is told when it would be another one. So does asking for it. (采信、持续关注)
mutation Watch($checkId: ID!) {
  watchCheck(input: { idempotencyKey: "watch-1", checkId: $checkId, untilOn: "2029-12-31" }) {
    userErrors { code message field }
    check { reliance { begunBy since untilOn toldVerdict } }
  }
}

# 4. What has changed since? Seconds after a record, a list or an objection does. (答复变化)
query Changes {
  answerChanges(first: 10, unreadOnly: true) {
    totalCount
    nodes {
      id fromVerdict toVerdict noticedAt causes
      added { kind code } removed { kind code }
      check { matter answer { creditCode subjectName } }
    }
  }
}

mutation Read($changeId: ID!) {
  acknowledgeAnswerChange(input: { idempotencyKey: "read-1", changeId: $changeId }) {
    userErrors { code message field }
    change { readAt }
  }
}

# 5. The office's own system is told by signed messages; its host must be on the operator's list, WEBHOOK_HOSTS. (回调)
mutation Register {
  registerWebhook(input: {
    idempotencyKey: "webhook-1"
    url: "https://approval.example/credit-hook"
    kinds: [ANSWER_CHANGED]
  }) {
    userErrors { code message field }
    webhook { id url }
  }
}

query Webhooks {
  webhooks(first: 10) {
    nodes {
      url waiting givenUp lastDeliveredAt lastOutcome
      deliveries(first: 5) { nodes { id state attempts nextAt lastOutcome } }
    }
  }
}

mutation SendAgain($deliveryId: ID!) {
  redeliver(input: { idempotencyKey: "again-1", deliveryId: $deliveryId }) {
    userErrors { code message field }
    delivery { state nextAt }
  }
}

# 6. What do checks come to? The credit office sees every office. (核查统计)
query Statistics($from: Date!, $to: Date!) {
  creditCheckStatistics(from: $from, to: $to) {
    officeName fieldLabel checks restricted caution unknown departures
    givenInTime givenLate overdue feedbackRateBasisPoints
  }
  creditCheckDepartures(from: $from, to: $to, first: 10) { nodes { field verdict decision reason } }
}
`;
