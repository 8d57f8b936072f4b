import { setImmediate as letOthersIn } from 'node:timers/promises';
import {
  classLines,
  commitmentTo,
  exclusionLine,
  inspectorLine,
  ListHash,
  listHash,
  listSaltOf,
  saltsCommitmentTo,
} from '../../domain/draw-commitment.js';
import { sizesOf } from '../../domain/draw.js';
import { DomainError } from '../../domain/refusal.js';
import { RosterDigest } from '../../domain/roster-tree.js';
import type { Unit } from '../../store/door.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { ratiosOfDraw } from '../../domain/spot-check-ratio.js';
import { FREEZE_POPULATION, LIST_ELIGIBLE_INSPECTORS } from '../../store/draw-eligibility.js';
import { READ_RATIOS_OF_ITEMS } from '../../store/spot-check-ratios.js';
import { type ExclusionRow, LIST_LAST_PAIRS, READ_EXCLUSIONS } from '../../store/draw-lists.js';
import { actorOf, type Context } from '../context.js';
import type { Frozen } from './commit-draw.js';
import { rosterSlices } from './roster-slices.js';

const SLICE = 10_000;

export interface FreezeOrder {
  readonly id: string;
  readonly officeId: string;
  readonly regions: readonly string[];
  readonly population: { readonly industryCodes: readonly string[] | null };
  readonly itemCodes: readonly string[];
  readonly ground: string;
  readonly objectKind: string;
  readonly taskId: string | null;
  readonly officeIds: readonly string[];
  readonly avoidSamePair: boolean;
  readonly drawOn: string;
}

/** Writes down from whom and by whom a draw will be made, and says what all of it comes to. Throws EMPTY_POPULATION. */
export async function freezeDraw(context: Context, unit: Unit, order: FreezeOrder): Promise<Frozen> {
  const secret = { secret: context.newSeed(), saltKey: context.newSeed() };
  const listSalt = listSaltOf(secret.saltKey);
  const { id, regions, population, itemCodes, ground, objectKind, taskId } = order;
  const values = [
    id,
    regions,
    population.industryCodes,
    itemCodes,
    context.today,
    ground,
    objectKind,
    taskId,
  ];
  await unit.run(FREEZE_POPULATION, values);
  const roster = await digestRoster(unit, id, new RosterDigest(listSalt, secret.saltKey));
  const ratios = await ratiosOf(context, unit, itemCodes, roster.counts);
  const inspectors = await unit.run(LIST_ELIGIBLE_INSPECTORS, [order.officeIds, id, regions, order.drawOn]);
  const pairs = order.avoidSamePair ? await unit.run(LIST_LAST_PAIRS, [order.officeId]) : [];
  const avoidPairs = pairs.map(({ pair }) => pair);
  const hashOf = (...list: Parameters<typeof listHash> extends [string, ...infer Rest] ? Rest : never) =>
    listHash(listSalt, ...list);
  return {
    secret,
    roster,
    ratios,
    inspectors,
    avoidPairs,
    lists: {
      listSalt,
      sizesHash: hashOf('sizes', classLines(sizesOf(roster.counts, ratios))),
      ratiosHash: hashOf('ratios', classLines(ratios)),
      inspectorsHash: hashOf('inspectors', inspectors.map(inspectorLine)),
      exclusionsHash: await hashExclusions(unit, id, listSalt),
      avoidPairsHash: hashOf(
        'pairs',
        avoidPairs.map((pair) => `${pair}\n`),
      ),
      commitment: commitmentTo(secret.secret),
      saltsCommitment: saltsCommitmentTo(secret.saltKey),
    },
  };
}

async function digestRoster(unit: Unit, drawId: string, digest: RosterDigest) {
  let isEmpty = true;
  for await (const slice of rosterSlices(unit, drawId)) {
    isEmpty = false;
    digest.add(slice);
    // A large roster takes a while to hash; requests of others are answered in between.
    await letOthersIn();
  }
  if (isEmpty) throw new DomainError('EMPTY_POPULATION', { field: ['input', 'population'] });
  return digest.finish();
}

/** The ratio of each class of the roster; a class without one is refused, and so is one of an impossible ratio. */
async function ratiosOf(
  context: Context,
  unit: Unit,
  itemCodes: readonly string[],
  counts: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const { regionCodes } = actorOf(context);
  const values = [ENTERPRISE_RISK_SECTOR, context.today, 'infinity', regionCodes, itemCodes];
  const rows = await unit.run(READ_RATIOS_OF_ITEMS, values);
  return ratiosOfDraw(rows.filter(({ classCode }) => Object.hasOwn(counts, classCode)));
}

async function hashExclusions(unit: Unit, drawId: string, listSalt: string): Promise<string> {
  const hash = new ListHash(listSalt, 'exclusions');
  let after: string | null = null;
  for (;;) {
    const slice: ExclusionRow[] = await unit.run(READ_EXCLUSIONS, [drawId, after, SLICE]);
    const last = slice.at(-1);
    if (last === undefined) return hash.hex();
    hash.add(slice.map(exclusionLine).join(''));
    after = last.publicId;
  }
}
