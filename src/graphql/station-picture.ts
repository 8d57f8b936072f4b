import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { shareOf } from '../domain/station-picture.js';
import { DomainError } from '../domain/refusal.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { PictureFrame } from '../usecases/picture-frame.js';
import { frameStationPicture } from '../usecases/station-picture/frame-station-picture.js';
import { listOfficerVisits } from '../usecases/station-picture/list-officer-visits.js';
import { readOverdueHouses } from '../usecases/station-picture/read-overdue-houses.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { drawPicture, PictureChart, type PictureChartName } from './draw-picture.js';
import { percentOf, PictureMonth } from './picture-month.js';
import { DateScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';

registerEnumType(PictureChart, {
  name: 'PictureChart',
  description: 'A chart of the picture.',
  valuesConfig: {
    TIERS: { description: 'Houses by tier at the end of each month, stacked, in the colours of the tiers.' },
    MOVES: { description: 'Moves to a better and to a worse tier, month by month.' },
    HAZARDS: { description: 'Hazards found, closed, and open at the end of each month.' },
    VISITS: { description: 'Visits of each officer of the own station; at most the 40 with most visits.' },
    ALARMS: { description: 'Alarms of each kind, month by month; a month without a figure is a gap.' },
  },
});

@ArgsType()
export class PictureArguments {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'A day of the first month; by default eleven months before the last one.',
  })
  from?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'A day of the last month; today by default. At most 36 months, none of them in the future.',
  })
  to?: string | null;

  @Field(() => RegionCodeScalar, {
    nullable: true,
    description: 'Inside this region; the whole jurisdiction by default.',
  })
  regionCode?: string | null;
}

@ArgsType()
export class ChartArguments {
  @Field(() => PictureChart, { description: 'Which one.' })
  kind!: PictureChartName;

  @Field(() => Int, { defaultValue: 960, description: 'In pixels, 320–1600.' })
  width!: number;

  @Field(() => Int, { defaultValue: 480, description: 'In pixels, 200–1000.' })
  height!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Houses that should have been visited by now (逾期未检查).',
})
export class OverdueHouses {
  @Field(() => Int, { description: 'Rental houses on file, today.' })
  houses!: number;

  @Field(() => Int, { description: 'Those of them whose due date lies before today.' })
  overdue!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Overdue rate: these of those, in per cent with two places; null where there is no house.',
  })
  percent!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Visits of an officer.' })
export class OfficerVisits {
  @Field(() => IdType, { description: 'The officer.' })
  officerId!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => Int, {
    description: 'Inspections in which the officer took part, be it as the first or as the second officer.',
  })
  visits!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "How it stands with the rental houses of a jurisdiction, month by month (辖区态势): for a station's meetings.",
})
export class StationPicture {
  @Field(() => DateScalar, { description: 'The first day of the first month.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day counted: the end of the last month, or today.' })
  to!: string;

  @Field(() => [RegionCodeScalar], {
    description: 'The regions whose houses are counted; empty when the region asked for is not the caller’s.',
  })
  regionCodes!: readonly string[];

  frame!: PictureFrame;
}

const LONGEST_PICTURE = 36;
const WIDTHS = { min: 320, max: 1_600 } as const;
const HEIGHTS = { min: 200, max: 1_000 } as const;
/** Drawing keeps the processor to itself for five to fifteen milliseconds, so a request may have no more than a few. */
const CHART_COST = 500;

@Resolver(() => StationPicture)
export class StationPictureResolver {
  @Query(() => StationPicture, {
    description:
      'Rental houses, inspections and hazards of the jurisdiction, month by month, with alarms beside them (辖区态势). Only what is asked for is counted.',
  })
  stationPicture(
    @Args(() => PictureArguments) asked: PictureArguments,
    @Ctx() context: Context,
  ): StationPicture {
    const frame = frameStationPicture(context, asked);
    return { from: frame.from, to: frame.to, regionCodes: frame.regionCodes, frame };
  }

  @FieldResolver(() => [PictureMonth], {
    complexity: ({ childComplexity }) => 1 + LONGEST_PICTURE * Math.max(1, childComplexity),
    description: 'The months, the earliest first.',
  })
  months(@Root() { frame }: StationPicture): PictureMonth[] {
    return frame.months.map((month, index) => ({ month, frame, index }));
  }

  @FieldResolver(() => OverdueHouses, {
    description: 'Overdue visits, today. Of past days it is not known: due dates are moved by every visit.',
  })
  async overdueHouses(@Root() { frame }: StationPicture, @Ctx() context: Context): Promise<OverdueHouses> {
    const { houses, overdue } = await readOverdueHouses(context, frame);
    return { houses, overdue, percent: percentOf(shareOf(overdue, houses)) };
  }

  @FieldResolver(() => [OfficerVisits], {
    description:
      "Visits of each officer of the caller's own station in the whole period, most first; empty for an office that makes none.",
  })
  async visitsByOfficer(
    @Root() { frame }: StationPicture,
    @Ctx() context: Context,
  ): Promise<OfficerVisits[]> {
    const officers = await listOfficerVisits(context, frame);
    return officers.map(({ officerId, name, visits }) => ({
      officerId: globalId(ID.officer, officerId),
      name,
      visits,
    }));
  }

  @FieldResolver(() => String, {
    complexity: CHART_COST,
    description:
      'A chart as SVG (image/svg+xml) in the language of the request: without scripts, animation or anything from elsewhere. The same figures give the same text.',
  })
  chart(
    @Root() { frame }: StationPicture,
    @Ctx() context: Context,
    @Args(() => ChartArguments) { kind, width, height }: ChartArguments,
  ): Promise<string> {
    requireWithin(width, 'width', WIDTHS);
    requireWithin(height, 'height', HEIGHTS);
    const language = context.locale === 'en' ? 'en' : 'zh';
    return drawPicture(context, frame, kind, { width, height, language });
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function requireWithin(value: number, argument: string, range: Range): void {
  if (value < range.min || value > range.max)
    throw new DomainError('BAD_USER_INPUT', { field: [argument], facts: { ...range } });
}

export const stationPictureAccess: AccessMap = {
  Query: { stationPicture: allow('STATION_OFFICER', 'AUDITOR') },
  StationPicture: inheritedFields(
    ...(['from', 'to', 'regionCodes', 'months'] as const),
    ...(['overdueHouses', 'visitsByOfficer', 'chart'] as const),
  ),
  OverdueHouses: inheritedFields('houses', 'overdue', 'percent'),
  OfficerVisits: inheritedFields('officerId', 'name', 'visits'),
};
