import { sampleSize } from '../../domain/draw.js';
import { roundHalfUp } from '../../domain/decimal.js';
import { parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { ENTERPRISE_RISK_SECTOR } from '../../domain/sectors.js';
import { ratioOfItem } from '../../domain/spot-check-ratio.js';
import { COUNT_POPULATION } from '../../store/draw-eligibility.js';
import { FIND_INSPECTION_ITEMS } from '../../store/inspection-items.js';
import { READ_RATIOS_OF_ITEMS } from '../../store/spot-check-ratios.js';
import { actorOf, type Context } from '../context.js';
import { narrowRegions } from '../steps/narrow-regions.js';
import { type RatioInput, readRatio } from '../steps/read-ratio.js';
import { readIndustries } from '../steps/read-industries.js';

export interface PreviewSpotCheckRatioInput extends RatioInput {
  readonly validFrom?: string | null | undefined;
  /** The population; the whole jurisdiction, all industries when absent. */
  readonly regionCode?: string | null | undefined;
  readonly industryCodes?: readonly string[] | null | undefined;
}

export interface ClassPreview {
  readonly classCode: string;
  /** In the register and not ended. */
  readonly population: number;
  /** Of these, whom no limit keeps from being drawn today. */
  readonly eligible: number;
  /** Basis points; null: the class has no ratio. */
  readonly ratioNow: number | null;
  readonly ratioThen: number | null;
  readonly drawnNow: number;
  readonly drawnThen: number;
  /** Hundredths of an inspection a month, when drawn once a year. */
  readonly perMonthNow: number;
  readonly perMonthThen: number;
}

const MONTHS = 12;

/**
 * What a ratio would come to before it is set: of each class the population, who could be drawn today, and how many a draw takes now
 * and with the new ratio. The numbers are those of a draw of the same population and item on the same day. Nothing changes.
 */
export async function previewSpotCheckRatio(
  context: Context,
  input: PreviewSpotCheckRatioInput,
): Promise<ClassPreview[]> {
  const { regionCodes } = actorOf(context);
  const validFrom = parseCivilDate(input.validFrom ?? context.today, ['input', 'validFrom']);
  const basisPoints = await readRatio(context, context.store, input, validFrom);
  const regions = narrowRegions(context, input.regionCode, ['input', 'regionCode']);
  const industries = readIndustries(input.industryCodes, ['input', 'industryCodes']);
  const itemCodes = input.itemCode == null ? [] : [input.itemCode];
  const [item] = await context.store.run(FIND_INSPECTION_ITEMS, [itemCodes, validFrom]);
  const kind = item?.objectKind ?? 'ENTERPRISE';
  const counting = [null, regions, industries, itemCodes, context.today, 'ROUTINE', kind, null];
  const [counts, ratios] = await Promise.all([
    context.store.run(COUNT_POPULATION, counting),
    context.store.run(READ_RATIOS_OF_ITEMS, [
      ENTERPRISE_RISK_SECTOR,
      context.today,
      'infinity',
      regionCodes,
      itemCodes,
    ]),
  ]);
  if (!ratios.some(({ classCode }) => classCode === input.classCode))
    throw new DomainError('UNKNOWN_CODE', { field: ['input', 'classCode'] });
  return ratios.map((ratio) => {
    const { classCode } = ratio;
    const count = counts.find((row) => row.classCode === classCode);
    const { population, eligible } = count ?? { population: 0, eligible: 0 };
    const ratioNow = ratioOfItem(ratio);
    const ratioThen = classCode === input.classCode ? basisPoints : ratioNow;
    const drawnNow = ratioNow === null ? 0 : sampleSize(eligible, ratioNow);
    const drawnThen = ratioThen === null ? 0 : sampleSize(eligible, ratioThen);
    const perMonth = { perMonthNow: perMonthOf(drawnNow), perMonthThen: perMonthOf(drawnThen) };
    return { classCode, population, eligible, ratioNow, ratioThen, drawnNow, drawnThen, ...perMonth };
  });
}

function perMonthOf(drawn: number): number {
  return roundHalfUp(drawn * 100, MONTHS);
}
