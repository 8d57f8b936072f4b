import type { CivilDate } from '../../domain/civil-date.js';
import { checkDrafted } from '../../domain/policy.js';
import { refusalOf } from '../../domain/problem.js';
import { DomainError, DomainErrors } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { checkTreatments, type Treatment } from '../../domain/treatment.js';
import { ADD_DRAFT } from '../../store/drafts.js';
import { standardInForce } from '../../store/standards.js';
import { isInChargeOf } from '../actor.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface DraftPolicyInput extends ActInput {
  readonly sector: string;
  /** Name of this change of policy, such as 2026-12. */
  readonly title: string;
  /** Rows that will supersede those of the same grade, kind and code on the day of publication. */
  readonly treatments: readonly DraftedTreatment[];
}

/** A row without its day, which is that of its publication; a rule of an office is its own default. */
export type DraftedTreatment = Omit<Treatment, 'validFrom' | 'source'> & {
  readonly source: Pick<Treatment['source'], 'instrument' | 'clause'>;
};

const MOST_ROWS = 250;

/** Takes in a draft of treatments (措施草案) for the grades of the standard in force; like a standard, it is tried first. */
export function draftPolicy(
  context: Context,
  input: DraftPolicyInput,
): Promise<Outcome<{ draftId: string }>> {
  return command(context, 'draftPolicy', input, async (unit) => {
    const actor = actorOf(context);
    const { sector, treatments } = input;
    const standard = await standardInForce(unit, sector, context.today);
    const isOurs = standard !== null && isInChargeOf(actor, sector, standard.definition.internal);
    if (!isOurs) throw new DomainError('NOT_FOUND', { field: ['input', 'sector'] });
    const title = parseText(input.title, { field: ['input', 'title'], max: 100 });
    const field = ['input', 'treatments'];
    if (treatments.length === 0) throw new DomainError('MISSING_VALUE', { field });
    if (treatments.length > MOST_ROWS)
      throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_ROWS } });
    const rows = treatments.map((row) => datedOn(row, context.today));
    const problems = [...checkTreatments(rows, standard.definition), ...checkDrafted(rows)];
    if (problems.length > 0) throw new DomainErrors(problems.map((problem) => refusalOf(problem, field)));
    const draftId = context.newId();
    const rules = [null, JSON.stringify(rows), standard.definition.internal];
    await unit.run(ADD_DRAFT, [draftId, 'POLICY', sector, title, ...rules, actor.officeId, actor.officerId]);
    return { draftId };
  });
}

function datedOn({ source, ...row }: DraftedTreatment, on: CivilDate): Treatment {
  return { ...row, validFrom: on, source: { ...source, mark: 'D', checkedOn: on } };
}
