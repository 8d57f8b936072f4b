import { defineEntity, p } from '@mikro-orm/core';
import type { Ground } from '../../domain/spot-check-limit.js';
import { codeText, instant, source } from './columns.js';
import { Sector } from './credit-file.js';
import { Office, Officer, Region, Subject } from './registers.js';

export const InspectionSpecialty = defineEntity({
  name: 'InspectionSpecialty',
  tableName: 'inspection_specialty',
  properties: {
    code: codeText().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    source: source(),
  },
});

export const InspectionItem = defineEntity({
  name: 'InspectionItem',
  tableName: 'inspection_item',
  properties: {
    code: codeText().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    category: p.enum(['GENERAL', 'KEY']),
    legalBasis: p.text(),
    officeKinds: p.array(),
    specialty: p.manyToOne(InspectionSpecialty).joinColumn('specialty').nullable(),
    objectKind: p.enum(['ENTERPRISE', 'PRODUCT', 'PROJECT', 'CONDUCT']),
    highestRatio: p.integer().nullable(),
    frequencyZh: p.text(),
    frequencyEn: p.text(),
    validFrom: p.date(),
    source: source(),
  },
});

export const SpotCheckLimit = defineEntity({
  name: 'SpotCheckLimit',
  tableName: 'spot_check_limit',
  properties: {
    code: codeText().primary(),
    validFrom: p.date().primary(),
    kind: p.enum(['ANNUAL_CAP', 'NO_REPEAT', 'AT_LEAST', 'CLEAN_WINDOW']),
    labelZh: p.text(),
    labelEn: p.text(),
    item: p.manyToOne(InspectionItem).joinColumn('item_code').nullable(),
    itemCategory: p.enum(['GENERAL', 'KEY']).nullable(),
    industryPrefix: codeText().nullable(),
    value: p.integer(),
    unit: p.enum(['TIMES', 'MONTHS']),
    withinMonths: p.integer().nullable(),
    exemptGrounds: p.array<Ground>().defaultRaw(`'{}'`),
    legalBasis: p.text(),
    source: source(),
  },
});

export const InspectionObject = defineEntity({
  name: 'InspectionObject',
  tableName: 'inspection_object',
  properties: {
    id: p.uuid().primary(),
    publicId: codeText().unique(),
    kind: p.enum(['PRODUCT', 'PROJECT', 'CONDUCT']),
    name: p.text(),
    subject: p.manyToOne(Subject),
    region: p.manyToOne(Region).joinColumn('region_code'),
    active: p.boolean().default(true),
    office: p.manyToOne(Office),
    registeredBy: p.manyToOne(Officer).joinColumn('registered_by').nullable(),
    registeredOn: p.date(),
    retiredOn: p.date().nullable(),
    retiredReason: p.text().nullable(),
    retiredBy: p.manyToOne(Officer).joinColumn('retired_by').nullable(),
  },
});

export const SpotCheckRatio = defineEntity({
  name: 'SpotCheckRatio',
  tableName: 'spot_check_ratio',
  properties: {
    id: p.uuid().primary(),
    sector: p.manyToOne(Sector).joinColumn('sector'),
    item: p.manyToOne(InspectionItem).joinColumn('item_code').nullable(),
    classCode: p.text(),
    ratio: p.integer(),
    validFrom: p.date(),
    reason: p.text(),
    source: source(),
    office: p.manyToOne(Office),
    state: p.enum(['PROPOSED', 'APPROVED']).default('PROPOSED'),
    proposedBy: p.manyToOne(Officer).joinColumn('proposed_by'),
    proposedAt: instant().defaultRaw('clock_timestamp()'),
    approvedBy: p.manyToOne(Officer).joinColumn('approved_by').nullable(),
    approvedAt: instant().nullable(),
  },
});
