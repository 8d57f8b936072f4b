import { termOf } from '../../src/domain/approval-matter.js';
import { commitmentTerm } from '../../src/domain/commitment.js';
import type { CommitmentKind } from '../../src/domain/commitment-offer.js';
import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import { addWorkingDays, isWorkingDay } from '../../src/domain/working-days.js';
import {
  type ApprovalItemRow,
  type ApprovalSettings,
  FIND_ITEM_IN_FORCE,
  READ_APPROVAL_SETTINGS,
} from '../../src/store/approval-items.js';
import {
  ADD_MATTER,
  BEGIN_STOP,
  FIND_MATTERS,
  type MatterRow,
  SAVE_MATTER,
} from '../../src/store/approval-matters.js';
import {
  ADD_COMMITMENT,
  FIND_COMMITMENTS,
  type NewCommitment,
  SAVE_COMMITMENTS,
} from '../../src/store/commitments.js';
import { type Queryable, runOne, statement } from '../../src/store/statement.js';
import { acceptedOf } from '../../src/usecases/steps/accepted-of.js';
import { clockOfMatter } from '../../src/usecases/steps/clock-of-matter.js';
import { derivedId } from '../derived-id.js';

interface Desk {
  readonly officeId: string;
  readonly regionCodes: readonly string[];
  readonly officerId: string;
}

/** An invented application. Days are working days before the day of the district, and all it says happened between them. */
interface Plan {
  readonly itemCode: string;
  readonly receivedBefore: number;
  readonly acceptedBefore?: number;
  readonly asksFor?: readonly string[];
  readonly decidedBefore?: number;
  readonly promises?: { readonly kind: CommitmentKind; readonly paperCodes: readonly string[] };
}

/**
 * Something of everything that stands in a worklist: new, waiting for papers, due soon, overdue, with papers that come later. What was decided are
 * filings only, because every other decision rests on a credit check, and checks are written by nobody but the service.
 */
const PLANS: readonly Plan[] = [
  { itemCode: 'XK-APP-001', receivedBefore: 1 },
  { itemCode: 'XK-APP-001', receivedBefore: 6, asksFor: ['FLOOR_PLAN', 'TEST_REPORT'] },
  { itemCode: 'XK-MKT-001', receivedBefore: 20, acceptedBefore: 18 },
  { itemCode: 'XK-QUA-001', receivedBefore: 26, acceptedBefore: 24 },
  {
    itemCode: 'XK-SUB-001',
    receivedBefore: 8,
    acceptedBefore: 8,
    promises: { kind: 'TOLERANCE', paperCodes: ['ACCOUNTS'] },
  },
  {
    itemCode: 'XK-APP-001',
    receivedBefore: 13,
    acceptedBefore: 12,
    promises: { kind: 'TOLERANCE', paperCodes: ['FLOOR_PLAN'] },
  },
  ...[3, 5, 4, 8, 2, 6].map((took, at): Plan => {
    const receivedBefore = 12 + 5 * at + took;
    return {
      itemCode: at % 2 === 0 ? 'XK-APP-004' : 'XK-REC-001',
      receivedBefore,
      acceptedBefore: receivedBefore - 1,
      decidedBefore: receivedBefore - took,
      promises: { kind: 'FILING', paperCodes: [] },
    };
  }),
];

const READ_DESK = statement<Desk>(
  'read-demo-approval-desk',
  `select f.id as "officeId", f.region_codes as "regionCodes", o.id as "officerId" from office f join officer o on o.office_id = f.id
   where f.code = 'HESHAN-APPROVAL' order by o.login limit 1`,
);

/** Enterprises of the district to which nothing stands in the way of a commitment. */
const LIST_APPLICANTS = statement<{ id: string }>(
  'list-demo-applicants',
  `select s.id from subject s
   where s.kind = 'ENTERPRISE' and s.status = 'ACTIVE' and not exists (select from list_entry where subject_id = s.id)
     and not exists (select from credit_record where subject_id = s.id and type = 'COMMITMENT_BREACHED')
   order by s.credit_code limit $1`,
);

/** Applications at the approval office of the district, as they stand on a day, with the commitments given in them. */
export async function addMatters(queryable: Queryable, today: CivilDate): Promise<void> {
  const desk = await runOne(queryable, READ_DESK, []);
  const settings = await runOne(queryable, READ_APPROVAL_SETTINGS, [today]);
  const applicants = await queryable.run(LIST_APPLICANTS, [PLANS.length]);
  for (const [at, plan] of PLANS.entries()) {
    const subjectId = applicants[at % applicants.length]?.id;
    if (subjectId !== undefined)
      await addMatter(queryable, { desk, settings, today, plan, subjectId, number: at + 1 });
  }
}

interface Scene {
  readonly desk: Desk;
  readonly settings: ApprovalSettings;
  readonly today: CivilDate;
  readonly plan: Plan;
  readonly subjectId: string;
  readonly number: number;
}

