import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';
import { CreditList } from './credit-check.js';
import { RecordType } from './credit-file.js';
import { Office, Officer, Subject } from './registers.js';

export const Inspector = defineEntity({
  name: 'Inspector',
  tableName: 'inspector',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    certificateNumber: codeText().unique(),
    certificateExpiresOn: p.date(),
    office: p.manyToOne(Office),
    active: p.boolean().default(true),
  },
});

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

export const Draw = defineEntity({
  name: 'Draw',
  tableName: 'draw',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    title: p.text(),
    population: p.json<{ regionCode: string; industryCodes: string[] | null }>(),
    algorithm: p.text(),
    seed: p.text(),
    ratios: p.json<Record<string, number>>(),
    inspectors: p.json<{ publicId: string; certificateExpiresOn: string }[]>(),
    rosterHash: p.text(),
    rosterSize: p.integer(),
    drawnSize: p.integer(),
    drawnOn: p.date(),
    drawnBy: p.manyToOne(Officer).joinColumn('drawn_by'),
    recordedAt: instant().defaultRaw('now()'),
  },
});

export const DrawRoster = defineEntity({
  name: 'DrawRoster',
  tableName: 'draw_roster',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    publicId: codeText().primary(),
    subject: p.manyToOne(Subject),
    classCode: p.text(),
  },
});

export const DrawObject = defineEntity({
  name: 'DrawObject',
  tableName: 'draw_object',
  properties: {
    drawId: p.uuid().primary(),
    place: p.integer().primary(),
    rosterEntry: p.manyToOne(DrawRoster).joinColumns('draw_id', 'public_id').ownColumns('public_id'),
    subject: p.manyToOne(Subject),
    classCode: p.text(),
    ticket: p.text(),
    firstInspector: p.manyToOne(Inspector),
    secondInspector: p.manyToOne(Inspector),
  },
  uniques: [{ properties: ['drawId', 'subject'] }],
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
