import { Ctx, Field, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { forecastInspections } from '../usecases/round/forecast-inspections.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export const DayKind = { WORKING_DAY: 'WORKING_DAY', DUTY_DAY: 'DUTY_DAY', DAY_OFF: 'DAY_OFF' } as const;
registerEnumType(DayKind, {
  name: 'DayKind',
  description: 'What a day is to an office.',
  valuesConfig: {
    WORKING_DAY: {
      description: 'A working day of the published calendar, make-up workdays included (工作日).',
    },
    DUTY_DAY: { description: 'No working day, but the office works (值班日).' },
    DAY_OFF: { description: 'The office does not work (休息日).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What is ahead on one day or several. Visits each.' })
export abstract class Workload {
  @Field(() => Int, { description: 'Visits that all teams together can make; 0 on a day off.' })
  capacity!: number;

  @Field(() => Int, { description: 'Houses whose due date it is.' })
  due!: number;

  @Field(() => Int, { description: 'Visits that are planned.' })
  planned!: number;

  @Field(() => Int, {
    description:
      'Visits to be expected if each house is visited whenever it is due: a house of the watch-list tier comes due again seven days after each visit. What is overdue is expected today; a house without a tier is counted once.',
  })
  expected!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What is ahead on one day.' })
export class ForecastDay extends Workload {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: string;

  @Field(() => DayKind, { description: 'Whether the station works on it, and why.' })
  kind!: keyof typeof DayKind;

  @Field(() => Boolean, {
    description: 'True when the calendar of its year is not published: it may still move.',
  })
  isProvisional!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What is ahead in seven days.' })
export class ForecastWeek extends Workload {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: string;

  @Field(() => Int, {
    description:
      'Expected visits that will be left undone at the end of it if all teams do all they can, what the week before has left included.',
  })
  overflow!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The four weeks ahead of a police station (工作量预测).' })
export class InspectionForecast {
  @Field(() => Int, { description: 'Houses that were due before today.' })
  overdue!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When rounds were last planned; null: never.' })
  plannedAt!: string | null;

  @Field(() => [ForecastDay], { description: 'The 28 days from today on.' })
  days!: readonly ForecastDay[];

  @Field(() => [ForecastWeek], { description: 'The four weeks from today on.' })
  weeks!: readonly ForecastWeek[];
}

@Resolver()
export class InspectionForecastResolver {
  @Query(() => InspectionForecast, {
    description: "What the next four weeks will ask of the caller's station, and what its teams can do.",
  })
  inspectionForecast(@Ctx() context: Context): Promise<InspectionForecast> {
    return forecastInspections(context);
  }
}

const workload = inheritedFields('capacity', 'due', 'planned', 'expected');

export const inspectionForecastAccess: AccessMap = {
  Query: { inspectionForecast: allow('STATION_OFFICER') },
  InspectionForecast: inheritedFields('overdue', 'plannedAt', 'days', 'weeks'),
  ForecastDay: { ...workload, ...inheritedFields('on', 'kind', 'isProvisional') },
  ForecastWeek: { ...workload, ...inheritedFields('from', 'to', 'overflow') },
};
