import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';
import { ApprovalField, CreditCheck } from './credit-check.js';
import { Office, Officer, Subject } from './registers.js';

export const FeedbackRule = defineEntity({
  name: 'FeedbackRule',
  tableName: 'feedback_rule',
  properties: {
    id: p.uuid().primary(),
    dueWorkingDays: p.integer(),
    remindWorkingDays: p.integer(),
    validFrom: p.date().unique(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    source: source(),
  },
});

export const FeedbackDue = defineEntity({
  name: 'FeedbackDue',
  tableName: 'feedback_due',
  properties: {
    check: p.oneToOne(CreditCheck).primary(),
    office: p.manyToOne(Office),
    field: p.manyToOne(ApprovalField).joinColumn('field_code'),
    checkedAt: instant(),
    dueOn: p.date(),
    isProvisional: p.boolean(),
    remindOn: p.date(),
    remindedOn: p.date().nullable(),
    state: p.enum(['OPEN', 'GIVEN', 'SUPERSEDED']),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const Reliance = defineEntity({
  name: 'Reliance',
  tableName: 'reliance',
  properties: {
    id: p.uuid().primary(),
    check: p.manyToOne(CreditCheck),
    office: p.manyToOne(Office),
    officer: p.manyToOne(Officer),
    subject: p.manyToOne(Subject).nullable(),
    creditCode: codeText(),
    field: p.manyToOne(ApprovalField).joinColumn('field_code'),
    matter: p.text(),
    begunBy: p.enum(['DECISION', 'REQUEST']),
    since: instant().defaultRaw('clock_timestamp()'),
    untilOn: p.date().nullable(),
    endedAt: instant().nullable(),
    endCause: p.enum(['STOPPED', 'TERM', 'REPLACED']).nullable(),
    told: p.json<unknown>(),
    toldAt: instant().defaultRaw('clock_timestamp()'),
    changeCount: p.integer().default(0),
  },
});

export const AnswerChange = defineEntity({
  name: 'AnswerChange',
  tableName: 'answer_change',
  properties: {
    id: p.uuid().primary(),
    reliance: p.manyToOne(Reliance),
    office: p.manyToOne(Office),
    sequence: p.integer(),
    fromVerdict: p.text(),
    toVerdict: p.text(),
    fromReasonCode: p.text(),
    toReasonCode: p.text(),
    added: p.json<unknown>(),
    removed: p.json<unknown>(),
    causes: p.array(),
    noticedAt: instant(),
    readAt: instant().nullable(),
    readBy: p.manyToOne(Officer).joinColumn('read_by').nullable(),
  },
  uniques: [{ properties: ['reliance', 'sequence'] }],
});

export const ChangedSubject = defineEntity({
  name: 'ChangedSubject',
  tableName: 'changed_subject',
  properties: {
    id: p.bigint('number').primary().generated('identity'),
    subject: p.manyToOne(Subject),
    cause: p.text(),
    notedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
