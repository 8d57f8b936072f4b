import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant } from './columns.js';
import { Office, Officer, Region } from './registers.js';

export const SpotCheckPlan = defineEntity({
  name: 'SpotCheckPlan',
  tableName: 'spot_check_plan',
  properties: {
    id: p.uuid().primary(),
    year: p.integer(),
    office: p.manyToOne(Office),
    title: p.text(),
    state: p.enum(['DRAFT', 'APPROVED']).default('DRAFT'),
    draftedBy: p.manyToOne(Officer).joinColumn('drafted_by'),
    draftedAt: instant().defaultRaw('clock_timestamp()'),
    approvedBy: p.manyToOne(Officer).joinColumn('approved_by').nullable(),
    publishedOn: p.date().nullable(),
  },
  uniques: [{ properties: ['office', 'year', 'title'] }],
});

export const SpotCheckTask = defineEntity({
  name: 'SpotCheckTask',
  tableName: 'spot_check_task',
  properties: {
    id: p.uuid().primary(),
    plan: p.manyToOne(SpotCheckPlan),
    title: p.text(),
    kind: p.enum(['TARGETED', 'UNTARGETED']),
    objectKind: p.enum(['ENTERPRISE', 'PRODUCT', 'PROJECT', 'CONDUCT']),
    itemCodes: p.array().collation('C'),
    officeIds: p.array().columnType('uuid[]'),
    months: p.array(Number).columnType('integer[]'),
    plannedNumber: p.integer(),
    region: p.manyToOne(Region).joinColumn('region_code'),
    industryCodes: p.array().collation('C').nullable(),
    classCodes: p.array().nullable(),
    overdueLimitCode: codeText().nullable(),
    isListed: p.boolean().default(false),
    addedBy: p.manyToOne(Officer).joinColumn('added_by'),
  },
});

export const SpotCheckTarget = defineEntity({
  name: 'SpotCheckTarget',
  tableName: 'spot_check_target',
  properties: {
    task: p.manyToOne(SpotCheckTask).primary(),
    publicId: codeText().primary(),
  },
});
