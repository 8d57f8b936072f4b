import type { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { WorkCase, Workplace } from '../case.js';
import { OfficerAtWork } from '../officer-at-work.js';
import { withOwner } from '../owner.js';
import { BY_LIMIT, GROWING, populateRerated, RERATED, tidy } from '../rating-population.js';
import { benchStandard } from '../rating-standard.js';
import { openOrm, rerateByOrm } from '../rerate-by-orm.js';
import { rerateByLimit } from '../rerate-limit.js';

/** How many the ORM re-rates of all of them; in the end also so many at once, which spares it most of its statements. */
const SAMPLE = 1_000;
const BATCH = 100;

/**
 * The same work for all: of everybody's rating, five in sixteen hold a wrong score and must be written anew, each with a row of
 * history. Ours is measured from the start of the job to its end as the API tells them, the limit around its one statement.
 */
const rerate: WorkCase = {
  kind: 'work',
  title:
    're-rating of 300,000 subjects by a full standard from 1 m records; 5 of 16 ratings change, with history',
  unit: 'ratings',
  rounds: 5,
  rival: 'MikroORM entities, one subject after the other (extrapolated from 1,000)',
  prepare: (place) =>
    withOwner(place, async (owner) => {
      await populateRerated(owner);
      const officer = await OfficerAtWork.signIn(place, 'standard-officer');
      for (const { sector } of GROWING) await officer.rerate(sector);
      await rerateByLimit(owner, { ...BY_LIMIT, population: RERATED, on: place.today });
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      const officer = await OfficerAtWork.signIn(place, 'standard-officer');
      const { sector, subjects } = RERATED;
      const rival = await sampleByOrm(place, owner, 1);
      const limited = { ...BY_LIMIT, population: RERATED, on: place.today };
      const ours = await onSpoilt(owner, sector, () => officer.rerate(sector));
      const limit = await onSpoilt(owner, limited.sector, () => rerateByLimit(owner, limited));
      if (ours.written !== limit.written)
        throw new Error(`Ours wrote ${ours.written}, the limit ${limit.written}.`);
      const perSecond = ({ seconds }: Turn) => subjects / seconds;
      return { ours: perSecond(ours), limit: perSecond(limit), rival };
    }),
  /** Whether cost grows with the number of records, and no faster. */
  finish: (place) =>
    withOwner(place, async (owner) => {
      const batched = await sampleByOrm(place, owner, BATCH);
      console.log(`  MikroORM entities, ${BATCH} subjects at once: ${batched.toFixed(0)} ratings/s`);
      const officer = await OfficerAtWork.signIn(place, 'standard-officer');
      for (const { sector, subjects } of GROWING) {
        const { seconds } = await onSpoilt(owner, sector, () => officer.rerate(sector));
        const records = (RERATED.records * subjects) / RERATED.subjects;
        const each = (seconds * 100_000) / records;
        console.log(
          `  ${subjects} subjects, ${records} records: ${seconds.toFixed(1)} s, ${each.toFixed(2)} s per 100,000 records`,
        );
      }
    }),
};

interface Turn {
  readonly seconds: number;
  /** Rows of ratings and of their history that were written. */
  readonly written: string;
}

/** One turn: spoils the same ratings as ever, tidies up, and counts afterwards what was written. */
async function onSpoilt(owner: pg.Client, sector: string, work: () => Promise<number>): Promise<Turn> {
  const spoilt = await spoil(owner, sector);
  await tidy(owner);
  const { rows: now } = await owner.query<{ now: string }>('select pg_current_xact_id()::text as now');
  const seconds = await work();
  const written = await owner.query<{ count: string }>(
    `select (select count(*) from rating where sector = $1 and age(xmin) < age($2::xid)) || ' ratings and ' ||
       (select count(*) from rating_history where sector = $1 and age(xmin) < age($2::xid)) || ' rows of history' as count`,
    [sector, now[0]?.now],
  );
  const count = written.rows[0]?.count ?? '';
  if (count !== `${spoilt} ratings and ${spoilt} rows of history`)
    throw new Error(`${spoilt} ratings of ${sector} were wrong, and ${count} were written.`);
  return { seconds, written: count };
}

async function spoil(owner: pg.Client, sector: string): Promise<number> {
  const { rowCount } = await owner.query(
    `update rating set score_hundredths = score_hundredths - 1 where sector = $1 and substr(subject_id::text, 36) < '5'`,
    [sector],
  );
  return rowCount ?? 0;
}

/** Subjects a second. */
async function sampleByOrm(place: Workplace, owner: pg.Client, atOnce: number): Promise<number> {
  await spoil(owner, RERATED.sector);
  const { rows } = await owner.query<{ id: string }>(
    'select subject_id as id from rating where sector = $1 order by subject_id offset $2 limit $3',
    [RERATED.sector, place.round * SAMPLE, SAMPLE],
  );
  const subjectIds = rows.map(({ id }) => id);
  const orm: MikroORM = await openOrm(place.ownerUrl);
  try {
    const from = performance.now();
    const changes = await rerateByOrm(
      orm,
      benchStandard(RERATED.sector, '1'),
      { subjectIds, atOnce },
      place.today,
    );
    const seconds = (performance.now() - from) / 1_000;
    const wrong = subjectIds.filter((id) => id.slice(-1) < '5').length;
    if (changes !== wrong) throw new Error(`${wrong} ratings were wrong, and the ORM wrote ${changes}.`);
    return SAMPLE / seconds;
  } finally {
    await orm.close();
  }
}

export default rerate;
