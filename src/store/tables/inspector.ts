import { defineEntity, p } from '@mikro-orm/core';
import { codeText, instant } from './columns.js';
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
    specialties: p.array().defaultRaw(`'{}'`),
    areaCodes: p.array().collation('C').defaultRaw(`'{}'`),
    officer: p.oneToOne(Officer).nullable(),
    registeredBy: p.manyToOne(Officer).joinColumn('registered_by').nullable(),
    registeredAt: instant().defaultRaw('clock_timestamp()'),
    retiredOn: p.date().nullable(),
    retiredReason: p.text().nullable(),
  },
});

export const CertificateRenewal = defineEntity({
  name: 'CertificateRenewal',
  tableName: 'certificate_renewal',
  properties: {
    id: p.uuid().primary(),
    inspector: p.manyToOne(Inspector),
    certificateNumber: codeText(),
    formerExpiresOn: p.date(),
    expiresOn: p.date(),
    renewedBy: p.manyToOne(Officer).joinColumn('renewed_by'),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});

export const InspectorConflict = defineEntity({
  name: 'InspectorConflict',
  tableName: 'inspector_conflict',
  properties: {
    id: p.uuid().primary(),
    inspector: p.manyToOne(Inspector),
    subject: p.manyToOne(Subject),
    reason: p.text(),
    declaredOn: p.date(),
    endsOn: p.date().nullable(),
    declaredBy: p.manyToOne(Officer).joinColumn('declared_by'),
    endedBy: p.manyToOne(Officer).joinColumn('ended_by').nullable(),
    recordedAt: instant().defaultRaw('clock_timestamp()'),
  },
});
