import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  countInspectionsOfEnterprise,
  type EnterpriseVisitRow,
  listInspectionsOfEnterprise,
} from '../usecases/enterprise/list-inspections-of-enterprise.js';
import {
  countOverdueForInspection,
  listOverdueForInspection,
  type OverdueRow,
} from '../usecases/enterprise/list-overdue-for-inspection.js';
import { ID } from '../http/global-id.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { uuidOrRefuse } from './ids.js';
import { GroundEnum } from './inspection-item.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How often an enterprise is inspected in a year, all offices together.',
})
export class YearOfInspections {
  @Field(() => Int, {
    description:
      'Inspections of this year and drawn visits still to be made, without those on exempt grounds.',
  })
  count!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'At most so many (年度检查频次上限); null where no cap is published.',
  })
  cap!: number | null;

  @Field(() => Int, { description: 'Inspections and visits on grounds that the cap does not bind.' })
  exempt!: number;
}

@ObjectType({ simpleResolvers: true, description: 'An inspection of an enterprise (涉企检查).' })
export class InspectionOfEnterprise {
  @Field(() => DateScalar, { description: 'Day.' })
  inspectedOn!: string;

  @Field(() => String, { description: 'Office that drew it.' })
  officeName!: string;

  @Field(() => GroundEnum, { description: 'Why.' })
  ground!: string;

  @Field(() => [String], { description: 'Codes of the items; empty for draws that did not name any.' })
  itemCodes!: readonly string[];

  @Field(() => [String], { description: 'Official result codes.' })
  resultCodes!: readonly string[];
}

export const InspectionOfEnterpriseConnection = connectionOf(
  InspectionOfEnterprise,
  'InspectionOfEnterprise',
);

@ObjectType({
  simpleResolvers: true,
  description: 'An enterprise that has not been inspected as often as a limit asks (逾期未检查).',
})
export class OverdueInspection {
  @Field(() => String, { description: 'Code of the limit.' })
  limitCode!: string;

  @Field(() => String, { description: 'The limit in words.' })
  limitLabel!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last inspection that counts for it; null for none.',
  })
  lastInspectedOn!: string | null;

  @Field(() => DateScalar, { description: 'Since when it is overdue.' })
  overdueSince!: string;

  subjectId!: string;
}

export const OverdueInspectionConnection = connectionOf(OverdueInspection, 'OverdueInspection');

function visitOf({ id: _id, ...row }: EnterpriseVisitRow): InspectionOfEnterprise {
  return row;
}

function overdueOf(row: OverdueRow, locale: Locale): OverdueInspection {
  const { subjectId, limitCode, lastInspectedOn, overdueSince, labelZh, labelEn } = row;
  return {
    subjectId,
    limitCode,
    lastInspectedOn,
    overdueSince,
    limitLabel: locale === 'en' ? labelEn : labelZh,
  };
}

@InputType({ description: 'Which overdue enterprises are wanted.' })
export class OverdueFilter {
  @Field(() => RegionCodeScalar, { nullable: true, description: 'Inside this region.' })
  regionCode?: string | null;

  @Field(() => String, { nullable: true, description: 'By this AT_LEAST limit only.' })
  limitCode?: string | null;
}

@Resolver(() => Enterprise)
export class EnterpriseInspectionsResolver {
  @Query(() => InspectionOfEnterpriseConnection, {
    complexity: connectionCost,
    description:
      'Inspections of an enterprise by whichever office, newest first; empty for what is not there.',
  })
  async inspectionsOfEnterprise(
    @Arg('enterpriseId', () => IdType, { description: 'The enterprise.' }) enterpriseId: string,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    const uuid = uuidOrRefuse(enterpriseId, ID.enterprise, ['enterpriseId']);
    return connectionFor(request, await listInspectionsOfEnterprise(context, uuid, request), {
      nodeOf: visitOf,
      keysetOf: (row) => [row.inspectedOn, row.id],
      countAll: () => countInspectionsOfEnterprise(context, uuid),
    });
  }

  @Query(() => OverdueInspectionConnection, {
    complexity: connectionCost,
    description:
      'Enterprises of the jurisdiction that have not been inspected as often as a limit asks, by credit code.',
  })
  async overdueForInspection(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => OverdueFilter, { nullable: true, description: 'Which of them; all when absent.' })
    filter?: OverdueFilter | null,
  ) {
    const request = pageRequest(page, ['string', 'string']);
    return connectionFor(request, await listOverdueForInspection(context, filter ?? {}, request), {
      nodeOf: (row) => overdueOf(row, context.locale),
      keysetOf: (row) => [row.creditCode, row.limitCode],
      countAll: () => countOverdueForInspection(context, filter ?? {}),
    });
  }

  @FieldResolver(() => YearOfInspections, {
    description: 'How often it is inspected this year, all offices together, and how often at most.',
  })
  async inspectionsThisYear(
    @Root() { uuid }: Enterprise,
    @Ctx() context: Context,
  ): Promise<YearOfInspections> {
    const row = await context.loaders.yearOfInspections.load(uuid);
    return row ?? { count: 0, cap: null, exempt: 0 };
  }
}

@Resolver(() => OverdueInspection)
export class OverdueInspectionResolver {
  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(
    @Root() { subjectId }: OverdueInspection,
    @Ctx() context: Context,
  ): Promise<Enterprise | null> {
    const row = await context.loaders.enterprise.load(subjectId);
    return row === null ? null : enterpriseOf(row);
  }
}

const watches = allow('MARKET_REGULATOR', 'AUDITOR');

export const enterpriseInspectionsAccess: AccessMap = {
  Query: { inspectionsOfEnterprise: watches, overdueForInspection: watches },
  Enterprise: { inspectionsThisYear: watches },
  YearOfInspections: inheritedFields('count', 'cap', 'exempt'),
  InspectionOfEnterprise: inheritedFields('inspectedOn', 'officeName', 'ground', 'itemCodes', 'resultCodes'),
  OverdueInspection: {
    ...inheritedFields('limitCode', 'limitLabel', 'lastInspectedOn', 'overdueSince'),
    enterprise: inherited,
  },
  ...connectionAccess('InspectionOfEnterprise', 'OverdueInspection'),
};
