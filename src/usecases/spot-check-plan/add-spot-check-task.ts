import { isRegionCode } from '../../domain/region.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import { FIND_REGIONS } from '../../store/regions.js';
import {
  ADD_SPOT_CHECK_TASK,
  FIND_JOINING_OFFICES,
  FIND_OFFICE_KIND,
  LOCK_SPOT_CHECK_PLAN,
} from '../../store/spot-check-plans.js';
import type { Unit } from '../../store/door.js';
import { runOne } from '../../store/statement.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { readIndustries } from '../steps/read-industries.js';
import { readItems } from '../steps/read-items.js';
import { narrowRegions } from '../steps/narrow-regions.js';
import { readTarget, type TargetInput } from '../steps/read-target.js';

export interface AddSpotCheckTaskInput extends ActInput {
  readonly planId: string;
  readonly title: string;
  readonly itemCodes: readonly string[];
  /** Other law-enforcement offices that go along; the own one is always there. */
  readonly officeCodes?: readonly string[] | null | undefined;
  /** 1–12. */
  readonly months: readonly number[];
  readonly plannedNumber: number;
  readonly regionCode: string;
  readonly industryCodes?: readonly string[] | null | undefined;
  /** Whom a targeted task (定向) is about; absent: untargeted (不定向). */
  readonly target?: TargetInput | null | undefined;
}

const MOST_OFFICES = 20;
const MOST_PLANNED = 1_000_000;

/**
 * Adds a task to a plan that is still a draft. The items of several offices make one visit (综合查一次), so all of them look at the same
 * kind of object, and each of them is one that an office of the visit may inspect.
 */
export function addSpotCheckTask(
  context: Context,
  input: AddSpotCheckTaskInput,
): Promise<Outcome<{ planId: string; taskId: string }>> {
  return command(context, 'addSpotCheckTask', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    const { planId } = input;
    const [plan] = await unit.run(LOCK_SPOT_CHECK_PLAN, [planId, officeId]);
    if (plan === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'planId'] });
    if (plan.state !== 'DRAFT') throw new DomainError('WRONG_STATE', { field: ['input', 'planId'] });
    const title = parseText(input.title, { field: ['input', 'title'], max: 200 });
    const offices = await readOffices(context, unit, input.officeCodes ?? []);
    const officeKinds = offices.map(({ kind }) => kind);
    const { itemCodes, objectKind } = await readItems(context, unit, { codes: input.itemCodes, officeKinds });
    const regionCode = await readRegion(context, unit, input.regionCode);
    const { listed, ...target } = await readTarget(context, unit, {
      input: input.target ?? null,
      kind: objectKind,
      regionCode,
    });
    const taskId = context.newId();
    const task = {
      id: taskId,
      ...{ planId, title, regionCode, itemCodes, objectKind, ...target },
      officeIds: offices.map(({ id }) => id),
      months: readMonths(input.months),
      plannedNumber: readNumber(input.plannedNumber),
      industryCodes: readIndustries(input.industryCodes, ['input', 'industryCodes']),
      addedBy: officerId,
    };
    await unit.run(ADD_SPOT_CHECK_TASK, [JSON.stringify(task), listed]);
    return { planId, taskId };
  });
}

async function readOffices(
  context: Context,
  unit: Unit,
  codes: readonly string[],
): Promise<{ id: string; kind: string }[]> {
  const { officeId, regionCodes } = actorOf(context);
  const field = ['input', 'officeCodes'];
  if (codes.length > MOST_OFFICES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_OFFICES } });
  const wanted = [...new Set(codes)];
  const found = await unit.run(FIND_JOINING_OFFICES, [wanted, regionCodes]);
  if (found.length < wanted.length) throw new DomainError('NOT_FOUND', { field });
  const own = { id: officeId, ...(await runOne(unit, FIND_OFFICE_KIND, [officeId])) };
  return [own, ...found.filter(({ id }) => id !== officeId)];
}

/** A task is for a region that the office works in; elsewhere it would never draw anybody. */
async function readRegion(context: Context, unit: Unit, regionCode: string): Promise<string> {
  const field = ['input', 'regionCode'];
  const known = isRegionCode(regionCode) ? await unit.run(FIND_REGIONS, [[regionCode]]) : [];
  if (known.length === 0) throw new DomainError('UNKNOWN_REGION', { field });
  if (narrowRegions(context, regionCode, field).length === 0)
    throw new DomainError('OUTSIDE_JURISDICTION', { field });
  return regionCode;
}

function readMonths(months: readonly number[]): number[] {
  const field = ['input', 'months'];
  if (months.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (months.some((month) => !Number.isInteger(month) || month < 1 || month > 12))
    throw new DomainError('INVALID_DATE', { field });
  return [...new Set(months)].sort((one, other) => one - other);
}

function readNumber(planned: number): number {
  if (planned >= 1 && planned <= MOST_PLANNED) return planned;
  const facts = { least: 1, most: MOST_PLANNED };
  throw new DomainError('RULE_OUT_OF_BOUNDS', { field: ['input', 'plannedNumber'], facts });
}
