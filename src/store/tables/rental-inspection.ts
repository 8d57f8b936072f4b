import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { Office, Officer, RentalHouse } from './registers.js';
import { InspectionTeam } from './round.js';

export interface PhotoJson {
  readonly reference: string;
  readonly sha256: string;
}

const photos = () => p.json<PhotoJson[]>().defaultRaw(`'[]'`);
const ids = () => p.array().columnType('uuid[]').defaultRaw(`'{}'`);

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

export const InspectionRuleKind = defineEntity({
  name: 'InspectionRuleKind',
  tableName: 'inspection_rule_kind',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    unit: p.enum(['DAY', 'WORKING_DAY', 'MONTH', 'TIMES', 'PERSONS', 'SWITCH']),
    least: p.integer(),
    most: p.integer(),
    source: source(),
  },
});

export const InspectionRule = defineEntity({
  name: 'InspectionRule',
  tableName: 'inspection_rule',
  properties: {
    id: p.uuid().primary(),
    kind: p.manyToOne(InspectionRuleKind).joinColumn('code'),
    value: p.integer(),
    office: p.manyToOne(Office).nullable(),
    validFrom: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    reason: p.text(),
    source: source(),
    setBy: p.manyToOne(Officer).joinColumn('set_by').nullable(),
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
    otherOfficerIds: ids(),
    recorderNumber: p.text().nullable(),
    checkedItems: p.array().defaultRaw(`'{}'`),
    photos: photos(),
    contentHash: p.blob().nullable(),
    seenAgainIds: ids(),
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
    state: p.enum(['OPEN', 'CLOSED', 'WITHDRAWN']),
    closedOn: p.date().nullable(),
    closingEvidence: p.text().nullable(),
    failureCount: p.integer().default(0),
    room: p.text().nullable(),
    photos: photos(),
    revisitOn: p.date(),
    remindOn: p.date(),
    provisional: p.boolean().default(false),
    withdrawnReason: p.text().nullable(),
    withdrawnOn: p.date().nullable(),
    withdrawnBy: p.manyToOne(Officer).joinColumn('withdrawn_by').nullable(),
  },
});

export const InspectedArea = defineEntity({
  name: 'InspectedArea',
  tableName: 'inspected_area',
  properties: {
    inspection: p.manyToOne(Inspection).primary(),
    place: p.smallint().primary().autoincrement(false),
    kind: p.enum(['PUBLIC_AREA', 'ROOM_WITH_CONSENT', 'ROOM_WITH_CERTIFICATE', 'ROOM_REFUSED']),
    room: p.text().nullable(),
    consentReference: p.text().nullable(),
    certificateNumber: p.text().nullable(),
    auxiliaryIds: ids(),
  },
});

export const HazardCheck = defineEntity({
  name: 'HazardCheck',
  tableName: 'hazard_check',
  properties: {
    id: p.uuid().primary(),
    hazard: p.manyToOne(Hazard),
    outcome: p.enum(['RECTIFIED', 'NOT_RECTIFIED', 'WITHIN_TERM']),
    checkedOn: p.date(),
    officer: p.manyToOne(Officer),
    evidence: p.text(),
    photos: photos(),
    dueOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const PenaltyAuthority = defineEntity({
  name: 'PenaltyAuthority',
  tableName: 'penalty_authority',
  properties: {
    item: p.oneToOne(CheckItem).primary().joinColumn('item_code'),
    organZh: p.text(),
    organEn: p.text(),
    legalBasis: p.text(),
    source: source(),
  },
});

export const PenaltyTransfer = defineEntity({
  name: 'PenaltyTransfer',
  tableName: 'penalty_transfer',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    hazard: p.manyToOne(Hazard),
    transferredOn: p.date(),
    organZh: p.text(),
    organEn: p.text(),
    legalBasis: p.text(),
    recordIds: p.array().columnType('uuid[]'),
    file: p.json<object>(),
    fileSha256: p.blob().fieldName('file_sha256'),
    office: p.manyToOne(Office),
    officer: p.manyToOne(Officer),
    answer: p.enum(['ACCEPTED', 'DECLINED', 'PENALISED']).nullable(),
    answeredOn: p.date().nullable(),
    answerDocument: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const InspectionSchedule = defineEntity({
  name: 'InspectionSchedule',
  tableName: 'inspection_schedule',
  properties: {
    house: p.oneToOne(RentalHouse).primary(),
    station: p.manyToOne(Office),
    dueOn: p.date(),
    reason: p.enum(['FIRST_VISIT', 'ROUTINE', 'REVISIT']),
    lastInspection: p.manyToOne(Inspection).nullable(),
    team: p.manyToOne(InspectionTeam).nullable(),
    plannedOn: p.date().nullable(),
    roundPlace: p.integer().nullable(),
    unplannedReason: p.enum(['NO_TEAM', 'NO_WORKING_DAY', 'NO_CAPACITY']).nullable(),
    gradeCode: p.text().nullable(),
  },
});
