import { addDays, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { FIND_DICE_OFFICERS } from '../../store/draw-lists.js';
import { READ_DRAW_RULES } from '../../store/draws.js';
import type { Context } from '../context.js';

export interface RandomnessInput {
  readonly kind: 'DICE' | 'BEACON';
  readonly officerIds?: readonly string[] | null | undefined;
  readonly source?: string | null | undefined;
  readonly valueOn?: string | null | undefined;
}

const FEWEST_THROWERS = 2;
const MOST_THROWERS = 20;
const LATEST_VALUE_DAYS = 366;

/**
 * Where the public randomness of a draw will come from (公开随机数), fixed before anybody can know it: dice of several officers, of
 * whom one who is honest is enough, or a value that somebody else publishes on a later day.
 */
export async function planRandomness(
  context: Context,
  unit: Unit,
  input: RandomnessInput,
  officeIds: readonly string[],
) {
  const rules = await unit.run(READ_DRAW_RULES, [context.today]);
  const rule = (code: string) => {
    const found = rules.find((row) => row.code === code);
    if (found === undefined) throw new Error(`The rule ${code} is not set.`);
    return found.value;
  };
  const term = rule('RANDOMNESS_TERM');
  if (input.kind === 'BEACON') {
    const { source, valueOn } = readBeacon(context, input);
    const dueOn = addDays(valueOn, term);
    return { plan: planOf('BEACON', dueOn, { source, valueOn }), diceOfficerIds: [] };
  }
  const diceOfficerIds = await readThrowers(unit, input.officerIds ?? [], officeIds);
  const dueOn = addDays(context.today, term);
  return { plan: planOf('DICE', dueOn, { each: rule('DICE_EACH') }), diceOfficerIds };
}

function planOf(
  randomnessKind: 'DICE' | 'BEACON',
  randomnessDueOn: string,
  { source = null, valueOn = null, each = null }: PlanDetails,
) {
  return {
    randomnessKind,
    randomnessDueOn,
    randomnessSource: source,
    randomnessValueOn: valueOn,
    diceEach: each,
  };
}

interface PlanDetails {
  readonly source?: string | null;
  readonly valueOn?: string | null;
  readonly each?: number | null;
}

function readBeacon(context: Context, { source, valueOn }: RandomnessInput) {
  const field = ['input', 'randomness', 'source'];
  if (source == null) throw new DomainError('MISSING_VALUE', { field });
  const name = parseText(source, { field, max: 200 });
  // The bar and the line end separate it in the transcript.
  if (/[|\n]/.test(name)) throw new DomainError('INVALID_TEXT', { field });
  const dayField = ['input', 'randomness', 'valueOn'];
  if (valueOn == null) throw new DomainError('MISSING_VALUE', { field: dayField });
  const day = parseCivilDate(valueOn, dayField);
  // Of today the value may be known already.
  if (day <= context.today) throw new DomainError('DATE_IN_PAST', { field: dayField });
  if (day > addDays(context.today, LATEST_VALUE_DAYS))
    throw new DomainError('INVALID_DATE', { field: dayField });
  return { source: name, valueOn: day };
}

async function readThrowers(
  unit: Unit,
  officerIds: readonly string[],
  officeIds: readonly string[],
): Promise<string[]> {
  const field = ['input', 'randomness', 'officerIds'];
  const distinct = [...new Set(officerIds)];
  if (distinct.length < FEWEST_THROWERS)
    throw new DomainError('MISSING_VALUE', { field, facts: { least: FEWEST_THROWERS } });
  if (distinct.length > MOST_THROWERS)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_THROWERS } });
  const known = await unit.run(FIND_DICE_OFFICERS, [distinct, officeIds]);
  if (known.length < distinct.length) throw new DomainError('NOT_FOUND', { field });
  return distinct;
}
