import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { buildAppSchema } from '../../src/graphql/schema.js';
import { smallestOperation } from '../support/smallest-operation.js';
import { codesOf, type ExtraOfficer, makeWorld, type OfficerName, type World } from '../support/world.js';

let world: World;
/** The owner of a house. */
let resident: ExtraOfficer;
beforeAll(async () => {
  world = await makeWorld();
  resident = await world.addResident(await world.registerHouse());
});
afterAll(() => world.close());

/** One officer of each role. */
const OFFICER_OF = {
  STATION_OFFICER: 'zhongshan',
  MARKET_REGULATOR: 'regulator',
  APPROVAL_OFFICER: 'approver',
  CREDIT_CLERK: 'clerk',
  STANDARD_OFFICER: 'drafter',
  AUDITOR: 'auditor',
  INTEGRATOR: 'integrator',
  AUXILIARY: 'auxiliary',
  GRID_WORKER: 'gridWorker',
} as const satisfies Record<string, OfficerName>;
type Official = keyof typeof OFFICER_OF;
type Role = Official | 'RESIDENT';
const OFFICIALS = Object.keys(OFFICER_OF) as Official[];
/** Officials, and people who sign in for themselves. */
const ROLES: readonly Role[] = [...OFFICIALS, 'RESIDENT'];

