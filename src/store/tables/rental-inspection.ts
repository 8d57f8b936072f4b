import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { Office, Officer, RentalHouse } from './registers.js';

export const CheckItem = defineEntity({
  name: 'CheckItem',
  tableName: 'check_item',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    severity: p.enum(['ORDINARY', 'MAJOR']),
    termValue: p.integer(),
    termUnit: p.enum(['DAY', 'WEEK', 'WORKING_DAY']),
    source: source(),
  },
});

export const Inspection = defineEntity({
  name: 'Inspection',
  tableName: 'inspection',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    station: p.manyToOne(Office),
    inspectedOn: p.date(),
    officer: p.manyToOne(Officer),
    secondOfficer: p.manyToOne(Officer),
    note: p.text().nullable(),
    findingCount: p.integer().default(0),
    recordedAt: instant().defaultRaw('now()'),
  },
  uniques: [{ properties: ['house', 'inspectedOn'] }],
});

export const Hazard = defineEntity({
  name: 'Hazard',
  tableName: 'hazard',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    inspection: p.manyToOne(Inspection),
    item: p.manyToOne(CheckItem),
    severity: p.enum(['ORDINARY', 'MAJOR']),
    description: p.text().nullable(),
    foundOn: p.date(),
    dueOn: p.date(),
    state: p.enum(['OPEN', 'CLOSED']),
    closedOn: p.date().nullable(),
    closingEvidence: p.text().nullable(),
    failureCount: p.integer().default(0),
  },
});

export const InspectionSchedule = defineEntity({
  name: 'InspectionSchedule',
  tableName: 'inspection_schedule',
  properties: {
    house: p.oneToOne(RentalHouse).primary(),
    station: p.manyToOne(Office),
    dueOn: p.date(),
    reason: p.enum(['FIRST_VISIT', 'ROUTINE']),
    lastInspection: p.manyToOne(Inspection).nullable(),
  },
});
