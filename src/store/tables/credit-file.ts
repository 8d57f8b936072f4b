import { defineEntity, p } from '@mikro-orm/core';
import type { Standard as StandardDefinition } from '../../domain/standard.js';
import { codeText, instant, source } from './columns.js';
import { Job } from './job.js';
import { Office, Officer, Subject } from './registers.js';
import { Hazard } from './rental-inspection.js';

export const RecordType = defineEntity({
  name: 'RecordType',
  tableName: 'record_type',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
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
    sector: p.text(),
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

export const StandardIndicator = defineEntity({
  name: 'StandardIndicator',
  tableName: 'standard_indicator',
  properties: {
    standard: p.manyToOne(Standard).primary(),
    code: p.text().primary(),
    recordTypes: p.array(),
    pointsHundredths: p.integer(),
    perAmount: p.boolean(),
    validDays: p.integer().nullable(),
    capHundredths: p.integer().nullable(),
    minCount: p.integer().default(1),
    setsGrade: p
      .manyToOne(StandardBand)
      .joinColumns('standard_id', 'sets_grade')
      .ownColumns('sets_grade')
      .nullable(),
  },
});

export const Rating = defineEntity({
  name: 'Rating',
  tableName: 'rating',
  properties: {
    subject: p.manyToOne(Subject).primary(),
    sector: p.text().primary(),
    standard: p.manyToOne(Standard),
    basis: p.enum(['RATED', 'BY_DEFAULT']),
    scoreHundredths: p.integer(),
    gradeCode: p.text().nullable(),
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
  },
});

export const TreatmentPolicy = defineEntity({
  name: 'TreatmentPolicy',
  tableName: 'treatment_policy',
  properties: {
    id: p.uuid().primary(),
    sector: p.text(),
    gradeCode: p.text().nullable(),
    kind: p.enum(['INSPECTION_INTERVAL', 'FIRST_VISIT_TERM', 'SPOT_CHECK_RATIO']),
    value: p.integer(),
    unit: p.enum(['DAY', 'WEEK', 'HALF_MONTH', 'MONTH', 'BASIS_POINT']),
    validFrom: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    reason: p.text(),
    source: source(),
    office: p.manyToOne(Office).nullable(),
    setBy: p.manyToOne(Officer).joinColumn('set_by').nullable(),
  },
});
