import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.js';
import { Office, Officer } from './registers.js';

export const Upload = defineEntity({
  name: 'Upload',
  tableName: 'upload',
  properties: {
    id: p.uuid().primary(),
    office: p.manyToOne(Office),
    officer: p.manyToOne(Officer),
    byteCount: p.bigint('number').default(0),
    sha256: p.text().nullable(),
    state: p.enum(['RECEIVING', 'COMPLETE']),
    recordedAt: instant().defaultRaw('now()'),
  },
});

export const UploadChunk = defineEntity({
  name: 'UploadChunk',
  tableName: 'upload_chunk',
  properties: {
    upload: p.manyToOne(Upload).primary(),
    sequence: p.integer().primary(),
    bytes: p.blob(),
  },
});

export const Job = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    state: p.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']),
    office: p.manyToOne(Office),
    requestedBy: p.manyToOne(Officer).joinColumn('requested_by'),
    input: p.json<unknown>(),
    doneCount: p.bigint('number').default(0),
    totalCount: p.bigint('number').nullable(),
    keptCount: p.bigint('number').default(0),
    unchangedCount: p.bigint('number').default(0),
    refusedCount: p.bigint('number').default(0),
    refusalCode: p.text().nullable(),
    cancelRequested: p.boolean().default(false),
    queuedAt: instant().defaultRaw('now()'),
    startedAt: instant().nullable(),
    finishedAt: instant().nullable(),
    lastSubjectId: p.uuid().nullable(),
  },
});

export const ImportRefusal = defineEntity({
  name: 'ImportRefusal',
  tableName: 'import_refusal',
  properties: {
    job: p.manyToOne(Job).primary(),
    rowNumber: p.integer().primary(),
    columnName: p.text().primary(),
    code: p.text().primary(),
    explanation: p.json<{ readonly zh: string; readonly en: string }>(),
  },
});
