import { defineEntity, p } from '@mikro-orm/core';
import type { Photo } from '../../domain/photo.js';
import { instant } from './columns.js';
import { Standard } from './credit-file.js';
import { Officer, Person, RentalHouse } from './registers.js';
import { Hazard } from './rental-inspection.js';

const photos = () => p.json<readonly Photo[]>().defaultRaw(`'[]'`);

export const TierObjection = defineEntity({
  name: 'TierObjection',
  tableName: 'tier_objection',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    standard: p.manyToOne(Standard),
    gradeCode: p.text(),
    tierSinceOn: p.date(),
    filedOn: p.date(),
    filedBy: p.manyToOne(Officer).joinColumn('filed_by'),
    byRole: p.enum(['OWNER', 'MANAGER', 'STATION']),
    objector: p.manyToOne(Person),
    grounds: p.text(),
    photos: photos(),
    state: p.enum(['OPEN', 'UPHELD', 'REJECTED', 'WITHDRAWN']),
    answerDueOn: p.date(),
    answerDueProvisional: p.boolean(),
    decidedOn: p.date().nullable(),
    decidedBy: p.manyToOne(Officer).joinColumn('decided_by').nullable(),
    reasons: p.text().nullable(),
    correction: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const RectificationReport = defineEntity({
  name: 'RectificationReport',
  tableName: 'rectification_report',
  properties: {
    id: p.uuid().primary(),
    hazard: p.manyToOne(Hazard),
    reportedOn: p.date(),
    reportedBy: p.manyToOne(Officer).joinColumn('reported_by'),
    byRole: p.enum(['OWNER', 'MANAGER']),
    reporter: p.manyToOne(Person),
    note: p.text(),
    photos: photos(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
