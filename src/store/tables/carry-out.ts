import { defineEntity, p } from '@mikro-orm/core';
import type { Photo } from '../../domain/photo.js';
import { codeText, instant, source } from './columns.js';
import { CreditList } from './credit-check.js';
import { InspectionItem } from './inspection-list.js';
import { Office, Officer, Subject } from './registers.js';
import { Draw, DrawObject } from './draw.js';
import { Inspector } from './inspector.js';
import { EnterpriseInspection, ResultCode } from './spot-check.js';

export const CarryOutRule = defineEntity({
  name: 'CarryOutRule',
  tableName: 'carry_out_rule',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    labelZh: p.text(),
    labelEn: p.text(),
    value: p.integer(),
    unit: p.enum(['WORKING_DAY', 'PERSONS']),
    validFrom: p.date(),
    reason: p.text(),
    source: source(),
  },
  uniques: [{ properties: ['code', 'validFrom'] }],
});

export const ReplacementReason = defineEntity({
  name: 'ReplacementReason',
  tableName: 'replacement_reason',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    needsRecusal: p.boolean().default(false),
    sort: p.integer(),
    source: source(),
  },
});

export const SpotCheckPoint = defineEntity({
  name: 'SpotCheckPoint',
  tableName: 'spot_check_point',
  properties: {
    code: p.text().primary(),
    item: p.manyToOne(InspectionItem).joinColumn('item_code').nullable(),
    labelZh: p.text(),
    labelEn: p.text(),
    legalBasis: p.text(),
    sort: p.integer(),
    source: source(),
  },
});

export const SpotCheckVisit = defineEntity({
  name: 'SpotCheckVisit',
  tableName: 'spot_check_visit',
  properties: {
    id: p.uuid().primary(),
    draw: p.manyToOne(Draw),
    object: p.manyToOne(DrawObject).joinColumns('draw_id', 'place').ownColumns('place'),
    subject: p.manyToOne(Subject),
    office: p.manyToOne(Office),
    state: p.enum(['APPROVED', 'TOLD', 'ARRIVED', 'RESULTED', 'PUBLISHED']).default('APPROVED'),
    visitOn: p.date(),
    approvedBy: p.manyToOne(Officer).joinColumn('approved_by'),
    approvedOn: p.date(),
    toldBy: p.manyToOne(Officer).joinColumn('told_by').nullable(),
    toldOn: p.date().nullable(),
    recusalUntilOn: p.date().nullable(),
    recusalIsProvisional: p.boolean().nullable(),
    arrivedBy: p.manyToOne(Officer).joinColumn('arrived_by').nullable(),
    arrivedAt: instant().nullable(),
    arrivalMethod: p.enum(['CODE', 'MANUAL', 'REMOTE']).nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['draw', 'subject'] }],
});

export const SpotCheckVisitInspector = defineEntity({
  name: 'SpotCheckVisitInspector',
  tableName: 'spot_check_visit_inspector',
  properties: {
    visit: p.manyToOne(SpotCheckVisit).primary(),
    inspector: p.manyToOne(Inspector).primary(),
    seat: p.integer(),
    isDrawn: p.boolean(),
    isReplaced: p.boolean().default(false),
    wasPresent: p.boolean().default(false),
  },
});

