import type { AccessMap } from './access.js';
import { checkStatisticsAccess, CheckStatisticsResolver } from './check-statistics.js';
import { feedbackDueAccess, FeedbackDueResolver, FeedbackTermResolver } from './feedback-due.js';
import { relianceActsAccess, RelianceActsResolver } from './reliance-acts.js';
import { AnswerChangeResolver, relianceAccess, RelianceOfCheckResolver } from './reliance.js';
import { webhookActsAccess, WebhookActsResolver } from './webhook-acts.js';
import { webhookAccess, WebhookResolver } from './webhook.js';

/** What follows an answer: feedback, statistics, reliance, and telling of changes. */
export const FOLLOW_UP_RESOLVERS = [
  AnswerChangeResolver,
  CheckStatisticsResolver,
  FeedbackDueResolver,
  FeedbackTermResolver,
  RelianceActsResolver,
  RelianceOfCheckResolver,
  WebhookActsResolver,
  WebhookResolver,
] as const;

export const followUpAccess: readonly AccessMap[] = [
  checkStatisticsAccess,
  feedbackDueAccess,
  relianceAccess,
  relianceActsAccess,
  webhookAccess,
  webhookActsAccess,
];
