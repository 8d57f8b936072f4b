import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.js';
import { Office, Officer } from './registers.js';

export const InspectionTeam = defineEntity({
  name: 'InspectionTeam',
  tableName: 'inspection_team',
  properties: {
    id: p.uuid().primary(),
    station: p.manyToOne(Office),
    name: p.text(),
    capacityPerDay: p.integer(),
    gridCodes: p.array().collation('C').defaultRaw(`'{}'`),
    active: p.boolean().default(true),
  },
});

export const InspectionTeamMember = defineEntity({
  name: 'InspectionTeamMember',
  tableName: 'inspection_team_member',
  properties: {
    team: p.manyToOne(InspectionTeam).primary(),
    officer: p.manyToOne(Officer).primary(),
  },
});

export const DutyDay = defineEntity({
  name: 'DutyDay',
  tableName: 'duty_day',
  properties: {
    office: p.manyToOne(Office).primary(),
    dutyOn: p.date().primary(),
  },
});

export const RoundPlan = defineEntity({
  name: 'RoundPlan',
  tableName: 'round_plan',
  properties: {
    station: p.oneToOne(Office).primary(),
    plannedAt: instant(),
    planCount: p.integer().default(1),
  },
});

export const CalendarFeed = defineEntity({
  name: 'CalendarFeed',
  tableName: 'calendar_feed',
  properties: {
    id: p.uuid().primary(),
    team: p.manyToOne(InspectionTeam),
    tokenHash: p.blob().unique(),
    issuedBy: p.manyToOne(Officer).joinColumn('issued_by'),
    issuedAt: instant().defaultRaw('now()'),
    revokedAt: instant().nullable(),
  },
});
