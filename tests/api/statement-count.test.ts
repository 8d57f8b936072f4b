import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSectorFile } from '../../seeds/reference-files.js';
import { relyOnAnswers } from '../support/checks.js';
import { addDrawStaff, type DrawStaff, makeDraw } from '../support/draws.js';
import { runJob } from '../support/jobs.js';
import { statementsOfRequest } from '../support/statements.js';
import { arriveAt, checklist, ORDER, recordResult } from '../support/visits.js';
import { MatterDesk } from '../support/matters.js';
import { makeWorld, TODAY, type OfficerName, type World } from '../support/world.js';

let world: World;
const HOUSES = 8;
const jobs: string[] = [];

beforeAll(async () => {
  world = await makeWorld({ webhookHosts: ['hooks.example'] });
  for (let count = 0; count < HOUSES; count++) {
    const house = await world.registerHouse();
    await world.data(
      'zhongshan',
      `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } } }`,
      {
        input: {
          idempotencyKey: world.key(),
          houseId: house,
          inspectedOn: TODAY,
          secondOfficerId: world.officerId('zhongshanSecond'),
          findings: [{ itemCode: 'ELECTRIC_BIKE_CHARGING' }],
        },
      },
    );
    const { id } = await world.enterprise();
    await world.record(id, 'ADMINISTRATIVE_PENALTY');
    await world.rate(id, 'enterprise-risk');
  }
  const staff = await addDrawStaff(world);
  for (let count = 0; count < 3; count++) {
    await visitOne(staff);
  }
  for (let count = 0; count < 3; count++) {
    const { id } = await world.enterprise();
    await world.record(id, 'PROPERTY_CREDIT_JOINED', { occurredOn: '2026-01-01' });
    await world.rate(id, 'property-service');
  }
  for (let count = 0; count < HOUSES; count++) jobs.push(await triedDraft());
  await relyOnAnswers(world, HOUSES);
  for (let count = 0; count < 3; count++) await screened();
  const desk = new MatterDesk(world);
  for (let count = 0; count < 3; count++) {
    const { id: matterId } = await desk.received();
    await desk.matter('askForPapers', { matterId, paperCodes: ['FLOOR_PLAN', 'TEST_REPORT'] });
    const promise = { kind: 'TOLERANCE', paperCodes: ['FLOOR_PLAN'], content: '示例承诺' };
    await desk.commitment('giveCommitment', { matterId, ...promise });
  }
});
afterAll(() => world.close());

/** A draw with a visit to the first of its objects that was told, came about and led to an order to correct. */
async function visitOne(staff: DrawStaff): Promise<void> {
  const drawId = await makeDraw(world, staff);
  const { draw } = await world.data<any>(
    'regulator',
    'query ($id: ID!) { draw(id: $id) { objects(first: 1) { nodes { enterprise { id } } } } }',
    { id: drawId },
  );
  const drawn = { drawId, staff, enterprises: [draw.objects.nodes[0].enterprise.id] };
  await arriveAt(world, drawn);
  const { userErrors } = await recordResult(world, drawn, {
    ...{ resultCodes: ['ORDERED_TO_CORRECT'], findings: checklist(1), correction: ORDER },
  });
  expect(userErrors).toEqual([]);
}

/** A screening of all enterprises, ordered and done. */
async function screened(): Promise<void> {
  const { screenPopulation } = await world.data<any>(
    'approver',
    'mutation ($input: ScreenPopulationInput!) { screenPopulation(input: $input) { job { id } } }',
    {
      input: {
        idempotencyKey: world.key(),
        ...{ title: '示例', purpose: '示例', matter: '示例', field: 'APPROVAL', population: {} },
        requirements: { redListCodes: ['HONEST_EXEMPLAR'] },
      },
    },
  );
  await runJob(world, 'approver', screenPopulation.job.id);
}

/** A draft by which everybody moves, tried on everybody; the job that tried it. */
async function triedDraft(): Promise<string> {
  const { standard } = readSectorFile('property-service');
  const change = { treatments: [], baseHundredths: 7_000, version: world.key() };
  const { draftStandard } = await world.data<any>(
    'drafter',
    'mutation ($input: DraftStandardInput!) { draftStandard(input: $input) { userErrors { message } draft { id } } }',
    { input: { idempotencyKey: world.key(), definition: JSON.stringify({ ...standard, ...change }) } },
  );
  expect(draftStandard.userErrors).toEqual([]);
  const { simulateStandard } = await world.data<any>(
    'drafter',
    'mutation ($input: DraftInput!) { simulateStandard(input: $input) { job { id } } }',
    { input: { idempotencyKey: world.key(), draftId: draftStandard.draft.id } },
  );
  await runJob(world, 'drafter', simulateStandard.job.id);
  return simulateStandard.job.id;
}

/** The statements that one request sends to the database, by name. */
function statementsOf(officer: OfficerName, query: string, variables: Record<string, unknown>) {
  return statementsOfRequest(world, { officer, query, variables });
}

