import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { queryableOf } from '../../seeds/district/rate-district.js';
import { addDays } from '../../src/domain/civil-date.js';
import {
  type Candidate,
  countedVisits,
  exclusionOf,
  GROUNDS,
  isOverdue,
  type ItemInScope,
  limitFor,
  type SpotCheckLimit,
} from '../../src/domain/spot-check-limit.js';
import { COUNT_POPULATION, JUDGED_OBJECTS, type PopulationCount } from '../../src/store/draw-eligibility.js';
import { COUNT_YEAR_OF_INSPECTIONS, LIST_OVERDUE } from '../../src/store/enterprise-inspections.js';
import { type Queryable, rowTypes, statement } from '../../src/store/statement.js';
import { makeWorld, type World, YUETANG } from '../support/world.js';

let world: World;
let client: pg.Client;
let unit: Queryable;
beforeAll(async () => {
  world = await makeWorld();
  client = new pg.Client({ connectionString: world.database.ownerUrl, types: rowTypes });
  await client.connect();
  unit = queryableOf(client);
  // Draws are put there without the life that leads to them: what is tested is what the registers say of them.
  await client.query(`alter table draw disable trigger user; alter table draw_object disable trigger user;
    alter table draw_roster disable trigger user`);
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const JUDGED = statement<{
  publicId: string;
  subjectId: string;
  classCode: string | null;
  weight: number;
  reason: string | null;
  detail: string | null;
}>(
  'test-judged-objects',
  `with judged as materialized (${JUDGED_OBJECTS}) select public_id as "publicId", subject_id as "subjectId",
     class_code as "classCode", weight, reason, detail from judged where $1::uuid is null`,
);

const ON = '2026-07-01';
const RECKONING = { on: ON, pendingDays: 365 };
const ITEMS: readonly ItemInScope[] = [
  { code: 'PRICE_MARKING', category: 'GENERAL' },
  { code: 'LICENCE_USE', category: 'GENERAL' },
  { code: 'FOOD_SERVICE', category: 'KEY' },
];
const anyItems = fc.subarray([...ITEMS]);
const anyGround = fc.constantFrom(...GROUNDS);
const anyDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays(ON, -days));

const anyCandidate = fc.record<Candidate & { openedOn: string; isProduct: boolean }>({
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'DEREGISTERED', 'REVOKED'),
  classCode: fc.constantFrom('A', 'D', null),
  industryCode: fc.constantFrom('6210', '6220', '5211', null),
  isProduct: fc.boolean(),
  isRetired: fc.boolean(),
  openedOn: fc.constantFrom('2020-01-01', '2024-07-01', '2024-07-02', '2026-01-01'),
  inspections: fc.array(
    fc.record({ inspectedOn: anyDay, items: anyItems, ground: anyGround, isClean: fc.boolean() }),
    { maxLength: 4 },
  ),
  pending: fc.array(fc.record({ drawnOn: anyDay, ground: anyGround }), { maxLength: 2 }),
});

const anyScope = fc.oneof(
  fc.record({ itemCode: fc.constantFrom(...ITEMS.map(({ code }) => code)), itemCategory: fc.constant(null) }),
  fc.record({
    itemCode: fc.constant(null),
    itemCategory: fc.constantFrom('GENERAL' as const, 'KEY' as const),
  }),
  fc.record({ itemCode: fc.constant(null), itemCategory: fc.constant(null) }),
);
const anyLimits = fc
  .array(
    fc
      .tuple(
        anyScope,
        fc.record({
          kind: fc.constantFrom(
            'ANNUAL_CAP' as const,
            'NO_REPEAT' as const,
            'CLEAN_WINDOW' as const,
            'AT_LEAST' as const,
          ),
          industryPrefix: fc.constantFrom(null, '62', '6210', '5'),
          value: fc.integer({ min: 1, max: 4 }),
          withinMonths: fc.integer({ min: 1, max: 24 }),
          exemptGrounds: fc.subarray([...GROUNDS].filter((ground) => ground !== 'ROUTINE')),
          validFrom: fc.constantFrom('2025-01-01', '2026-07-01', '2026-07-02'),
        }),
      )
      .map(([scope, row]) => ({
        ...row,
        ...(row.kind === 'ANNUAL_CAP' ? { itemCode: null, itemCategory: null } : scope),
        withinMonths: row.kind === 'AT_LEAST' ? row.withinMonths : null,
      })),
    { maxLength: 8 },
  )
  .chain((rows) =>
    // Several rows of one code, so that the latest has to be found.
    fc
      .tuple(...rows.map(() => fc.constantFrom('X', 'Y', 'Z')))
      .map((ends) =>
        rows
          .map((row, at): SpotCheckLimit => ({ ...row, code: `${row.kind}_${ends[at] ?? ''}` }))
          .filter(
            (row, at, all) =>
              all.findIndex(({ code, validFrom }) => code === row.code && validFrom === row.validFrom) === at,
          ),
      ),
  );

