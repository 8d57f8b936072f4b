import { canStandFor, commitmentTerm } from '../../domain/commitment.js';
import type { CommitmentKind } from '../../domain/commitment-offer.js';
import { DomainError } from '../../domain/refusal.js';
import { parseToldText } from '../../domain/text.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { type ApprovalItemRow, FIND_ITEMS, READ_APPROVAL_SETTINGS } from '../../store/approval-items.js';
import type { MatterRow } from '../../store/approval-matters.js';
import { ADD_COMMITMENT, type NewCommitment } from '../../store/commitments.js';
import type { Unit } from '../../store/door.js';
import { LOCK_SUBJECTS } from '../../store/ratings.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome, type Trail } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockMatter } from '../steps/lock-matter.js';
import { lookForMatter } from '../steps/look-for-matter.js';
import { papersOpenFor } from '../steps/papers-open-for.js';
import { readCommitmentOffer } from '../steps/read-commitment-offer.js';
import { readPapers } from '../steps/read-papers.js';
import { takePapers } from '../steps/take-papers.js';

export interface GiveCommitmentInput extends ActInput {
  readonly matterId: string;
  readonly kind: CommitmentKind;
  /** What it stands for; of a filing nothing. */
  readonly paperCodes: readonly string[];
  /** What is promised, in the applicant's words. */
  readonly content: string;
  /** Working days; the usual, which is the longest, when absent. */
  readonly termDays?: number | null | undefined;
}

/**
 * Takes a commitment of the applicant in a matter (告知承诺、容缺受理、承诺备案). What it stands for is no longer missing. It is not taken where the
 * law, a breach that is not repaired, or a published measure forbids it, whatever was offered before.
 * A refusal tells something of his credit as well, so the look that it took is logged before it is answered.
 * Source: 国办发〔2020〕42号 [L].
 */
export async function giveCommitment(
  context: Context,
  input: GiveCommitmentInput,
): Promise<Outcome<{ commitmentId: string }>> {
  let looked: Trail | null = null;
  const outcome = await command(context, 'giveCommitment', input, async (unit, trail) => {
    const { today: on } = context;
    const { officerId, officeId } = actorOf(context);
    const matter = await lockMatter(context, unit, input.matterId, [
      'RECEIVED',
      'PAPERS_MISSING',
      'ACCEPTED',
    ]);
    // Whoever finds a breach elsewhere locks the subject, too, so that one of the two comes first.
    await unit.run(LOCK_SUBJECTS, [[matter.subjectId]]);
    const item = await runOne(unit, FIND_ITEMS, [[matter.itemId]]);
    lookForMatter(context, trail, matter);
    looked = trail;
    await refuseUnlessOpen(context, unit, { matter, item, kind: input.kind });
    const settings = await runOne(unit, READ_APPROVAL_SETTINGS, [on]);
    const paperCodes = await readStandingFor(unit, input, matter, item);
    const termDays = readTerm(input.termDays, commitmentTerm(input.kind, settings.rules));
    const due = addWorkingDays(on, termDays, settings.calendar);
    const given: NewCommitment = {
      id: context.newId(),
      matterId: matter.id,
      subjectId: matter.subjectId,
      kind: input.kind,
      paperCodes,
      content: parseToldText(input.content, { field: ['input', 'content'], max: 2000 }),
      givenOn: on,
      termDays,
      dueOn: due.on,
      provisional: due.provisional,
    };
    await unit.run(ADD_COMMITMENT, [JSON.stringify(given), officerId, officeId]);
    await takePapers(unit, matter, { paperCodes, on, settings });
    return { commitmentId: given.id };
  });
  await logRefusedLook(context, outcome, looked);
  return outcome;
}

/** What an act did is in the audit; of one that was refused nothing would be left. */
async function logRefusedLook(
  context: Context,
  { refusals }: Outcome<unknown>,
  looked: Trail | null,
): Promise<void> {
  if (looked === null || refusals.length === 0) return;
  const { officerId, officeId } = actorOf(context);
  const { purpose, matter } = looked;
  const subjectIds = [...looked.subjectIds];
  await context.accessLog.note({ officerId, officeId, query: 'giveCommitment', purpose, matter, subjectIds });
}

async function refuseUnlessOpen(
  context: Context,
  unit: Unit,
  { matter, item, kind }: { matter: MatterRow; item: ApprovalItemRow; kind: CommitmentKind },
): Promise<void> {
  const creditCode = matter.applicantCreditCode;
  const { kinds } = await readCommitmentOffer(unit, { creditCode, item, on: context.today });
  const obstacles = kinds.find((offer) => offer.kind === kind)?.obstacles ?? [];
  if (obstacles.length === 0) return;
  const facts = { obstacles: obstacles.map(({ code }) => code).join(' ') };
  throw new DomainError('COMMITMENT_NOT_OPEN', { field: ['input', 'kind'], facts });
}

/** Papers of the item that this kind can stand for, and for which no other commitment stands. */
async function readStandingFor(
  unit: Unit,
  { kind, paperCodes }: GiveCommitmentInput,
  matter: MatterRow,
  { papers }: ApprovalItemRow,
): Promise<string[]> {
  if (kind === 'FILING' && paperCodes.length === 0) return [];
  const open = await papersOpenFor(unit, matter);
  const fitting = papers.filter((paper) => canStandFor(kind, paper) && open.includes(paper.code));
  return readPapers(
    paperCodes,
    fitting.map(({ code }) => code),
  );
}

function readTerm(termDays: number | null | undefined, longest: number): number {
  const term = termDays ?? longest;
  if (term >= 1 && term <= longest) return term;
  throw new DomainError('RULE_OUT_OF_BOUNDS', {
    field: ['input', 'termDays'],
    facts: { min: 1, max: longest },
  });
}
