import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { addDays } from '../../src/domain/civil-date.js';
import { rate, type RatedRecord } from '../../src/domain/rating.js';
import { type Band, checkStandard, type Indicator, type Standard } from '../../src/domain/standard.js';
import { RERATE, type RatingChange } from '../../src/store/ratings.js';
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
const SOURCE = { instrument: 'Invented for this test', mark: 'D', checkedOn: '2026-11-22' } as const;
const LABEL = { zh: '任意', en: 'Any' };
const TYPES = ['T_CARE', 'T_FINE', 'T_FRAUD', 'T_HAZARD', 'T_VISIT'];

/** Close to the days on which is rated, so that many records begin, end and lapse between them and exactly on them. */
const anyDay = fc.integer({ min: -40, max: 40 }).map((days) => addDays(FIRST_DAY, days));

const anyRecord = fc
  .record({
    type: fc.constantFrom(...TYPES),
    occurredOn: anyDay,
    endsAfter: fc.option(fc.integer({ min: 0, max: 30 })),
    withdrawn: fc.boolean(),
    amountHundredths: fc.option(fc.oneof(fc.nat(500), fc.nat(2_000_000_000))),
  })
  .map(({ endsAfter, ...record }): RatedRecord => {
    const endedOn = endsAfter === null ? null : addDays(record.occurredOn, endsAfter);
    return { id: randomUUID(), endedOn, ...record };
  });

const anyFile = fc.array(anyRecord, { maxLength: 12 });

const anyIndicator = fc
  .record({
    recordTypes: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
    pointsHundredths: fc.integer({ min: -500, max: 500 }),
    per: fc.constantFrom('EVENT' as const, 'AMOUNT' as const),
    validDays: fc.option(fc.integer({ min: 1, max: 30 })),
    capEvents: fc.option(fc.integer({ min: 1, max: 4 })),
    minCount: fc.integer({ min: 1, max: 4 }),
    directRank: fc.option(fc.integer({ min: 2, max: 5 })),
  })
  .map(({ capEvents, minCount, directRank, pointsHundredths, per, ...rest }) => {
    const isDirect = directRank !== null || pointsHundredths === 0;
    const isCapped = pointsHundredths !== 0 && (capEvents !== null || per === 'AMOUNT');
    return {
      ...rest,
      pointsHundredths,
      per: isCapped ? per : ('EVENT' as const),
      onlyWhileOpen: rest.validDays === null,
      ...(isDirect ? { minCount, setsGrade: `G${directRank ?? 5}` } : {}),
      ...(isCapped ? { capHundredths: Math.abs(pointsHundredths) * (capEvents ?? 3) } : {}),
    };
  });

/** Five grades: four that scores lead to, and one that only direct rules lead to. */
function bandsBetween(edges: readonly number[], direction: Standard['direction']): Band[] {
  const rising = [...edges].sort((a, b) => a - b);
  const byScore = [null, ...rising].map((minHundredths, at): Band => {
    const rank = direction === 'HIGHER_IS_BETTER' ? rising.length + 1 - at : at + 1;
    const maxHundredths = rising[at] ?? null;
    return { code: `G${rank}`, label: LABEL, colour: 'green', rank, minHundredths, maxHundredths };
  });
  const direct = { code: 'G5', label: LABEL, colour: 'red', rank: 5, minHundredths: 0, maxHundredths: 0 };
  return [...byScore, direct];
}

const anyStandard = fc
  .record({
    indicators: fc.array(anyIndicator, { minLength: 1, maxLength: 5 }),
    edges: fc.uniqueArray(fc.integer({ min: -3_000, max: 3_000 }), { minLength: 3, maxLength: 3 }),
    direction: fc.constantFrom<Standard['direction']>('HIGHER_IS_BETTER', 'HIGHER_IS_RISKIER'),
    baseHundredths: fc.integer({ min: -1_000, max: 1_000 }),
    evidence: fc.option(fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 2 })),
  })
  .map(({ indicators, edges, direction, baseHundredths, evidence }): Standard => {
    const direct: Indicator = {
      code: 'DIRECT',
      label: LABEL,
      source: SOURCE,
      recordTypes: ['T_FRAUD'],
      pointsHundredths: 0,
      validDays: null,
      onlyWhileOpen: true,
      minCount: 3,
      setsGrade: 'G5',
    };
    return {
      sector: `test-${randomUUID()}`,
      version: '1',
      title: LABEL,
      subjectKinds: ['ENTERPRISE'],
      inForceFrom: '2024-01-01',
      direction,
      internal: false,
      baseHundredths,
      source: SOURCE,
      indicators: [
        ...indicators.map((each, at): Indicator => ({
          ...each,
          code: `I${at}`,
          label: LABEL,
          source: SOURCE,
        })),
        direct,
      ],
      bands: bandsBetween(edges, direction),
      byDefault: evidence === null ? null : { evidence, label: LABEL, colour: 'grey' },
      upgrade: { mode: 'AT_ONCE' },
    };
  });

