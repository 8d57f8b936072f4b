import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { LOG_ACCESS } from '../../store/acts.js';
import { READ_CREDIT_FACTS } from '../../store/credit-checks.js';
import type { Unit } from '../../store/door.js';
import { ADD_JOB, SCREEN_JOB, type ScreeningOrder } from '../../store/jobs.js';
import { ADD_SCREENING, READ_MOMENT } from '../../store/screenings.js';
import { runOne } from '../../store/statement.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { momentValues } from '../moment.js';
import { decideAnswer } from '../steps/decide-answer.js';
import { type PopulationInput, readPopulation } from '../steps/read-population.js';
import { readRequirements, type RequirementsInput } from '../steps/read-requirements.js';

export interface ScreenPopulationInput extends ActInput {
  /** What is screened for, in words. */
  readonly title: string;
  readonly purpose: string;
  readonly matter: string;
  readonly fieldCode: string;
  readonly population: PopulationInput;
  readonly requirements?: RequirementsInput | null | undefined;
}

const MOST_ATTEMPTS = 8;
/** No subject has it: what is read about it is what is known of everybody. */
const NOBODY = '';

/**
 * Orders the screening of a population for one matter (批量筛选): who meets the requirements, and why each of the others does not.
 * It is one look into credit files, logged with its purpose by the number of the screening and not by every single subject; it is no
 * check, and whoever is granted something afterwards is checked by himself. The work is done by a job.
 */
export function screenPopulation(
  context: Context,
  input: ScreenPopulationInput,
): Promise<Outcome<{ screeningId: string; jobId: string }>> {
  return command(context, 'screenPopulation', input, async (unit, trail) => {
    const words = readWords(context, input);
    const population = readPopulation(context, input.population, ['input', 'population']);
    const { requirements, standard } = await readRequirements(unit, input.requirements ?? {}, context.today, [
      'input',
      'requirements',
    ]);
    const { at } = await runOne(unit, READ_MOMENT, []);
    const { dataOn, rules } = await readRules(context, unit, { fieldCode: input.fieldCode, knownAt: at });
    Object.assign(trail.rules, rules);
    if (standard !== null) trail.rules[standard.definition.sector] = standard.definition.version;
    trail.purpose = words.purpose;
    trail.matter = words.matter;
    const { officeId, officerId } = actorOf(context);
    const [screeningId, jobId] = [context.newId(), context.newId()];
    const order = JSON.stringify({ screeningId } satisfies ScreeningOrder);
    await unit.run(ADD_JOB, [jobId, SCREEN_JOB, officeId, officerId, order, MOST_ATTEMPTS]);
    await unit.run(ADD_SCREENING, [
      ...[screeningId, officeId, officerId, jobId, words.title, words.purpose, words.matter, input.fieldCode],
      ...[JSON.stringify(population), JSON.stringify(requirements), context.today, dataOn],
      ...[JSON.stringify(trail.rules), at],
    ]);
    const look = { officerId, officeId, query: `screenPopulation ${screeningId}`, subjectIds: [] };
    await unit.run(LOG_ACCESS, [JSON.stringify([{ ...look, ...words }])]);
    return { screeningId, jobId };
  });
}

function readWords(context: Context, { title, purpose, matter, fieldCode }: ScreenPopulationInput) {
  const at = (name: string) => ({ field: ['input', name], max: 200 });
  if (!actorOf(context).approvalFields.includes(fieldCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'field'] });
  if (purpose.trim() === '') throw new DomainError('PURPOSE_REQUIRED', { field: ['input', 'purpose'] });
  return {
    title: parseText(title, at('title')),
    purpose: parseText(purpose, at('purpose')),
    matter: parseText(matter, at('matter')),
  };
}

/** By which rules everybody will be answered, and how fresh the data are. */
async function readRules(
  context: Context,
  unit: Unit,
  { fieldCode, knownAt }: { readonly fieldCode: string; readonly knownAt: string },
) {
  const [on, known] = momentValues(context.today, { validAt: null, knownAt });
  const [facts] = await unit.run(READ_CREDIT_FACTS, [NOBODY, fieldCode, on, known]);
  if (facts === undefined) throw new Error('No policy of credit answers is in force.');
  return decideAnswer(facts, { creditCode: NOBODY, fieldCode, on, knownAt });
}