async function addMatter(queryable: Queryable, scene: Scene): Promise<void> {
  const { desk, settings, today, plan, subjectId, number } = scene;
  const day = (before: number) => workingDayBefore(today, before, settings);
  const receivedOn = day(plan.receivedBefore);
  const item = await runOne(queryable, FIND_ITEM_IN_FORCE, [plan.itemCode, receivedOn]);
  const id = derivedId(`demo matter ${number}`, today);
  const termDays = termOf(item.clock, settings.rules);
  const { on, provisional } = addWorkingDays(receivedOn, settings.rules.TELL_WITHIN, settings.calendar);
  await queryable.run(ADD_MATTER, [
    id,
    desk.officeId,
    item.id,
    subjectId,
    `示例申〔${today.slice(0, 4)}〕${number}号`,
    receivedOn,
    desk.officerId,
    termDays,
    on,
    provisional,
    addWorkingDays(receivedOn, termDays, settings.calendar).on,
  ]);
  const received = await runOne(queryable, FIND_MATTERS, [[id], desk.officeId, desk.regionCodes]);
  if (plan.asksFor !== undefined)
    await askFor(queryable, received, { on: day(plan.receivedBefore - 2), plan });
  if (plan.acceptedBefore === undefined) return;
  const accepted = acceptedOf(received, day(plan.acceptedBefore), settings);
  await queryable.run(SAVE_MATTER, [JSON.stringify(accepted)]);
  await addPromise(queryable, scene, { matter: accepted, item });
  if (plan.decidedBefore !== undefined) await decide(queryable, scene, accepted);
}

async function askFor(
  queryable: Queryable,
  matter: MatterRow,
  { on, plan }: { on: CivilDate; plan: Plan },
): Promise<void> {
  const papers = plan.asksFor ?? [];
  await queryable.run(BEGIN_STOP, [
    derivedId(`demo stop ${matter.number}`, on),
    matter.id,
    'PAPERS_ASKED_FOR',
    on,
  ]);
  const asked = {
    state: 'PAPERS_MISSING',
    askedOn: on,
    askedPapers: papers,
    missingPapers: papers,
    dueOn: null,
  };
  await queryable.run(SAVE_MATTER, [JSON.stringify({ ...matter, ...asked })]);
}

async function addPromise(
  queryable: Queryable,
  { desk, settings, plan, today, number }: Scene,
  { matter, item }: { matter: MatterRow; item: ApprovalItemRow },
): Promise<void> {
  if (plan.promises === undefined) return;
  const { rules, calendar } = settings;
  const termDays = commitmentTerm(plan.promises.kind, rules);
  const givenOn = matter.acceptedOn ?? matter.receivedOn;
  const { on: dueOn, provisional } = addWorkingDays(givenOn, termDays, calendar);
  const given: NewCommitment = {
    id: derivedId(`demo commitment ${number}`, today),
    matterId: matter.id,
    subjectId: matter.subjectId,
    ...plan.promises,
    content: `示例承诺：在“${item.labelZh}”中所承诺的事项属实，并按期履行。`,
    givenOn,
    termDays,
    dueOn,
    provisional,
  };
  await queryable.run(ADD_COMMITMENT, [JSON.stringify(given), desk.officerId, desk.officeId]);
}

/** Granted, handed over on the same day, and to be checked later. */
async function decide(queryable: Queryable, scene: Scene, accepted: MatterRow): Promise<void> {
  const { desk, settings, today, plan, number } = scene;
  const decidedOn = workingDayBefore(today, plan.decidedBefore ?? 0, settings);
  const decided: MatterRow = { ...accepted, decision: 'GRANTED', decidedOn, decidedBy: desk.officerId };
  const { elapsedDays, stoppedDays, usedDays, state } = clockOfMatter(decided, today, settings);
  const delivered: MatterRow = {
    ...decided,
    ...{ state: 'DELIVERED', elapsedDays, stoppedDays, usedDays, isLate: state === 'OVERDUE' },
    ...{ dueOn: null, dueIsProvisional: false, deliveredOn: decidedOn, deliveredBy: desk.officerId },
  };
  await queryable.run(SAVE_MATTER, [JSON.stringify(delivered)]);
  const ids = [derivedId(`demo commitment ${number}`, today)];
  const commitments = await queryable.run(FIND_COMMITMENTS, [ids, desk.officeId, desk.regionCodes]);
  const postCheckDueOn = addWorkingDays(decidedOn, settings.rules.POST_CHECK_WITHIN, settings.calendar).on;
  const waiting = commitments.map((one) => ({ ...one, postCheckDueOn }));
  await queryable.run(SAVE_COMMITMENTS, [JSON.stringify(waiting)]);
}

function workingDayBefore(today: CivilDate, days: number, { calendar }: ApprovalSettings): CivilDate {
  let on = today;
  for (let left = days; left > 0;) {
    on = addDays(on, -1);
    if (isWorkingDay(on, calendar)) left -= 1;
  }
  return on;
}
