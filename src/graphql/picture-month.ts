import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { AlarmChange as Change, AlarmFigure as Figure } from '../domain/alarm-figures.js';
import { formatDecimal } from '../domain/decimal.js';
import type { Tier, TierMove as Move, WorkMonth } from '../domain/station-picture.js';
import type { Context, Locale } from '../usecases/context.js';
import type { PictureFrame } from '../usecases/picture-frame.js';
import { readAlarmMonths } from '../usecases/station-picture/read-alarm-months.js';
import { readTierMonths } from '../usecases/station-picture/read-tier-months.js';
import { readWorkMonths } from '../usecases/station-picture/read-work-months.js';
import { type AccessMap, inheritedFields } from './access.js';
import { AlarmKind, alarmKindOf } from './alarm-count.js';
import { GradeChangeDirection } from './grade-change.js';
import { RatingBasis } from './rating.js';
import { DateScalar, DecimalScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A tier of rental houses (出租屋等级), or that of houses without one.',
})
export class PictureTier {
  @Field(() => String, { nullable: true, description: 'Code of the grade; null for houses without one.' })
  gradeCode!: string | null;

  @Field(() => RatingBasis, {
    description: 'RATED for the tiers; BY_DEFAULT for houses that nobody has inspected yet (未检查).',
  })
  basis!: Tier['basis'];

  @Field(() => String, { description: 'In words, as the latest standard that has it calls it.' })
  label!: string;

  @Field(() => String, { description: 'Colour, such as `green`.' })
  colour!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Houses of a tier.' })
export class TierCount {
  @Field(() => PictureTier, { description: 'The tier.' })
  tier!: PictureTier;

  @Field(() => Int, { description: 'Rental houses on file in it; 0 where there is none.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Houses that went from one tier to another (等级变动).' })
export class TierMove {
  @Field(() => PictureTier, { nullable: true, description: 'From where; null: new on file.' })
  from!: PictureTier | null;

  @Field(() => PictureTier, { description: 'To where.' })
  to!: PictureTier;

  @Field(() => GradeChangeDirection, {
    nullable: true,
    description: 'Better or worse; null where one of the two is no grade, such as at the first inspection.',
  })
  direction!: Move['direction'];

  @Field(() => Int, {
    description: 'Moves, not houses: a house that went down and up again in the month is counted both times.',
  })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Hazards (隐患) in a month, of houses of the regions asked for.',
})
export class PictureHazards {
  @Field(() => Int, { description: 'Found in the month, by the day of the inspection.' })
  found!: number;

  @Field(() => Int, {
    description: 'Closed in the month (销号), by the day on which they were seen put right.',
  })
  closed!: number;

  @Field(() => Int, { description: 'Open at the end of the month, or today.' })
  open!: number;

  @Field(() => Int, {
    description:
      'Failed rectifications (逾期未整改) recorded for a day of the month; the same hazard may fail again.',
  })
  failedRectifications!: number;

  @Field(() => Int, {
    description:
      'Terms (整改期限) that ended in the month and before today. A term that a failed rectification ended is counted on the day on which the failure was found, because the hazard then has a new one.',
  })
  termsEnded!: number;

  @Field(() => Int, {
    description:
      'Of these, the terms at whose end the hazard was not closed; failed rectifications are among them.',
  })
  termsMissed!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Overdue rate (逾期率): terms missed of terms ended, in per cent with two places; null where none ended.',
  })
  overduePercent!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A figure beside an earlier one (同比、环比).' })
export class AlarmChange {
  @Field(() => Int, { description: 'The earlier figure.' })
  before!: number;

  @Field(() => Int, { description: 'The figure less the earlier one; below 0: fewer alarms.' })
  difference!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The difference in per cent of the earlier figure, with two places; null where that was 0.',
  })
  percent!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Alarms (警情) of a kind in a month. They stand beside the tiers: nothing here says that one causes the other, and no rating looks at them.',
})
export class AlarmFigure {
  @Field(() => AlarmKind, { description: 'The kind.' })
  kind!: AlarmKind;

  @Field(() => Int, {
    nullable: true,
    description: 'How many, as recorded last; null where nobody has recorded a figure, which is not 0.',
  })
  count!: number | null;

  @Field(() => Int, { description: 'For how many villages a figure is on record.' })
  villages!: number;

  @Field(() => AlarmChange, {
    nullable: true,
    description:
      'Against the same month a year before (同比); null unless the same villages have figures in both months.',
  })
  onYear!: AlarmChange | null;