export const SpotCheckNotice = defineEntity({
  name: 'SpotCheckNotice',
  tableName: 'spot_check_notice',
  properties: {
    id: p.uuid().primary(),
    visit: p.manyToOne(SpotCheckVisit),
    kind: p.enum(['VISIT', 'REPLACEMENT', 'CORRECTION', 'REMINDER']),
    body: p.text(),
    noticedOn: p.date(),
    dueOn: p.date().nullable(),
    writtenBy: p.manyToOne(Officer).joinColumn('written_by').nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const RecusalRequest = defineEntity({
  name: 'RecusalRequest',
  tableName: 'recusal_request',
  properties: {
    id: p.uuid().primary(),
    named: p.manyToOne(SpotCheckVisitInspector).joinColumns('visit_id', 'inspector_id'),
    grounds: p.text(),
    requestedOn: p.date(),
    recordedBy: p.manyToOne(Officer).joinColumn('recorded_by'),
    state: p.enum(['REQUESTED', 'UPHELD', 'DISMISSED']).default('REQUESTED'),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedOn: p.date().nullable(),
    decision: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const InspectorReplacement = defineEntity({
  name: 'InspectorReplacement',
  tableName: 'inspector_replacement',
  properties: {
    id: p.uuid().primary(),
    out: p.manyToOne(SpotCheckVisitInspector).joinColumns('visit_id', 'out_id'),
    in: p.manyToOne(SpotCheckVisitInspector).joinColumns('visit_id', 'in_id').ownColumns('in_id'),
    next: p.manyToOne(Inspector),
    reason: p.manyToOne(ReplacementReason).joinColumn('reason_code'),
    remark: p.text().nullable(),
    departureReason: p.text().nullable(),
    recusal: p.manyToOne(RecusalRequest).nullable().unique(),
    replacedBy: p.manyToOne(Officer).joinColumn('replaced_by'),
    office: p.manyToOne(Office),
    replacedOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const SpotCheckFinding = defineEntity({
  name: 'SpotCheckFinding',
  tableName: 'spot_check_finding',
  properties: {
    inspection: p.manyToOne(EnterpriseInspection).primary(),
    point: p.manyToOne(SpotCheckPoint).joinColumn('point_code').primary(),
    verdict: p.enum(['OK', 'PROBLEM', 'NOT_APPLICABLE']),
    remark: p.text().nullable(),
    photos: p.json<readonly Photo[]>().defaultRaw(`'[]'`),
  },
});

export const ResultAmendment = defineEntity({
  name: 'ResultAmendment',
  tableName: 'result_amendment',
  properties: {
    id: p.uuid().primary(),
    inspection: p.manyToOne(EnterpriseInspection),
    resultCodes: p.array(),
    note: p.text().nullable(),
    reason: p.text(),
    amendedBy: p.manyToOne(Officer).joinColumn('amended_by'),
    office: p.manyToOne(Office),
    amendedOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const ListProposal = defineEntity({
  name: 'ListProposal',
  tableName: 'list_proposal',
  properties: {
    id: p.uuid().primary(),
    inspection: p.manyToOne(EnterpriseInspection),
    subject: p.manyToOne(Subject),
    list: p.manyToOne(CreditList).joinColumn('list_code'),
    result: p.manyToOne(ResultCode).joinColumn('result_code'),
    facts: p.text(),
    legalBasis: p.text(),
    state: p.enum(['PROPOSED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN']).default('PROPOSED'),
    proposedBy: p.manyToOne(Officer).joinColumn('proposed_by'),
    office: p.manyToOne(Office),
    proposedOn: p.date(),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedOn: p.date().nullable(),
    decision: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const CorrectionOrder = defineEntity({
  name: 'CorrectionOrder',
  tableName: 'correction_order',
  properties: {
    id: p.uuid().primary(),
    inspection: p.manyToOne(EnterpriseInspection),
    visit: p.manyToOne(SpotCheckVisit),
    subject: p.manyToOne(Subject),
    office: p.manyToOne(Office),
    requirement: p.text(),
    legalBasis: p.text(),
    orderedOn: p.date(),
    orderedBy: p.manyToOne(Officer).joinColumn('ordered_by'),
    state: p.enum(['OPEN', 'CORRECTED', 'WITHDRAWN']).default('OPEN'),
    termDays: p.integer(),
    dueOn: p.date(),
    remindOn: p.date(),
    dueIsProvisional: p.boolean(),
    failureCount: p.integer().default(0),
    closedOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const CorrectionCheck = defineEntity({
  name: 'CorrectionCheck',
  tableName: 'correction_check',
  properties: {
    id: p.uuid().primary(),
    order: p.manyToOne(CorrectionOrder),
    outcome: p.enum(['CORRECTED', 'NOT_CORRECTED']),
    checkedOn: p.date(),
    evidence: p.text(),
    photos: p.json<readonly Photo[]>().defaultRaw(`'[]'`),
    dueOn: p.date(),
    officer: p.manyToOne(Officer),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const DrawPublication = defineEntity({
  name: 'DrawPublication',
  tableName: 'draw_publication',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    office: p.manyToOne(Office),
    publishedOn: p.date(),
    publishedBy: p.manyToOne(Officer).joinColumn('published_by'),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const SpotCheckPublication = defineEntity({
  name: 'SpotCheckPublication',
  tableName: 'spot_check_publication',
  properties: {
    id: p.uuid().primary(),
    draw: p.manyToOne(DrawPublication).joinColumn('draw_id'),
    inspection: p.manyToOne(EnterpriseInspection),
    version: p.integer(),
    title: codeText(),
    items: p.array(),
    enterpriseName: p.text(),
    creditCode: codeText(),
    inspectedOn: p.date(),
    resultCodes: p.array(),
    officeName: p.text(),
    publishedOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['inspection', 'version'] }],
});