/** Who may ask what, and who may do what: the whole of it. A new field has to be entered here, too. */
const MAY: Record<'query' | 'mutation', Record<string, readonly Role[]>> = {
  query: {
    viewer: ROLES,
    alarmKinds: OFFICIALS,
    colleagues: OFFICIALS,
    node: OFFICIALS,
    nodes: OFFICIALS,
    creditSubject: OFFICIALS,
    approvalFields: ROLES,
    checkItems: OFFICIALS,
    inspectionRules: ['STATION_OFFICER', 'STANDARD_OFFICER', 'AUDITOR'],
    resultCodes: OFFICIALS,
    inspectionItems: OFFICIALS,
    spotCheckLimits: OFFICIALS,
    inspectors: ['MARKET_REGULATOR', 'AUDITOR'],
    inspectionObjects: ['MARKET_REGULATOR', 'AUDITOR'],
    ratioProposals: ['MARKET_REGULATOR', 'AUDITOR'],
    previewSpotCheckRatio: ['MARKET_REGULATOR', 'AUDITOR'],
    spotCheckPlans: ['MARKET_REGULATOR', 'AUDITOR'],
    inspectionsOfEnterprise: ['MARKET_REGULATOR', 'AUDITOR'],
    overdueForInspection: ['MARKET_REGULATOR', 'AUDITOR'],
    rentalHouse: ['STATION_OFFICER', 'AUDITOR'],
    rentalHouses: ['STATION_OFFICER', 'AUDITOR'],
    household: ['CREDIT_CLERK', 'AUDITOR'],
    households: ['CREDIT_CLERK', 'AUDITOR'],
    inspectionWorklist: ['STATION_OFFICER'],
    inspectionTeams: ['STATION_OFFICER'],
    inspectionForecast: ['STATION_OFFICER'],
    unplannedInspections: ['STATION_OFFICER'],
    notices: ['STATION_OFFICER', 'AUDITOR'],
    penaltyTransfers: ['STATION_OFFICER', 'AUDITOR'],
    stationPicture: ['STATION_OFFICER', 'AUDITOR'],
    patrolList: ['STATION_OFFICER', 'AUXILIARY', 'GRID_WORKER'],
    patrolClues: ['STATION_OFFICER'],
    enterprises: ['MARKET_REGULATOR', 'APPROVAL_OFFICER', 'CREDIT_CLERK', 'AUDITOR'],
    gradeChanges: ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER', 'AUDITOR'],
    heldRatings: ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER', 'AUDITOR'],
    tierObjections: ['STATION_OFFICER', 'AUDITOR'],
    rectificationReports: ['STATION_OFFICER', 'AUDITOR'],
    ownRentalHouses: ['RESIDENT'],
    ownRatings: ['RESIDENT'],
    draws: ['MARKET_REGULATOR', 'AUDITOR'],
    spotCheckVisits: ['MARKET_REGULATOR', 'AUDITOR'],
    correctionOrders: ['MARKET_REGULATOR', 'AUDITOR'],
    listProposals: ['MARKET_REGULATOR', 'AUDITOR'],
    publicationsDue: ['MARKET_REGULATOR', 'AUDITOR'],
    spotCheckFairness: ['MARKET_REGULATOR', 'AUDITOR'],
    spotCheckPoints: OFFICIALS,
    replacementReasons: OFFICIALS,
    publishedSpotChecks: ROLES,
    draw: ['MARKET_REGULATOR', 'AUDITOR'],
    spotCheckRatios: ['MARKET_REGULATOR', 'AUDITOR'],
    previewCredit: ['APPROVAL_OFFICER'],
    creditChecks: ['APPROVAL_OFFICER'],
    feedbackDue: ['APPROVAL_OFFICER'],
    creditCheckStatistics: ['APPROVAL_OFFICER', 'CREDIT_CLERK', 'AUDITOR'],
    creditCheckDepartures: ['APPROVAL_OFFICER', 'CREDIT_CLERK', 'AUDITOR'],
    answerChanges: ['APPROVAL_OFFICER'],
    webhooks: ['APPROVAL_OFFICER', 'INTEGRATOR'],
    verifyReceipt: OFFICIALS,
    approvalItems: OFFICIALS,
    approvalTerms: OFFICIALS,
    approvalMatters: ['APPROVAL_OFFICER', 'AUDITOR'],
    mattersDue: ['APPROVAL_OFFICER', 'AUDITOR'],
    matterTimes: ['APPROVAL_OFFICER', 'AUDITOR'],
    commitmentOffer: ['APPROVAL_OFFICER'],
    commitmentsDue: ['APPROVAL_OFFICER', 'AUDITOR'],
    standards: OFFICIALS,
    policies: OFFICIALS,
    measures: OFFICIALS,
    creditLists: OFFICIALS,
    listCases: ['MARKET_REGULATOR', 'CREDIT_CLERK', 'AUDITOR'],
    listAnnouncements: ROLES,
    ruleDrafts: ['STANDARD_OFFICER'],
    job: ['APPROVAL_OFFICER', 'CREDIT_CLERK', 'STANDARD_OFFICER', 'MARKET_REGULATOR'],
    representatives: ['APPROVAL_OFFICER', 'CREDIT_CLERK'],
    ownEnterprises: ['RESIDENT'],
    ownCredit: ['RESIDENT'],
    ownChecks: ['RESIDENT'],
    ownRepresentatives: ['RESIDENT'],
    screening: ['APPROVAL_OFFICER'],
    screenings: ['APPROVAL_OFFICER'],
    screeningResults: ['APPROVAL_OFFICER'],
  },
  mutation: {
    registerRentalHouse: ['STATION_OFFICER'],
    transferRentalHouse: ['STATION_OFFICER'],
    changeManager: ['STATION_OFFICER'],
    recordPatrol: ['STATION_OFFICER', 'AUXILIARY', 'GRID_WORKER'],
    recordInspection: ['STATION_OFFICER'],
    recordRectification: ['STATION_OFFICER'],
    withdrawHazard: ['STATION_OFFICER'],
    formTeam: ['STATION_OFFICER'],
    changeTeam: ['STATION_OFFICER'],
    setHouseGrid: ['STATION_OFFICER'],
    setDutyDays: ['STATION_OFFICER'],
    planRounds: ['STATION_OFFICER'],
    issueCalendarFeed: ['STATION_OFFICER'],
    revokeCalendarFeed: ['STATION_OFFICER'],
    recordNoticeDelivery: ['STATION_OFFICER'],
    recordTransferAnswer: ['STATION_OFFICER'],
    recordAlarmCounts: ['STATION_OFFICER'],
    objectToTier: ['RESIDENT', 'STATION_OFFICER'],
    withdrawObjection: ['RESIDENT', 'STATION_OFFICER'],
    decideObjection: ['STATION_OFFICER'],
    reportRectification: ['RESIDENT'],
    proposeSpotCheckRatio: ['MARKET_REGULATOR'],
    approveSpotCheckRatio: ['MARKET_REGULATOR'],
    registerInspector: ['MARKET_REGULATOR'],
    renewCertificate: ['MARKET_REGULATOR'],
    retireInspector: ['MARKET_REGULATOR'],
    declareConflict: ['MARKET_REGULATOR'],
    endConflict: ['MARKET_REGULATOR'],
    registerInspectionObject: ['MARKET_REGULATOR'],
    retireInspectionObject: ['MARKET_REGULATOR'],
    draftSpotCheckPlan: ['MARKET_REGULATOR'],
    addSpotCheckTask: ['MARKET_REGULATOR'],
    approveSpotCheckPlan: ['MARKET_REGULATOR'],
    proposeListEntry: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    serveListNotice: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    beginListPublicity: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    confirmListEntry: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    dropListCase: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    objectToListEntry: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    decideListObjection: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    applyForListRepair: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    decideListRepair: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    revokeListEntry: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    recordCourtRemoval: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    suspendListUse: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    endSuspension: ['MARKET_REGULATOR', 'CREDIT_CLERK'],
    prepareDraw: ['MARKET_REGULATOR'],
    extendDraw: ['MARKET_REGULATOR'],
    enterRandomness: ['MARKET_REGULATOR'],
    witnessRandomness: ['MARKET_REGULATOR'],
    drawLots: ['MARKET_REGULATOR'],
    voidDraw: ['MARKET_REGULATOR'],
    recordSpotCheckResult: ['MARKET_REGULATOR'],
    approveVisit: ['MARKET_REGULATOR'],
    tellVisit: ['MARKET_REGULATOR'],
    recordArrival: ['MARKET_REGULATOR'],
    requestRecusal: ['MARKET_REGULATOR'],
    decideRecusal: ['MARKET_REGULATOR'],
    replaceInspector: ['MARKET_REGULATOR'],
    amendSpotCheckResult: ['MARKET_REGULATOR'],
    recordCorrection: ['MARKET_REGULATOR'],
    decideListProposal: ['MARKET_REGULATOR'],
    publishResults: ['MARKET_REGULATOR'],
    proposeGradeChange: ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER'],
    confirmGradeChange: ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER'],
    rejectGradeChange: ['STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER'],
    checkCredit: ['APPROVAL_OFFICER'],
    checkCreditBatch: ['APPROVAL_OFFICER'],
    screenPopulation: ['APPROVAL_OFFICER'],
    registerRepresentative: ['CREDIT_CLERK'],
    endRepresentative: ['APPROVAL_OFFICER', 'CREDIT_CLERK'],
    recordCheckFeedback: ['APPROVAL_OFFICER'],
    watchCheck: ['APPROVAL_OFFICER'],
    stopWatchingCheck: ['APPROVAL_OFFICER'],
    acknowledgeAnswerChange: ['APPROVAL_OFFICER'],
    registerWebhook: ['APPROVAL_OFFICER', 'INTEGRATOR'],
    endWebhook: ['APPROVAL_OFFICER', 'INTEGRATOR'],
    redeliver: ['APPROVAL_OFFICER', 'INTEGRATOR'],
    receiveMatter: ['APPROVAL_OFFICER'],
    askForPapers: ['APPROVAL_OFFICER'],
    receivePapers: ['APPROVAL_OFFICER'],
    acceptMatter: ['APPROVAL_OFFICER'],
    requestMatterExtension: ['APPROVAL_OFFICER'],
    approveMatterExtension: ['APPROVAL_OFFICER'],
    decideMatter: ['APPROVAL_OFFICER'],
    deliverMatter: ['APPROVAL_OFFICER'],
    stopMatterClock: ['APPROVAL_OFFICER'],
    resumeMatterClock: ['APPROVAL_OFFICER'],
    confirmFalseMaterial: ['APPROVAL_OFFICER'],
    withdrawBreach: ['APPROVAL_OFFICER'],
    revokeMatter: ['APPROVAL_OFFICER'],
    giveCommitment: ['APPROVAL_OFFICER'],
    extendCommitment: ['APPROVAL_OFFICER'],
    withdrawCommitment: ['APPROVAL_OFFICER'],
    fulfilCommitment: ['APPROVAL_OFFICER'],
    recordPostCheck: ['APPROVAL_OFFICER'],
    recordBreach: ['APPROVAL_OFFICER'],
    repairCommitment: ['APPROVAL_OFFICER'],
    addRecord: ['CREDIT_CLERK'],
    endRecord: ['CREDIT_CLERK'],
    withdrawRecord: ['CREDIT_CLERK'],
    registerHousehold: ['CREDIT_CLERK'],
    addHouseholdMember: ['CREDIT_CLERK'],
    endHouseholdMembership: ['CREDIT_CLERK'],
    importRecords: ['CREDIT_CLERK'],
    cancelJob: ['APPROVAL_OFFICER', 'CREDIT_CLERK', 'STANDARD_OFFICER', 'MARKET_REGULATOR'],
    draftStandard: ['STANDARD_OFFICER'],
    setInspectionRule: ['STANDARD_OFFICER'],
    draftPolicy: ['STANDARD_OFFICER'],
    simulateStandard: ['STANDARD_OFFICER'],
    simulatePolicy: ['STANDARD_OFFICER'],
    startShadowRun: ['STANDARD_OFFICER'],
    approveDraft: ['STANDARD_OFFICER'],
    publishDraft: ['STANDARD_OFFICER'],
    withdrawDraft: ['STANDARD_OFFICER'],
    rerateSector: ['STANDARD_OFFICER', 'MARKET_REGULATOR'],
  },
};

