import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';
import { ApprovalField, CreditCheck } from './credit-check.js';
import { CreditRecord } from './credit-file.js';
import { Office, Officer, Subject } from './registers.js';

export const ApprovalItem = defineEntity({
  name: 'ApprovalItem',
  tableName: 'approval_item',
  properties: {
    id: p.uuid().primary(),
    code: codeText(),
    field: p.manyToOne(ApprovalField).joinColumn('field_code'),
    labelZh: p.text(),
    labelEn: p.text(),
    clock: p.enum(['ORDINARY', 'JOINT']),
    needsCheck: p.boolean(),
    concernsSafety: p.boolean(),
    commitmentKinds: p.array(),
    noCommitmentReason: p.enum(['SAFETY', 'SECURITY', 'IRREPARABLE']).nullable(),
    noCommitmentBasis: p.text().nullable(),
    legalBasis: p.text(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    sort: p.integer(),
    source: source(),
  },
  uniques: [{ properties: ['code', 'validFrom'] }],
});

export const ApprovalPaper = defineEntity({
  name: 'ApprovalPaper',
  tableName: 'approval_paper',
  properties: {
    item: p.manyToOne(ApprovalItem).primary(),
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    isReplaceable: p.boolean(),
    mayComeLater: p.boolean(),
    sort: p.integer(),
  },
});

export const ApprovalRule = defineEntity({
  name: 'ApprovalRule',
  tableName: 'approval_rule',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    labelZh: p.text(),
    labelEn: p.text(),
    value: p.integer(),
    unit: p.enum(['WORKING_DAY', 'DAY', 'MONTH']),
    validFrom: p.date(),
    reason: p.text(),
    source: source(),
  },
  uniques: [{ properties: ['code', 'validFrom'] }],
});

export const ApprovalMatter = defineEntity({
  name: 'ApprovalMatter',
  tableName: 'approval_matter',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    item: p.manyToOne(ApprovalItem),
    subject: p.manyToOne(Subject),
    number: p.text(),
    state: p
      .enum(['RECEIVED', 'PAPERS_MISSING', 'ACCEPTED', 'DECIDED', 'DELIVERED', 'REVOKED'])
      .default('RECEIVED'),
    receivedOn: p.date(),
    receivedBy: p.manyToOne(Officer).joinColumn('received_by'),
    askedOn: p.date().nullable(),
    askedPapers: p.array().default([]),
    missingPapers: p.array().default([]),
    acceptedOn: p.date().nullable(),
    isDeemedAccepted: p.boolean().default(false),
    termDays: p.integer(),
    extensionDays: p.integer().default(0),
    extensionReason: p.text().nullable(),
    extensionRequestedBy: p.manyToOne(Officer).joinColumn('extension_requested_by').nullable(),
    extensionRequestedOn: p.date().nullable(),
    extendedBy: p.manyToOne(Officer).joinColumn('extended_by').nullable(),
    extendedOn: p.date().nullable(),
    dueOn: p.date().nullable(),
    dueIsProvisional: p.boolean().default(false),
    decision: p.enum(['GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN']).nullable(),
    decidedOn: p.date().nullable(),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decisionReason: p.text().nullable(),
    falseMaterial: p.boolean().default(false),
    remedies: p.text().nullable(),
    check: p.manyToOne(CreditCheck).joinColumn('check_id').nullable(),
    departs: p.boolean().default(false),
    elapsedDays: p.integer().nullable(),
    stoppedDays: p.integer().nullable(),
    usedDays: p.integer().nullable(),
    isLate: p.boolean().nullable(),
    deliveredOn: p.date().nullable(),
    deliveredBy: p.manyToOne(Officer).joinColumn('delivered_by').nullable(),
    revokedOn: p.date().nullable(),
    revokedBy: p.manyToOne(Officer).joinColumn('revoked_by').nullable(),
    revocationGround: p.enum(['COMMITMENT_BREACHED', 'FRAUD', 'GRANTED_AGAINST_THE_LAW']).nullable(),
    revocationReason: p.text().nullable(),
    barredUntilOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['office', 'number'] }],
});

export const ApprovalStop = defineEntity({
  name: 'ApprovalStop',
  tableName: 'approval_stop',
  properties: {
    id: p.uuid().primary(),
    matter: p.manyToOne(ApprovalMatter),
    cause: p.enum(['PAPERS_ASKED_FOR', 'COMMITMENT_WITHDRAWN']),
    fromOn: p.date(),
    toOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const Commitment = defineEntity({
  name: 'Commitment',
  tableName: 'commitment',
  properties: {
    id: p.uuid().primary(),
    matter: p.manyToOne(ApprovalMatter),
    office: p.manyToOne(Office),
    subject: p.manyToOne(Subject),
    kind: p.enum(['REPLACE_PAPERS', 'TOLERANCE', 'FILING']),
    paperCodes: p.array(),
    content: p.text(),
    state: p
      .enum(['GIVEN', 'FULFILLED', 'CORRECTING', 'FULFILLED_LATE', 'REVOKED', 'WITHDRAWN', 'LAPSED'])
      .default('GIVEN'),
    givenOn: p.date(),
    givenBy: p.manyToOne(Officer).joinColumn('given_by'),
    termDays: p.integer(),
    firstDueOn: p.date(),
    dueOn: p.date(),
    dueIsProvisional: p.boolean(),
    extendedOn: p.date().nullable(),
    extendedBy: p.manyToOne(Officer).joinColumn('extended_by').nullable(),
    extensionReason: p.text().nullable(),
    postCheckDueOn: p.date().nullable(),
    postCheckedOn: p.date().nullable(),
    postCheckedBy: p.manyToOne(Officer).joinColumn('post_checked_by').nullable(),
    breachFoundOn: p.date().nullable(),
    breachFoundBy: p.manyToOne(Officer).joinColumn('breach_found_by').nullable(),
    breachFinding: p.text().nullable(),
    correctUntilOn: p.date().nullable(),
    record: p.manyToOne(CreditRecord).joinColumn('record_id').nullable(),
    nextDueOn: p.date().nullable().generated('stored'),
    closedOn: p.date().nullable(),
    closedBy: p.manyToOne(Officer).joinColumn('closed_by').nullable(),
    closingNote: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
