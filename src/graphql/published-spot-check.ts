import { Args, ArgsType, Ctx, Field, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  countPublishedSpotChecks,
  listPublishedSpotChecks,
  type PublishedFilter,
  type PublishedRow,
} from '../usecases/spot-check/list-published-spot-checks.js';
import { type AccessMap, anyone, inheritedFields } from './access.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A result of a random inspection as the public reads it (抽查结果公示). No class, no ratio, nobody by name but the enterprise.',
})
export class PublishedSpotCheck {
  @Field(() => String, { description: 'Title of the task.' })
  title!: string;

  @Field(() => [String], { description: 'Inspection items (抽查事项).' })
  items!: readonly string[];

  @Field(() => String, { description: 'Name of the enterprise as it was on the day of publication.' })
  enterpriseName!: string;

  @Field(() => String, { description: 'Its unified social credit code (统一社会信用代码).' })
  creditCode!: string;

  @Field(() => DateScalar, { description: 'Day of the inspection.' })
  inspectedOn!: string;

  @Field(() => [String], { description: 'Results, in words.' })
  results!: readonly string[];

  @Field(() => String, { description: 'Office that publishes it.' })
  officeName!: string;

  @Field(() => DateScalar, { description: 'When it was published.' })
  publishedOn!: string;

  @Field(() => Int, { description: '1: as first published; above: a correction (更正) of the one before.' })
  version!: number;

  @Field(() => Boolean, { description: 'True: a later version puts it right.' })
  isCorrected!: boolean;
}

export const PublishedSpotCheckConnection = connectionOf(PublishedSpotCheck, 'PublishedSpotCheck');

function publishedOf(row: PublishedRow, locale: Locale): PublishedSpotCheck {
  const [items, results] = locale === 'en' ? [row.itemsEn, row.resultsEn] : [row.itemsZh, row.resultsZh];
  return { ...row, items, results };
}

@InputType({ description: 'Which results; all when nothing is given.' })
export class PublishedSpotCheckFilter {
  @Field(() => CreditCodeScalar, { nullable: true, description: 'Of this enterprise.' })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Of tasks whose title begins like this.' })
  title?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Published from this day on.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Published until this day.' })
  to?: string | null;
}

@ArgsType()
export class PublishedSpotCheckArguments extends PageArguments {
  @Field(() => PublishedSpotCheckFilter, { nullable: true, description: 'Which results; all when absent.' })
  filter?: PublishedSpotCheckFilter | null;
}

@Resolver()
export class PublishedSpotCheckResolver {
  @Query(() => PublishedSpotCheckConnection, {
    complexity: connectionCost,
    description:
      'Published results of random inspections, newest first, for everybody. `totalCount` counts no further than 10,000. The same as a file: `GET /public/spot-checks.csv`.',
  })
  async publishedSpotChecks(
    @Ctx() context: Context,
    @Args(() => PublishedSpotCheckArguments) { filter, ...page }: PublishedSpotCheckArguments,
  ) {
    const { creditCode = null, title = null, from = null, to = null } = filter ?? {};
    const chosen: PublishedFilter = { creditCode, title, from, to };
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listPublishedSpotChecks(context, chosen, request), {
      nodeOf: (row) => publishedOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countPublishedSpotChecks(context, chosen),
    });
  }
}

export const publishedSpotCheckAccess: AccessMap = {
  Query: { publishedSpotChecks: anyone },
  PublishedSpotCheck: {
    ...inheritedFields(
      'title',
      'items',
      'enterpriseName',
      'creditCode',
      'inspectedOn',
      'results',
      'officeName',
    ),
    ...inheritedFields('publishedOn', 'version', 'isCorrected'),
  },
  ...connectionAccess('PublishedSpotCheck'),
};
