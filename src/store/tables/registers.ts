import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant, source } from './columns.js';

export const Installation = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  properties: {
    key: p.text().primary(),
    value: p.text(),
    recordedAt: instant().defaultRaw('now()'),
  },
});

export const Region = defineEntity({
  name: 'Region',
  tableName: 'region',
  properties: {
    code: codeText().primary(),
    name: p.text(),
    level: p.enum(['COUNTY', 'TOWN', 'VILLAGE']),
    parent: () => p.manyToOne(Region).nullable(),
    syntheticCode: p.boolean().default(false),
  },
});

export const CalendarYear = defineEntity({
  name: 'CalendarYear',
  tableName: 'calendar_year',
  properties: {
    year: p.integer().primary().autoincrement(false),
    holidays: p.array().columnType('date[]'),
    makeUpWorkdays: p.array().columnType('date[]'),
    source: source(),
  },
});

export const Office = defineEntity({
  name: 'Office',
  tableName: 'office',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    name: p.text(),
    kind: p.enum(['POLICE_STATION', 'MARKET_REGULATOR', 'APPROVAL_OFFICE', 'CREDIT_OFFICE', 'OVERSIGHT']),
    regionCodes: p.array().collation('C'),
    sectors: p.array().defaultRaw(`'{}'`),
    approvalFields: p.array().defaultRaw(`'{}'`),
  },
});

export const Officer = defineEntity({
  name: 'Officer',
  tableName: 'officer',
  properties: {
    id: p.uuid().primary(),
    login: p.text().unique(),
    name: p.text(),
    office: p.manyToOne(Office),
    roles: p.array(),
    active: p.boolean().default(true),
    person: () => p.oneToOne(Person).nullable(),
  },
});

export const Subject = defineEntity({
  name: 'Subject',
  tableName: 'subject',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(['ENTERPRISE', 'RENTAL_HOUSE', 'PERSON', 'LAW_FIRM', 'LAWYER', 'HOUSEHOLD']),
    creditCode: codeText().unique().nullable(),
    name: p.text().nullable(),
    region: p.manyToOne(Region),
    status: p.enum(['ACTIVE', 'DEREGISTERED', 'REVOKED']).default('ACTIVE'),
    openedOn: p.date(),
    recordedAt: instant().defaultRaw('now()'),
  },
});

export const Enterprise = defineEntity({
  name: 'Enterprise',
  tableName: 'enterprise',
  properties: {
    subject: p.oneToOne(Subject).primary().joinColumn('id'),
    category: p.enum([
      'COMPANY',
      'INDIVIDUAL_BUSINESS',
      'CO_OPERATIVE',
      'PROPERTY_SERVICE',
      'LAW_FIRM',
      'OTHER',
    ]),
    industryCode: codeText().nullable(),
    address: p.text().nullable(),
    registeredOn: p.date().nullable(),
    registeredCapitalFen: p.bigint('number').nullable(),
  },
});

export const Person = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    subject: p.oneToOne(Subject).primary().joinColumn('id'),
    name: p.text(),
    phone: p.text().nullable(),
    citizenNumber: codeText().unique().nullable(),
    /** Told by the citizen number; adults only take part in points schemes. */
    bornOn: p.date().nullable().generated('stored'),
  },
});

export const Household = defineEntity({
  name: 'Household',
  tableName: 'household',
  uniques: [{ properties: ['region', 'registerCode'] }],
  properties: {
    subject: p.oneToOne(Subject).primary().joinColumn('id'),
    region: p.manyToOne(Region),
    registerCode: codeText(),
  },
});

export const HouseholdMember = defineEntity({
  name: 'HouseholdMember',
  tableName: 'household_member',
  properties: {
    household: p.manyToOne(Household).primary(),
    person: p.manyToOne(Person).primary(),
    fromOn: p.date().primary(),
    toOn: p.date().nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
    endedRecordedAt: instant().nullable(),
  },
});

export const Lawyer = defineEntity({
  name: 'Lawyer',
  tableName: 'lawyer',
  properties: {
    person: p.oneToOne(Person).primary().joinColumn('id'),
    licenceNumber: codeText().unique(),
    lawFirm: p.manyToOne(Subject),
  },
});

export const RentalHouse = defineEntity({
  name: 'RentalHouse',
  tableName: 'rental_house',
  properties: {
    subject: p.oneToOne(Subject).primary().joinColumn('id'),
    addressCode: codeText().unique(),
    address: p.text(),
    roomCount: p.integer(),
    station: p.manyToOne(Office),
    owner: p.manyToOne(Person),
    manager: p.manyToOne(Person).nullable(),
    registeredOn: p.date(),
    gridCode: codeText().nullable(),
    version: p.integer().default(1),
    publicCode: p.uuid().unique().defaultRaw('gen_random_uuid()'),
  },
});
