import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import supertest from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { addDays } from '../../src/domain/civil-date.js';
import { type JobWorker, startWorker } from '../../src/jobs/worker.js';
import { newId } from '../../src/new-id.js';
import { runJob } from '../support/jobs.js';
import {
  codesOf,
  makeWorld,
  type OfficerName,
  OTHER_VILLAGE,
  TODAY,
  type UserError,
  uuidOf,
  type World,
} from '../support/world.js';

const LOADER = new URL('../../scripts/native-typescript.mjs', import.meta.url).href;
const PROCESS = new URL('../support/run-worker.ts', import.meta.url).pathname;
const THREAD = new URL('../../src/job-thread.ts', import.meta.url);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let world: World;
const workers: JobWorker[] = [];
const processes: ChildProcess[] = [];
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  for (const child of processes.splice(0)) child.kill('SIGKILL');
});
afterAll(() => world.close());

interface Screening {
  readonly id: string;
  readonly eligibleCount: number;
  readonly fellOutCount: number;
  readonly dataOn: string | null;
  readonly screenedOn: string;
  readonly reasonCounts: readonly { readonly reasonCode: string; readonly count: number }[];
  readonly job: {
    readonly id: string;
    readonly state: string;
    readonly done: number;
    readonly total: number;
  };
}

interface Result {
  readonly creditCode: string;
  readonly subjectName: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly gradeCode: string | null;
  readonly reasonCodes: readonly string[];
  readonly reasons: readonly string[];
  readonly grounds: readonly any[];
}

const ORDER = `mutation ($input: ScreenPopulationInput!) {
  screenPopulation(input: $input) { replayed userErrors { code field } screening { id } job { id state } } }`;
const SCREENING = `query ($id: ID!) { screening(id: $id) { id eligibleCount fellOutCount dataOn screenedOn
  reasonCounts { reasonCode count } job { id state done total } } }`;
