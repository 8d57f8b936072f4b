import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { CellRow, SimulationRow } from '../usecases/simulation/find-simulations.js';
import { countMoves, type ExplainedMove, listMoves } from '../usecases/simulation/list-moves.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Job, loadJob } from './job.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { effectsOf, SimulationEffects, simulationEffectsAccess } from './simulation-effects.js';
import { DateScalar, DateTimeScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';
import { globalSubjectId } from './subject-id.js';

const TWO_PLACES = 2;

@ObjectType({
  simpleResolvers: true,
  description: 'How many subjects of a town go from which grade to which.',
})
export class TransitionCell {
  @Field(() => RegionCodeScalar, {
    nullable: true,
    description: 'The town; null for all of the jurisdiction together.',
  })
  regionCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade in effect; null: none.' })
  fromGradeCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade under the draft; null: none.' })
  toGradeCode!: string | null;

  @Field(() => Int, { description: 'Number of subjects.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What one record does under one of the two standards.' })
export class MoveReason {
  @Field(() => String, { description: 'Code of the indicator.' })
  indicatorCode!: string;

  @Field(() => IdType, {
    nullable: true,
    description: 'The record; of a member of a household only with a stated purpose (`x-purpose`).',
  })
  recordId!: string | null;

  @Field(() => DecimalScalar, { description: 'Points that count, two places.' })
  points!: string;

  @Field(() => String, { nullable: true, description: 'Grade that a direct rule sets.' })
  setsGrade!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A subject whose grade would change, and why (等级变动).' })
export class SimulatedMove {
  @Field(() => IdType, { description: 'The subject, for `node`.' })
  subjectId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Registered name or address; null for natural persons.',
  })
  name!: string | null;

  @Field(() => RegionCodeScalar, { description: 'Where it belongs.' })
  regionCode!: string;

  @Field(() => String, { nullable: true, description: 'Grade in effect.' })
  fromGradeCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade under the draft.' })
  toGradeCode!: string | null;

  @Field(() => DecimalScalar, { description: 'Score in effect, two places.' })
  fromScore!: string;

  @Field(() => DecimalScalar, { description: 'Score under the draft, two places.' })
  toScore!: string;

  @Field(() => [MoveReason], { description: 'What counts under the standard in force.' })
  reasonsBefore!: MoveReason[];

  @Field(() => [MoveReason], { description: 'What counts under the draft.' })
  reasonsAfter!: MoveReason[];
}

export const SimulatedMoveConnection = connectionOf(SimulatedMove, 'SimulatedMove');

@ObjectType({
  simpleResolvers: true,
  description: 'A draft tried on every subject of its sector as of one day (模拟评价). It changes no rating.',
})
export class Simulation {
  @Field(() => DateScalar, { description: 'The day as of which was rated.' })
  ratedOn!: string;

  @Field(() => Boolean, { description: 'True for a night of a shadow run (影子运行).' })
  shadow!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was through; null: not yet, or cancelled.',
  })
  finishedAt!: string | null;

  @Field(() => SimulationEffects, {
    nullable: true,
    description:
      'What would change in the work of the offices: of the whole population of the sector, while matrix and moves show the jurisdiction only.',
  })
  effects!: SimulationEffects | null;

  row!: SimulationRow;
}

export function simulationOf(row: SimulationRow): Simulation {
  const { ratedOn, finishedAt, jobId, effects } = row;
  return {
    ...{ row, ratedOn, finishedAt },
    shadow: jobId === null,
    effects: effects && effectsOf(effects),
  };
}

@ArgsType()
export class MovesArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Only from this grade; empty: from none.' })
  fromGradeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Only to this grade; empty: to none.' })
  toGradeCode?: string | null;
}

@Resolver(() => Simulation)
export class SimulationResolver {
  @FieldResolver(() => Job, {
    nullable: true,
    description: 'The job with its progress; null for shadow runs.',
  })
  job(@Root() { row }: Simulation, @Ctx() context: Context): Promise<Job | null> {
    return row.jobId === null ? Promise.resolve(null) : loadJob(context, row.jobId);
  }

