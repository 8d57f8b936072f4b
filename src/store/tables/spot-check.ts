import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { CreditList } from './credit-check.js';
import { RecordType } from './credit-file.js';
import { Draw } from './draw.js';
import { Officer, Subject } from './registers.js';

export const ResultCode = defineEntity({
  name: 'ResultCode',
  tableName: 'result_code',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    recordType: p.manyToOne(RecordType).joinColumn('record_type').nullable(),
    isMet: p.boolean().default(true),
    isClean: p.boolean().default(false),
    ordersCorrection: p.boolean().default(false),
    proposesList: p.manyToOne(CreditList).joinColumn('proposes_list').nullable(),
    listBasis: p.text().nullable(),
    sort: p.integer(),
    source: source(),
  },
});

export const EnterpriseInspection = defineEntity({
  name: 'EnterpriseInspection',
  tableName: 'enterprise_inspection',
  properties: {
    id: p.uuid().primary(),
    draw: p.manyToOne(Draw),
    subject: p.manyToOne(Subject),
    inspectedOn: p.date(),
    resultCodes: p.array(),
    note: p.text().nullable(),
    recordedBy: p.manyToOne(Officer).joinColumn('recorded_by'),
    recordedAt: instant().defaultRaw('now()'),
  },
  uniques: [{ properties: ['draw', 'subject'] }],
});
