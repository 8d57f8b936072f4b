import { addDays } from '../../domain/civil-date.js';
import { parseCreditCode } from '../../domain/credit-code.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import {
  ADD_REPRESENTATIVE,
  END_REPRESENTATIVE,
  FIND_ENTERPRISE_IN_REACH,
  FIND_OPEN_REPRESENTATION,
  type RepresentativeRole,
} from '../../store/representatives.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { keepPersons, type PersonInput } from '../steps/keep-persons.js';

export interface RegisterRepresentativeInput extends ActInput {
  readonly creditCode: string;
  readonly person: PersonInput;
  readonly role: RepresentativeRole;
  /** Of the paper that was shown. */
  readonly documentNumber: string;
  readonly fromOn: string;
  readonly untilOn?: string | null | undefined;
}

/**
 * Registers at a counter who may see the credit of an enterprise in its name: its legal representative, or whoever shows a power of
 * attorney (法定代表人、经办人). Only enterprises of the jurisdiction. Somebody whose paper has run out is registered anew by the next one.
 */
export function registerRepresentative(
  context: Context,
  input: RegisterRepresentativeInput,
): Promise<Outcome<{ representativeId: string }>> {
  return command(context, 'registerRepresentative', input, async (unit, trail) => {
    const { officeId, officerId, regionCodes } = actorOf(context);
    const at = ['input', 'creditCode'];
    const creditCode = parseCreditCode(input.creditCode, at);
    const [enterprise] = await unit.run(FIND_ENTERPRISE_IN_REACH, [creditCode, regionCodes]);
    if (enterprise === undefined) throw new DomainError('NOT_FOUND', { field: at });
    const documentNumber = parseText(input.documentNumber, { field: ['input', 'documentNumber'], max: 100 });
    const { fromOn, untilOn } = readDays(context, input);
    const people = [{ person: input.person, path: ['input', 'person'] }];
    const [personId] = await keepPersons(context, unit, people, enterprise.regionCode);
    await endRunOut(context, unit, [enterprise.id, personId]);
    const id = context.newId();
    await unit.run(ADD_REPRESENTATIVE, [
      ...[id, enterprise.id, personId, input.role, documentNumber, fromOn, untilOn, officeId, officerId],
    ]);
    trail.subjectIds.add(enterprise.id);
    if (personId !== undefined) trail.subjectIds.add(personId);
    return { representativeId: id };
  });
}

/** A paper that has run out ends what it stood for on the day after its last; one that holds is to be ended first. */
async function endRunOut(context: Context, unit: Unit, pair: readonly unknown[]): Promise<void> {
  const [open] = await unit.run(FIND_OPEN_REPRESENTATION, pair);
  if (open === undefined) return;
  if (open.untilOn === null || open.untilOn >= context.today)
    throw new DomainError('ALREADY_EXISTS', { field: ['input', 'person'] });
  await unit.run(END_REPRESENTATIVE, [open.id, addDays(open.untilOn, 1), actorOf(context).officerId]);
}

function readDays({ today }: Context, { fromOn, untilOn = null }: RegisterRepresentativeInput) {
  if (fromOn > today) throw new DomainError('DATE_IN_FUTURE', { field: ['input', 'fromOn'] });
  const field = ['input', 'untilOn'];
  if (untilOn !== null && untilOn < fromOn) throw new DomainError('INVALID_DATE', { field });
  if (untilOn !== null && untilOn < today) throw new DomainError('DATE_IN_PAST', { field });
  return { fromOn, untilOn };
}
