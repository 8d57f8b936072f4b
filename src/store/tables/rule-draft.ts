import { defineEntity, p } from '@mikro-orm/core';
import type { Standard as StandardDefinition } from '../../domain/standard.js';
import type { Treatment } from '../../domain/treatment.js';
import { codeText, instant } from './columns.js';
import { Sector, Standard } from './credit-file.js';
import { Job } from './job.js';
import { Office, Officer, Subject } from './registers.js';

export const GradeChange = defineEntity({
  name: 'GradeChange',
  tableName: 'grade_change',
  properties: {
    id: p.uuid().primary(),
    subject: p.manyToOne(Subject),
    sector: p.manyToOne(Sector).joinColumn('sector'),
    standard: p.manyToOne(Standard),
    fromGradeCode: p.text(),
    toGradeCode: p.text(),
    direction: p.enum(['UP', 'DOWN']),
    state: p.enum(['PROPOSED', 'CONFIRMED', 'REJECTED', 'SUPERSEDED']),
    explanation: p.json<unknown>(),
    notice: p.text(),
    reason: p.text().nullable(),
    office: p.manyToOne(Office),
    proposedBy: p.manyToOne(Officer).joinColumn('proposed_by'),
    proposedOn: p.date(),
    proposedAt: instant().defaultRaw('clock_timestamp()'),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    decidedAt: instant().nullable(),
  },
});

export const RuleDraft = defineEntity({
  name: 'RuleDraft',
  tableName: 'rule_draft',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(['STANDARD', 'POLICY']),
    sector: p.text(),
    version: p.text(),
    definition: p.json<StandardDefinition>().nullable(),
    treatments: p.json<Treatment[]>(),
    state: p.enum(['DRAFT', 'SIMULATED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN']),
    internal: p.boolean(),
    office: p.manyToOne(Office),
    draftedBy: p.manyToOne(Officer).joinColumn('drafted_by'),
    draftedAt: instant().defaultRaw('clock_timestamp()'),
    approvedBy: p.manyToOne(Officer).joinColumn('approved_by').nullable(),
    approvedAt: instant().nullable(),
    publishedBy: p.manyToOne(Officer).joinColumn('published_by').nullable(),
    publishedAt: instant().nullable(),
    inForceFrom: p.date().nullable(),
    shadowUntilOn: p.date().nullable(),
  },
});

export const Simulation = defineEntity({
  name: 'Simulation',
  tableName: 'simulation',
  properties: {
    id: p.uuid().primary(),
    draft: p.manyToOne(RuleDraft),
    job: p.manyToOne(Job).nullable(),
    ratedOn: p.date(),
    lastSubjectId: p.uuid().nullable(),
    effects: p.json<unknown>().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    finishedAt: instant().nullable(),
  },
});

export const SimulationCell = defineEntity({
  name: 'SimulationCell',
  tableName: 'simulation_cell',
  properties: {
    simulation: p.manyToOne(Simulation).primary(),
    regionCode: codeText().primary(),
    fromGradeCode: p.text().primary(),
    toGradeCode: p.text().primary(),
    subjectCount: p.integer(),
  },
});

export const SimulationMove = defineEntity({
  name: 'SimulationMove',
  tableName: 'simulation_move',
  properties: {
    simulation: p.manyToOne(Simulation).primary(),
    subject: p.manyToOne(Subject).primary(),
    fromGradeCode: p.text().nullable(),
    toGradeCode: p.text().nullable(),
    fromScoreHundredths: p.integer(),
    toScoreHundredths: p.integer(),
  },
});
