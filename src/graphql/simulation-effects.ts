import { Field, Int, ObjectType } from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Change, SimulationEffects as Effects } from '../domain/simulation-effects.js';
import { type AccessMap, inheritedFields } from './access.js';
import { DecimalScalar } from './scalars.js';

const TWO_PLACES = 2;

@ObjectType({ simpleResolvers: true, description: 'A figure before and after a draft.' })
export class FigureChange {
  @Field(() => DecimalScalar, { description: 'Under the rules in force, two places.' })
  before!: string;

  @Field(() => DecimalScalar, { description: 'Under the draft, two places.' })
  after!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a draft would change in the work of the offices.' })
export class SimulationEffects {
  @Field(() => FigureChange, {
    description: 'Inspections a month (每月检查次数) that intervals and extra patrols ask for.',
  })
  inspectionsPerMonth!: FigureChange;

  @Field(() => FigureChange, {
    description: "Inspectors' days a month (每月执法人员工作日) that these take.",
  })
  inspectorDaysPerMonth!: FigureChange;

  @Field(() => FigureChange, { description: 'Objects that one draw would take by the spot-check ratios.' })
  drawnPerDraw!: FigureChange;

  @Field(() => Int, {
    description:
      'Approvals of the last twelve months that asked about somebody for whom the effect on approvals would change.',
  })
  approvalsTurned!: number;
}

export function effectsOf(effects: Effects): SimulationEffects {
  return {
    inspectionsPerMonth: figures(effects.inspectionsPerMonthHundredths),
    inspectorDaysPerMonth: figures(effects.inspectorDaysPerMonthHundredths),
    drawnPerDraw: figures(effects.drawnPerDrawHundredths),
    approvalsTurned: effects.approvalsTurned,
  };
}

const figures = ({ before, after }: Change): FigureChange => ({
  before: formatDecimal(before, TWO_PLACES),
  after: formatDecimal(after, TWO_PLACES),
});

export const simulationEffectsAccess: AccessMap = {
  SimulationEffects: inheritedFields(
    'inspectionsPerMonth',
    'inspectorDaysPerMonth',
    'drawnPerDraw',
    'approvalsTurned',
  ),
  FigureChange: inheritedFields('before', 'after'),
};
