import { barredUntil, remediesText } from '../../domain/approval-matter.js';
import { addDays, type CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { type Decision, departsFrom } from '../../domain/verdict.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { type ApprovalSettings, READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import { END_STOP, FIND_CHECK_OF_MATTER, type MatterRow, SAVE_MATTER } from '../../store/approval-matters.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { acceptedOf } from '../steps/accepted-of.js';
import { clockOfMatter } from '../steps/clock-of-matter.js';
import { lockMatter } from '../steps/lock-matter.js';
import { readReason } from '../steps/read-reason.js';
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
}

/**
 * Decides an application (审批决定). It rests on a recent credit check that the office has made for this very matter, unless the item needs
 * none; departing from its answer needs a reason, and a refusal is in writing, with reasons and remedies. The clock stands for good.
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
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [today]);
    const matter = asDecidable(context, found, settings, input);
    const check = await readCheck(unit, matter, {
      since: addDays(today, -settings.rules.CHECK_VALID_FOR),
      decision: input.decision,
    });
    const departs = check !== null && departsFrom(check.verdict, input.decision);
    const decided: MatterRow = {
      ...matter,
      ...readDecision(context, input, { matter, settings, departs }),
      checkId: check?.id ?? null,
      departs,
      decidedOn: today,
      decidedBy: actorOf(context).officerId,
    };
    await unit.run(END_STOP, [matterId, today]);
    await settleCommitments(context, unit, { matter: decided, settings });
    await unit.run(SAVE_MATTER, [JSON.stringify(withTimes(decided, settings))]);
    trail.subjectIds.add(matter.subjectId);
    trail.matter = matter.number;
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
  const { isDeemedAccepted } = clockOfMatter(matter, today, settings);
  const accepted =
    matter.state === 'RECEIVED' && isDeemedAccepted ? acceptedOf(matter, today, settings) : matter;
  const field = ['input', 'matterId'];
  if (decision === 'REFUSED') requireMatterState(accepted, ['ACCEPTED', 'PAPERS_MISSING'], field);
  else if (decision !== 'WITHDRAWN') requireMatterState(accepted, ['ACCEPTED'], field);
  return accepted;
}

/** The check that the decision rests on; null where the item, or whoever takes his application back, needs none. */
async function readCheck(
  unit: Unit,
  matter: MatterRow,
  { since, decision }: { since: CivilDate; decision: Decision },
) {
  const { officeId, subjectId, number, fieldCode, needsCheck } = matter;
  const [check] = await unit.run(FIND_CHECK_OF_MATTER, [officeId, subjectId, number, fieldCode, since]);
  if (check !== undefined) return check;
  if (!needsCheck || decision === 'WITHDRAWN') return null;
  const facts = { matter: number, field: fieldCode, since };
  throw new DomainError('CREDIT_CHECK_REQUIRED', { field: ['input', 'matterId'], facts });
}

function readDecision(
  { today }: Context,
  { decision, reason, isFalseMaterial, remedies }: DecideMatterInput,
  { matter, settings, departs }: { matter: MatterRow; settings: ApprovalSettings; departs: boolean },
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
    remedies: decision === 'REFUSED' ? readRemedies(remedies, settings) : null,
    barredUntilOn: falseMaterial
      ? barredUntil(today, rules.BAR_AFTER_FALSE_MATERIAL, matter.concernsSafety)
      : null,
    dueOn: due?.on ?? null,
    dueIsProvisional: due?.provisional ?? false,
  };
}

function readRemedies(text: string | null | undefined, { rules }: ApprovalSettings): string {
  return text ? parseText(text, { field: ['input', 'remedies'], max: 1000 }) : remediesText(rules);
}

/** What the clock says at the end is kept, so that figures over many matters need no calendar. */
function withTimes(decided: MatterRow, settings: ApprovalSettings): MatterRow {
  const clock = clockOfMatter(decided, decided.decidedOn ?? '', settings);
  const { elapsedDays, stoppedDays, usedDays } = clock;
  return { ...decided, elapsedDays, stoppedDays, usedDays, isLate: clock.state === 'OVERDUE' };
}
