import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';
import { RecordType } from './credit-file.js';
import { Office, Officer, Subject } from './registers.js';

export const ApprovalField = defineEntity({
  name: 'ApprovalField',
  tableName: 'approval_field',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    sort: p.integer(),
    source: source(),
  },
});

export const CreditList = defineEntity({
  name: 'CreditList',
  tableName: 'credit_list',
  properties: {
    code: p.text().primary(),
    kind: p.enum(['RED', 'BLACK', 'ABNORMAL', 'FOCUS']),
    labelZh: p.text(),
    labelEn: p.text(),
    legalBasis: p.text(),
    source: source(),
    recordType: p.manyToOne(RecordType).joinColumn('record_type').nullable(),
  },
});

export const Measure = defineEntity({
  name: 'Measure',
  tableName: 'measure',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    list: p.manyToOne(CreditList).nullable(),
    recordType: p.manyToOne(RecordType).joinColumn('record_type').nullable(),
    field: p.manyToOne(ApprovalField),
    labelZh: p.text(),
    labelEn: p.text(),
    effect: p.enum([
      'DENY',
      'RESTRICT',
      'KEY_REVIEW',
      'NO_COMMITMENT_SHORTCUT',
      'MORE_CHECKS',
      'FAST_TRACK',
      'PRIORITY',
      'COMMITMENT_SHORTCUT',
      'TOLERANCE',
      'FEE_REDUCTION',
      'FEWER_CHECKS',
    ]),
    mustOrMay: p.enum(['MUST', 'MAY']),
    target: p.enum(['ENTITY', 'RESPONSIBLE_PERSON']).default('ENTITY'),
    isPublic: p.boolean().default(true),
    legalBasis: p.text(),
    appliedBy: p.text(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    recordedAt: instant().defaultRaw('now()'),
    source: source(),
  },
});

export const DataDelivery = defineEntity({
  name: 'DataDelivery',
  tableName: 'data_delivery',
  properties: {
    id: p.uuid().primary(),
    source: p.text(),
    deliveredOn: p.date(),
    jobId: p.uuid().nullable(),
    recordedAt: instant().defaultRaw('now()'),
    mayBeAdverse: p.boolean().default(true),
  },
});

export const CheckPolicy = defineEntity({
  name: 'CheckPolicy',
  tableName: 'check_policy',
  properties: {
    id: p.uuid().primary(),
    staleAfterDays: p.integer(),
    receiptValidDays: p.integer(),
    badRecordYears: p.integer(),
    validFrom: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    source: source(),
  },
});

export const ReceiptKey = defineEntity({
  name: 'ReceiptKey',
  tableName: 'receipt_key',
  properties: {
    kid: p.text().primary(),
    publicJwk: p.json<unknown>(),
    announcedAt: instant().defaultRaw('now()'),
    retiredAt: instant().nullable(),
    revokedAt: instant().nullable(),
  },
});

export const CreditCheck = defineEntity({
  name: 'CreditCheck',
  tableName: 'credit_check',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    officer: p.manyToOne(Officer),
    creditCode: codeText(),
    subject: p.manyToOne(Subject).nullable(),
    field: p.manyToOne(ApprovalField),
    matter: p.text(),
    purpose: p.text(),
    verdict: p.enum(['CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN']),
    reasonCode: p.text(),
    answer: p.json<unknown>().nullable(),
    dataOn: p.date().nullable(),
    checkedAt: instant().defaultRaw('now()'),
    receipt: p.json<unknown>().nullable(),
    receiptHash: p.blob().nullable(),
    key: p.manyToOne(ReceiptKey).joinColumn('key_id').nullable(),
    signature: p.blob().nullable(),
  },
});

export const CheckFeedback = defineEntity({
  name: 'CheckFeedback',
  tableName: 'check_feedback',
  properties: {
    id: p.uuid().primary(),
    check: p.manyToOne(CreditCheck),
    decision: p.enum(['GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN']),
    measureCodes: p.array(),
    departs: p.boolean(),
    reason: p.text().nullable(),
    officer: p.manyToOne(Officer),
    recordedAt: instant().defaultRaw('now()'),
    remedies: p.text().nullable(),
    givenOn: p.date().nullable(),
  },
});