const RESULTS = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $outcome: ScreeningOutcome, $reason: ScreeningReason) {
  screeningResults(screeningId: $id, first: $first, after: $after, last: $last, before: $before, outcome: $outcome, reason: $reason) {
    totalCount pageInfo { hasNextPage endCursor startCursor }
    nodes { creditCode subjectName outcome verdict gradeCode reasonCodes reasons
      grounds { listCode recordId label documentNumber objectedOn measures { code effect mustOrMay legalBasis } } } } }`;

interface Ordered {
  readonly screenPopulation: {
    readonly replayed: boolean;
    readonly userErrors: readonly UserError[];
    readonly screening: { readonly id: string } | null;
    readonly job: { readonly id: string; readonly state: string } | null;
  };
}

interface Results {
  readonly screeningResults: {
    readonly totalCount: number;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string;
      readonly startCursor: string;
    };
    readonly nodes: readonly Result[];
  };
}

function input(changes: Record<string, unknown> = {}) {
  return {
    idempotencyKey: world.key(),
    title: '示例专项资金',
    purpose: '示例：筛选符合条件的诚信企业',
    matter: '示例通知〔2026〕1号',
    field: 'SUBSIDY',
    population: {},
    ...changes,
  };
}

async function order(changes: Record<string, unknown> = {}, officer: OfficerName = 'approver') {
  const variables = { input: input(changes) };
  return (await world.data<Ordered>(officer, ORDER, variables)).screenPopulation;
}

async function screeningOf(id: string): Promise<Screening> {
  return (await world.data<{ screening: Screening }>('approver', SCREENING, { id })).screening;
}

/** Orders a screening of the enterprises of an industry and does it. */
async function screen(industry: string, changes: Record<string, unknown> = {}): Promise<Screening> {
  const population = { industryCodes: [industry] };
  const { screening, job, userErrors } = await order({ population, ...changes });
  if (screening === null || job === null) throw new Error(JSON.stringify(userErrors));
  await runJob(world, 'approver', job.id);
  return screeningOf(screening.id);
}

async function resultsOf(id: string, filter: Record<string, unknown> = {}) {
  const { screeningResults } = await world.data<Results>('approver', RESULTS, { id, first: 100, ...filter });
  return screeningResults;
}

async function resultOf(screening: Screening, creditCode: string): Promise<Result | undefined> {
  return (await resultsOf(screening.id)).nodes.find((result) => result.creditCode === creditCode);
}

async function enter(
  subjectId: string,
  listCode: string,
  entry: Record<string, string> = {},
): Promise<string> {
  const id = uuidv7();
  const { validFrom = '2026-01-01', validTo = null, suspendedUntilOn = null } = entry;
  await world.owner.query(
    `insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, suspended_until_on)
     values ($1, $2, $3, '示例决字〔2026〕1号', '示例机关', $4, $5, $6)`,
    [id, subjectId, listCode, validFrom, validTo, suspendedUntilOn],
  );
  return id;
}

let industries = 1000;
/** An industry of a test's own, so that tests do not meet each other's enterprises. */
const newIndustry = () => String((industries += 1));

describe('A screening', () => {
  test('finds who is eligible and tells of each of the others why he fell out, down to list and measure', async () => {
    const industryCode = newIndustry();
    const clear = await world.enterprise({ industryCode, name: '鹤山市清白商行' });
    const exemplar = await world.enterprise({ industryCode });
    await enter(exemplar.id, 'HONEST_EXEMPLAR');
    const arrears = await world.enterprise({ industryCode });
    await enter(arrears.id, 'WAGE_ARREARS');
    const closed = await world.enterprise({ industryCode, status: 'DEREGISTERED' });
    const screening = await screen(industryCode);
    expect(screening).toMatchObject({
      eligibleCount: 2,
      fellOutCount: 2,
      dataOn: TODAY,
      screenedOn: TODAY,
      reasonCounts: [
        { reasonCode: 'MANDATORY_RESTRICTION', count: 1 },
        { reasonCode: 'SUBJECT_DEREGISTERED', count: 1 },
      ],
      job: { state: 'SUCCEEDED', done: 4, total: 4 },
    });
    expect(await resultOf(screening, clear.creditCode)).toMatchObject({
      subjectName: '鹤山市清白商行',
      outcome: 'ELIGIBLE',
      verdict: 'CLEAR',
      reasonCodes: [],
      grounds: [],
    });
    expect(await resultOf(screening, exemplar.creditCode)).toMatchObject({
      outcome: 'ELIGIBLE',
      verdict: 'FAST_TRACK',
      grounds: [{ listCode: 'HONEST_EXEMPLAR', measures: [{ code: 'EXEMPLAR_SUBSIDY' }] }],
    });
    expect(await resultOf(screening, arrears.creditCode)).toMatchObject({
      outcome: 'FELL_OUT',
      verdict: 'RESTRICTED',
      reasonCodes: ['MANDATORY_RESTRICTION'],
      reasons: ['A list or a record carries a measure that must restrict this matter.'],
      grounds: [
        {
          listCode: 'WAGE_ARREARS',
          recordId: null,
          documentNumber: '示例决字〔2026〕1号',
          measures: [{ mustOrMay: 'MUST', legalBasis: expect.stringMatching(/第.+条/) }],
        },
      ],
    });
    expect(await resultOf(screening, closed.creditCode)).toMatchObject({
      outcome: 'FELL_OUT',
      verdict: 'UNKNOWN',
      reasonCodes: ['SUBJECT_DEREGISTERED'],
    });
  });

  test('looks at law firms like at any enterprise', async () => {
    const industryCode = newIndustry();
    const { id, creditCode } = await world.enterprise({ industryCode });
    await world.owner.query(`update subject set kind = 'LAW_FIRM' where id = $1`, [id]);
    await world.owner.query(`update enterprise set category = 'LAW_FIRM' where id = $1`, [id]);
    const screening = await screen(industryCode, {});
    expect(await resultOf(screening, creditCode)).toMatchObject({ outcome: 'ELIGIBLE', reasonCodes: [] });
  });

  test('asks for a red list and for a public grade, and names all that is missing', async () => {
    const industryCode = newIndustry();
    const [both, listed, graded, neither] = [
      await world.enterprise({ industryCode }),
      await world.enterprise({ industryCode }),
      await world.enterprise({ industryCode }),
      await world.enterprise({ industryCode }),
    ];
    for (const { id } of [both, listed]) await enter(id, 'HONEST_EXEMPLAR');
    for (const { id } of [both, graded]) {
      await world.record(id, 'PROPERTY_CREDIT_JOINED');
      await world.rate(id, 'property-service');
    }
    const { rows } = await world.owner.query<{ grade_code: string }>(
      `select grade_code from rating where subject_id = $1 and sector = 'property-service'`,
      [both.id],
    );
    const gradeCode = rows[0]?.grade_code ?? '';
    const requirements = {
      redListCodes: ['HONEST_EXEMPLAR'],
      grade: { sector: 'property-service', gradeCodes: [gradeCode] },
    };
    const screening = await screen(industryCode, { requirements });
    const reasons = async ({ creditCode }: { creditCode: string }) =>
      (await resultOf(screening, creditCode))?.reasonCodes;
    expect(await reasons(both)).toEqual([]);
    expect(await reasons(listed)).toEqual(['NOT_RATED']);
    expect(await reasons(graded)).toEqual(['NOT_ON_RED_LIST']);
    expect(await reasons(neither)).toEqual(['NOT_ON_RED_LIST', 'NOT_RATED']);
    const others = {
      ...requirements,
      grade: { sector: 'property-service', gradeCodes: [otherThan(gradeCode)] },
    };
    const stricter = await screen(industryCode, { requirements: others });
    expect((await resultOf(stricter, both.creditCode))?.reasonCodes).toEqual(['GRADE_NOT_ACCEPTED']);
    expect((await resultOf(stricter, graded.creditCode))?.reasonCodes).toEqual([
      'NOT_ON_RED_LIST',
      'GRADE_NOT_ACCEPTED',
    ]);
    expect((await resultOf(stricter, graded.creditCode))?.gradeCode).toBe(gradeCode);
  });

  test('leaves out whoever is not in the population: another region, industry, kind or day of registration', async () => {
    const industryCode = newIndustry();
    const here = await world.enterprise({ industryCode });
    await world.enterprise({ industryCode, regionCode: OTHER_VILLAGE });
    await world.enterprise({ industryCode: newIndustry() });
    const young = await world.enterprise({ industryCode });
    await world.owner.query(`update enterprise set registered_on = '2026-06-01' where id = $1`, [young.id]);
    const shop = await world.enterprise({ industryCode });
    await world.owner.query(`update enterprise set category = 'INDIVIDUAL_BUSINESS' where id = $1`, [
      shop.id,
    ]);
    const population = {
      regionCodes: ['440784001'],
      industryCodes: [industryCode],
      categories: ['COMPANY'],
      registeredFrom: '2020-01-01',
      registeredTo: '2026-05-31',
    };
    const screening = await screen(industryCode, { population });
    expect((await resultsOf(screening.id)).nodes.map(({ creditCode }) => creditCode)).toEqual([
      here.creditCode,
    ]);
  });

  test('answers of every subject what a preview answers, whatever is on file', async () => {
    const industryCode = newIndustry();
    const files = fc.sample(FILE, { numRuns: 150, seed: 20261126 });
    const codes = new Map<string, RandomFile>();
    for (const file of files) codes.set(await make(industryCode, file), file);
    const requirements = { verdicts: ['CLEAR', 'FAST_TRACK', 'SUSPENDED_USE'] };
    const seen = new Set<string>();
    for (const field of ['SUBSIDY', 'PROCUREMENT']) {
      const screening = await screen(industryCode, { field, requirements });
      expect(screening.eligibleCount + screening.fellOutCount).toBe(files.length);
      const first = await resultsOf(screening.id);
      const rest = await resultsOf(screening.id, { after: first.pageInfo.endCursor });
      const results = [...first.nodes, ...rest.nodes];
      expect(new Set(results.map(({ creditCode }) => creditCode))).toEqual(new Set(codes.keys()));
      for (const { creditCode, verdict, outcome, reasonCodes, grounds } of results) {
        const preview = await previewOf(creditCode, field);
        const isEligible = requirements.verdicts.includes(preview.verdict);
        expect([codes.get(creditCode), verdict, outcome, reasonCodes]).toEqual([
          codes.get(creditCode),
          preview.verdict,
          isEligible ? 'ELIGIBLE' : 'FELL_OUT',
          isEligible ? [] : [preview.reasonCode],
        ]);
        const named = new Set(preview.lists.map(({ listCode }) => listCode));
        for (const { listCode } of grounds) if (listCode !== null) expect(named).toContain(listCode);
        seen.add(preview.verdict);
      }
    }
    expect([...seen].sort()).toEqual([
      ...['CAUTION', 'CLEAR', 'FAST_TRACK', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN'],
    ]);
  }, 60_000);

  test('tells of an open objection beside the result and holds it against nobody', async () => {
    const industryCode = newIndustry();
    const firm = await world.enterprise({ industryCode });
    const entryId = await enter(firm.id, 'CONSTRUCTION_FOCUS');
    await world.owner.query(
      `insert into list_objection (id, entry_id, office_id, filed_as, grounds, filed_on, recorded_by, decide_until_on, decide_is_provisional)
       values ($1, $2, $3, 'SUBJECT', '示例理由', '2026-06-01', $4, '2026-08-01', false)`,
      [uuidv7(), entryId, world.officeIds.credit, world.officerIds.clerk],
    );
    const screening = await screen(industryCode, { requirements: { verdicts: ['CLEAR', 'CAUTION'] } });
    expect(await resultOf(screening, firm.creditCode)).toMatchObject({
      outcome: 'ELIGIBLE',
      grounds: [{ listCode: 'CONSTRUCTION_FOCUS', objectedOn: '2026-06-01' }],
    });
  });

  test('judges by what was known when it was ordered, however late the work is done', async () => {
    const industryCode = newIndustry();
    const firm = await world.enterprise({ industryCode });
    const { screening, job } = await order({ population: { industryCodes: [industryCode] } });
    await pause(5);
    await enter(firm.id, 'WAGE_ARREARS');
    await world.enterprise({ industryCode });
    await runJob(world, 'approver', job?.id ?? '');
    const { nodes } = await resultsOf(screening?.id ?? '');
    expect(nodes).toMatchObject([{ creditCode: firm.creditCode, outcome: 'ELIGIBLE' }]);
  });

  test('is one look, logged with its purpose and in the audit, and records no check', async () => {
    const industryCode = newIndustry();
    await world.enterprise({ industryCode });
    const [checks, looks] = [await world.count('credit_check'), await world.count('access_log')];
    const screening = await screen(industryCode);
    expect(await world.count('credit_check')).toBe(checks);
    expect(await world.count('access_log')).toBe(looks + 1);
    const look = await world.owner.query<object>(
      'select officer_id, query, purpose, matter, subject_ids from access_log order by id desc limit 1',
    );
    expect(look.rows).toEqual([
      {
        officer_id: world.officerIds.approver,
        query: `screenPopulation ${uuidOf(screening.id)}`,
        purpose: '示例：筛选符合条件的诚信企业',
        matter: '示例通知〔2026〕1号',
        subject_ids: [],
      },
    ]);
    const audit = await world.owner.query<object>(
      'select verb, purpose, matter from audit_entry where office_id = $1 order by sequence desc limit 1',
      [world.officeIds.approval],
    );
    expect(audit.rows).toEqual([
      { verb: 'screenPopulation', purpose: '示例：筛选符合条件的诚信企业', matter: '示例通知〔2026〕1号' },
    ]);
  });

  test('under the same key is ordered once', async () => {
    const idempotencyKey = world.key();
    const population = { industryCodes: [newIndustry()] };
    const first = await order({ idempotencyKey, population });
    const before = await world.countAll();
    const again = await order({ idempotencyKey, population });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await world.countAll()).toEqual(before);
  });
});

describe('The order of a screening', () => {
  test.each<[string, Record<string, unknown>, string, readonly string[]]>([
    ['without a purpose', { purpose: ' ' }, 'PURPOSE_REQUIRED', ['purpose']],
    ['without a title', { title: '' }, 'INVALID_TEXT', ['title']],
    ["in a field that is not the office's", { field: 'LAND_SUPPLY' }, 'UNKNOWN_CODE', ['field']],
    [
      'beyond the jurisdiction',
      { population: { regionCodes: ['371082'] } },
      'OUTSIDE_JURISDICTION',
      ['population', 'regionCodes'],
    ],
    ['of no region', { population: { regionCodes: [] } }, 'MISSING_VALUE', ['population', 'regionCodes']],
    [
      'of an industry that is none',
      { population: { industryCodes: ['X'] } },
      'UNKNOWN_CODE',
      ['population', 'industryCodes'],
    ],
    ['of no kind', { population: { categories: [] } }, 'MISSING_VALUE', ['population', 'categories']],
    [
      'of days that end before they begin',
      { population: { registeredFrom: '2026-02-01', registeredTo: '2026-01-31' } },
      'INVALID_DATE',
      ['population', 'registeredTo'],
    ],
    [
      'that accepts no verdict',
      { requirements: { verdicts: [] } },
      'MISSING_VALUE',
      ['requirements', 'verdicts'],
    ],
    [
      'that asks for a black list',
      { requirements: { redListCodes: ['WAGE_ARREARS'] } },
      'UNKNOWN_CODE',
      ['requirements', 'redListCodes'],
    ],
    [
      'that asks for no list in particular',
      { requirements: { redListCodes: [] } },
      'MISSING_VALUE',
      ['requirements', 'redListCodes'],
    ],
    [
      'that asks for the internal risk class',
      { requirements: { grade: { sector: 'enterprise-risk', gradeCodes: ['A'] } } },
      'INTERNAL_CLASS_ONLY_ALLOCATES',
      ['requirements', 'grade', 'sector'],
    ],
    [
      'that asks for points',
      { requirements: { grade: { sector: 'village-points', gradeCodes: ['A'] } } },
      'POINTS_MUST_NOT_BURDEN',
      ['requirements', 'grade', 'sector'],
    ],
    [
      'that asks for a grade of houses',
      { requirements: { grade: { sector: 'urban-village', gradeCodes: ['CIVILISED'] } } },
      'UNKNOWN_CODE',
      ['requirements', 'grade', 'sector'],
    ],
    [
      'that asks for a sector that is none',
      { requirements: { grade: { sector: 'no-such-sector', gradeCodes: ['A'] } } },
      'UNKNOWN_CODE',
      ['requirements', 'grade', 'sector'],
    ],
    [
      'that asks for a grade that is none',
      { requirements: { grade: { sector: 'property-service', gradeCodes: ['NONE'] } } },
      'UNKNOWN_GRADE',
      ['requirements', 'grade', 'gradeCodes'],
    ],
    [
      'that accepts no grade',
      { requirements: { grade: { sector: 'property-service', gradeCodes: [] } } },
      'MISSING_VALUE',
      ['requirements', 'grade', 'gradeCodes'],
    ],
    [
      'of too many regions',
      { population: { regionCodes: Array.from({ length: 101 }, () => '440784') } },
      'TOO_MANY_ITEMS',
      ['population', 'regionCodes'],
    ],
    [
      'of too many lists',
      { requirements: { redListCodes: Array.from({ length: 21 }, () => 'HONEST_EXEMPLAR') } },
      'TOO_MANY_ITEMS',
      ['requirements', 'redListCodes'],
    ],
  ])('%s is refused', async (_what, changes, code, field) => {
    const before = await world.countAll();
    const { userErrors, screening } = await order(changes);
    expect({ userErrors, screening }).toEqual({
      userErrors: [{ code, field: ['input', ...field] }],
      screening: null,
    });
    expect(await world.countAll()).toEqual(before);
  });
});

describe('A screening of another office', () => {
  test('is not there: neither itself, nor its results, its file, or its job', async () => {
    const industryCode = newIndustry();
    await world.enterprise({ industryCode });
    const { id, job } = await screen(industryCode);
    const seen = await world.data(
      'otherApprover',
      'query ($id: ID!, $job: ID!) { screening(id: $id) { id } node(id: $id) { id } job(id: $job) { id } screenings(first: 1) { nodes { id } totalCount } }',
      { id, job: job.id },
    );
    expect(seen).toEqual({
      screening: null,
      node: null,
      job: null,
      screenings: { nodes: [], totalCount: 0 },
    });
    const results = await world.ask('otherApprover', RESULTS, { id, first: 1 });
    expect(codesOf(results)).toEqual(['NOT_FOUND']);
    expect((await file(id, 'otherApprover')).status).toBe(404);
    expect((await file(id, 'clerk')).status).toBe(403);
    expect((await file(id, null)).status).toBe(401);
  });

  test('stands in the list of its own, newest first, and is found by its id', async () => {
    const { id } = await screen(newIndustry());
    const { screenings, node } = await world.data<{ screenings: any; node: any }>(
      'approver',
      `query ($id: ID!) { screenings(first: 1) { nodes { id title field officerName population { regionCodes }
         requirements { verdicts redListCodes sector gradeCodes } rules { rule } } }
       node(id: $id) { ... on Screening { id } } }`,
      { id },
    );
    expect(screenings.nodes).toMatchObject([
      {
        id,
        title: '示例专项资金',
        field: 'SUBSIDY',
        officerName: '示例审批员',
        population: { regionCodes: ['440784'] },
        requirements: {
          verdicts: ['CLEAR', 'FAST_TRACK'],
          redListCodes: null,
          sector: null,
          gradeCodes: null,
        },
      },
    ]);
    expect(node).toEqual({ id });
  });
});

describe('The results of a screening', () => {
  test('are read in pages both ways, by outcome and by reason, with counts that need no counting', async () => {
    const industryCode = newIndustry();
    for (let made = 0; made < 5; made++) await world.enterprise({ industryCode });
    for (const status of ['DEREGISTERED', 'DEREGISTERED', 'REVOKED']) {
      await world.enterprise({ industryCode, status });
    }
    const { id } = await screen(industryCode);
    const all = await resultsOf(id);
    expect(all.nodes.map(({ outcome }) => outcome)).toEqual([
      ...new Array<string>(5).fill('ELIGIBLE'),
      ...new Array<string>(3).fill('FELL_OUT'),
    ]);
    const forward = await resultsOf(id, { first: 6 });
    const next = await resultsOf(id, { first: 6, after: forward.pageInfo.endCursor });
    expect([...forward.nodes, ...next.nodes]).toEqual(all.nodes);
    const backward = await resultsOf(id, { first: null, last: 6 });
    const former = await resultsOf(id, { first: null, last: 6, before: backward.pageInfo.startCursor });
    expect([...former.nodes, ...backward.nodes]).toEqual(all.nodes);
    expect(await resultsOf(id, { outcome: 'FELL_OUT' })).toMatchObject({
      totalCount: 3,
      nodes: all.nodes.slice(5),
    });
    expect(await resultsOf(id, { reason: 'LICENCE_REVOKED' })).toMatchObject({
      totalCount: 1,
      nodes: [{ reasonCodes: ['LICENCE_REVOKED'] }],
    });
    expect((await resultsOf(id, { reason: 'LICENCE_REVOKED', outcome: 'ELIGIBLE' })).totalCount).toBe(0);
  });

  test('are a file for spreadsheets, in which no name is a formula', async () => {
    const industryCode = newIndustry();
    const { creditCode } = await world.enterprise({ industryCode, name: '=HYPERLINK("x")' });
    const bad = await world.enterprise({ industryCode });
    await enter(bad.id, 'WAGE_ARREARS');
    const { id } = await screen(industryCode);
    const { status, text, headers } = await file(id, 'approver');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\uFEFF统一社会信用代码,名称,结果')).toBe(true);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`${creditCode},"'=HYPERLINK(""x"")",符合条件,正常办理`);
    expect(lines[2]).toContain(`${bad.creditCode},`);
    expect(lines[2]).toContain('依法应当对本事项采取限制措施。');
    expect(lines[2]).toMatch(/第.+条/);
  });
});

describe('The job of a screening', () => {
  /** So many enterprises, every fourth on a list. */
  async function fill(industryCode: string, count: number): Promise<void> {
    await world.owner.query(
      `with made as (
         insert into subject (id, kind, credit_code, name, region_code, opened_on, recorded_at)
         select gen_random_uuid(), 'ENTERPRISE', '99440784' || lpad($1 || n::text, 10, '0'), '示例', '440784', '2024-01-01', now() - interval '1 day'
         from generate_series(1, $2) n returning id
       ), registered as (
         insert into enterprise (id, category, industry_code) select id, 'COMPANY', $1 from made returning id
       )
       insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from)
       select gen_random_uuid(), id, 'WAGE_ARREARS', '示例决字〔2026〕2号', '示例机关', '2026-01-01' from registered
       where hashtext(id::text) % 4 = 0`,
      [industryCode, count],
    );
    await world.owner.query('analyze');
  }

  async function until(id: string, isSo: (job: Screening['job']) => boolean): Promise<void> {
    for (let looks = 0; looks < 3_000; looks += 1) {
      if (isSo((await screeningOf(id)).job)) return;
      await pause(20);
    }
    throw new Error('It never came to this.');
  }

  const OUTCOMES = `select r.subject_id, outcome, verdict, reason_codes from screening_result r where screening_id = $1 order by 1`;

  test('goes on where it was after a kill in the middle, and comes to the same end', async () => {
    const industryCode = newIndustry();
    await fill(industryCode, 60_000);
    const whole = await screen(industryCode);
    const expected = await world.owner.query(OUTCOMES, [uuidOf(whole.id)]);
    // What other tests have ordered was done without the queue.
    await world.owner.query('delete from graphile_worker._private_jobs');
    const { screening, job } = await order({ population: { industryCodes: [industryCode] } });
    const id = screening?.id ?? '';
    const child = spawn(process.execPath, ['--import', LOADER, PROCESS, world.database.appUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    processes.push(child);
    await until(id, ({ done }) => done > 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const killed = await screeningOf(id);
    expect(killed.job).toMatchObject({ id: job?.id, state: 'RUNNING', total: 60_000 });
    expect(killed.job.done).toBeLessThan(60_000);
    expect(killed.eligibleCount + killed.fellOutCount).toBe(killed.job.done);
    const { door } = world.product.world;
    workers.push(
      await startWorker({ newId, door, appUrl: world.database.appUrl, thread: THREAD, log: quiet }),
    );
    await until(id, ({ state }) => state !== 'RUNNING');
    const ended = await screeningOf(id);
    expect(ended).toMatchObject({
      eligibleCount: whole.eligibleCount,
      fellOutCount: whole.fellOutCount,
      reasonCounts: whole.reasonCounts,
      job: { state: 'SUCCEEDED', done: 60_000, total: 60_000 },
    });
    const { rows } = await world.owner.query(OUTCOMES, [uuidOf(id)]);
    expect(rows).toEqual(expected.rows);
  }, 120_000);

  test('can be cancelled by its office, and keeps what it has', async () => {
    const industryCode = newIndustry();
    await world.enterprise({ industryCode });
    const { screening, job } = await order({ population: { industryCodes: [industryCode] } });
    await world.owner.query(`update job set state = 'RUNNING', cancel_requested = true where id = $1`, [
      uuidOf(job?.id ?? ''),
    ]);
    await runJob(world, 'approver', job?.id ?? '');
    expect((await screeningOf(screening?.id ?? '')).job.state).toBe('CANCELLED');
    const waiting = await order({ population: { industryCodes: [industryCode] } });
    const { cancelJob } = await world.data<{ cancelJob: any }>(
      'approver',
      'mutation ($input: CancelJobInput!) { cancelJob(input: $input) { userErrors { code } job { state } } }',
      { input: { idempotencyKey: world.key(), jobId: waiting.job?.id } },
    );
    expect(cancelJob).toEqual({ userErrors: [], job: { state: 'CANCELLED' } });
  });
});

async function file(id: string, officer: OfficerName | null) {
  const request = supertest(world.address).get(`/screenings/${id}.csv`).set('accept-language', 'zh-CN');
  if (officer !== null) request.set('authorization', `Bearer ${world.tokenOf(officer)}`);
  return request;
}

interface Preview {
  readonly verdict: string;
  readonly reasonCode: string;
  readonly lists: readonly { readonly listCode: string }[];
}

async function previewOf(creditCode: string, field: string): Promise<Preview> {
  const { previewCredit } = await world.data<{ previewCredit: Preview }>(
    'approver',
    'query ($creditCode: CreditCode!, $field: String!) { previewCredit(creditCode: $creditCode, field: $field) { verdict reasonCode lists { listCode } } }',
    { creditCode, field },
    { 'x-purpose': '示例用途' },
  );
  return previewCredit;
}

const DAY = fc.integer({ min: -800, max: 20 });
const FILE = fc.record({
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'DEREGISTERED', 'REVOKED'),
  entries: fc.array(
    fc.record({
      list: fc.constantFrom(
        ...['HONEST_EXEMPLAR', 'HONEST_EXEMPLAR', 'WAGE_ARREARS', 'JUDGMENT_DEFAULTER', 'CONSTRUCTION_FOCUS'],
      ),
      from: DAY,
      lasts: fc.option(fc.integer({ min: 1, max: 900 })),
      suspended: fc.option(fc.integer({ min: -3, max: 3 })),
    }),
    { maxLength: 2 },
  ),
  records: fc.array(
    fc.record({
      type: fc.constantFrom('COMMITMENT_BREACHED', 'ADMINISTRATIVE_PENALTY', 'COMMITMENT_KEPT'),
      on: fc.integer({ min: -2_500, max: 5 }),
      ended: fc.option(fc.integer({ min: 1, max: 900 })),
    }),
    { maxLength: 2 },
  ),
});
type RandomFile = typeof FILE extends fc.Arbitrary<infer File> ? File : never;

/** Registers an enterprise with a file; returns its credit code. */
async function make(industryCode: string, { status, entries, records }: RandomFile): Promise<string> {
  const { id, creditCode } = await world.enterprise({ industryCode, status });
  for (const { list, from, lasts, suspended } of entries) {
    const validFrom = addDays(TODAY, from);
    await enter(id, list, {
      validFrom,
      ...(lasts === null ? {} : { validTo: addDays(validFrom, lasts) }),
      ...(suspended === null ? {} : { suspendedUntilOn: addDays(TODAY, suspended) }),
    });
  }
  for (const { type, on, ended } of records) {
    const occurredOn = addDays(TODAY, on);
    await world.record(id, type, {
      occurredOn,
      ...(ended === null ? {} : { endedOn: addDays(occurredOn, ended) }),
    });
  }
  return creditCode;
}

function otherThan(gradeCode: string): string {
  return gradeCode === 'A' ? 'B' : 'A';
}
