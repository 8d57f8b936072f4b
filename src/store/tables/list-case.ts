import { defineEntity, p } from '@mikro-orm/core';
import { ListProposal } from './carry-out.js';
import { codeText, instant, source } from './columns.js';
import { CreditList } from './credit-check.js';
import { CreditRecord } from './credit-file.js';
import { Office, Officer, Person, Subject } from './registers.js';

export const ListRule = defineEntity({
  name: 'ListRule',
  tableName: 'list_rule',
  properties: {
    id: p.uuid().primary(),
    list: p.manyToOne(CreditList).joinColumn('list_code'),
    keptBy: p.array(),
    notice: p.enum(['PRIOR_NOTICE', 'PUBLICITY', 'COURT']),
    objectionWorkingDays: p.integer().nullable(),
    decideObjectionWorkingDays: p.integer(),
    termMonths: p.integer().nullable(),
    leastMonths: p.integer().nullable(),
    leastFrom: p.enum(['ENTRY', 'CORRECTION']).nullable(),
    decideRepairWorkingDays: p.integer().nullable(),
    suspensionMonths: p.integer().nullable(),
    exitShownDays: p.integer(),
    channelZh: p.text(),
    channelEn: p.text(),
    validFrom: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    source: source(),
  },
  uniques: [{ properties: ['list', 'validFrom'] }],
});

