import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { Office, Officer } from './registers.js';
import { AnswerChange } from './reliance.js';

export const DeliveryRule = defineEntity({
  name: 'DeliveryRule',
  tableName: 'delivery_rule',
  properties: {
    id: p.uuid().primary(),
    delaysSeconds: p.array<number>().columnType('integer[]'),
    timeoutSeconds: p.integer(),
    validFrom: p.date().unique(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    source: source(),
  },
});

export const Webhook = defineEntity({
  name: 'Webhook',
  tableName: 'webhook',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    url: p.text(),
    kinds: p.array(),
    registeredBy: p.manyToOne(Officer).joinColumn('registered_by'),
    registeredAt: instant().defaultRaw('clock_timestamp()'),
    endedAt: instant().nullable(),
    endedBy: p.manyToOne(Officer).joinColumn('ended_by').nullable(),
  },
});

export const WebhookDelivery = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_delivery',
  properties: {
    id: p.uuid().primary(),
    webhook: p.manyToOne(Webhook),
    change: p.manyToOne(AnswerChange),
    body: p.text(),
    state: p.enum(['WAITING', 'DELIVERED', 'GIVEN_UP']).default('WAITING'),
    attempts: p.integer().default(0),
    nextAt: instant(),
    lastAttemptAt: instant().nullable(),
    lastOutcome: p.text().nullable(),
    deliveredAt: instant().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['webhook', 'change'] }],
});
