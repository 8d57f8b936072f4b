import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { checkStandard } from '../../src/domain/check-standard.js';
import { completeCitizenNumber } from '../../src/domain/citizen-number.js';
import { addDays } from '../../src/domain/civil-date.js';
import { betterSince, gradeInEffect } from '../../src/domain/grade-in-effect.js';
import { rate, type RatedRecord, type Rating } from '../../src/domain/rating.js';
import type { Indicator, Standard } from '../../src/domain/standard.js';
import type { RatingChange } from '../../src/store/ratings.js';
import { rerateSubjects } from '../../src/usecases/steps/rerate-subjects.js';
import { anyFile, anyStandard, TYPES } from '../support/any-standard.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await makeDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    `insert into record_type (code, label_zh, label_en, source) select code, code, code, '{}' from unnest($1::text[]) as code`,
    [TYPES],
  );
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const FIRST_DAY = '2026-03-01';

/** Puts it in force, in a sector of its own unless one is named. */
async function publish(rules: Standard, sector = `test-${randomUUID()}`): Promise<Standard> {
  const id = randomUUID();
  const standard = { ...rules, sector };
  const { version, inForceFrom, bands } = standard;
  await client.query('insert into sector (code) values ($1) on conflict do nothing', [sector]);
  await client.query(
    'insert into standard (id, sector, version, in_force_from, definition) values ($1, $2, $3, $4, $5)',
    [id, sector, version, inForceFrom, JSON.stringify(standard)],
  );
  for (const { code, rank, colour, minHundredths, maxHundredths } of bands) {
    await client.query(
      `insert into standard_band (standard_id, code, rank, label_zh, label_en, colour, min_hundredths, max_hundredths)
       values ($1, $2, $3, '任意', 'Any', $4, $5, $6)`,
      [id, code, rank, colour, minHundredths, maxHundredths],
    );
  }
  return standard;
}

/** Opens one file for each and returns the ids of their subjects; records of members go into the files of these. */
async function open(files: readonly (readonly RatedRecord[])[]): Promise<string[]> {
  const ids = files.map(() => randomUUID());
  await addSubjects(ids, 'HOUSEHOLD');
  for (const [at, file] of files.entries()) {
    await client.query(
      `insert into credit_record (id, subject_id, type, occurred_on, ended_on, ended_recorded_at, withdrawn_at, amount_hundredths, source_key)
       select gen_random_uuid(), coalesce(r."memberId", $1::uuid), r.type, r."occurredOn", r."endedOn", case when r."endedOn" is not null then now() end,
         case when r.withdrawn then now() end, r."amountHundredths", sha256(convert_to(gen_random_uuid()::text, 'UTF8'))
       from jsonb_to_recordset($2::jsonb) as r(
         id uuid, type text, "occurredOn" date, "endedOn" date, withdrawn boolean, "amountHundredths" bigint, "memberId" uuid)`,
      [ids[at], JSON.stringify(file)],
    );
  }
  return ids;
}

async function addSubjects(ids: readonly string[], kind: string): Promise<void> {
  await client.query(
    `insert into subject (id, kind, region_code, opened_on) select id, $2, '440784', '2024-01-01' from unnest($1::uuid[]) as id`,
    [ids, kind],
  );
}

interface Rated {
  readonly basis: string;
  readonly scoreHundredths: number;
  readonly gradeCode: string | null;
  readonly indicatedGradeCode: string | null;
  readonly nextChangeOn: string | null;
  readonly lastGradeCode: string | null;
  readonly betterSinceOn: string | null;
  readonly sinceOn: string;
}

async function ratingsOf(sector: string, ids: readonly string[]): Promise<(Rated | undefined)[]> {
  const { rows } = await client.query<Rated & { id: string }>(
    `select subject_id as id, basis, score_hundredths as "scoreHundredths", grade_code as "gradeCode",
       indicated_grade_code as "indicatedGradeCode", next_change_on::text as "nextChangeOn",
       last_grade_code as "lastGradeCode", better_since_on::text as "betterSinceOn", since_on::text as "sinceOn"
     from rating where sector = $1`,
    [sector],
  );
  return ids.map((id) => rows.find((row) => row.id === id));
}