async function addDraw(changes: {
  drawnOn: string;
  ground: string;
  items: readonly ItemInScope[];
}): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into draw (id, office_id, title, population, algorithm, seed, ratios, roster_hash, roster_size, drawn_size, drawn_on, drawn_by,
       state, item_codes, ground, office_ids, prepared_by, prepared_on, draw_on)
     values ($1, $2, '示例', '{}', 'sha256-tickets-1', repeat('0', 64), '{}', repeat('0', 64), 1, 1, $3, $4, 'DRAWN', $5, $6,
       array[$2::uuid], $4, $3, $3)`,
    [
      id,
      world.officeIds.market,
      changes.drawnOn,
      world.officerIds.regulator,
      changes.items.map(({ code }) => code),
      changes.ground,
    ],
  );
  return id;
}

async function addCandidate(candidate: Candidate & { openedOn: string; isProduct: boolean }) {
  const id = randomUUID();
  const creditCode = world.creditCode();
  await client.query(
    `insert into subject (id, kind, credit_code, name, region_code, status, opened_on) values ($1, 'ENTERPRISE', $2, '示例', $3, $4, $5)`,
    [id, creditCode, YUETANG, candidate.status, candidate.openedOn],
  );
  await client.query(`insert into enterprise (id, category, industry_code) values ($1, 'COMPANY', $2)`, [
    id,
    candidate.industryCode,
  ]);
  if (candidate.classCode !== null)
    await client.query(
      `insert into rating (subject_id, sector, standard_id, basis, score_hundredths, grade_code, since_on, rated_on)
       select $1, 'enterprise-risk', id, 'RATED', 0, $2, $3, $3 from standard where sector = 'enterprise-risk' and version = '2024.1'`,
      [id, candidate.classCode, ON],
    );
  for (const { inspectedOn, items, ground, isClean } of candidate.inspections) {
    const drawId = await addDraw({ drawnOn: '2020-01-01', ground, items });
    await client.query(
      `insert into enterprise_inspection (id, draw_id, subject_id, inspected_on, result_codes, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
      [
        randomUUID(),
        drawId,
        id,
        inspectedOn,
        isClean ? ['NO_PROBLEM_FOUND'] : ['NO_PROBLEM_FOUND', 'MOVED_AWAY'],
        world.officerIds.regulator,
      ],
    );
  }
  for (const { drawnOn, ground } of candidate.pending) {
    const drawId = await addDraw({ drawnOn, ground, items: [] });
    await client.query(
      `insert into draw_roster (draw_id, public_id, subject_id, class_code) values ($1, $2, $3, 'A')`,
      [drawId, creditCode, id],
    );
    await client.query(
      `insert into draw_object (draw_id, roster_draw_id, public_id, subject_id, class_code, ticket, place) values ($1, $1, $2, $3, 'A', '0', 1)`,
      [drawId, creditCode, id],
    );
  }
  if (candidate.isProduct)
    await client.query(
      `insert into inspection_object (id, public_id, kind, name, subject_id, region_code, active, office_id, registered_on, retired_on)
       values ($1, $2, 'PRODUCT', '示例', $3, $4, $5, $6, '2025-01-01', $7)`,
      [
        randomUUID(),
        `P-${creditCode}`,
        id,
        YUETANG,
        !candidate.isRetired,
        world.officeIds.market,
        candidate.isRetired ? '2026-01-01' : null,
      ],
    );
  return { ...candidate, id, creditCode };
}

async function setLimits(limits: readonly SpotCheckLimit[]): Promise<void> {
  await client.query('delete from spot_check_limit');
  for (const limit of limits)
    await client.query(
      `insert into spot_check_limit (code, valid_from, kind, label_zh, label_en, item_code, item_category, industry_prefix, value, unit,
         within_months, exempt_grounds, legal_basis, source)
       values ($1, $2, $3, '示例', 'Example', $4, $5, $6, $7, $8, $9, $10, '示例', '{}')`,
      [
        limit.code,
        limit.validFrom,
        limit.kind,
        limit.itemCode,
        limit.itemCategory,
        limit.industryPrefix,
        limit.value,
        ['ANNUAL_CAP', 'AT_LEAST'].includes(limit.kind) ? 'TIMES' : 'MONTHS',
        limit.withinMonths,
        [...limit.exemptGrounds],
      ],
    );
}

