import { addDays, type CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { type Decision, departsFrom } from '../../domain/verdict.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { type ApprovalSettings, READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { END_STOP, FIND_CHECK_OF_MATTER, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import { type CheckRow, FIND_CHECKS } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { acceptedByLaw } from '../steps/accepted-by-law.js';
import { clockOfMatter } from '../steps/clock-of-matter.js';
import { giveFeedback } from '../steps/give-feedback.js';
import { lockMatter } from '../steps/lock-matter.js';
import { lookForMatter } from '../steps/look-for-matter.js';
import { readReason } from '../steps/read-reason.js';
import { readRemedies } from '../steps/read-remedies.js';
import { requireMatterState } from '../steps/require-matter-state.js';
import { settleCommitments } from '../steps/settle-commitments.js';

export interface DecideMatterInput extends ActInput {
  readonly matterId: string;
  readonly decision: Decision;
  /** Why, or the conditions. */
  readonly reason?: string | null | undefined;
  /** Only of a refusal: because false material was handed in. */
  readonly isFalseMaterial?: boolean | null | undefined;
  /** Only of a refusal: what it says about remedies; by the rules when absent. */
  readonly remedies?: string | null | undefined;
  /** Codes of the measures of the answer that were applied. */
  readonly measureCodes?: readonly string[] | null | undefined;
  /** Only of a grant: its last day, until which the office relies on the answer. */
  readonly relyUntilOn?: CivilDate | null | undefined;
}

/**
 * Decides an application (审批决定). It rests on a recent credit check that the office has made for this very matter, unless the item needs
 * none; departing from its answer needs a reason, and a refusal is in writing, with reasons and remedies. The clock stands for good, and the decision
 * is the feedback of the check. False material bars nobody before another officer has confirmed it.
 * Source: 行政许可法 art. 38, 42, 78 [L]; the check, 国办发〔2020〕49号 [K], its age [D].
 */
export function decideMatter(
  context: Context,
  input: DecideMatterInput,
): Promise<Outcome<{ matterId: string }>> {
  return command(context, 'decideMatter', input, async (unit, trail) => {
    const { matterId } = input;
    const { today } = context;
    const found = await lockMatter(context, unit, matterId, ['RECEIVED', 'PAPERS_MISSING', 'ACCEPTED']);
    lookForMatter(context, trail, found);
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const matter = asDecidable(context, found, settings, input);
    const check = await readCheck(unit, matter, {
      since: addDays(today, -settings.rules.CHECK_VALID_FOR),
      decision: input.decision,
    });
    const departs = check !== null && departsFrom(check.verdict, input.decision);
    const decided: MatterRow = {
      ...matter,
      ...readDecision(context, input, { settings, departs }),
      checkId: check?.id ?? null,
      departs,
      decidedOn: today,
      decidedBy: actorOf(context).officerId,
    };
    await unit.run(END_STOP, [matterId, today]);
    await settleCommitments(context, unit, { matter: decided, settings });
    await unit.run(SAVE_MATTER, [JSON.stringify(withTimes(decided, settings))]);
    await tellDecision(context, unit, input, { matter: decided, check });
    return { matterId };
  });
}

/** The matter as it is decided: one that nobody accepted in time is accepted by law. A refusal does not wait for papers that never come. */
function asDecidable(
  { today }: Context,
  matter: MatterRow,
  settings: ApprovalSettings,
  { decision }: DecideMatterInput,
): MatterRow {
  const accepted = acceptedByLaw(matter, today, settings);
  const field = ['input', 'matterId'];
  if (decision !== 'WITHDRAWN') requireRunning(accepted, field);
  if (decision === 'REFUSED') requireMatterState(accepted, ['ACCEPTED', 'PAPERS_MISSING'], field);
  else if (decision !== 'WITHDRAWN') requireMatterState(accepted, ['ACCEPTED'], field);
  return accepted;
}

/** What a hearing or a test brings is waited for. */
function requireRunning({ state, stops }: MatterRow, field: readonly string[]): void {
  if (state !== 'ACCEPTED' || stops.every(({ to }) => to !== null)) return;
  throw new DomainError('WRONG_STATE', {
    field,
    explanation: {
      zh: '听证、检验、检测等程序尚未结束，计时尚未恢复。',
      en: 'A hearing, a test or the like has not ended, and the clock does not go on yet.',
    },
  });
}

/** The check that the decision rests on; null where the item, or whoever takes his application back, needs none. */
async function readCheck(
  unit: Unit,
  matter: MatterRow,
  { since, decision }: { since: CivilDate; decision: Decision },
): Promise<CheckRow | null> {
  const { officeId, subjectId, number, fieldCode, needsCheck } = matter;
  const [found] = await unit.run(FIND_CHECK_OF_MATTER, [officeId, subjectId, number, fieldCode, since]);
  if (found !== undefined) return runOne(unit, FIND_CHECKS, [[found.id], officeId]);
  if (!needsCheck || decision === 'WITHDRAWN') return null;
  const facts = { matter: number, field: fieldCode, since };
  throw new DomainError('CREDIT_CHECK_REQUIRED', { field: ['input', 'matterId'], facts });
}

function readDecision(
  { today }: Context,
  { decision, reason, isFalseMaterial, remedies }: DecideMatterInput,
  { settings, departs }: { settings: ApprovalSettings; departs: boolean },
) {
  const { rules, calendar } = settings;
  const field = ['input', 'reason'];
  const needsReason = departs || decision === 'REFUSED' || decision === 'GRANTED_WITH_CONDITIONS';
  const decisionReason = needsReason || (reason ?? '') !== '' ? readReason(reason, field) : null;
  const falseMaterial = isFalseMaterial ?? false;
  if (falseMaterial && decision !== 'REFUSED')
    throw new DomainError('WRONG_STATE', { field: ['input', 'isFalseMaterial'] });
  const due = decision === 'WITHDRAWN' ? null : addWorkingDays(today, rules.DELIVER_WITHIN, calendar);
  return {
    state: 'DECIDED' as const,
    decision,
    decisionReason,
    falseMaterial,
    missingPapers: [],
    remedies: readRemedies({ decision, remedies }, settings),
    dueOn: due?.on ?? null,
    dueIsProvisional: due?.provisional ?? false,
  };
}

async function tellDecision(
  context: Context,
  unit: Unit,
  { decision, measureCodes, relyUntilOn = null }: DecideMatterInput,
  { matter, check }: { matter: MatterRow; check: CheckRow | null },
): Promise<void> {
  if (check === null) {
    if ((measureCodes ?? []).length === 0) return;
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'measureCodes'] });
  }
  const { departs, decisionReason, remedies } = matter;
  const told = { departs, reason: decisionReason, remedies };
  await giveFeedback(context, unit, check, {
    decision,
    measureCodes: measureCodes ?? [],
    relyUntilOn,
    ...told,
  });
}

/** What the clock says at the end is kept, so that figures over many matters need no calendar. */
function withTimes(decided: MatterRow, settings: ApprovalSettings): MatterRow {
  const clock = clockOfMatter(decided, decided.decidedOn ?? '', settings);
  const { elapsedDays, stoppedDays, usedDays } = clock;
  return { ...decided, elapsedDays, stoppedDays, usedDays, isLate: clock.state === 'OVERDUE' };
}
