import { DomainError } from '../../domain/refusal.js';
import { END_REPRESENTATIVE, LOCK_REPRESENTATIVE } from '../../store/representatives.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface EndRepresentativeInput extends ActInput {
  readonly representativeId: string;
  /** First day on which the person represents the enterprise no more. */
  readonly endedOn: string;
}

/** Ends that somebody represents an enterprise of the jurisdiction; from that day on he sees nothing of it any more. */
export function endRepresentative(
  context: Context,
  input: EndRepresentativeInput,
): Promise<Outcome<{ representativeId: string }>> {
  return command(context, 'endRepresentative', input, async (unit, trail) => {
    const { representativeId, endedOn } = input;
    const { officerId, regionCodes } = actorOf(context);
    const at = ['input', 'representativeId'];
    const [representative] = await unit.run(LOCK_REPRESENTATIVE, [representativeId, regionCodes]);
    if (representative === undefined) throw new DomainError('NOT_FOUND', { field: at });
    if (representative.endedOn !== null) throw new DomainError('WRONG_STATE', { field: at });
    const field = ['input', 'endedOn'];
    if (endedOn > context.today) throw new DomainError('DATE_IN_FUTURE', { field });
    if (endedOn < representative.fromOn) throw new DomainError('INVALID_DATE', { field });
    await unit.run(END_REPRESENTATIVE, [representativeId, endedOn, officerId]);
    trail.subjectIds.add(representative.enterpriseId).add(representative.personId);
    return { representativeId };
  });
}
