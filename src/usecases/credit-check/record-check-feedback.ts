import type { CivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText, parseToldText } from '../../domain/text.js';
import { type Decision, departsFrom } from '../../domain/verdict.js';
import { ADD_FEEDBACK, type CheckRow, FIND_CHECKS } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import { END_RELIANCE, LOCK_RELIANCE_ON_CHECK } from '../../store/reliances.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { answerOfCheck } from '../steps/answer-of-check.js';
import { beginReliance } from '../steps/begin-reliance.js';
import { readFeedbackRules } from '../steps/read-feedback-rules.js';

export interface RecordCheckFeedbackInput extends ActInput {
  readonly checkId: string;
  readonly decision: Decision;
  /** Codes of the measures of the answer that were applied. */
  readonly measureCodes: readonly string[];
  readonly reason?: string | null | undefined;
  /** What a refusal tells of remedies; absent: the text of the rule. */
  readonly remedies?: string | null | undefined;
  /** Last day for which the matter was granted. */
  readonly relyUntilOn?: CivilDate | null | undefined;
}

const GRANTING: ReadonlySet<Decision> = new Set<Decision>(['GRANTED', 'GRANTED_WITH_CONDITIONS']);
const LONGEST_REMEDIES = 1_000;

/**
 * Says what was done with an answer (奖惩反馈). A decision that departs from the answer needs a reason, only measures of that answer can have been
 * applied, and a refusal tells whoever was refused how to challenge it. Whoever grants relies on the answer from then on, and is told when it
 * would be another one.
 */
export function recordCheckFeedback(
  context: Context,
  input: RecordCheckFeedbackInput,
): Promise<Outcome<{ checkId: string }>> {
  return command(context, 'recordCheckFeedback', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const [check] = await unit.run(FIND_CHECKS, [[input.checkId], officeId]);
    if (check === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'checkId'] });
    const measureCodes = readMeasures(input.measureCodes, check);
    const departs = departsFrom(check.verdict, input.decision);
    const field = ['input', 'reason'];
    if (departs && (input.reason ?? '').trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = input.reason ? parseText(input.reason, { field, max: 500 }) : null;
    const remedies = await readRemedies(context, unit, input);
    const untilOn = readTerm(context, input);
    await unit.run(ADD_FEEDBACK, [
      ...[context.newId(), check.id, input.decision, measureCodes, departs, reason, officerId],
      ...[remedies, context.today],
    ]);
    await relyOnIt(context, unit, check, { decision: input.decision, untilOn });
    const { subjectId } = answerOfCheck(check);
    if (subjectId !== null) trail.subjectIds.add(subjectId);
    trail.matter = check.matter;
    return { checkId: check.id };
  });
}

function readMeasures(codes: readonly string[], check: CheckRow): string[] {
  const answer = answerOfCheck(check);
  const grounds = [...answer.lists, ...answer.records];
  const offered = new Set(grounds.flatMap(({ measures }) => measures.map(({ code }) => code)));
  const unknown = codes.find((code) => !offered.has(code));
  if (unknown !== undefined) throw new DomainError('UNKNOWN_CODE', { field: ['input', 'measureCodes'] });
  return [...new Set(codes)];
}

/** The remedies that a refusal tells of: of the officer's own words, or of the rule of the day. */
async function readRemedies(
  { today }: Context,
  unit: Unit,
  { decision, remedies }: RecordCheckFeedbackInput,
): Promise<string | null> {
  const field = ['input', 'remedies'];
  if (decision !== 'REFUSED') {
    if (remedies != null) throw new DomainError('WRONG_STATE', { field });
    return null;
  }
  if (remedies != null) return parseToldText(remedies, { field, max: LONGEST_REMEDIES });
  const { rules } = await readFeedbackRules(unit);
  const rule = rules.find(({ validFrom }) => validFrom <= today);
  if (rule === undefined) throw new DomainError('MISSING_VALUE', { field });
  return rule.remediesZh;
}

function readTerm({ today }: Context, { decision, relyUntilOn }: RecordCheckFeedbackInput): CivilDate | null {
  if (relyUntilOn == null) return null;
  const field = ['input', 'relyUntilOn'];
  if (!GRANTING.has(decision)) throw new DomainError('WRONG_STATE', { field });
  if (relyUntilOn < today) throw new DomainError('DATE_IN_PAST', { field });
  return relyUntilOn;
}

/** Granting begins to rely on the answer; taking it back ends what granting had begun. */
async function relyOnIt(
  context: Context,
  unit: Unit,
  check: CheckRow,
  { decision, untilOn }: { readonly decision: Decision; readonly untilOn: CivilDate | null },
): Promise<void> {
  if (GRANTING.has(decision)) {
    // An answer from before receipts does not say enough to tell a change by.
    if (check.receipt !== null) await beginReliance(context, unit, check, { begunBy: 'DECISION', untilOn });
    return;
  }
  const [reliance] = await unit.run(LOCK_RELIANCE_ON_CHECK, [check.id]);
  if (reliance?.begunBy === 'DECISION') await unit.run(END_RELIANCE, [reliance.id, 'STOPPED']);
}
