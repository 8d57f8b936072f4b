import type { CivilDate } from '../../domain/civil-date.js';
import { answerDue, objectionUntil } from '../../domain/objection.js';
import { parsePhotos, type Photo } from '../../domain/photo.js';
import { DomainError } from '../../domain/refusal.js';
import type { Standard } from '../../domain/standard.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ADD_OBJECTION, type NewObjection, READ_OBJECTION_RULES } from '../../store/objections.js';
import { readStandards } from '../../store/standards.js';
import { runOne } from '../../store/statement.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { type ConcernedHouse, lockConcernedHouse } from '../steps/lock-concerned-house.js';

export type ObjectorRole = 'OWNER' | 'MANAGER';

export interface ObjectToTierInput extends ActInput {
  readonly houseId: string;
  /** In which role the objector stands; the owner's unless given. */
  readonly role?: ObjectorRole | null | undefined;
  readonly grounds: string;
  readonly photos?: readonly Photo[] | null | undefined;
}

const LONGEST_GROUNDS = 2000;

/**
 * Objects to the tier that a house has (等级异议): by its owner or manager himself, or entered by an officer who has it on paper. The
 * tier is marked as disputed at once and stays as it is until the objection is decided and the record corrected. One objection
 * of a house is open at a time.
 * Source: objections are marked at once [L]; who objects and how often [D].
 */
export function objectToTier(
  context: Context,
  input: ObjectToTierInput,
): Promise<Outcome<{ objectionId: string }>> {
  return command(context, 'objectToTier', input, async (unit, trail) => {
    const house = await lockConcernedHouse(context, unit, input.houseId, ['input', 'houseId']);
    const objector = objectorOf(context, house, input.role ?? null);
    const tier = await readTier(unit, house);
    requireInTime(tier.standard, house.toldOn, context.today);
    const { workingDays, calendar } = await runOne(unit, READ_OBJECTION_RULES, [
      house.stationId,
      context.today,
    ]);
    const due = answerDue(tier.standard.review, workingDays, context.today, calendar);
    const objection: NewObjection = {
      id: context.newId(),
      houseId: house.id,
      standardId: house.standardId,
      gradeCode: tier.gradeCode,
      tierSinceOn: house.sinceOn,
      filedOn: context.today,
      filedBy: actorOf(context).officerId,
      ...objector,
      grounds: parseText(input.grounds, { field: ['input', 'grounds'], max: LONGEST_GROUNDS }),
      photos: parsePhotos(input.photos ?? [], ['input', 'photos']),
      answerDueOn: due.on,
      answerDueProvisional: due.provisional,
    };
    const added = await unit.run(ADD_OBJECTION, [JSON.stringify(objection)]);
    if (added.length === 0) refuseSecond();
    trail.subjectIds.add(house.id).add(objector.objectorId);
    trail.rules[tier.standard.sector] = tier.standard.version;
    return { objectionId: objection.id };
  });
}

/** Whose objection it is. A role that the objector does not have, or that nobody has, is not found. */
function objectorOf(
  context: Context,
  { ownerId, managerId }: ConcernedHouse,
  role: ObjectorRole | null,
): Pick<NewObjection, 'byRole' | 'objectorId'> {
  const { personId } = actorOf(context);
  const holders = { OWNER: ownerId, MANAGER: managerId };
  const usual = personId === null || personId === ownerId ? 'OWNER' : 'MANAGER';
  const objectorId = holders[role ?? usual];
  if (objectorId === null || (personId !== null && objectorId !== personId))
    throw new DomainError('NOT_FOUND', { field: ['input', 'role'] });
  return { byRole: personId === null ? 'STATION' : (role ?? usual), objectorId };
}

async function readTier(
  unit: Unit,
  { standardId, basis, gradeCode }: ConcernedHouse,
): Promise<{ standard: Standard; gradeCode: string }> {
  if (basis !== 'RATED' || gradeCode === null) {
    throw new DomainError('WRONG_STATE', {
      field: ['input', 'houseId'],
      explanation: { zh: '该房屋尚未评定等级。', en: 'The house has no tier yet.' },
    });
  }
  const [published] = await readStandards(unit, [standardId]);
  if (published == null) throw new Error(`Standard ${standardId} is gone.`);
  return { standard: published.definition, gradeCode };
}

function requireInTime({ review }: Standard, toldOn: CivilDate | null, today: CivilDate): void {
  const until = objectionUntil(review, toldOn);
  if (until === null || today <= until) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'houseId'],
    explanation: { zh: `异议期限已于 ${until} 届满。`, en: `The term to object ended on ${until}.` },
    facts: { until },
  });
}

function refuseSecond(): never {
  throw new DomainError('ALREADY_EXISTS', {
    field: ['input', 'houseId'],
    explanation: {
      zh: '对该房屋等级的异议正在处理，答复后方可再次提出。',
      en: 'An objection to the tier of this house is open; another one can follow its answer.',
    },
  });
}
