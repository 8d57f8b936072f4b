import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';
import { Inspector } from './inspector.js';
import { Job } from './job.js';
import { Office, Officer, Subject } from './registers.js';

const texts = () => p.array().defaultRaw(`'{}'`);

export const DrawRule = defineEntity({
  name: 'DrawRule',
  tableName: 'draw_rule',
  properties: {
    code: codeText().primary(),
    value: p.integer(),
    unit: p.enum(['DAY', 'TIMES']),
    validFrom: p.date().primary(),
    recordedAt: instant().primary().defaultRaw('clock_timestamp()'),
    reason: p.text(),
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
    seed: p.text().nullable(),
    ratios: p.json<Record<string, number>>(),
    rosterHash: p.text(),
    rosterSize: p.integer(),
    drawnSize: p.integer().nullable(),
    drawnOn: p.date().nullable(),
    drawnBy: p.manyToOne(Officer).joinColumn('drawn_by').nullable(),
    recordedAt: instant().defaultRaw('now()'),
    state: p.enum(['COMMITTED', 'RANDOMNESS_ENTERED', 'WITNESSED', 'DRAWN', 'PUBLISHED', 'VOID']),
    taskId: p.uuid().nullable(),
    itemCodes: texts(),
    objectKind: p.text().default('ENTERPRISE'),
    ground: p.enum(['ROUTINE', 'COMPLAINT', 'TRANSFER', 'CLUE', 'EMERGENCY']).default('ROUTINE'),
    officeIds: p.array().columnType('uuid[]'),
    randomnessKind: p.enum(['DICE', 'BEACON']).nullable(),
    randomnessSource: p.text().nullable(),
    randomnessValueOn: p.date().nullable(),
    randomnessDueOn: p.date().nullable(),
    diceEach: p.integer().nullable(),
    inspectorsPerObject: p.integer().default(2),
    specialties: texts(),
    avoidPairs: texts(),
    drawOn: p.date(),
    listSalt: p.text().nullable(),
    sizes: p.json<Record<string, number>>().nullable(),
    previousSizes: p.json<Record<string, number>>().nullable(),
    sizesHash: p.text().nullable(),
    ratiosHash: p.text().nullable(),
    inspectorsHash: p.text().nullable(),
    exclusionsHash: p.text().nullable(),
    avoidPairsHash: p.text().nullable(),
    merkleRoot: p.text().nullable(),
    commitment: p.text().nullable(),
    saltsCommitment: p.text().nullable(),
    extended: () => p.manyToOne(Draw).joinColumn('extends_id').nullable(),
    redrawn: () => p.manyToOne(Draw).joinColumn('redraws_id').nullable(),
    reason: p.text().nullable(),
    preparedBy: p.manyToOne(Officer).joinColumn('prepared_by'),
    preparedOn: p.date(),
    witnessedBy: p.manyToOne(Officer).joinColumn('witnessed_by').nullable(),
    witnessedOn: p.date().nullable(),
    voidedBy: p.manyToOne(Officer).joinColumn('voided_by').nullable(),
    voidReason: p.text().nullable(),
    job: p.manyToOne(Job).nullable(),
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
    weight: p.integer().default(1),
  },
});

export const DrawExclusion = defineEntity({
  name: 'DrawExclusion',
  tableName: 'draw_exclusion',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    publicId: codeText().primary(),
    subject: p.manyToOne(Subject),
    reason: codeText(),
    detail: p.text().nullable(),
  },
});

export const DrawInspector = defineEntity({
  name: 'DrawInspector',
  tableName: 'draw_inspector',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    publicId: codeText().primary(),
    inspector: p.manyToOne(Inspector),
    expiresOn: p.date(),
    specialties: texts(),
    conflicts: texts(),
  },
  uniques: [{ properties: ['draw', 'inspector'] }],
});

export const DrawSecret = defineEntity({
  name: 'DrawSecret',
  tableName: 'draw_secret',
  properties: {
    draw: p.oneToOne(Draw).primary(),
    secret: p.text(),
    saltKey: p.text(),
  },
});

export const DrawNode = defineEntity({
  name: 'DrawNode',
  tableName: 'draw_node',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    block: p.integer().primary(),
    hash: p.blob(),
  },
});

export const DrawOfficer = defineEntity({
  name: 'DrawOfficer',
  tableName: 'draw_officer',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    place: p.integer().primary(),
    officer: p.manyToOne(Officer),
  },
  uniques: [{ properties: ['draw', 'officer'] }],
});

export const DrawRandomness = defineEntity({
  name: 'DrawRandomness',
  tableName: 'draw_randomness',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    place: p.integer().primary(),
    value: p.text(),
    enteredBy: p.manyToOne(Officer).joinColumn('entered_by'),
    enteredOn: p.date(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const DrawObject = defineEntity({
  name: 'DrawObject',
  tableName: 'draw_object',
  properties: {
    draw: p.manyToOne(Draw).primary(),
    place: p.integer().primary(),
    rosterDrawId: p.uuid(),
    rosterEntry: p.manyToOne(DrawRoster).joinColumns('roster_draw_id', 'public_id').ownColumns('public_id'),
    subject: p.manyToOne(Subject),
    classCode: p.text(),
    ticket: p.text(),
    leafIndex: p.integer().nullable(),
    path: p.blob().nullable(),
    pairRepeated: p.boolean().default(false),
  },
  uniques: [{ properties: ['draw', 'rosterEntry'] }],
});

export const DrawAssignment = defineEntity({
  name: 'DrawAssignment',
  tableName: 'draw_assignment',
  properties: {
    drawId: p.uuid().primary(),
    place: p.integer().primary(),
    position: p.integer().primary(),
    object: p.manyToOne(DrawObject).joinColumns('draw_id', 'place').ownColumns(),
    inspector: p.manyToOne(Inspector),
  },
  uniques: [{ properties: ['drawId', 'place', 'inspector'] }],
});