describe('Statements of a request', () => {
  const cases: [string, OfficerName, string][] = [
    [
      'a worklist with owners, inspections, hazards, records and reasons',
      'zhongshan',
      `query ($first: Int!, $on: Date) { inspectionWorklist(first: $first, on: $on) { totalCount nodes { house {
         owner { name } manager { name } region { name } lastInspection { officerName } hazards { item }
         inspections(first: 3) { nodes { inspectedOn } } records(first: 5) { totalCount nodes { label } }
         tier { label reasons { record { label } } } ratings { label reasons { indicator } } } } } }`,
    ],
    [
      'a worklist with teams and whether the due dates may move',
      'zhongshan',
      `query ($first: Int!, $on: Date) { inspectionWorklist(first: $first, on: $on) { nodes { teamName plannedOn place dueIsProvisional } } }`,
    ],
    [
      'houses without a place in a round, with their owners',
      'zhongshan',
      `query ($first: Int!) { unplannedInspections(first: $first) { totalCount nodes { reason house { gridCode owner { name } } } } }`,
    ],
    [
      'screenings with their jobs and why others fell out',
      'approver',
      `query ($first: Int!) { screenings(first: $first) { totalCount nodes { title job { state } reasonCounts { count } } } }`,
    ],
    [
      'enterprises with risk classes, their reasons and records',
      'regulator',
      `query ($first: Int!) { enterprises(first: $first) { nodes { name region { name }
         riskClass { label reasons { record { label } } } records(first: 2) { nodes { label } } } } }`,
    ],
    [
      'enterprises with their ratings of a past day and the reasons of these',
      'regulator',
      `query ($first: Int!) { enterprises(first: $first) { nodes { ratings(validAt: "${TODAY}", knownAt: "2199-01-01T00:00:00Z") { label reasons { record { label } } }
         treatments(validAt: "${TODAY}") { kind } } } }`,
    ],
    [
      'draws with what they drew',
      'regulator',
      `query ($first: Int!) { draws(first: $first) { nodes { seed inspectors { certificateNumber } diceOfficers { name } randomness { value } exclusions(first: 5) { totalCount nodes { reason } } job { state } objects(first: 5) { nodes { enterprise { name riskClass { label } } } } } } }`,
    ],
    [
      'draws with how far they have come and the visits to what they drew',
      'regulator',
      `query ($first: Int!) { draws(first: $first) { nodes { progress { resultsMissing publicationDueOn daysLeft }
         objects(first: 5) { nodes { visit { state enterprise { name } inspectors { name } notices { body } recusals { state }
           replacements { reason } findings { point } amendments { reason } correction { dueOn enterprise { name } checks { outcome } } } } } } } }`,
    ],
    [
      'enterprises with the histories of their ratings',
      'regulator',
      `query ($first: Int!) { enterprises(first: $first) { nodes {
         ratings { history(first: 2) { totalCount nodes { validFrom label standardVersion } } } } } }`,
    ],
    [
      'credit checks with feedback, its term, who relies on them and what was told since',
      'approver',
      `query ($first: Int!) { creditChecks(first: $first) { nodes { feedbackDueOn feedback { decision } reliance { since }
         changes { toVerdict added { code } check { matter } } } } }`,
    ],
    [
      'changed answers with their checks',
      'approver',
      `query ($first: Int!) { answerChanges(first: $first, unreadOnly: true) { totalCount nodes { toVerdict check { matter reliance { since } } } } }`,
    ],
    [
      'webhooks with their messages',
      'approver',
      `query ($first: Int!) { webhooks(first: $first) { totalCount nodes { waiting deliveries(first: 2) { totalCount nodes { state } } } } }`,
    ],
    [
      'applications with items, clocks, missing papers and commitments',
      'approver',
      `query ($first: Int!) { approvalMatters(first: $first) { totalCount nodes { number item { label } clock { state elapsedDays } missingPapers { label }
         commitments { state matter { number } } } } }`,
    ],
    [
      'commitments that are due, with their applications',
      'approver',
      `query ($first: Int!) { commitmentsDue(first: $first, dueBy: "2026-12-31") { totalCount nodes { state matter { number clock { state } } } } }`,
    ],
    [
      'drafts with their trials, the jobs that tried them, and who would move why',
      'drafter',
      `query ($first: Int!) { ruleDrafts(first: $first) { nodes { state simulations(first: 2) { job { state } matrix { count }
         moves(first: 2) { totalCount nodes { name reasonsBefore { recordId } reasonsAfter { points } } } } } } }`,
    ],
  ];

  test('jobs by their ids: one, however many there are', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Job { state done } } }';
    const { nodes } = await world.data<{ nodes: unknown[] }>('drafter', query, { ids: jobs });
    expect(nodes).toEqual(jobs.map(() => expect.objectContaining({ state: 'SUCCEEDED' })));
    expect(await statementsOf('drafter', query, { ids: jobs })).toEqual(['find-jobs']);
  });

  test('the moves of each trial are its own, page by page', async () => {
    const query = `{ ruleDrafts(first: 3) { nodes { simulations { moves(first: 2) { totalCount nodes { subjectId } pageInfo { hasNextPage } } } } } }`;
    const { ruleDrafts } = await world.data<any>('drafter', query);
    for (const { simulations } of ruleDrafts.nodes) {
      expect(simulations).toMatchObject([{ moves: { totalCount: 3, pageInfo: { hasNextPage: true } } }]);
      expect(simulations[0].moves.nodes).toHaveLength(2);
    }
  });

  test('the whole picture of a station with all its charts: six, however many months; and only what is asked for', async () => {
    const charts = ['TIERS', 'MOVES', 'HAZARDS', 'VISITS', 'ALARMS'].map(
      (kind) => `${kind}: chart(kind: ${kind})`,
    );
    const whole = `query ($from: Date!) { stationPicture(from: $from) { overdueHouses { overdue } visitsByOfficer { visits } ${charts.join(' ')}
      months { visits tiers { count } moves { count } hazards { open } alarms { count } } } }`;
    for (const from of ['2026-06-01', '2023-08-01'])
      expect(await statementsOf('zhongshan', whole, { from })).toEqual([
        ...['count-officer-visits', 'count-overdue-houses', 'count-tier-moves'],
        ...['count-work', 'list-tiers', 'read-alarm-counts'],
      ]);
    const visits = '{ stationPicture { months { visits hazards { open } } } }';
    expect(await statementsOf('zhongshan', visits, {})).toEqual(['count-work']);
    expect(await statementsOf('zhongshan', '{ stationPicture { from to } }', {})).toEqual([]);
  });

  describe('A visit with three findings', () => {
    const statementsOfVisit = async (fields: string) => {
      const input = {
        idempotencyKey: world.key(),
        houseId: await world.registerHouse(),
        inspectedOn: TODAY,
        secondOfficerId: world.officerId('zhongshanSecond'),
        findings: ['ELECTRIC_BIKE_CHARGING', 'FIRE_EQUIPMENT', 'WIRING'].map((itemCode) => ({ itemCode })),
      };
      const query = `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { userErrors { code } ${fields} } }`;
      return statementsOf('zhongshan', query, { input });
    };
    const act = [
      ...['add-inspection', 'begin', 'commit', 'find-in-force', 'finish-act', 'lock-house'],
      ...['plan-inspections', 'read-visit-rules', 'rerate-one', 'take-key'],
    ];

    test('takes ten statements, with begin and commit', async () => {
      expect(await statementsOfVisit('nextDueOn gradeAfter repeated')).toEqual(act);
    });

    test('is answered by one read more for each of house, visit and hazards that is asked for', async () => {
      expect(await statementsOfVisit('hazards { id }')).toEqual([...act, 'find-hazards'].sort());
      const all = await statementsOfVisit('hazards { id } house { id } inspection { id }');
      expect(all).toEqual([...act, 'find-hazards', 'find-houses', 'find-inspections'].sort());
    });
  });

  test.each(cases)('%s: as many for one line as for a page', async (_what, officer, query) => {
    // What the process reads once and keeps, such as the words of the grades, must not be counted.
    await statementsOf(officer, query, { first: 1, on: '2027-01-01' });
    const one = await statementsOf(officer, query, { first: 1, on: '2027-01-01' });
    const page = await statementsOf(officer, query, { first: HOUSES, on: '2027-01-01' });
    expect(page).toEqual(one);
    expect(new Set(page).size).toBe(page.length);
  });

  test('one rating with 200 records explained: three statements in all, with the way to the next grade', async () => {
    const { id } = await world.enterprise();
    for (let at = 0; at < 200; at += 1) await world.record(id, 'ADMINISTRATIVE_PENALTY');
    await world.rate(id, 'enterprise-risk');
    const query = `query ($id: ID!) { node(id: $id) { ... on Enterprise { riskClass { score
      reasons { points source { clause } record { id label } } nextChangeOn completeness { expected } pathToNextGrade { targetGrade } } } } }`;
    const ask = () => statementsOf('regulator', query, { id: `ent_${id}` });
    await ask();
    expect(await ask()).toEqual(['find-enterprises', 'read-credit-files', 'read-ratings']);
  });

  test('a batch of checks reads, keeps and answers with as many statements as one check in it', async () => {
    const { creditCode } = await world.enterprise();
    const query = `mutation ($input: CheckCreditBatchInput!) { checkCreditBatch(input: $input) {
      userErrors { code } results { check { id answer { verdict lists { measures { code } } } receipt { jws } } } } }`;
    const ask = (count: number) =>
      statementsOf('approver', query, {
        input: {
          ...{
            idempotencyKey: world.key(),
            field: 'PROCUREMENT',
            purpose: '示例',
            errorPolicy: 'REJECT_ALL',
          },
          items: Array.from({ length: count }, (_, at) => ({ creditCode, matter: `HS-${at}` })),
        },
      });
    const statements = await ask(1);
    expect(statements).toEqual([
      ...['begin', 'commit', 'finish-act', 'keep-checks', 'read-credit-facts-of-many', 'take-key'],
    ]);
    expect(await ask(100)).toEqual(statements);
  });
});
