import { DomainError } from '../../domain/refusal.js';
import { ADD_DRAFT, READ_SECTOR } from '../../store/drafts.js';
import { runOne } from '../../store/statement.js';
import { isInChargeOf } from '../actor.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { readRules } from '../steps/read-rules.js';

export interface DraftStandardInput extends ActInput {
  /** A sector file as JSON text; `schema/standard.schema.json` says what it may contain. */
  readonly definition: string;
}

const FIELD = ['input', 'definition'];

/**
 * Takes in a draft of a standard with its treatments (标准草案). It changes nothing yet: it is tried on everybody, approved by a
 * second person and published. A draft is not edited; what is changed is a new draft.
 * A published version cannot be drafted again, and a sector stays a points scheme, or internal, or neither.
 */
export function draftStandard(
  context: Context,
  input: DraftStandardInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'draftStandard', input, async (unit, trail) => {
    const actor = actorOf(context);
    const { standard, treatments } = await readRules(unit, input.definition, FIELD);
    const { sector, version, internal, pointsScheme = false } = standard;
    if (!isInChargeOf(actor, sector, internal)) throw new DomainError('NOT_FOUND', { field: FIELD });
    const known = await runOne(unit, READ_SECTOR, [sector, version]);
    if (known.versionExists) throw new DomainError('ALREADY_PUBLISHED', { field: FIELD });
    const isOtherKind = known.internal !== internal || known.pointsScheme !== pointsScheme;
    if (known.internal !== null && isOtherKind)
      throw new DomainError('UNSOUND_STANDARD', { field: FIELD, ...STAYS });
    const draftId = context.newId();
    const rules = [JSON.stringify(standard), JSON.stringify(treatments)];
    const by = [internal, actor.officeId, actor.officerId];
    await unit.run(ADD_DRAFT, [draftId, 'STANDARD', sector, version, ...rules, ...by]);
    trail.rules[sector] = version;
    return { draftId };
  });
}

const STAYS = {
  explanation: {
    zh: '一个领域是否为积分制、是否仅供内部使用，不得改变。',
    en: 'Whether a sector is a points scheme, or internal, does not change.',
  },
};
