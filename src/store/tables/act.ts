import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.js';
import { Office, Officer } from './registers.js';

export const IdempotencyKey = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  properties: {
    officer: p.manyToOne(Officer).primary(),
    key: p.text().primary(),
    verb: p.text(),
    inputHash: p.blob(),
    result: p.json<unknown>().nullable(),
    recordedAt: instant().defaultRaw('now()'),
  },
});

export const AuditHead = defineEntity({
  name: 'AuditHead',
  tableName: 'audit_head',
  properties: {
    office: p.oneToOne(Office).primary(),
    sequence: p.bigint('number'),
    hash: p.blob(),
  },
});

export const AuditEntry = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    office: p.manyToOne(Office).primary(),
    sequence: p.bigint('number').primary(),
    recordedAt: instant(),
    officer: p.manyToOne(Officer),
    verb: p.text(),
    purpose: p.text().nullable(),
    matter: p.text().nullable(),
    subjectIds: p.array().columnType('uuid[]'),
    inputHash: p.blob(),
    rules: p.json<Record<string, string>>(),
    hash: p.blob(),
  },
});

export const AccessLog = defineEntity({
  name: 'AccessLog',
  tableName: 'access_log',
  properties: {
    id: p.bigint('number').primary().generated('identity'),
    officerId: p.uuid(),
    officeId: p.uuid(),
    query: p.text(),
    purpose: p.text().nullable(),
    matter: p.text().nullable(),
    subjectIds: p.array().columnType('uuid[]'),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
