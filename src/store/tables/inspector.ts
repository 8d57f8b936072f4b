import { defineEntity, p } from '@mikro-orm/core';
import { codeText } from './columns.js';
import { Office } from './registers.js';

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
  },
});
