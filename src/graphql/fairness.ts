import {
  Arg,
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
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { type Deviation as DeviationRow, watchFairness } from '../usecases/spot-check/watch-fairness.js';
import { type AccessMap, inheritedFields } from './access.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { enumOf } from './enum-of.js';
import { seesRisk } from './risk-access.js';
import { DateScalar, DecimalScalar } from './scalars.js';

export const OddityKind = enumOf('VOID', 'REDRAW', 'DEPARTURE', 'AMENDMENT');
registerEnumType(OddityKind, {
  name: 'OddityKind',
  description: 'What departs from the usual course of a draw.',
  valuesConfig: {
    VOID: { description: 'A draw that is void (作废).' },
    REDRAW: { description: 'A draw in the stead of another (重新抽取).' },
    DEPARTURE: { description: 'Somebody else than the next lot names took a seat (未按次序递补).' },
    AMENDMENT: { description: 'A result was put right (结果更正).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How much of everything there was.' })
export class FairnessTotals {
  @Field(() => Int, { description: 'Draws; at most the 1,000 newest are looked at.' })
  draws!: number;

  @Field(() => Int, { description: 'Objects that were drawn.' })
  objects!: number;

  @Field(() => Int, { description: 'Visits that were approved for them.' })
  visits!: number;

  @Field(() => Int, { description: 'Seats at these visits that the lots have filled.' })
  seats!: number;

  @Field(() => Int, { description: 'How many of the drawn were replaced.' })
  replaced!: number;

  @Field(() => Int, { description: 'How many replacements depart from the lots.' })
  departures!: number;

  @Field(() => Int, { description: 'Results that were put right.' })
  amendments!: number;

  @Field(() => Int, { description: 'Draws that are void.' })
  voided!: number;

  @Field(() => Int, { description: 'Draws in the stead of another.' })
  redrawn!: number;

  @Field(() => Int, { description: 'Enterprises that were drawn and have no result.' })
  resultsMissing!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An object that was drawn more often than its chances let expect.',
})
export class DrawDeviation {
  @Field(() => String, { description: 'Its public id.' })
  publicId!: string;

  @Field(() => Int, { description: 'How often it was drawn.' })
  observed!: number;

  @Field(() => DecimalScalar, { description: 'How often its chances let expect, six places.' })
  expected!: string;

  @Field(() => DecimalScalar, {
    description: 'Probability that chance alone draws it at least so often, six places.',
  })
  probability!: string;

  subjectId!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Two inspectors whom the lots have sent together more than once.',
})
export class RepeatedPair {
  @Field(() => String, { description: 'Name.' })
  oneName!: string;

  @Field(() => String, { description: 'Certificate number.' })
  oneCertificate!: string;

  @Field(() => String, { description: 'Name of the other.' })
  otherName!: string;

  @Field(() => String, { description: 'Certificate number of the other.' })
  otherCertificate!: string;

  @Field(() => Int, { description: 'How often.' })
  observed!: number;

  @Field(() => DecimalScalar, {
    description: 'How often it would be were all pairs of each pool alike, six places.',
  })
  expected!: string;

  @Field(() => DecimalScalar, {
    description: 'Probability that chance alone brings them together at least so often, six places.',
  })
  probability!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An officer who replaced inspectors.' })
export class Replacer {
  @Field(() => String, { description: 'His office.' })
  officeName!: string;

  @Field(() => String, { description: 'His name.' })
  officerName!: string;

  @Field(() => Int, { description: 'How many he replaced.' })
  replaced!: number;

  @Field(() => Int, { description: 'How often he departed from the lots.' })
  departures!: number;

  @Field(() => DecimalScalar, {
    description: 'What he replaced, as a share of the drawn seats of the office, six places.',
  })
  share!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Something that departs from the usual course, with the reason that was given.',
})
export class Oddity {
  @Field(() => OddityKind, { description: 'What.' })
  kind!: 'VOID' | 'REDRAW' | 'DEPARTURE' | 'AMENDMENT';

  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => DateScalar, { description: 'When.' })
  on!: string;

  @Field(() => String, { description: 'Officer.' })
  officerName!: string;

  @Field(() => String, { description: 'Reason.' })
  reason!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How fair draws were in a time (公平监测). Among many some deviate by chance: a small probability is a question, not an answer.',
})
export class SpotCheckFairness {
  @Field(() => FairnessTotals, { description: 'How much of everything there was.' })
  totals!: FairnessTotals;

  @Field(() => [DrawDeviation], {
    complexity: 50,
    description: 'The 50 objects that were drawn most above their chances.',
  })
  deviations!: readonly DrawDeviation[];

  @Field(() => [RepeatedPair], {
    complexity: 50,
    description: 'The 50 pairs of inspectors that were drawn together most often.',
  })
  pairs!: readonly RepeatedPair[];

  @Field(() => [Replacer], {
    complexity: 50,
    description: 'The 50 officers who departed from the lots, or replaced, most often.',
  })
  replacers!: readonly Replacer[];

  @Field(() => [Oddity], { complexity: 50, description: 'The 50 newest departures from the usual course.' })
  oddities!: readonly Oddity[];
}

@Resolver(() => DrawDeviation)
export class FairnessResolver {
  @Query(() => SpotCheckFairness, {
    complexity: ({ childComplexity }) => 200 + childComplexity,
    description:
      'How fair the draws of the jurisdiction were from one day to another, at most three years apart.',
  })
  async spotCheckFairness(
    @Ctx() context: Context,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'Last day.' }) to: string,
  ): Promise<SpotCheckFairness> {
    const { oddities, ...fairness } = await watchFairness(context, from, to);
    return {
      ...fairness,
      oddities: oddities.map((one) => ({ ...one, drawId: globalId(ID.draw, one.drawId) })),
    };
  }

  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { subjectId }: DeviationRow, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(subjectId);
    return found === null ? null : enterpriseOf(found);
  }
}

export const fairnessAccess: AccessMap = {
  Query: { spotCheckFairness: seesRisk },
  SpotCheckFairness: inheritedFields('totals', 'deviations', 'pairs', 'replacers', 'oddities'),
  FairnessTotals: {
    ...inheritedFields(
      'draws',
      'objects',
      'visits',
      'seats',
      'replaced',
      'departures',
      'amendments',
      'voided',
      'redrawn',
    ),
    ...inheritedFields('resultsMissing'),
  },
  DrawDeviation: inheritedFields('publicId', 'observed', 'expected', 'probability', 'enterprise'),
  RepeatedPair: {
    ...inheritedFields(
      'oneName',
      'oneCertificate',
      'otherName',
      'otherCertificate',
      'observed',
      'expected',
      'probability',
    ),
  },
  Replacer: inheritedFields('officeName', 'officerName', 'replaced', 'departures', 'share'),
  Oddity: inheritedFields('kind', 'drawId', 'title', 'on', 'officerName', 'reason'),
};
