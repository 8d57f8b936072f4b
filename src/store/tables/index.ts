import type { EntitySchema } from '@mikro-orm/core';

/** Every table that MikroORM knows as an entity. */
export const tables: EntitySchema[] = [];
