import { defineEntity, p } from '@mikro-orm/core';
import type { Label, Standard as StandardDefinition } from '../../domain/standard.js';
import { codeText, instant, source } from './columns.js';
import { Job } from './job.js';
import { Office, Officer, Subject } from './registers.js';
import { Hazard } from './rental-inspection.js';

export const Sector = defineEntity({
  name: 'Sector',
  tableName: 'sector',
  properties: {
    code: p.text().primary(),
    pointsScheme: p.boolean().default(false),
    internal: p.boolean().default(false),
  },
  uniques: [{ properties: ['code', 'pointsScheme'] }],
});

export const DataCategory = defineEntity({
  name: 'DataCategory',
  tableName: 'data_category',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    use: p.enum(['ORDINARY', 'WRITTEN_CONSENT', 'FORBIDDEN']),
    words: p.array(),
    source: source(),
  },
});

export const RecordType = defineEntity({
  name: 'RecordType',
  tableName: 'record_type',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    dataCategory: p.manyToOne(DataCategory).joinColumn('data_category').nullable(),
    source: source(),
  },
});

export const CreditRecord = defineEntity({
  name: 'CreditRecord',
  tableName: 'credit_record',
  properties: {
    id: p.uuid().primary(),
    subject: p.manyToOne(Subject),
    type: p.manyToOne(RecordType).joinColumn('type'),
    occurredOn: p.date(),
    endedOn: p.date().nullable(),
    endedRecordedAt: instant().nullable(),
    withdrawnAt: instant().nullable(),
    amountHundredths: p.bigint('number').nullable(),
    documentNumber: p.text().nullable(),
    organName: p.text().nullable(),
    organCode: codeText().nullable(),
    content: p.text().nullable(),
    validUntilOn: p.date().nullable(),
    publishedUntilOn: p.date().nullable(),
    details: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    sourceKey: p.blob().unique(),
    job: p.manyToOne(Job).nullable(),
    office: p.manyToOne(Office).nullable(),
    recordedAt: instant().defaultRaw('now()'),
    hazard: p.manyToOne(Hazard).nullable(),
  },
});

export const Standard = defineEntity({
  name: 'Standard',
  tableName: 'standard',
  properties: {
    id: p.uuid().primary(),
    sector: p.manyToOne(Sector).joinColumn('sector'),
    version: p.text(),
    inForceFrom: p.date(),
    definition: p.json<StandardDefinition>(),
    recordedAt: instant().defaultRaw('now()'),
  },
  uniques: [{ properties: ['sector', 'version'] }, { properties: ['sector', 'inForceFrom'] }],
});

export const StandardBand = defineEntity({
  name: 'StandardBand',
  tableName: 'standard_band',
  properties: {
    standard: p.manyToOne(Standard).primary(),
    code: p.text().primary(),
    rank: p.integer(),
    labelZh: p.text(),
    labelEn: p.text(),
    colour: p.text(),
    minHundredths: p.integer().nullable(),
    maxHundredths: p.integer().nullable(),
  },
  uniques: [{ properties: ['standard', 'rank'] }],
});

export const StandardRecordType = defineEntity({
  name: 'StandardRecordType',
  tableName: 'standard_record_type',
  properties: {
    standard: p.manyToOne(Standard).primary(),
    recordType: p.manyToOne(RecordType).primary().joinColumn('record_type'),
    enrols: p.boolean(),
    byMembers: p.boolean(),
    subjectKinds: p.array(),
  },
});

export const SectorEnrolment = defineEntity({
  name: 'SectorEnrolment',
  tableName: 'sector_enrolment',
  properties: {
    standard: p.manyToOne(Standard).primary(),
    lastSubjectId: p.uuid().nullable(),
    finishedAt: instant().nullable(),
  },
});

export const Rating = defineEntity({
  name: 'Rating',
  tableName: 'rating',
  properties: {
    subject: p.manyToOne(Subject).primary(),
    sector: p.text().primary(),
    standard: p.manyToOne(Standard),
    basis: p.enum(['RATED', 'BY_DEFAULT', 'NOT_RATED']),
    scoreHundredths: p.integer(),
    gradeCode: p.text().nullable(),
    indicatedGradeCode: p.text().nullable(),
    lastGradeCode: p.text().nullable(),
    betterSinceOn: p.date().nullable(),
    nextChangeOn: p.date().nullable(),
    sinceOn: p.date(),
    ratedOn: p.date(),
  },
});

/** The table has no primary key, being only ever appended to; the four columns are what MikroORM tells rows apart by. */
export const RatingHistory = defineEntity({
  name: 'RatingHistory',
  tableName: 'rating_history',
  properties: {
    subject: p.manyToOne(Subject).primary(),
    sector: p.text().primary(),
    standard: p.manyToOne(Standard),
    basis: p.text(),
    scoreHundredths: p.integer(),
    gradeCode: p.text().nullable(),
    validFrom: p.date().primary(),
    recordedAt: instant().primary().defaultRaw('clock_timestamp()'),
    cause: p.text(),
    indicatedGradeCode: p.text().nullable(),
  },
});

export const TreatmentPolicy = defineEntity({
  name: 'TreatmentPolicy',
  tableName: 'treatment_policy',
  properties: {
    id: p.uuid().primary(),
    sector: p.text(),
    gradeCode: p.text().nullable(),
    kind: p.enum([
      'INSPECTION_INTERVAL',
      'FIRST_VISIT_TERM',
      'INSPECTION_EFFORT',
      'SPOT_CHECK_RATIO',
      'DRAW_WEIGHT',
      'EXTRA_PATROLS',
      'APPROVAL_EFFECT',
      'RETAINED_SHARE',
      'LOAN_LIMIT',
      'LOAN_RATE',
      'ASSIGNMENT_PRIORITY',
      'AWARD_ELIGIBILITY',
      'BENEFIT',
    ]),
    value: p.integer(),
    unit: p.enum([
      'DAY',
      'WEEK',
      'HALF_MONTH',
      'MONTH',
      'CALENDAR_WEEK',
      'CALENDAR_HALF_MONTH',
      'CALENDAR_MONTH',
      'HUNDREDTH_DAY',
      'BASIS_POINT',
      'TIMES',
      'PER_MONTH',
      'YUAN',
      'RANK',
      'NONE',
    ]),
    validFrom: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    reason: p.text(),
    source: source(),
    office: p.manyToOne(Office).nullable(),
    setBy: p.manyToOne(Officer).joinColumn('set_by').nullable(),
    approvedBy: p.manyToOne(Officer).joinColumn('approved_by').nullable(),
    code: p.text().nullable(),
    label: p.json<Label>().nullable(),
    ends: p.boolean().default(false),
    burden: p.boolean().default(false),
    legalBasis: p.text().nullable(),
    pointsScheme: p.boolean().default(false),
  },
});
