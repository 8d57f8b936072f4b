import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { countDraws, type DrawRow, listDraws } from '../usecases/draw/list-draws.js';
import { type AccessMap, inheritedFields } from './access.js';
import {
  ClassRatio,
  classRatiosOf,
  DiceOfficer,
  DrawExclusionConnection,
  drawDetailsAccess,
  DrawGround,
  DrawState,
  EnteredRandomness,
  exclusionOf,
  InspectorLot,
} from './draw-details.js';
import { CommittedDraw } from './committed-draw.js';
import { DrawnObjectConnection, drawnObjectOf } from './drawn-object.js';
import { ID, globalId } from '../http/global-id.js';
import { uuidIn } from './ids.js';
import { Job, loadJob } from './job.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { seesRisk } from './risk-access.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A draw of objects and inspectors (双随机抽查): what it rests on is frozen and committed to, then public randomness is entered and witnessed, then lots are drawn. docs/DRAWS.md tells how anybody comes to the same result.',
})
export class Draw extends CommittedDraw {
  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => DrawState, { description: 'How far it has come.' })
  state!: string;

  @Field(() => [String], { description: 'Codes of the inspection items (检查事项).' })
  itemCodes!: readonly string[];

  @Field(() => String, { description: 'Kind of the objects, such as `ENTERPRISE`.' })
  objectKind!: string;

  @Field(() => DrawGround, { description: 'Why is drawn.' })
  ground!: string;

  @Field(() => RegionCodeScalar, { description: 'Region of the population.' })
  regionCode!: string;

  @Field(() => [String], { nullable: true, description: 'Industries of the population; null for all.' })
  industryCodes!: readonly string[] | null;

  @Field(() => String, { description: 'Version of the way of drawing; see docs/DRAWS.md.' })
  algorithm!: string;

  @Field(() => [ClassRatio], {
    description:
      'The strata with their ratios in force when the roster was frozen; of several items the highest.',
  })
  ratios!: ClassRatio[];

  @Field(() => IdType, { nullable: true, description: 'The draw that this one continues (扩大抽取).' })
  extendsId!: string | null;

  @Field(() => IdType, { nullable: true, description: 'The draw in whose stead it is made (重新抽取).' })
  redrawsId!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it continues or replaces another one.' })
  reason!: string | null;

  @Field(() => String, { description: 'Officer who prepared it.' })
  preparedBy!: string;

  @Field(() => DateScalar, { description: 'Day on which everything was frozen.' })
  preparedOn!: string;

  @Field(() => String, { nullable: true, description: 'Witness (见证人) of the randomness.' })
  witnessedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day on which it was witnessed.' })
  witnessedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was given up.' })
  voidReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Seed, 64 hexadecimal digits; null until lots are drawn.',
  })
  seed!: string | null;

  @Field(() => Int, { nullable: true, description: 'Number of objects drawn; null until then.' })
  drawnSize!: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day on which lots were drawn.' })
  drawnOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who had lots drawn.' })
  drawnBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Path of the full proof (证明), with classes; null until lots are drawn.',
  })
  proof!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Path of the public proof, without classes; null until lots are drawn.',
  })
  publicProof!: string | null;

  row!: DrawRow;
}

export const DrawConnection = connectionOf(Draw, 'Draw');

export function drawOf(row: DrawRow): Draw {
  const { population, extendsId, redrawsId, ...rest } = row;
  const id = globalId(ID.draw, row.id);
  const hasProof = row.seed !== null && row.commitment !== null;
  return {
    ...rest,
    id,
    ...population,
    ratios: classRatiosOf(row),
    extendsId: extendsId === null ? null : globalId(ID.draw, extendsId),
    redrawsId: redrawsId === null ? null : globalId(ID.draw, redrawsId),
    proof: hasProof ? `/draws/${id}/proof.json` : null,
    publicProof: hasProof ? `/draws/${id}/public-proof.json` : null,
    row,
  };
}