export const ListCase = defineEntity({
  name: 'ListCase',
  tableName: 'list_case',
  properties: {
    id: p.uuid().primary(),
    subject: p.manyToOne(Subject),
    list: p.manyToOne(CreditList).joinColumn('list_code'),
    rule: p.manyToOne(ListRule),
    office: p.manyToOne(Office),
    organName: p.text(),
    groundKind: p.enum(['OWN_FINDING', 'COURT_REFERRAL', 'LIST_PROPOSAL']),
    proposal: p.manyToOne(ListProposal).nullable(),
    courtName: p.text().nullable(),
    courtDocument: p.text().nullable(),
    facts: p.text(),
    legalBasis: p.text(),
    measureCodes: p.array(),
    state: p.enum(['PROPOSED', 'NOTICED', 'CONFIRMED', 'DROPPED']).default('PROPOSED'),
    proposedBy: p.manyToOne(Officer).joinColumn('proposed_by'),
    proposedOn: p.date(),
    noticedBy: p.manyToOne(Officer).joinColumn('noticed_by').nullable(),
    noticedOn: p.date().nullable(),
    noticeMethod: p
      .enum(['IN_PERSON', 'POST', 'ELECTRONIC', 'LEFT_AT_ADDRESS', 'PUBLIC_NOTICE', 'PUBLICITY'])
      .nullable(),
    notice: p.text().nullable(),
    objectionUntilOn: p.date().nullable(),
    objectionIsProvisional: p.boolean().nullable(),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedOn: p.date().nullable(),
    decisionNumber: p.text().nullable(),
    reason: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListCasePerson = defineEntity({
  name: 'ListCasePerson',
  tableName: 'list_case_person',
  properties: {
    case: p.manyToOne(ListCase).primary(),
    person: p.manyToOne(Person).primary(),
    role: p.enum(['LEGAL_REPRESENTATIVE', 'DIRECTLY_RESPONSIBLE', 'ACTUAL_CONTROLLER']),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListEntry = defineEntity({
  name: 'ListEntry',
  tableName: 'list_entry',
  properties: {
    id: p.uuid().primary(),
    subject: p.manyToOne(Subject),
    list: p.manyToOne(CreditList),
    decisionNumber: p.text(),
    organName: p.text(),
    validFrom: p.date(),
    validTo: p.date().nullable(),
    suspendedUntilOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('now()'),
    endedRecordedAt: instant().nullable(),
    case: p.oneToOne(ListCase).nullable(),
    record: p.manyToOne(CreditRecord).nullable(),
    termTo: p.date().nullable(),
  },
});

export const ListObjection = defineEntity({
  name: 'ListObjection',
  tableName: 'list_objection',
  properties: {
    id: p.uuid().primary(),
    case: p.manyToOne(ListCase).nullable(),
    entry: p.manyToOne(ListEntry).nullable(),
    office: p.manyToOne(Office),
    filedAs: p.enum(['SUBJECT', 'RESPONSIBLE_PERSON', 'PUBLIC']),
    grounds: p.text(),
    filedOn: p.date(),
    recordedBy: p.manyToOne(Officer).joinColumn('recorded_by'),
    decideUntilOn: p.date(),
    decideIsProvisional: p.boolean(),
    state: p.enum(['FILED', 'UPHELD', 'REJECTED', 'CLOSED']).default('FILED'),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedOn: p.date().nullable(),
    decidedRecordedAt: instant().nullable(),
    reasons: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListRepair = defineEntity({
  name: 'ListRepair',
  tableName: 'list_repair',
  properties: {
    id: p.uuid().primary(),
    entry: p.manyToOne(ListEntry),
    office: p.manyToOne(Office),
    correctedOn: p.date(),
    evidence: p.text(),
    appliedOn: p.date(),
    recordedBy: p.manyToOne(Officer).joinColumn('recorded_by'),
    decideUntilOn: p.date(),
    decideIsProvisional: p.boolean(),
    state: p.enum(['APPLIED', 'GRANTED', 'REJECTED', 'CLOSED']).default('APPLIED'),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedOn: p.date().nullable(),
    decidedRecordedAt: instant().nullable(),
    reasons: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListExit = defineEntity({
  name: 'ListExit',
  tableName: 'list_exit',
  properties: {
    entry: p.manyToOne(ListEntry).primary(),
    kind: p.enum(['REPAIR', 'OBJECTION', 'REVOCATION', 'COURT']).primary(),
    exitedOn: p.date(),
    reason: p.text(),
    documentNumber: p.text().nullable(),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by'),
    office: p.manyToOne(Office),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListExitRequest = defineEntity({
  name: 'ListExitRequest',
  tableName: 'list_exit_request',
  properties: {
    id: p.uuid().primary(),
    entry: p.manyToOne(ListEntry),
    kind: p.enum(['REVOCATION', 'COURT']),
    documentNumber: p.text(),
    reason: p.text(),
    requestedOn: p.date(),
    requestedBy: p.manyToOne(Officer).joinColumn('requested_by'),
    office: p.manyToOne(Office),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['entry', 'kind', 'documentNumber', 'requestedBy'] }],
});

export const ListSuspension = defineEntity({
  name: 'ListSuspension',
  tableName: 'list_suspension',
  properties: {
    id: p.uuid().primary(),
    entry: p.manyToOne(ListEntry),
    fromOn: p.date(),
    untilOn: p.date(),
    courtDocument: p.text(),
    reason: p.text(),
    suspendedBy: p.manyToOne(Officer).joinColumn('suspended_by'),
    office: p.manyToOne(Office),
    endedOn: p.date().nullable(),
    endedRecordedAt: instant().nullable(),
    endedBy: p.manyToOne(Officer).joinColumn('ended_by').nullable(),
    endReason: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListAnnouncement = defineEntity({
  name: 'ListAnnouncement',
  tableName: 'list_announcement',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(['PUBLICITY', 'PUBLICITY_ENDED', 'ENTRY', 'EXIT']),
    case: p.manyToOne(ListCase).nullable(),
    entry: p.manyToOne(ListEntry).nullable(),
    list: p.manyToOne(CreditList).joinColumn('list_code'),
    enterpriseName: p.text(),
    creditCode: codeText(),
    organName: p.text(),
    legalBasis: p.text(),
    documentNumber: p.text().nullable(),
    exitKind: p.enum(['TERM', 'REPAIR', 'OBJECTION', 'REVOCATION', 'COURT']).nullable(),
    holdsFromOn: p.date(),
    holdsUntilOn: p.date().nullable(),
    channelZh: p.text(),
    channelEn: p.text(),
    announcedOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