test('says of random histories under random limits what the rules say of each object', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCandidate, { minLength: 3, maxLength: 8 }),
      anyLimits,
      anyItems,
      anyGround,
      async (candidates, limits, items, ground) => {
        await client.query('begin');
        try {
          await setLimits(limits);
          const added = [];
          for (const candidate of candidates) added.push(await addCandidate(candidate));
          const codes = items.map(({ code }) => code);
          const judge = (kind: string) =>
            unit.run(JUDGED, [null, [YUETANG], null, codes, ON, ground, kind, null]);
          const draw = { ...RECKONING, ground, items };
          const enterprises = await judge('ENTERPRISE');
          for (const candidate of added) {
            const expected = exclusionOf({ ...candidate, isRetired: false }, draw, limits);
            expect(enterprises.find(({ publicId }) => publicId === candidate.creditCode)).toEqual({
              publicId: candidate.creditCode,
              subjectId: candidate.id,
              classCode: candidate.classCode,
              weight: 1,
              reason: expected?.reason ?? null,
              detail: expected?.detail ?? null,
            });
          }
          const products = await judge('PRODUCT');
          expect(products).toHaveLength(added.filter(({ isProduct }) => isProduct).length);
          for (const candidate of added.filter(({ isProduct }) => isProduct))
            expect(products).toContainEqual(
              expect.objectContaining({
                publicId: `P-${candidate.creditCode}`,
                reason: exclusionOf(candidate, draw, limits)?.reason ?? null,
              }),
            );
          await expectCounts(added, limits);
          await expectOverdue(added, limits);
        } finally {
          await client.query('rollback');
        }
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

type Added = Awaited<ReturnType<typeof addCandidate>>;

async function expectCounts(added: readonly Added[], limits: readonly SpotCheckLimit[]): Promise<void> {
  const rows = await unit.run(COUNT_YEAR_OF_INSPECTIONS, [added.map(({ id }) => id), ON]);
  for (const candidate of added) {
    const { industryCode } = candidate;
    const cap = limitFor(limits, 'ANNUAL_CAP', { item: null, industryCode, on: ON });
    const all = countedVisits({ exemptGrounds: [] }, candidate, RECKONING);
    const count = countedVisits(cap ?? { exemptGrounds: [] }, candidate, RECKONING);
    expect(rows).toContainEqual({ id: candidate.id, cap: cap?.value ?? null, count, exempt: all - count });
  }
}

async function expectOverdue(added: readonly Added[], limits: readonly SpotCheckLimit[]): Promise<void> {
  const rows = await unit.run(LIST_OVERDUE.forward, [[YUETANG], ON, null, null, null, 1000]);
  const latest = limits.filter(
    (limit) =>
      limit.kind === 'AT_LEAST' &&
      limit.validFrom <= ON &&
      !limits.some(
        ({ code, validFrom }) => code === limit.code && validFrom <= ON && validFrom > limit.validFrom,
      ),
  );
  const expected = added
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((candidate) =>
      latest
        .filter((limit) => isOverdue(limit, candidate, ON))
        .map(({ code }) => `${candidate.creditCode} ${code}`),
    );
  expect(rows.map(({ creditCode, limitCode }) => `${creditCode} ${limitCode}`)).toEqual(expected.sort());
  for (const { overdueSince } of rows) expect(overdueSince <= ON).toBe(true);
}

test('draws by the weight of the class, and counts only whom the office could draw', async () => {
  await client.query('begin');
  try {
    const one = await addCandidate({
      ...{ status: 'ACTIVE', classCode: 'D', industryCode: '9999', isRetired: false, isProduct: false },
      ...{ inspections: [], pending: [], openedOn: '2020-01-01' },
    });
    await client.query(
      `insert into treatment_policy (id, sector, grade_code, kind, value, unit, valid_from, reason, source)
       values ($1, 'enterprise-risk', 'D', 'DRAW_WEIGHT', 8, 'TIMES', $2, '示例', '{}')`,
      [randomUUID(), ON],
    );
    const values = [null, [YUETANG], ['9999'], [], ON, 'ROUTINE', 'ENTERPRISE', null];
    const judged = await unit.run(JUDGED, values);
    expect(judged).toMatchObject([{ publicId: one.creditCode, weight: 8, reason: null }]);
    const counts: PopulationCount[] = await unit.run(COUNT_POPULATION, values);
    expect(counts).toEqual([{ classCode: 'D', population: 1, eligible: 1 }]);
  } finally {
    await client.query('rollback');
  }
});
