import { parseDecimal } from '../../domain/decimal.js';
import { type ByClass, sampleSize } from '../../domain/draw.js';
import { requireInspectors } from '../../domain/draw-inspectors.js';
import { DomainError } from '../../domain/refusal.js';
import { parseText } from '../../domain/text.js';
import type { Unit } from '../../store/door.js';
import { COUNT_ROSTER, LIST_DRAW_INSPECTORS } from '../../store/draw-lists.js';
import { ADD_EXTENSION, type DrawRow, LIST_EXTENSIONS } from '../../store/draws.js';
import { command, type ActInput, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';
import { lockOwnDraw } from '../steps/lock-own-draw.js';

export interface ExtendDrawInput extends ActInput {
  readonly drawId: string;
  /** Per cent with up to two places of classes of which more shall be drawn. */
  readonly ratios: readonly { readonly classCode: string; readonly ratioPercent: string }[];
  readonly reason: string;
}

const PERCENT_PLACES = 2;
const MOST_CLASSES = 50;

/**
 * Draws more from the same roster by the same seed (扩大抽取): it goes on where the draw ended and never draws anew, so the larger
 * sample contains the smaller one. What was drawn before keeps its inspectors; those of the new objects are drawn from the same
 * list, as far as their certificates are still valid.
 */
export function extendDraw(context: Context, input: ExtendDrawInput): Promise<Outcome<{ drawId: string }>> {
  return command(context, 'extendDraw', input, async (unit, trail) => {
    const { officerId, officeId } = actorOf(context);
    const first = await lockOwnDraw(context, unit, input.drawId);
    const latest = await latestOf(context, unit, first);
    const field = ['input', 'reason'];
    if (input.reason.trim() === '') throw new DomainError('REASON_REQUIRED', { field });
    const reason = parseText(input.reason, { field, max: 500 });
    const ratios = { ...latest.ratios, ...readRatios(input.ratios, latest.ratios) };
    const previous = latest.sizes ?? {};
    const sizes = await largerSizes(unit, first.id, ratios, previous);
    requireInspectors(await unit.run(LIST_DRAW_INSPECTORS, [[first.id]]), {
      perObject: first.inspectorsPerObject,
      drawOn: context.today,
      specialties: first.specialties,
    });
    const drawId = context.newId();
    const values = [
      drawId,
      first.id,
      JSON.stringify(ratios),
      JSON.stringify(sizes),
      JSON.stringify(previous),
    ];
    await unit.run(ADD_EXTENSION, [...values, reason, officerId, officeId, context.today]);
    trail.rules.draw = first.algorithm;
    return { drawId };
  });
}

/** The first draw or its last continuation, which must have come to its end. */
async function latestOf(context: Context, unit: Unit, first: DrawRow): Promise<DrawRow> {
  const [last] = await unit.run(LIST_EXTENSIONS, [first.id, context.today]);
  const latest = last ?? first;
  if (first.extendsId !== null || (latest.state !== 'DRAWN' && latest.state !== 'PUBLISHED'))
    throw new DomainError('WRONG_STATE', { field: ['input', 'drawId'] });
  return latest;
}

function readRatios(asked: ExtendDrawInput['ratios'], known: ByClass): Record<string, number> {
  const field = ['input', 'ratios'];
  if (asked.length > MOST_CLASSES)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: MOST_CLASSES } });
  return Object.fromEntries(
    asked.map(({ classCode, ratioPercent }) => {
      if (!Object.hasOwn(known, classCode)) throw new DomainError('UNKNOWN_CODE', { field });
      const basisPoints = parseDecimal(ratioPercent, PERCENT_PLACES, field);
      if (basisPoints <= 0 || basisPoints > 10_000) throw new DomainError('RATIO_OUT_OF_RANGE', { field });
      return [classCode, Math.max(basisPoints, known[classCode] ?? 0)];
    }),
  );
}

/** Never smaller than before, and somewhere larger, or there is nothing to draw. */
async function largerSizes(
  unit: Unit,
  rosterDrawId: string,
  ratios: ByClass,
  previous: ByClass,
): Promise<Record<string, number>> {
  const counts = await unit.run(COUNT_ROSTER, [rosterDrawId]);
  const sizes = counts.map(({ classCode, count }) => {
    const asked = sampleSize(count, ratios[classCode] ?? 0);
    return [classCode, Math.max(asked, previous[classCode] ?? 0)] as const;
  });
  if (sizes.every(([classCode, size]) => size === previous[classCode])) {
    const explanation = { zh: '按此比例不会多抽任何对象。', en: 'These ratios draw nobody in addition.' };
    throw new DomainError('RATIO_OUT_OF_RANGE', { field: ['input', 'ratios'], explanation });
  }
  return Object.fromEntries(sizes);
}
