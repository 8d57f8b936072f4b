import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.js';
import { ApprovalField } from './credit-check.js';
import { Job } from './job.js';
import { Enterprise, Office, Officer, Person } from './registers.js';

export const Screening = defineEntity({
  name: 'Screening',
  tableName: 'screening',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    officer: p.manyToOne(Officer),
    job: p.oneToOne(Job).owner(),
    title: p.text(),
    purpose: p.text(),
    matter: p.text(),
    field: p.manyToOne(ApprovalField),
    population: p.json<unknown>(),
    requirements: p.json<unknown>(),
    screenedOn: p.date(),
    dataOn: p.date().nullable(),
    rules: p.json<unknown>(),
    eligibleCount: p.integer().default(0),
    fellOutCount: p.integer().default(0),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ScreeningResult = defineEntity({
  name: 'ScreeningResult',
  tableName: 'screening_result',
  properties: {
    screeningId: p.uuid().primary(),
    outcome: p.enum(['ELIGIBLE', 'FELL_OUT']).primary(),
    subjectId: p.uuid().primary(),
    verdict: p.enum(['CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN']),
    gradeCode: p.text().nullable(),
    reasonCodes: p.array(),
    grounds: p.json<unknown>().nullable(),
  },
});

export const ScreeningReason = defineEntity({
  name: 'ScreeningReason',
  tableName: 'screening_reason',
  properties: {
    screening: p.manyToOne(Screening).primary(),
    reasonCode: p.text().primary(),
    subjectCount: p.integer(),
  },
});

export const Representative = defineEntity({
  name: 'Representative',
  tableName: 'representative',
  properties: {
    id: p.uuid().primary(),
    enterprise: p.manyToOne(Enterprise),
    person: p.manyToOne(Person),
    role: p.enum(['LEGAL_REPRESENTATIVE', 'AGENT']),
    documentNumber: p.text(),
    fromOn: p.date(),
    untilOn: p.date().nullable(),
    endedOn: p.date().nullable(),
    office: p.manyToOne(Office),
    registeredBy: p.manyToOne(Officer).joinColumn('registered_by'),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    endedBy: p.manyToOne(Officer).joinColumn('ended_by').nullable(),
    endedRecordedAt: instant().nullable(),
  },
});
