import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/domain/civil-date.js';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { codesOf, makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const RATING = `ratedOn sector gradeCode indicatedGradeCode score since validUntil nextChangeOn standardVersion basis label
  reasons { indicatorCode points pointsBeforeCap lapsesOn source { instrument clause } record { id type occurredOn } }`;

const FILE = `query ($id: ID!, $validAt: Date, $knownAt: DateTime) { node(id: $id) { ... on Enterprise {
  ratings(validAt: $validAt, knownAt: $knownAt) { ${RATING} }
  treatments(validAt: $validAt, knownAt: $knownAt) { sector gradeCode kind code value unit burden legalBasis reason validFrom source { instrument } }
  listEntries(validAt: $validAt, knownAt: $knownAt) { listCode kind enteredOn endsOn }
} } }`;

interface Moment {
  readonly validAt?: string;
  readonly knownAt?: string;
}

async function fileOf(uuid: string, moment: Moment = {}): Promise<Record<string, any>> {
  const { node } = await world.data<{ node: Record<string, any> }>('auditor', FILE, {
    id: `ent_${uuid}`,
    ...moment,
  });
  return node;
}

const property = ({ ratings }: Record<string, any>) =>
  ratings.find(({ sector }: any) => sector === 'property-service');

/** The moment at which everything done so far is known, and nothing of what follows: the API counts in milliseconds. */
async function now(): Promise<string> {
  await pause(5);
  const { rows } = await world.owner.query<{ now: Date }>('select clock_timestamp() as now');
  await pause(5);
  return rows[0]?.now.toISOString() ?? '';
}

/** A property-service enterprise that joined in January. */
async function joined(): Promise<string> {
  const { id } = await world.enterprise();
  await world.record(id, 'PROPERTY_CREDIT_JOINED', { occurredOn: '2026-01-10' });
  return id;
}

async function conduct(id: string, type: string, points: number, occurredOn: string): Promise<string> {
  const recordId = await world.record(id, type, { occurredOn });
  await world.owner.query('update credit_record set amount_hundredths = $2 where id = $1', [
    recordId,
    points * 100,
  ]);
  return recordId;
}

describe('A rating', () => {
  test('says score, grade, since when, by which version, and each reason with its record and clause', async () => {
    const id = await joined();
    const recordId = await conduct(id, 'PROPERTY_BAD_CONDUCT', 4, '2026-06-01');
    await world.rate(id, 'property-service');
    expect(property(await fileOf(id))).toMatchObject({
      gradeCode: 'A',
      indicatedGradeCode: 'A',
      score: '76.00',
      since: '2026-07-01',
      standardVersion: '2024.1',
      nextChangeOn: '2027-06-01',
      reasons: [
        {
          indicatorCode: 'BAD_CONDUCT',
          points: '-4.00',
          lapsesOn: '2027-06-01',
          source: { clause: expect.stringContaining('分') },
          record: { id: `rec_${recordId}`, type: 'PROPERTY_BAD_CONDUCT', occurredOn: '2026-06-01' },
        },
      ],
    });
  });

  test('that is stored equals its explanation, for any records', async () => {
    const anyRecord = fc.record({
      type: fc.constantFrom(
        'PROPERTY_GOOD_CONDUCT',
        'PROPERTY_BAD_CONDUCT',
        'PROPERTY_CREDIT_JOINED',
        'ADMINISTRATIVE_PENALTY',
        'ABNORMAL_OPERATION',
        'COMMITMENT_KEPT',
      ),
      points: fc.integer({ min: 1, max: 30 }),
      daysAgo: fc.integer({ min: 0, max: 800 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { maxLength: 12 }), async (records) => {
        const { id } = await world.enterprise();
        for (const { type, points, daysAgo } of records)
          await conduct(id, type, points, addDays('2026-07-01', -daysAgo));
        for (const sector of ['property-service', 'enterprise-risk']) await world.rate(id, sector);
        for (const { sector, score, reasons } of (await fileOf(id)).ratings) {
          const base = sector === 'property-service' ? 80 : 180;
          const sum = reasons.reduce((total: number, { points }: any) => total + Number(points), 0);
          const { rows } = await world.owner.query<{ base: number }>(
            `select (definition->>'baseHundredths')::integer / 100 as base from standard where sector = $1 and version = '2024.1'`,
            [sector],
          );
          expect([sector, Number(score)]).toEqual([
            sector,
            (rows[0]?.base ?? base) + Math.round(sum * 100) / 100,
          ]);
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('tells how complete its data are, the way to the next grade, and how it came about', async () => {
    const id = await joined();
    await world.rate(id, 'property-service');
    const recordId = await conduct(id, 'PROPERTY_BAD_CONDUCT', 4, '2026-06-01');
    await world.rate(id, 'property-service');
    const { node } = await world.data<{ node: Record<string, any> }>(
      'auditor',
      `query ($id: ID!) { node(id: $id) { ... on Enterprise { ratings { sector completeness { expected present missing } memberCount
         pathToNextGrade { targetGrade stepsCountOn waitUntil waitGrade steps { kind recordId indicatorCode indicator count points recordTypes } }
         history(first: 5) { totalCount nodes { validFrom gradeCode label score standardVersion cause } } } } } }`,
      { id: `ent_${id}` },
    );
    const rating = property(node);
    expect(rating).toMatchObject({ completeness: null, memberCount: 0 });
    expect(rating.pathToNextGrade).toMatchObject({
      targetGrade: 'AA',
      waitUntil: '2027-06-01',
      waitGrade: 'AA',
    });
    expect(rating.pathToNextGrade.steps).toContainEqual(
      expect.objectContaining({ kind: 'END_RECORD', recordId: `rec_${recordId}`, points: '4.00' }),
    );
    expect(rating.history).toMatchObject({
      totalCount: 2,
      nodes: [
        { validFrom: '2026-07-01', gradeCode: 'A', label: 'Grade A', score: '76.00', cause: 'test' },
        { validFrom: '2026-07-01', gradeCode: 'AA', score: '80.00' },
      ],
    });
  });
});

describe('A rating as of a day and a moment of knowledge', () => {
  test('is what held on that day, by what was known then, with the reasons of that day', async () => {
    const id = await joined();
    await world.rate(id, 'property-service');
    const before = await now();
    world.today = '2026-07-10';
    const recordId = await conduct(id, 'PROPERTY_BAD_CONDUCT', 15, '2026-06-20');
    await world.rate(id, 'property-service');
    const after = await now();
    await world.owner.query(
      `update credit_record set ended_on = '2026-07-20', ended_recorded_at = clock_timestamp() where id = $1`,
      [recordId],
    );
    world.today = '2026-07-20';
    await world.rate(id, 'property-service');
    const grade = async (moment: Moment) => {
      const rating = property(await fileOf(id, moment));
      return rating === undefined ? null : [rating.gradeCode, rating.since, rating.reasons.length];
    };
    expect(await grade({})).toEqual(['AA', '2026-07-20', 0]);
    expect(await grade({ validAt: '2026-07-15' })).toEqual(['B', '2026-07-10', 1]);
    expect(await grade({ validAt: '2026-07-15', knownAt: after })).toEqual(['B', '2026-07-10', 1]);
    expect(await grade({ validAt: '2026-07-20', knownAt: after })).toEqual(['B', '2026-07-10', 1]);
    expect(await grade({ validAt: '2026-07-20', knownAt: before })).toEqual(['AA', '2026-07-01', 0]);
    expect(await grade({ validAt: '2026-06-30' })).toBeNull();
    world.today = '2026-07-01';
  });

  test('before anything was known is refused in so many words, and is no empty answer', async () => {
    const id = await joined();
    await world.rate(id, 'property-service');
    for (const field of ['ratings', 'treatments', 'listEntries']) {
      const answer = await world.ask(
        'auditor',
        `query ($id: ID!) { node(id: $id) { ... on Enterprise { ${field}(knownAt: "2020-01-01T00:00:00Z") { __typename } } } }`,
        { id: `ent_${id}` },
      );
      expect(codesOf(answer)).toEqual(['NOTHING_KNOWN']);
      expect(answer.errors?.[0]?.message).toContain('nothing was known');
    }
    for (const query of ['standards', 'measures', 'policies(sector: "property-service"']) {
      const args = query.includes('(') ? `${query}, ` : `${query}(`;
      const answer = await world.ask('auditor', `{ ${args}knownAt: "2020-01-01T00:00:00Z") { __typename } }`);
      expect(codesOf(answer)).toEqual(['NOTHING_KNOWN']);
    }
  });

  test('of the past is explained by what was known then, also when something of that time came to light later', async () => {
    const id = await joined();
    await world.rate(id, 'property-service');
    world.today = '2026-07-10';
    await conduct(id, 'PROPERTY_BAD_CONDUCT', 15, '2026-07-05');
    await world.rate(id, 'property-service');
    expect(property(await fileOf(id, { validAt: '2026-07-07' }))).toMatchObject({
      score: '80.00',
      reasons: [],
    });
    expect(property(await fileOf(id))).toMatchObject({ score: '65.00', reasons: [{ points: '-15.00' }] });
    world.today = '2026-07-01';
  });

  test('of yesterday stays explained until the night has brought it up to date', async () => {
    const id = await joined();
    await conduct(id, 'PROPERTY_BAD_CONDUCT', 4, '2025-07-02');
    await world.rate(id, 'property-service');
    world.today = '2026-07-02';
    expect(property(await fileOf(id))).toMatchObject({
      score: '76.00',
      ratedOn: '2026-07-01',
      reasons: [{ points: '-4.00' }],
    });
    await bringRatingsUpToDate(world.product.world.door, '2026-07-02', new AbortController().signal);
    expect(property(await fileOf(id))).toMatchObject({ score: '80.00', ratedOn: '2026-07-02', reasons: [] });
    world.today = '2026-07-01';
  });

  test('known at the moment at which something is said to have been recorded includes it', async () => {
    const { standards } = await world.data<{ standards: { recordedAt: string }[] }>(
      'auditor',
      '{ standards(sector: "tax") { recordedAt } }',
    );
    const again = await world.data<{ standards: object[] }>(
      'auditor',
      'query ($at: DateTime!) { standards(sector: "tax", knownAt: $at) { version } }',
      { at: standards[0]?.recordedAt },
    );
    expect(again.standards).toHaveLength(1);
  });

  test('in days to come is refused', async () => {
    const { id } = await world.enterprise();
    const answer = await world.ask('auditor', FILE, { id: `ent_${id}`, validAt: '2026-07-02' });
    expect(new Set(codesOf(answer))).toEqual(new Set(['DATE_IN_FUTURE']));
  });
});

describe('What follows from a grade', () => {
  test('is told with its reason and legal basis, as it applies on the day', async () => {
    const { id } = await world.enterprise();
    await world.owner.query(
      `insert into rating_history (subject_id, sector, standard_id, basis, score_hundredths, grade_code, indicated_grade_code, valid_from, cause)
       select $1, 'real-estate-developer', id, 'RATED', 9500, 'AAA', 'AAA', '2026-02-01', 'test' from standard where sector = 'real-estate-developer'`,
      [id],
    );
    const { treatments } = await fileOf(id);
    expect(treatments).toContainEqual(
      expect.objectContaining({
        sector: 'real-estate-developer',
        gradeCode: 'AAA',
        kind: 'RETAINED_SHARE',
        value: 100,
        unit: 'BASIS_POINT',
        burden: true,
        legalBasis: expect.stringContaining('法'),
      }),
    );
    expect((await fileOf(id, { validAt: '2026-01-31' })).treatments).toEqual([]);
  });

  test('for an internal class stays with its regulators', async () => {
    const { id } = await world.enterprise();
    const ask = (officer: 'approver' | 'regulator') =>
      world.data<{ node: any }>(
        officer,
        'query ($id: ID!) { node(id: $id) { ... on Enterprise { treatments { sector kind } } } }',
        { id: `ent_${id}` },
      );
    expect((await ask('approver')).node.treatments).toEqual([]);
    expect((await ask('regulator')).node.treatments).toContainEqual({
      sector: 'enterprise-risk',
      kind: 'SPOT_CHECK_RATIO',
    });
    const policies = '{ policies(sector: "enterprise-risk") { gradeCode } }';
    expect((await world.data<{ policies: object[] }>('approver', policies)).policies).toEqual([]);
    expect((await world.data<{ policies: object[] }>('regulator', policies)).policies).toHaveLength(4);
  });
});

describe('Published standards', () => {
  test('can be read by every officer, all versions or those in force on a day', async () => {
    const versions = (args: string) =>
      world.data<{ standards: any[] }>(
        'approver',
        `{ standards(sector: "urban-village"${args}) { version inForceFrom supersededOn upgrade observationDays bands { code rank } indicators { code setsGrade source { mark } } } }`,
      );
    const all = (await versions('')).standards;
    expect(all.map(({ version, supersededOn }) => [version, supersededOn])).toEqual([
      ['2024.1', '2026-10-01'],
      ['2026.2', '2027-01-01'],
      ['2027.1', null],
    ]);
    expect(all[1]).toMatchObject({ upgrade: 'ONE_STEP', observationDays: 30 });
    expect((await versions(', validAt: "2026-12-31"')).standards).toMatchObject([{ version: '2026.2' }]);
    expect((await versions(', validAt: "2027-01-01"')).standards).toMatchObject([{ version: '2027.1' }]);
  });

  test('are there for every sector of the sources', async () => {
    const { standards } = await world.data<{ standards: { sector: string }[] }>(
      'approver',
      '{ standards(validAt: "2026-07-01") { sector } }',
    );
    expect(standards.length).toBeGreaterThanOrEqual(33);
    const whole = '{ standards(sector: "urban-village") { id sector version supersededOn definition } }';
    const { standards: versions } = await world.data<any>('integrator', whole);
    for (const version of versions) {
      const { node } = await world.data<any>(
        'zhongshan',
        'query ($id: ID!) { node(id: $id) { __typename ... on Standard { id sector version supersededOn definition } } }',
        { id: version.id },
      );
      expect(node).toEqual({ __typename: 'Standard', ...version });
    }
    const costOf = async (query: string) => {
      const { extensions } = await world.ask('integrator', query);
      return (extensions.cost as { requested: number }).requested;
    };
    expect(await costOf('{ standards { definition } }')).toBeGreaterThan(2_000);
    expect(await costOf(whole)).toBeLessThan(500);
  });

  test('measures hold from their day on, and are told with their legal basis', async () => {
    const { measures } = await world.data<{ measures: any[] }>(
      'approver',
      '{ measures(field: "PROCUREMENT") { code legalBasis mustOrMay effect validFrom } }',
    );
    expect(measures.length).toBeGreaterThan(0);
    for (const { legalBasis } of measures) expect(legalBasis).not.toBe('');
    const early = await world.data<{ measures: any[] }>(
      'approver',
      '{ measures(validAt: "1990-01-01") { code } }',
    );
    expect(early.measures).toEqual([]);
  });
});