  @FieldResolver(() => [TransitionCell], {
    complexity: 50,
    description:
      'Transition matrix (等级转移矩阵) of the jurisdiction: old grade × new grade, in all or by town.',
  })
  async matrix(
    @Root() { row }: Simulation,
    @Ctx() context: Context,
    @Arg('byTown', () => Boolean, { defaultValue: false, description: 'True: a cell for each town.' })
    byTown: boolean,
  ): Promise<TransitionCell[]> {
    const cells = await context.loaders.cellsOfSimulation.load(row.id);
    return byTown ? cells.map((cell) => cellOf(cell, cell.regionCode)) : inAll(cells);
  }

  @FieldResolver(() => SimulatedMoveConnection, {
    complexity: connectionCost,
    description:
      'Who would move inside the jurisdiction, each explained by both standards. Natural persons only with a stated purpose (`x-purpose`); each look is logged. Of internal sectors FORBIDDEN to all but their regulators and oversight: the matrix has to do for whoever only keeps the standard.',
  })
  async moves(
    @Root() { row: simulation }: Simulation,
    @Ctx() context: Context,
    @Args(() => MovesArguments) { fromGradeCode, toGradeCode, ...page }: MovesArguments,
  ) {
    const request = pageRequest(page, ['uuid']);
    const filter = { fromGradeCode: fromGradeCode ?? null, toGradeCode: toGradeCode ?? null };
    return connectionFor(request, await listMoves(context, { simulation, filter }, request), {
      nodeOf: moveOf,
      keysetOf: ({ subjectId }) => [subjectId],
      countAll: () => countMoves(context, { simulation, filter }),
    });
  }
}

function moveOf(move: ExplainedMove): SimulatedMove {
  const { name, regionCode, fromGradeCode, toGradeCode } = move;
  return {
    ...{ name, regionCode, fromGradeCode, toGradeCode },
    subjectId: globalSubjectId(move.kind, move.subjectId),
    fromScore: formatDecimal(move.fromScoreHundredths, TWO_PLACES),
    toScore: formatDecimal(move.toScoreHundredths, TWO_PLACES),
    reasonsBefore: move.reasonsBefore.map(reasonOf),
    reasonsAfter: move.reasonsAfter.map(reasonOf),
  };
}

function reasonOf(reason: ExplainedMove['reasonsAfter'][number]): MoveReason {
  const { indicatorCode, recordId, pointsHundredths, setsGrade } = reason;
  const points = formatDecimal(pointsHundredths, TWO_PLACES);
  return {
    ...{ indicatorCode, points, setsGrade },
    recordId: recordId === null ? null : globalId(ID.record, recordId),
  };
}

function cellOf(
  { fromGradeCode, toGradeCode, subjectCount }: CellRow,
  regionCode: string | null,
): TransitionCell {
  return {
    regionCode,
    fromGradeCode: fromGradeCode === '' ? null : fromGradeCode,
    toGradeCode: toGradeCode === '' ? null : toGradeCode,
    count: subjectCount,
  };
}

/** The towns together. */
function inAll(cells: readonly CellRow[]): TransitionCell[] {
  const totals = new Map<string, TransitionCell>();
  for (const cell of cells) {
    const key = `${cell.fromGradeCode}>${cell.toGradeCode}`;
    const total = totals.get(key) ?? cellOf({ ...cell, subjectCount: 0 }, null);
    totals.set(key, { ...total, count: total.count + cell.subjectCount });
  }
  return [...totals.values()];
}

export const simulationAccess: AccessMap = {
  Simulation: inheritedFields('ratedOn', 'shadow', 'finishedAt', 'effects', 'job', 'matrix', 'moves'),
  ...simulationEffectsAccess,
  TransitionCell: inheritedFields('regionCode', 'fromGradeCode', 'toGradeCode', 'count'),
  MoveReason: { ...inheritedFields('indicatorCode', 'recordId', 'points'), setsGrade: inherited },
  SimulatedMove: inheritedFields(
    'subjectId',
    'name',
    'regionCode',
    'fromGradeCode',
    'toGradeCode',
    'fromScore',
    'toScore',
    'reasonsBefore',
    'reasonsAfter',
  ),
  ...connectionAccess('SimulatedMove'),
};