async function publish(standard: Standard): Promise<void> {
  const id = randomUUID();
  const { sector, version, inForceFrom, bands, indicators } = standard;
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
  for (const indicator of indicators) {
    await client.query(
      `insert into standard_indicator (standard_id, code, record_types, points_hundredths, per_amount, valid_days,
         cap_hundredths, min_count, sets_grade) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        indicator.code,
        indicator.recordTypes,
        indicator.pointsHundredths,
        indicator.per === 'AMOUNT',
        indicator.validDays,
        indicator.capHundredths ?? null,
        indicator.minCount ?? 1,
        indicator.setsGrade ?? null,
      ],
    );
  }
}

/** Opens one file for each and returns the ids of their subjects. */
async function open(files: readonly (readonly RatedRecord[])[]): Promise<string[]> {
  const ids = files.map(() => randomUUID());
  await client.query(
    `insert into subject (id, kind, region_code, opened_on) select id, 'HOUSEHOLD', '440784', '2024-01-01' from unnest($1::uuid[]) as id`,
    [ids],
  );
  for (const [at, file] of files.entries()) {
    await client.query(
      `insert into credit_record (id, subject_id, type, occurred_on, ended_on, ended_recorded_at, withdrawn_at, amount_hundredths, source_key)
       select r.id, $1, r.type, r."occurredOn", r."endedOn", case when r."endedOn" is not null then now() end,
         case when r.withdrawn then now() end, r."amountHundredths", sha256(convert_to(r.id::text, 'UTF8'))
       from jsonb_to_recordset($2::jsonb) as r(
         id uuid, type text, "occurredOn" date, "endedOn" date, withdrawn boolean, "amountHundredths" bigint)`,
      [ids[at], JSON.stringify(file)],
    );
  }
  return ids;
}

interface Rated {
  readonly basis: string;
  readonly scoreHundredths: number;
  readonly gradeCode: string | null;
  readonly sinceOn: string;
}

async function ratingsOf(sector: string, ids: readonly string[]): Promise<(Rated | undefined)[]> {
  const { rows } = await client.query<Rated & { id: string }>(
    `select subject_id as id, basis, score_hundredths as "scoreHundredths", grade_code as "gradeCode",
       since_on::text as "sinceOn" from rating where sector = $1`,
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

async function rerate(sector: string, ids: readonly string[], on: string): Promise<RatingChange[]> {
  const { rows } = await client.query<RatingChange>(RERATE.text, [sector, ids, on, 'test']);
  return rows;
}

describe('The rating of many subjects in one statement', () => {
  test('is the rule of the domain, for any standard that can be put in force, any files, and any days', async () => {
    const anyDays = fc.array(fc.integer({ min: -20, max: 40 }), { minLength: 2, maxLength: 4 });
    const anyFiles = fc.array(anyFile, { minLength: 3, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyStandard, anyFiles, anyDays, async (standard, files, days) => {
        expect(checkStandard(standard)).toEqual([]);
        await publish(standard);
        const ids = await open(files);
        let before: (Rated | undefined)[] = ids.map(() => undefined);
        let history = 0;
        for (const on of days.sort((a, b) => a - b).map((count) => addDays(FIRST_DAY, count))) {
          const changes = await rerate(standard.sector, ids, on);
          const expected = files.map((file) => rate(standard, file, on));
          const rated = await ratingsOf(standard.sector, ids);
          expect(rated).toMatchObject(
            expected.map(({ basis, scoreHundredths, gradeCode }) => ({ basis, scoreHundredths, gradeCode })),
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
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  test('changes nothing and notes nothing when it is done again', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStandard,
        fc.array(anyFile, { minLength: 1, maxLength: 4 }),
        async (standard, files) => {
          await publish(standard);
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
    const [older] = fc.sample(anyStandard, 1);
    if (older === undefined) throw new Error('No standard was made.');
    const plain = { ...older, indicators: older.indicators.slice(-1), byDefault: null };
    const newer = {
      ...plain,
      version: '2',
      inForceFrom: FIRST_DAY,
      baseHundredths: plain.baseHundredths + 1,
    };
    await publish(plain);
    await publish(newer);
    const ids = await open([[]]);
    expect(await rerate(plain.sector, ids, addDays(FIRST_DAY, -1))).toMatchObject([{ version: '1' }]);
    expect(await ratingsOf(plain.sector, ids)).toMatchObject([{ scoreHundredths: plain.baseHundredths }]);
    expect(await rerate(plain.sector, ids, FIRST_DAY)).toMatchObject([{ version: '2' }]);
    expect(await ratingsOf(plain.sector, ids)).toMatchObject([{ scoreHundredths: newer.baseHundredths }]);
  });

  test('rates nobody before the first standard of a sector is in force', async () => {
    const [standard] = fc.sample(anyStandard, 1);
    if (standard === undefined) throw new Error('No standard was made.');
    await publish(standard);
    const ids = await open([[]]);
    expect(await rerate(standard.sector, ids, '2023-12-31')).toEqual([]);
    expect(await ratingsOf(standard.sector, ids)).toEqual([undefined]);
  });

  test('rounds amounts half away from zero, as the domain does', async () => {
    const [any] = fc.sample(anyStandard, 1);
    if (any === undefined) throw new Error('No standard was made.');
    const indicator: Indicator = {
      code: 'I0',
      label: LABEL,
      source: SOURCE,
      recordTypes: ['T_FINE'],
      pointsHundredths: -1,
      per: 'AMOUNT',
      validDays: null,
      onlyWhileOpen: true,
      capHundredths: 100_000,
    };
    const standard = { ...any, indicators: [indicator, ...any.indicators.slice(-1)], baseHundredths: 0 };
    await publish(standard);
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

function isSame(one: Rated | undefined, other: Rated | undefined): boolean {
  return (
    one?.basis === other?.basis &&
    one?.scoreHundredths === other?.scoreHundredths &&
    one?.gradeCode === other?.gradeCode
  );
}
