import { DRAW_ALGORITHM, sizesOf } from '../../domain/draw.js';
import { requireInspectors } from '../../domain/draw-inspectors.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ADD_DRAW, FIND_DRAW_OF_TASK, FIND_OPEN_DRAW, LOCK_DRAW, type NewDraw } from '../../store/draws.js';
import { FIND_REGULATING_OFFICES } from '../../store/draw-lists.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { commitDraw, type Frozen } from '../steps/commit-draw.js';
import { freezeDraw } from '../steps/freeze-draw.js';
import { narrowRegions } from '../steps/narrow-regions.js';
import { readDrawTask } from '../steps/read-draw-task.js';
import { planRandomness, type RandomnessInput } from '../steps/plan-randomness.js';

export interface PopulationInput {
  readonly regionCode: string;
  /** Leading digits of GB/T 4754 industries; all industries when absent. */
  readonly industryCodes?: readonly string[] | null | undefined;
}

export interface PrepareDrawInput extends ActInput {
  readonly title: string;
  readonly taskId?: string | null | undefined;
  readonly itemCodes?: readonly string[] | null | undefined;
  readonly population: PopulationInput;
  readonly objectKind?: string | null | undefined;
  readonly ground?: string | null | undefined;
  /** Offices that go along; the caller's own always does. */
  readonly officeIds?: readonly string[] | null | undefined;
  readonly randomness: RandomnessInput;
  readonly inspectorsPerObject?: number | null | undefined;
  readonly avoidSamePair?: boolean | null | undefined;
  readonly redraws?: { readonly drawId: string; readonly reason: string } | null | undefined;
}

const MOST_OFFICES = 20;
const FEWEST_INSPECTORS = 2;
const MOST_INSPECTORS = 10;

/**
 * Freezes everything that a draw rests on and commits the service to its own part of the seed (先承诺后抽取): roster with classes and
 * weights, exclusions with their reasons, sizes, inspectors. The seed can be known by nobody before public randomness has been
 * entered and witnessed, and nothing frozen here can be changed afterwards.
 */
export function prepareDraw(context: Context, input: PrepareDrawInput): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'prepareDraw', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const id = context.newId();
    const items = await readDrawTask(context, unit, input);
    const again = await readRedraw(context, unit, input);
    const offices = await readOffices(context, unit, input.officeIds ?? []);
    const population = readPopulation(input.population);
    const randomness = await planRandomness(context, unit, input.randomness, offices);
    const plan = {
      id,
      officeId,
      title: parseTitle(input.title),
      taskId: input.taskId ?? null,
      itemCodes: items.itemCodes,
      objectKind: items.objectKind,
      ground: input.ground ?? 'ROUTINE',
      officeIds: offices,
      population,
      algorithm: DRAW_ALGORITHM,
      inspectorsPerObject: readInspectorsPerObject(input.inspectorsPerObject),
      specialties: items.specialties,
      // Fixed before anybody can know the lots: whoever chose the day afterwards would choose among inspectors.
      drawOn: randomness.plan.randomnessValueOn ?? context.today,
      ...randomness.plan,
      ...again,
      preparedBy: officerId,
      preparedOn: context.today,
    };
    const regions = narrowRegions(context, population.regionCode, ['input', 'population', 'regionCode']);
    const frozen = await freezeDraw(context, unit, {
      ...plan,
      regions,
      avoidSamePair: input.avoidSamePair ?? false,
    });
    requireInspectors(frozen.inspectors, {
      perObject: plan.inspectorsPerObject,
      drawOn: plan.drawOn,
      specialties: plan.specialties,
    });
    const draw = newDraw(plan, frozen);
    await commitDraw(unit, { drawId: id, frozen, diceOfficerIds: randomness.diceOfficerIds });
    await unit.run(ADD_DRAW, [JSON.stringify(draw)]);
    trail.rules.draw = DRAW_ALGORITHM;
    return { drawId: id };
  });
}

type Plan = Omit<NewDraw, keyof ReturnType<typeof frozenFields>>;

function newDraw(plan: Plan, frozen: Frozen): NewDraw {
  return { ...plan, ...frozenFields(frozen) };
}

function frozenFields({ lists, roster, ratios, avoidPairs }: Frozen) {
  return {
    ...lists,
    ratios,
    avoidPairs,
    sizes: sizesOf(roster.counts, ratios),
    rosterHash: roster.rosterHash,
    rosterSize: roster.size,
    merkleRoot: roster.merkleRoot,
  };
}

/** A second draw for a task, and one instead of another, needs a reason; the other one stays on record. */
async function readRedraw(context: Context, unit: Unit, { taskId, redraws }: PrepareDrawInput) {
  const { officeId } = actorOf(context);
  if (redraws == null) {
    const [earlier] = taskId == null ? [] : await unit.run(FIND_DRAW_OF_TASK, [taskId]);
    if (earlier !== undefined) throw new DomainError('REASON_REQUIRED', { field: ['input', 'redraws'] });
    return { redrawsId: null, reason: null };
  }
  const [draw] = await unit.run(LOCK_DRAW, [redraws.drawId, officeId, context.today]);
  if (draw === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'redraws', 'drawId'] });
  const field = ['input', 'redraws', 'reason'];
  if (redraws.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
  // Whoever begins anew while a draw is under way would have two to choose from.
  const [open] = await unit.run(FIND_OPEN_DRAW, [taskId ?? null, draw.id, context.today]);
  const isOfTask = taskId == null || draw.taskId === taskId;
  if (open !== undefined || !isOfTask || !['DRAWN', 'PUBLISHED', 'VOID'].includes(draw.state))
    throw new DomainError('WRONG_STATE', { field: ['input', 'redraws', 'drawId'] });
  return { redrawsId: draw.id, reason: parseText(redraws.reason, { field, max: 500 }) };
}

async function readOffices(context: Context, unit: Unit, officeIds: readonly string[]): Promise<string[]> {
  const field = ['input', 'officeIds'];
  const { officeId, regionCodes } = actorOf(context);
  const asked = [...new Set([officeId, ...officeIds])];
  if (asked.length > MOST_OFFICES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_OFFICES } });
  const known = await unit.run(FIND_REGULATING_OFFICES, [asked, regionCodes]);
  if (known.length < asked.length) throw new DomainError('NOT_FOUND', { field });
  return asked;
}

function parseTitle(text: string): string {
  const field = ['input', 'title'];
  const title = parseText(text, { field, max: 200 });
  if (title.includes('\n')) throw new DomainError('INVALID_TEXT', { field });
  return title;
}

function readInspectorsPerObject(count: number | null | undefined): number {
  const asked = count ?? FEWEST_INSPECTORS;
  if (asked >= FEWEST_INSPECTORS && asked <= MOST_INSPECTORS) return asked;
  throw new DomainError('RULE_OUT_OF_BOUNDS', {
    field: ['input', 'inspectorsPerObject'],
    facts: { least: FEWEST_INSPECTORS, most: MOST_INSPECTORS },
  });
}

function readPopulation({ regionCode, industryCodes }: PopulationInput) {
  const field = ['input', 'population', 'industryCodes'];
  if (industryCodes == null) return { regionCode, industryCodes: null };
  // No industry at all is no population, and must not be taken for all of them.
  if (industryCodes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (industryCodes.length > 100) throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: 100 } });
  if (industryCodes.some((code) => !/^[0-9]{1,4}$/.test(code)))
    throw new DomainError('UNKNOWN_CODE', { field });
  return { regionCode, industryCodes: [...new Set(industryCodes)].sort() };
}