async function historyLength(sector: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'select count(*) from rating_history where sector = $1',
    [sector],
  );
  return Number(rows[0]?.count);
}

function rerate(sector: string, ids: readonly string[], on: string): Promise<RatingChange[]> {
  return rerateSubjects(queryableOf(client), { sector, subjectIds: ids, on, cause: 'test' });
}

/** What the rating must be on a day after one that was `before`. */
function expectedAfter(
  standard: Standard,
  before: Rated | undefined,
  { rating, on }: { rating: Rating; on: string },
) {
  const { basis, scoreHundredths, gradeCode: indicatedGradeCode, nextChangeOn } = rating;
  const last = before?.lastGradeCode ?? null;
  const gradeCode = gradeInEffect(standard, last, rating);
  const former = { gradeCode, betterSinceOn: before?.betterSinceOn ?? null };
  const betterSinceOn = betterSince(standard, former, { indicated: rating, on });
  const lastGradeCode = gradeCode ?? last;
  return {
    basis,
    scoreHundredths,
    gradeCode,
    indicatedGradeCode,
    nextChangeOn,
    lastGradeCode,
    betterSinceOn,
  };
}

describe('The rating of many subjects in one statement', () => {
  test('is the rule of the domain, for any standard that can be put in force, any files, and any days', async () => {
    const anyDays = fc.array(fc.integer({ min: -20, max: 40 }), { minLength: 2, maxLength: 4 });
    const anyFiles = fc.array(anyFile(FIRST_DAY), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyStandard(), anyFiles, anyDays, async (rules, files, days) => {
        expect(checkStandard(rules)).toEqual([]);
        const standard = await publish(rules);
        const ids = await open(files);
        let before: (Rated | undefined)[] = ids.map(() => undefined);
        let history = 0;
        for (const on of days.sort((a, b) => a - b).map((count) => addDays(FIRST_DAY, count))) {
          const changes = await rerate(standard.sector, ids, on);
          const rated = await ratingsOf(standard.sector, ids);
          const indicated = files.map((file) => rate(standard, file, on));
          expect(rated).toMatchObject(
            indicated.map((rating, at) => expectedAfter(standard, before[at], { rating, on })),
          );
          const changed = ids.filter((_id, at) => !isSame(before[at], rated[at]));
          expect(changes.map(({ subjectId }) => subjectId).sort()).toEqual(changed.sort());
          for (const { subjectId, gradeCode, formerGradeCode } of changes) {
            const at = ids.indexOf(subjectId);
            expect({ gradeCode, formerGradeCode }).toEqual({
              gradeCode: rated[at]?.gradeCode,
              formerGradeCode: before[at]?.gradeCode ?? null,
            });
          }
          for (const [at, rating] of rated.entries()) {
            const isNewGrade = before[at] === undefined || before[at].gradeCode !== rating?.gradeCode;
            expect(rating?.sinceOn).toBe(isNewGrade ? on : before[at]?.sinceOn);
          }
          history += changes.length;
          expect(await historyLength(standard.sector)).toBe(history);
          before = rated;
        }
        // A job that was ordered earlier and comes late puts nobody back.
        const earlier = addDays(FIRST_DAY, Math.min(...days) - 1);
        expect(await rerate(standard.sector, ids, earlier)).toEqual([]);
        expect(await ratingsOf(standard.sector, ids)).toEqual(before);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  test('is the same rule when it reads a stretch of neighbours at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStandard(),
        fc.array(anyFile(FIRST_DAY), { minLength: 100, maxLength: 110 }),
        async (rules, files) => {
          const standard = await publish(rules);
          const ids = await open(files);
          await rerate(standard.sector, ids, FIRST_DAY);
          const indicated = files.map((file) => rate(standard, file, FIRST_DAY));
          expect(await ratingsOf(standard.sector, ids)).toMatchObject(
            indicated.map((rating) => expectedAfter(standard, undefined, { rating, on: FIRST_DAY })),
          );
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  test('is the rule of the domain for households by their members, without those below 18 and those who have left', async () => {
    const [grownUps, others] = [4, 2].map((count) => Array.from({ length: count }, () => randomUUID())) as [
      string[],
      string[],
    ];
    await addMembers(grownUps, others);
    const anyFiles = fc.array(anyFile(FIRST_DAY, [...grownUps, ...others]), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        anyStandard(true),
        anyFiles,
        fc.integer({ min: 0, max: 100 }),
        async (rules, files, days) => {
          expect(checkStandard(rules)).toEqual([]);
          const standard = await publish(rules);
          await client.query('delete from credit_record where subject_id = any($1::uuid[])', [
            [...grownUps, ...others],
          ]);
          const [file = []] = files;
          const [id = ''] = await open([file]);
          await moveIn(id, grownUps, others);
          const on = addDays(FIRST_DAY, days);
          await rerate(standard.sector, [id], on);
          const counted = file.filter(({ memberId }) => memberId == null || grownUps.includes(memberId));
          const rating = rate(standard, counted, on, grownUps.length);
          expect(await ratingsOf(standard.sector, [id])).toMatchObject([
            expectedAfter(standard, undefined, { rating, on }),
          ]);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  test('keeps a grade waiting for confirmation through a time in which the subject is not rated', async () => {
    const [any] = fc.sample(anyStandard(), 1);
    if (any === undefined) throw new Error('No standard was made.');
    const rules: Standard = {
      ...withoutMarks(any),
      indicators: any.indicators.slice(-1),
      notRated: { recordTypes: ['T_EXEMPT'], label: any.title, colour: 'white' },
      upgrade: { mode: 'ONE_STEP', afterDays: 30 },
      downgrade: { mode: 'AT_ONCE' },
    };
    const standard = await publish(rules);
    const none = { endedOn: null, withdrawn: false, amountHundredths: null };
    const fraud = (at: number) => ({
      ...none,
      id: randomUUID(),
      type: 'T_FRAUD',
      occurredOn: addDays(FIRST_DAY, at),
      endedOn: addDays(FIRST_DAY, 5),
    });
    const exempt = {
      ...none,
      id: randomUUID(),
      type: 'T_EXEMPT',
      occurredOn: addDays(FIRST_DAY, 6),
      endedOn: addDays(FIRST_DAY, 7),
    };
    const ids = await open([[fraud(0), fraud(1), fraud(2), exempt]]);
    const grades: unknown[] = [];
    for (const day of [3, 5, 6, 7]) {
      await rerate(standard.sector, ids, addDays(FIRST_DAY, day));
      grades.push((await ratingsOf(standard.sector, ids))[0]?.gradeCode);
    }
    expect(grades).toEqual(['G5', 'G5', null, 'G5']);
  });

  test('changes nothing and notes nothing when it is done again', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStandard(),
        fc.array(anyFile(FIRST_DAY), { minLength: 1, maxLength: 4 }),
        async (rules, files) => {
          const standard = await publish(rules);
          const ids = await open(files);
          await rerate(standard.sector, [...ids, ...ids], FIRST_DAY);
          const history = await historyLength(standard.sector);
          expect(await rerate(standard.sector, ids, FIRST_DAY)).toEqual([]);
          expect(await historyLength(standard.sector)).toBe(history);
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);

  test('goes by the standard in force on the day, and says which', async () => {
    const [older] = fc.sample(anyStandard(), 1);
    if (older === undefined) throw new Error('No standard was made.');
    const plain: Standard = { ...withoutMarks(older), indicators: older.indicators.slice(-1) };
    const newer = {
      ...plain,
      version: '2',
      inForceFrom: FIRST_DAY,
      baseHundredths: plain.baseHundredths + 1,
    };
    const { sector } = await publish(plain);
    await publish(newer, sector);
    const ids = await open([[]]);
    expect(await rerate(sector, ids, addDays(FIRST_DAY, -1))).toMatchObject([{ version: '1' }]);
    expect(await ratingsOf(sector, ids)).toMatchObject([{ scoreHundredths: plain.baseHundredths }]);
    expect(await rerate(sector, ids, FIRST_DAY)).toMatchObject([{ version: '2' }]);
    expect(await ratingsOf(sector, ids)).toMatchObject([{ scoreHundredths: newer.baseHundredths }]);
  });

  test('rates nobody before the first standard of a sector is in force', async () => {
    const [rules] = fc.sample(anyStandard(), 1);
    if (rules === undefined) throw new Error('No standard was made.');
    const standard = await publish(rules);
    const ids = await open([[]]);
    expect(await rerate(standard.sector, ids, '2023-12-31')).toEqual([]);
    expect(await ratingsOf(standard.sector, ids)).toEqual([undefined]);
  });

  test('rounds amounts half away from zero, as the domain does', async () => {
    const [any] = fc.sample(anyStandard(), 1);
    if (any === undefined) throw new Error('No standard was made.');
    const indicator: Indicator = {
      code: 'I0',
      label: any.title,
      source: any.source,
      recordTypes: ['T_FINE'],
      pointsHundredths: -1,
      per: 'AMOUNT',
      validDays: null,
      onlyWhileOpen: true,
      capHundredths: 100_000,
    };
    const rules: Standard = {
      ...withoutMarks(any),
      indicators: [indicator, ...any.indicators.slice(-1)],
      baseHundredths: 0,
    };
    const standard = await publish(rules);
    const fine = { type: 'T_FINE', occurredOn: FIRST_DAY, endedOn: null, withdrawn: false };
    const amounts = [49, 50, 51, 149, 150];
    const ids = await open(
      amounts.map((amountHundredths) => [{ ...fine, id: randomUUID(), amountHundredths }]),
    );
    await rerate(standard.sector, ids, FIRST_DAY);
    const scores = (await ratingsOf(standard.sector, ids)).map((rating) => rating?.scoreHundredths);
    expect(scores).toEqual([0, -1, -1, -1, -2]);
  });
});

/** Rated at once, by everything that is on file, within no bounds. */
function withoutMarks(standard: Standard): Standard {
  const { notRated: _, window: _w, settlement: _s, scoreHundredths: _b, ...plain } = standard;
  return { ...plain, byDefault: null };
}

async function addMembers(grownUps: readonly string[], others: readonly string[]): Promise<void> {
  await addSubjects([...grownUps, ...others], 'PERSON');
  for (const [at, id] of [...grownUps, ...others].entries()) {
    // The last one is a child, the one before it a grown-up who has left.
    const bornOn = at === grownUps.length + 1 ? '20101231' : '19000101';
    const number = completeCitizenNumber('440784', bornOn, String(100 + at));
    await client.query(`insert into person (id, name, citizen_number) values ($1, '示例', $2)`, [id, number]);
  }
}

async function moveIn(
  id: string,
  grownUps: readonly string[],
  [left, child]: readonly string[],
): Promise<void> {
  await client.query('delete from household_member');
  await client.query(
    `insert into household (id, region_code, register_code) select id, region_code, id::text from subject where id = $1`,
    [id],
  );
  await client.query(
    `insert into household_member (household_id, person_id, from_on, to_on, ended_recorded_at)
     select $1::uuid, unnest($2::uuid[]), date '2020-01-01', null::date, null::timestamptz
     union all select $1::uuid, $3::uuid, date '2020-01-01', date '2021-01-01', now()
     union all select $1::uuid, $4::uuid, date '2020-01-01', null, null`,
    [id, grownUps, left, child],
  );
}

function isSame(one: Rated | undefined, other: Rated | undefined): boolean {
  return (
    one?.basis === other?.basis &&
    one?.scoreHundredths === other?.scoreHundredths &&
    one?.gradeCode === other?.gradeCode &&
    one?.indicatedGradeCode === other?.indicatedGradeCode
  );
}