  @Field(() => AlarmChange, {
    nullable: true,
    description:
      'Against the month before (环比); null unless the same villages have figures in both months.',
  })
  onMonth!: AlarmChange | null;
}

@ObjectType({ simpleResolvers: true, description: 'A month of the picture.' })
export class PictureMonth {
  @Field(() => DateScalar, { description: 'The first day of the month.' })
  month!: string;

  frame!: PictureFrame;
  /** Its place among the months of the picture. */
  index!: number;
}

export function tierOf({ mark, basis, label, colour }: Tier, locale: Locale): PictureTier {
  const gradeCode = basis === 'RATED' ? mark : null;
  return { gradeCode, basis, label: locale === 'en' ? label.en : label.zh, colour };
}

export function percentOf(basisPoints: number | null): string | null {
  return basisPoints === null ? null : formatDecimal(basisPoints, 2);
}

function hazardsOf({ failed, missedBasisPoints, ...month }: WorkMonth): PictureHazards {
  return { ...month, failedRectifications: failed, overduePercent: percentOf(missedBasisPoints) };
}

function changeOf(change: Change | null): AlarmChange | null {
  return change === null ? null : { ...change, percent: percentOf(change.basisPoints) };
}

function figureOf({ kind, onYear, onMonth, ...figure }: Figure, locale: Locale): AlarmFigure {
  return { ...figure, kind: alarmKindOf(kind, locale), onYear: changeOf(onYear), onMonth: changeOf(onMonth) };
}

/** The picture gives a list of as many rows as it has months. */
function rowAt<Row>(rows: readonly Row[], index: number): Row {
  const row = rows[index];
  if (row === undefined) throw new Error('A month of the picture is missing.');
  return row;
}

@Resolver(() => PictureMonth)
export class PictureMonthResolver {
  @FieldResolver(() => [TierCount], {
    description:
      'Rental houses by tier at the end of the month, or today; houses that nobody has inspected yet on their own. By the history of ratings as it is known now.',
  })
  async tiers(@Root() { frame, index }: PictureMonth, @Ctx() context: Context): Promise<TierCount[]> {
    const { counts } = rowAt(await readTierMonths(context, frame), index);
    return counts.map(({ tier, count }) => ({ tier: tierOf(tier, context.locale), count }));
  }

  @FieldResolver(() => [TierMove], {
    description:
      'Moves between tiers in the month. With the tiers at the end of the month before, they add up to those at the end of this one.',
  })
  async moves(@Root() { frame, index }: PictureMonth, @Ctx() context: Context): Promise<TierMove[]> {
    const { moves } = rowAt(await readTierMonths(context, frame), index);
    return moves.map(({ from, to, direction, count }) => ({
      from: from === null ? null : tierOf(from, context.locale),
      to: tierOf(to, context.locale),
      direction,
      count,
    }));
  }

  @FieldResolver(() => Int, { description: 'Visits: inspections (检查) carried out in the month.' })
  async visits(@Root() { frame, index }: PictureMonth, @Ctx() context: Context): Promise<number> {
    return rowAt(await readWorkMonths(context, frame), index).visits;
  }

  @FieldResolver(() => PictureHazards, { description: 'Hazards in the month.' })
  async hazards(@Root() { frame, index }: PictureMonth, @Ctx() context: Context): Promise<PictureHazards> {
    return hazardsOf(rowAt(await readWorkMonths(context, frame), index));
  }

  @FieldResolver(() => [AlarmFigure], {
    description: 'Alarms of each kind. The present month is compared as far as it has been recorded.',
  })
  async alarms(@Root() { frame, index }: PictureMonth, @Ctx() context: Context): Promise<AlarmFigure[]> {
    const { figures } = rowAt(await readAlarmMonths(context, frame), index);
    return figures.map((figure) => figureOf(figure, context.locale));
  }
}

export const pictureMonthAccess: AccessMap = {
  PictureMonth: inheritedFields('month', 'tiers', 'moves', 'visits', 'hazards', 'alarms'),
  PictureTier: inheritedFields('gradeCode', 'basis', 'label', 'colour'),
  TierCount: inheritedFields('tier', 'count'),
  TierMove: inheritedFields('from', 'to', 'direction', 'count'),
  PictureHazards: inheritedFields(
    ...(['found', 'closed', 'open', 'failedRectifications'] as const),
    ...(['termsEnded', 'termsMissed', 'overduePercent'] as const),
  ),
  AlarmFigure: inheritedFields('kind', 'count', 'villages', 'onYear', 'onMonth'),
  AlarmChange: inheritedFields('before', 'difference', 'percent'),
};
