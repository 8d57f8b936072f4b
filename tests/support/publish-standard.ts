import { randomUUID } from 'node:crypto';
import type { Standard } from '../../src/domain/standard.js';
import type { World } from './world.js';

/** Puts a standard in force as the owner of the tables would. Kinds of record that only it knows come with it. */
export async function publishStandard({ owner }: World, standard: Standard): Promise<void> {
  const id = randomUUID();
  const { sector, version, inForceFrom, internal, pointsScheme = false, recordTypes = [], bands } = standard;
  await owner.query(
    'insert into sector (code, points_scheme, internal) values ($1, $2, $3) on conflict do nothing',
    [sector, pointsScheme, internal],
  );
  for (const { code, label, source } of recordTypes) {
    await owner.query(
      'insert into record_type (code, label_zh, label_en, source) values ($1, $2, $3, $4) on conflict do nothing',
      [code, label.zh, label.en, JSON.stringify(source)],
    );
  }
  await owner.query(
    'insert into standard (id, sector, version, in_force_from, definition) values ($1, $2, $3, $4, $5)',
    [id, sector, version, inForceFrom, JSON.stringify(standard)],
  );
  for (const { code, rank, label, colour, minHundredths, maxHundredths } of bands) {
    await owner.query(
      `insert into standard_band (standard_id, code, rank, label_zh, label_en, colour, min_hundredths, max_hundredths)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, code, rank, label.zh, label.en, colour, minHundredths, maxHundredths],
    );
  }
  await owner.query('select note_record_types($1, $2)', [id, JSON.stringify(standard)]);
}
