import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { checkCoverage, policyWith } from '../../domain/policy.js';
import { refusalOf } from '../../domain/problem.js';
import { DomainError, DomainErrors } from '../../domain/refusal.js';
import { checkTreatments } from '../../domain/treatment.js';
import type { Unit } from '../../store/door.js';
import { type DraftRow, IN_FORCE_DAY_TAKEN, PUBLISH_DRAFT, READ_SECTOR } from '../../store/drafts.js';
import { standardInForce } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockDraft } from '../steps/lock-draft.js';
import { readPolicy } from '../steps/read-policy.js';

export interface PublishDraftInput extends ActInput {
  readonly draftId: string;
  readonly inForceFrom: string;
}

const DAY = ['input', 'inForceFrom'];

/**
 * Publishes an approved draft: from a day to come it is in force and supersedes the version before. What is published is never
 * edited. A rule is known before it holds, so the day is tomorrow at the earliest, and no other version begins on it.
 */
export function publishDraft(
  context: Context,
  input: PublishDraftInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'publishDraft', input, async (unit, trail) => {
    const { draftId } = input;
    const inForceFrom = parseCivilDate(input.inForceFrom, DAY);
    const draft = await lockDraft(context, unit, draftId, ['APPROVED']);
    const { sector, version } = draft;
    if (inForceFrom <= context.today) throw new DomainError('DATE_IN_PAST', { field: DAY, ...TOMORROW });
    if (draft.kind === 'STANDARD') {
      const known = await runOne(unit, READ_SECTOR, [sector, version]);
      if (known.versionExists) throw new DomainError('ALREADY_PUBLISHED', { field: ['input', 'draftId'] });
      const { taken } = await runOne(unit, IN_FORCE_DAY_TAKEN, [sector, inForceFrom]);
      if (taken) throw new DomainError('ALREADY_EXISTS', { field: DAY });
    }
    await requireSound(unit, draft, inForceFrom);
    await unit.run(PUBLISH_DRAFT, [draftId, actorOf(context).officerId, inForceFrom]);
    trail.rules[sector] = version;
    return { draftId };
  });
}

/** Once more, by what will be in force on that day: another version may have been published since the draft was written. */
async function requireSound(unit: Unit, draft: DraftRow, on: CivilDate): Promise<void> {
  const { sector, treatments } = draft;
  const standard = draft.definition ?? (await standardInForce(unit, sector, on))?.definition;
  if (standard === undefined) throw new DomainError('WRONG_STATE', { field: ['input', 'draftId'] });
  const policy = policyWith(await readPolicy(unit, sector, on), treatments);
  const problems = [...checkTreatments(treatments, standard), ...checkCoverage(standard, policy)];
  if (problems.length > 0)
    throw new DomainErrors(problems.map((problem) => refusalOf(problem, ['input', 'draftId'])));
}

const TOMORROW = {
  explanation: { zh: '生效日期最早为明天。', en: 'It is in force from tomorrow on at the earliest.' },
};