@Resolver(() => Draw)
export class DrawResolver {
  @Query(() => DrawConnection, {
    complexity: connectionCost,
    description: 'Draws of the jurisdiction, newest first.',
  })
  async draws(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listDraws(context, request), {
      nodeOf: drawOf,
      keysetOf: (row) => [row.id],
      countAll: () => countDraws(context),
    });
  }

  @Query(() => Draw, { nullable: true, description: 'A draw.' })
  async draw(
    @Arg('id', () => IdType, { description: 'The draw.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Draw | null> {
    const row = await context.loaders.draw.load(uuidIn(id, ID.draw));
    return row === null ? null : drawOf(row);
  }

  @FieldResolver(() => [InspectorLot], {
    complexity: 50,
    description: 'Everybody who could be drawn as an inspector.',
  })
  async inspectors(@Root() { row }: Draw, @Ctx() context: Context): Promise<InspectorLot[]> {
    const lots = await context.loaders.drawInspectors.load(row.rosterDrawId);
    return lots.map(({ publicId, ...lot }) => ({ ...lot, certificateNumber: publicId }));
  }

  @FieldResolver(() => [DiceOfficer], {
    complexity: 10,
    description: 'Who throws dice; empty for published values.',
  })
  async diceOfficers(@Root() { row }: Draw, @Ctx() context: Context): Promise<DiceOfficer[]> {
    const officers = await context.loaders.diceOfficers.load(row.rosterDrawId);
    return officers.map(({ place, name }) => ({ number: place, name }));
  }

  @FieldResolver(() => [EnteredRandomness], {
    complexity: 10,
    description:
      'Public randomness as it was entered; empty until all of it is in, so that nobody throws knowing the others.',
  })
  async randomness(@Root() { row }: Draw, @Ctx() context: Context): Promise<EnteredRandomness[]> {
    const entered = await context.loaders.randomness.load(row.rosterDrawId);
    return entered.map(({ place, value, enteredBy, enteredOn }) => ({
      number: place,
      value,
      enteredBy,
      enteredOn,
    }));
  }

  @FieldResolver(() => DrawExclusionConnection, {
    complexity: connectionCost,
    description: 'Who belongs to the population but could not be drawn, each with the reason.',
  })
  async exclusions(
    @Root() { row }: Draw,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await context.loaders.exclusions(request).load(row.rosterDrawId), {
      nodeOf: (exclusion) => exclusionOf(exclusion, context.locale),
      keysetOf: ({ publicId }) => [publicId],
      countAll: () => context.loaders.exclusionCount.load(row.rosterDrawId),
    });
  }

  @FieldResolver(() => Job, {
    nullable: true,
    description: 'The job that draws the lots, for officers of its office.',
  })
  job(@Root() { row }: Draw, @Ctx() context: Context): Promise<Job | null> | null {
    return row.jobId === null ? null : loadJob(context, row.jobId);
  }

  @FieldResolver(() => DrawnObjectConnection, {
    complexity: connectionCost,
    description: 'What was drawn, in order of place; of a continued draw what it adds.',
  })
  async objects(
    @Root() { row }: Draw,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['number']);
    return connectionFor(request, await context.loaders.drawnObjects(request).load(row.id), {
      nodeOf: drawnObjectOf,
      keysetOf: ({ place }) => [place],
      countAll: () => Promise.resolve(row.drawnSize ?? 0),
    });
  }
}

const FIELDS = [
  ...[
    'id',
    'title',
    'state',
    'itemCodes',
    'objectKind',
    'ground',
    'regionCode',
    'industryCodes',
    'algorithm',
  ],
  ...['ratios', 'rosterHash', 'rosterSize', 'merkleRoot', 'sizesHash', 'ratiosHash', 'inspectorsHash'],
  ...['exclusionsHash', 'commitment', 'saltsCommitment', 'inspectorsPerObject', 'specialties', 'drawOn'],
  ...['randomnessKind', 'randomnessSource', 'randomnessValueOn', 'randomnessDueOn', 'extendsId', 'redrawsId'],
  ...['reason', 'preparedBy', 'preparedOn', 'witnessedBy', 'witnessedOn', 'voidReason', 'seed', 'drawnSize'],
  ...['drawnOn', 'drawnBy', 'proof', 'publicProof', 'inspectors', 'diceOfficers', 'randomness', 'exclusions'],
  ...['job', 'objects'],
];

export const drawAccess: AccessMap = {
  Query: { draws: seesRisk, draw: seesRisk },
  Draw: inheritedFields(...FIELDS),
  ...drawDetailsAccess,
  ...connectionAccess('Draw'),
};
