import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.js';
import { Standard } from './credit-file.js';
import { Office, Officer, RentalHouse } from './registers.js';
import { Hazard, PenaltyTransfer } from './rental-inspection.js';

export const Notice = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    station: p.manyToOne(Office),
    kind: p.enum([
      'TIER_CHANGED',
      'RECTIFICATION_DUE',
      'RECTIFICATION_FAILED',
      'PRESS_FOR_RECTIFICATION',
      'TRANSFERRED',
    ]),
    recipient: p.enum(['OWNER', 'VILLAGE_COMMITTEE', 'TOWN', 'AUTHORITY']),
    hazard: p.manyToOne(Hazard).nullable(),
    transfer: p.manyToOne(PenaltyTransfer).nullable(),
    gradeBefore: p.text().nullable(),
    gradeAfter: p.text().nullable(),
    standard: p.manyToOne(Standard).nullable(),
    noticedOn: p.date(),
    happenedOn: p.date().nullable(),
    dueOn: p.date().nullable(),
    failureCount: p.integer().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    deliveredOn: p.date().nullable(),
    deliveredHow: p.text().nullable(),
    deliveredBy: p.manyToOne(Officer).joinColumn('delivered_by').nullable(),
  },
});
