import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { projectRoot } from '../project-root.js';
import { buildAppSchema } from './schema.js';

/** Writes the schema that integrators read; `tests/architecture.test.ts` holds the file equal to the code. */
writeFileSync(
  join(projectRoot, 'schema', 'schema.graphql'),
  `${printSchema(lexicographicSortSchema(buildAppSchema()))}\n`,
);
