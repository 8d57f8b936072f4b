import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { RecordType, Sector } from './credit-file.js';
import { Office, Officer, Person, RentalHouse } from './registers.js';
import { CheckItem } from './rental-inspection.js';

export const HouseRole = defineEntity({
  name: 'HouseRole',
  tableName: 'house_role',
  properties: {
    code: p.enum(['OWNER', 'MANAGER']).primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    sector: p.manyToOne(Sector).joinColumn('sector'),
    filedRecordType: p.manyToOne(RecordType).joinColumn('filed_record_type'),
    overdueRecordType: p.manyToOne(RecordType).joinColumn('overdue_record_type'),
    penaltyRecordType: p.manyToOne(RecordType).joinColumn('penalty_record_type'),
    source: source(),
  },
});

export const FindingRecordType = defineEntity({
  name: 'FindingRecordType',
  tableName: 'finding_record_type',
  properties: {
    item: p.manyToOne(CheckItem).joinColumn('item_code').primary(),
    role: p.manyToOne(HouseRole).joinColumn('role').primary(),
    recordType: p.manyToOne(RecordType).joinColumn('record_type'),
  },
});

export const HouseTenure = defineEntity({
  name: 'HouseTenure',
  tableName: 'house_tenure',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    role: p.enum(['OWNER', 'MANAGER']),
    person: p.manyToOne(Person),
    fromOn: p.date(),
    toOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    endedRecordedAt: instant().nullable(),
    documentNumber: p.text().nullable(),
    reason: p.text().nullable(),
  },
});

export const Patrol = defineEntity({
  name: 'Patrol',
  tableName: 'patrol',
  properties: {
    id: p.uuid().primary(),
    house: p.manyToOne(RentalHouse),
    station: p.manyToOne(Office),
    patrolledOn: p.date(),
    officer: p.manyToOne(Officer),
    observedItemCodes: p.array().defaultRaw(`'{}'`),
    note: p.text().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
  uniques: [{ properties: ['house', 'patrolledOn', 'officer'] }],
});
