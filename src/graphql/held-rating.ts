import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { countGradeChanges, listGradeChanges } from '../usecases/grade-change/list-grade-changes.js';
import {
  countHeldRatings,
  type HeldRating as HeldRatingFound,
  type HeldRatingRow,
  listHeldRatings,
} from '../usecases/grade-change/list-held-ratings.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import {
  GradeChangeConnection,
  GradeChangeDirection,
  gradeChangeOf,
  GradeChangeState,
} from './grade-change.js';
import { loadSubject } from './load-subject.js';
import { openFile } from './open-file.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Rating, ratingOf } from './rating.js';
import { DateScalar } from './scalars.js';
import { globalSubjectId } from './subject-id.js';
import { CreditSubject } from './subject.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A rating whose grade in effect is not the one that its standard indicates, because officers have not confirmed it (待确认等级).',
})
export class HeldRating {
  @Field(() => IdType, { description: 'Whose rating it is.' })
  subjectId!: string;

  @Field(() => GradeChangeDirection, { description: 'Whether a better or a worse grade is indicated.' })
  direction!: HeldRatingFound['direction'];

  @Field(() => DateScalar, {
    description:
      'Since when another grade than the one in effect has been indicated; for a better one, when its observation (观察期) began.',
  })
  heldSince!: string;

  @Field(() => DateScalar, { description: 'The first day on which the next step may be proposed.' })
  proposableFrom!: string;

  @Field(() => Boolean, { description: 'Whether a change has been proposed and waits to be confirmed.' })
  isPending!: boolean;

  row!: HeldRatingRow;
}

export const HeldRatingConnection = connectionOf(HeldRating, 'HeldRating');

function heldRatingOf({ row, direction, proposableFromOn }: HeldRatingFound): HeldRating {
  return {
    subjectId: globalSubjectId(row.subjectKind, row.subjectId),
    direction,
    heldSince: row.heldSinceOn,
    proposableFrom: proposableFromOn,
    isPending: row.isPending,
    row,
  };
}

@Resolver(() => HeldRating)
export class HeldRatingResolver {
  @Query(() => GradeChangeConnection, {
    complexity: connectionCost,
    description:
      'Changes of grade in the jurisdiction, newest first: of the sectors that the office is in charge of, or all of them for oversight.',
  })
  async gradeChanges(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('sector', () => String, { nullable: true, description: 'Of this sector; of all when absent.' })
    sector?: string | null,
    @Arg('state', () => GradeChangeState, {
      nullable: true,
      description: 'In this state; in any when absent.',
    })
    state?: keyof typeof GradeChangeState | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listGradeChanges(context, { sector, state }, request), {
      nodeOf: (row) => gradeChangeOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countGradeChanges(context, { sector, state }),
    });
  }

  @Query(() => HeldRatingConnection, {
    complexity: connectionCost,
    description:
      'Ratings of a sector in the jurisdiction whose grade in effect is not the one indicated, for the offices in charge and for oversight.',
  })
  async heldRatings(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('sector', () => String, { description: 'Code of the sector.' }) sector: string,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listHeldRatings(context, sector, request), {
      nodeOf: heldRatingOf,
      keysetOf: ({ row }) => [row.subjectId],
      countAll: () => countHeldRatings(context, sector),
    });
  }

  @FieldResolver(() => Rating, {
    description:
      'The rating with both grades. Of a natural person only with a stated purpose (`x-purpose`); each look is logged.',
  })
  async rating(@Root() { row }: HeldRating, @Ctx() context: Context): Promise<Rating> {
    await openFile(context, row, 'HeldRating.rating');
    return ratingOf(row.subjectId, row, { locale: context.locale });
  }

  @FieldResolver(() => CreditSubject, {
    nullable: true,
    description: 'The subject; null for a kind of subject that the caller may not look at.',
  })
  subject(@Root() { row }: HeldRating, @Ctx() context: Context): Promise<CreditSubject | null> {
    return loadSubject(context, row.subjectKind, row.subjectId);
  }
}

const inChargeAndOversight = allow('STATION_OFFICER', 'MARKET_REGULATOR', 'STANDARD_OFFICER', 'AUDITOR');

export const heldRatingAccess: AccessMap = {
  Query: { gradeChanges: inChargeAndOversight, heldRatings: inChargeAndOversight },
  HeldRating: inheritedFields(
    'subjectId',
    'subject',
    'rating',
    'direction',
    'heldSince',
    'proposableFrom',
    'isPending',
  ),
  ...connectionAccess('HeldRating'),
};
