import { assignInspectors, DRAW_ALGORITHM, drawObjects, rosterHash } from '../../domain/draw.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import {
  ADD_DRAW,
  ADD_DRAWN_OBJECTS,
  FREEZE_ROSTER,
  LIST_INSPECTORS,
  READ_RATIOS,
  type InspectorRow,
  type RosterRow,
} from '../../store/spot-checks.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { narrowRegions } from '../steps/narrow-regions.js';

export interface PopulationInput {
  readonly regionCode: string;
  /** Leading digits of GB/T 4754 industries; all industries when absent. */
  readonly industryCodes?: readonly string[] | null | undefined;
}

export interface DrawSpotCheckInput extends ActInput {
  readonly title: string;
  readonly population: PopulationInput;
}

/**
 * Draws enterprises and two inspectors for each (双随机抽查): the roster is frozen, each class gives its share by the
 * ratio in force today, and everything is chosen by SHA-256 tickets from one stored seed, so that anyone with the
 * roster comes to the same result. The seed is made here, after the roster is fixed, and can be made only once.
 */
export function drawSpotCheck(
  context: Context,
  input: DrawSpotCheckInput,
): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'drawSpotCheck', input, async (unit, trail) => {
    const actor = actorOf(context);
    const drawId = context.newId();
    const title = parseText(input.title, { field: ['input', 'title'], max: 200 });
    const population = readPopulation(input.population);
    const roster = await freezeRoster(context, unit, { drawId, population });
    const ratios = await ratiosOn(context, unit);
    const inspectors = await unit.run(LIST_INSPECTORS, [actor.officeId]);
    const seed = context.newSeed();
    const drawn = draw(roster, { seed, ratios, inspectors, on: context.today });
    await unit.run(ADD_DRAW, [
      drawId,
      actor.officeId,
      title,
      JSON.stringify(population),
      DRAW_ALGORITHM,
      seed,
      JSON.stringify(ratios),
      JSON.stringify(inspectors.map(publicInspector)),
      rosterHash(roster),
      roster.length,
      drawn.length,
      context.today,
      actor.officerId,
    ]);
    await unit.run(ADD_DRAWN_OBJECTS, [drawId, JSON.stringify(drawn)]);
    trail.rules.draw = DRAW_ALGORITHM;
    return { drawId };
  });
}

interface Population {
  readonly regionCode: string;
  readonly industryCodes: readonly string[] | null;
}

function readPopulation({ regionCode, industryCodes }: PopulationInput): Population {
  const field = ['input', 'population', 'industryCodes'];
  if (industryCodes == null) return { regionCode, industryCodes: null };
  // No industry at all is no population, and must not be taken for all of them.
  if (industryCodes.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (industryCodes.length > 100) throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: 100 } });
  if (industryCodes.some((code) => !/^[0-9]{1,4}$/.test(code)))
    throw new DomainError('UNKNOWN_CODE', { field });
  return { regionCode, industryCodes: [...new Set(industryCodes)].sort() };
}

async function freezeRoster(
  context: Context,
  unit: Unit,
  { drawId, population }: { drawId: string; population: Population },
): Promise<RosterRow[]> {
  const regions = narrowRegions(context, population.regionCode, ['input', 'population', 'regionCode']);
  const roster = await unit.run(FREEZE_ROSTER, [drawId, regions, population.industryCodes]);
  if (roster.length === 0) throw new DomainError('EMPTY_POPULATION', { field: ['input', 'population'] });
  return roster;
}

async function ratiosOn(context: Context, unit: Unit): Promise<Record<string, number>> {
  const { regionCodes } = actorOf(context);
  const values = [ENTERPRISE_RISK_SECTOR, context.today, 'infinity', regionCodes];
  const rows = await unit.run(READ_RATIOS, values);
  return Object.fromEntries(rows.map(({ classCode, ratioBasisPoints }) => [classCode, ratioBasisPoints]));
}

/** Inspectors take part under their certificate numbers, which are public and never change hands. */
function publicInspector({ certificateNumber, certificateExpiresOn }: InspectorRow) {
  return { publicId: certificateNumber, certificateExpiresOn };
}

interface Lots {
  readonly seed: string;
  readonly ratios: Readonly<Record<string, number>>;
  readonly inspectors: readonly InspectorRow[];
  readonly on: string;
}

function draw(roster: readonly RosterRow[], { seed, ratios, inspectors, on }: Lots) {
  const objects = drawObjects(seed, roster, ratios);
  const publicIds = objects.map(({ publicId }) => publicId);
  const assignments = assignInspectors(seed, publicIds, inspectors.map(publicInspector), on);
  const pairs = new Map(
    assignments.map(({ objectPublicId, inspectorPublicIds }) => [objectPublicId, inspectorPublicIds]),
  );
  const subjectIds = new Map(roster.map(({ publicId, subjectId }) => [publicId, subjectId]));
  const inspectorIds = new Map(inspectors.map(({ certificateNumber, id }) => [certificateNumber, id]));
  return objects.map((object, index) => {
    const [first, second] = (pairs.get(object.publicId) ?? []).map((publicId) => inspectorIds.get(publicId));
    return { ...object, subjectId: subjectIds.get(object.publicId), place: index + 1, first, second };
  });
}
