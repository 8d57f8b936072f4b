import { defineEntity, p } from '@mikro-orm/core';
import { instant, source } from './columns.js';
import { Office, Region } from './registers.js';

export const AlarmKind = defineEntity({
  name: 'AlarmKind',
  tableName: 'alarm_kind',
  properties: {
    code: p.text().primary(),
    labelZh: p.text(),
    labelEn: p.text(),
    sort: p.integer(),
    source: source(),
  },
});

export const AlarmCount = defineEntity({
  name: 'AlarmCount',
  tableName: 'alarm_count',
  properties: {
    region: p.manyToOne(Region).primary(),
    month: p.date().primary(),
    kind: p.manyToOne(AlarmKind).primary().joinColumn('kind'),
    count: p.integer(),
    source: p.text(),
    office: p.manyToOne(Office),
    recordedAt: instant().primary().defaultRaw('clock_timestamp()'),
  },
});