/** What is published for everybody, signed in or not. */
const PUBLISHED: readonly string[] = ['publishedSpotChecks', 'listAnnouncements'];

const schema = buildAppSchema();
const KINDS = ['query', 'mutation'] as const;
const FIELDS = KINDS.flatMap((kind) => Object.keys(MAY[kind]).map((name) => [kind, name] as const));
const OPEN_TO_OFFICIALS = FIELDS.filter(([kind, name]) =>
  [OFFICIALS, ROLES].includes(MAY[kind][name] as Role[]),
);

function callerOf(role: Role): OfficerName | ExtraOfficer {
  return role === 'RESIDENT' ? resident : OFFICER_OF[role];
}

/** The codes of the refusals of `FORBIDDEN` and the like; what the smallest input itself is refused for does not matter here. */
async function wallsMet(
  caller: OfficerName | ExtraOfficer | null,
  kind: (typeof KINDS)[number],
  name: string,
) {
  const { query, variables } = smallestOperation(schema, kind, name);
  const answer = await world.ask(caller, query, variables, { 'x-purpose': 'test' });
  return codesOf(answer).filter((code) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED');
}

test('The table of rights names every query and every mutation of the schema', () => {
  const fields = {
    query: Object.keys(schema.getQueryType()?.getFields() ?? {}).sort(),
    mutation: Object.keys(schema.getMutationType()?.getFields() ?? {}).sort(),
  };
  expect(fields).toEqual({
    query: Object.keys(MAY.query).sort(),
    mutation: Object.keys(MAY.mutation).sort(),
  });
});

describe.each(FIELDS)('The %s %s', (kind, name) => {
  test.each(ROLES)('knows what a %s may', async (role) => {
    const expected = MAY[kind][name]?.includes(role) === true ? [] : ['FORBIDDEN'];
    expect(await wallsMet(callerOf(role), kind, name)).toEqual(expected);
  });

  test('asks whoever is not signed in to sign in first, unless it is published', async () => {
    expect(await wallsMet(null, kind, name)).toEqual(PUBLISHED.includes(name) ? [] : ['UNAUTHENTICATED']);
  });
});

test('A mutation that the role has no right to leaves nothing behind', async () => {
  const before = await world.countAll();
  for (const name of Object.keys(MAY.mutation)) {
    for (const role of ROLES.filter((one) => MAY.mutation[name]?.includes(one) === false)) {
      await wallsMet(callerOf(role), 'mutation', name);
    }
  }
  expect(await world.countAll()).toEqual(before);
});

test.each(['gridWorker', 'auxiliary'] as const)(
  'Whoever only patrols inspects nothing, neither houses nor enterprises: a %s',
  async (officer) => {
    for (const name of [
      'recordInspection',
      'recordRectification',
      'prepareDraw',
      'recordArrival',
      'recordSpotCheckResult',
    ]) {
      expect({ name, codes: await wallsMet(officer, 'mutation', name) }).toEqual({
        name,
        codes: ['FORBIDDEN'],
      });
    }
  },
);

test('A mutation is refused for its role under another name and inside a fragment, too', async () => {
  const { variables } = smallestOperation(schema, 'mutation', 'proposeSpotCheckRatio');
  const query = `mutation ($input: ProposeSpotCheckRatioInput!) { ...Hidden }
    fragment Hidden on Mutation { viewer: proposeSpotCheckRatio(input: $input) { userErrors { code } } }`;
  expect(codesOf(await world.ask('zhongshan', query, variables))).toEqual(['FORBIDDEN']);
});

describe('An officer', () => {
  test.each([
    ['without any role', []],
    ['with a role that the product does not know', ['SUPERUSER', 'toString', '__proto__']],
  ])('%s may only what everybody may who is signed in', async (_what, roles) => {
    const officer = await world.addOfficer('market', roles);
    const open = OPEN_TO_OFFICIALS.map(([, name]) => name);
    for (const [kind, name] of FIELDS) {
      const expected = open.includes(name) ? [] : ['FORBIDDEN'];
      expect({ name, codes: await wallsMet(officer, kind, name) }).toEqual({ name, codes: expected });
    }
  });

  test('who is no longer active is nobody, though his token is still good', async () => {
    const officer = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    await world.owner.query('update officer set active = false where id = $1', [officer.officerId]);
    expect(codesOf(await world.ask(officer, '{ viewer { name } }'))).toEqual(['UNAUTHENTICATED']);
  });

  test('who loses his place or is given other work has his new rights and no longer the old ones within seconds', async () => {
    const dismissed = await world.addOfficer('zhongshan-station', ['STATION_OFFICER']);
    const moved = await world.addOfficer('market', ['MARKET_REGULATOR']);
    expect(await wallsMet(dismissed, 'query', 'inspectionWorklist')).toEqual([]);
    expect(await wallsMet(moved, 'query', 'draws')).toEqual([]);
    await world.owner.query('update officer set active = false where id = $1', [dismissed.officerId]);
    await world.owner.query(`update officer set roles = '{CREDIT_CLERK}' where id = $1`, [moved.officerId]);
    await pause(5_200);
    expect(await wallsMet(dismissed, 'query', 'inspectionWorklist')).toEqual(['UNAUTHENTICATED']);
    expect(await wallsMet(moved, 'query', 'draws')).toEqual(['FORBIDDEN']);
    expect(await wallsMet(moved, 'query', 'job')).toEqual([]);
  });

  test('sees himself and his colleagues, and nobody of another office', async () => {
    const { viewer, colleagues } = await world.data(
      'zhongshan',
      '{ viewer { id name officeName roles regionCodes sectors today } colleagues { id name } }',
    );
    expect(viewer).toEqual({
      id: world.officerId('zhongshan'),
      name: '示例警员甲',
      officeName: '示例机构 zhongshan-station',
      roles: ['STATION_OFFICER'],
      regionCodes: ['440784001'],
      sectors: ['urban-village'],
      today: '2026-07-01',
    });
    const names = (colleagues as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['示例警员甲', '示例警员乙']));
    expect(names).not.toContain('示例警员丙');
  });
});
