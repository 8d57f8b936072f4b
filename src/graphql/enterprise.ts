import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import { ENTERPRISE_RISK_SECTOR } from '../domain/sectors.js';
import type { Context } from '../usecases/context.js';
import { findEnterprise } from '../usecases/enterprise/find-enterprise.js';
import {
  countEnterprises,
  type EnterpriseRow,
  listEnterprises,
} from '../usecases/enterprise/list-enterprises.js';
import { listRatings } from '../usecases/subject/list-ratings.js';
import { type AccessMap, allow, inherited, inheritedFields, official } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { entriesOf, ListEntry } from './list-entry.js';
import { MomentArguments } from './moment.js';
import { Rating, ratingOf } from './rating.js';
import { seesRisk } from './risk-access.js';
import { CreditCodeScalar, DateScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';
import { CreditSubject, creditSubjectFields } from './subject.js';

const FEN_PLACES = 2;

const LISTS = {
  complexity: ({ childComplexity }: { childComplexity: number }) => 5 + 5 * childComplexity,
  description: 'Lists that it stands on (名单), today or as of a day and a moment of knowledge.',
};

export const SubjectStatus = { ACTIVE: 'ACTIVE', DEREGISTERED: 'DEREGISTERED', REVOKED: 'REVOKED' } as const;
registerEnumType(SubjectStatus, {
  name: 'SubjectStatus',
  description: 'Whether a subject still exists in the register.',
  valuesConfig: {
    ACTIVE: { description: '存续' },
    DEREGISTERED: { description: '注销' },
    REVOKED: { description: '吊销' },
  },
});

@ObjectType({
  implements: CreditSubject,
  simpleResolvers: true,
  description:
    'An enterprise or individual business (企业、个体工商户), known by its unified social credit code.',
})
export class Enterprise extends CreditSubject {
  @Field(() => CreditCodeScalar, { description: 'Unified social credit code (统一社会信用代码).' })
  creditCode!: string;

  @Field(() => String, { description: 'Registered name.' })
  name!: string;

  @Field(() => String, {
    description: 'COMPANY, INDIVIDUAL_BUSINESS, CO_OPERATIVE, PROPERTY_SERVICE, LAW_FIRM or OTHER.',
  })
  category!: string;

  @Field(() => String, { nullable: true, description: 'Industry, four digits of GB/T 4754-2017.' })
  industryCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Registered address (住所).' })
  address!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of registration (成立日期).' })
  registeredOn!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Registered capital in yuan, two places.' })
  registeredCapital!: string | null;
}

@ObjectType({ implements: CreditSubject, simpleResolvers: true, description: 'A law firm (律师事务所).' })
export class LawFirm extends CreditSubject {
  @Field(() => CreditCodeScalar, { description: 'Unified social credit code.' })
  creditCode!: string;

  @Field(() => String, { description: 'Registered name.' })
  name!: string;
}

export const EnterpriseConnection = connectionOf(Enterprise, 'Enterprise');

export function enterpriseOf(row: EnterpriseRow): Enterprise {
  return {
    uuid: row.id,
    id: globalId(ID.enterprise, row.id),
    regionCode: row.regionCode,
    status: row.status,
    creditCode: row.creditCode,
    name: row.name,
    category: row.category,
    industryCode: row.industryCode,
    address: row.address,
    registeredOn: row.registeredOn,
    registeredCapital:
      row.registeredCapitalFen === null ? null : formatDecimal(row.registeredCapitalFen, FEN_PLACES),
  };
}

/** Law firms stand in the same register; only their type differs. */
export function registeredSubjectOf(row: EnterpriseRow): Enterprise | LawFirm {
  if (row.kind === 'ENTERPRISE') return enterpriseOf(row);
  const { id, regionCode, status, creditCode, name } = row;
  return { uuid: id, id: globalId(ID.lawFirm, id), regionCode, status, creditCode, name };
}

@InputType({ description: 'Which enterprises are wanted.' })
export class EnterpriseFilter {
  @Field(() => RegionCodeScalar, { nullable: true, description: 'Inside this region.' })
  regionCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Leading digits of the GB/T 4754 industry.' })
  industryCode?: string | null;

  @Field(() => SubjectStatus, { nullable: true, description: 'State in the register.' })
  status?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Credit risk class; for market regulators and oversight only.',
  })
  riskClass?: string | null;
}

@Resolver(() => Enterprise)
export class EnterpriseResolver {
  @Query(() => CreditSubject, {
    nullable: true,
    description: 'Enterprise or law firm by its unified social credit code; null when there is no file.',
  })
  async creditSubject(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'Unified social credit code.' })
    creditCode: string,
    @Ctx() context: Context,
  ) {
    const row = await findEnterprise(context, creditCode);
    return row === null ? null : registeredSubjectOf(row);
  }

  @Query(() => EnterpriseConnection, {
    complexity: connectionCost,
    description: 'Enterprises of the jurisdiction, by unified social credit code.',
  })
  async enterprises(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => EnterpriseFilter, { nullable: true, description: 'Which of them; all when absent.' })
    filter?: EnterpriseFilter | null,
  ) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listEnterprises(context, filter ?? {}, request), {
      nodeOf: enterpriseOf,
      keysetOf: (row) => [row.creditCode],
      countAll: () => countEnterprises(context, filter ?? {}),
    });
  }

  @FieldResolver(() => [ListEntry], LISTS)
  listEntries(
    @Root() { uuid }: Enterprise,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<ListEntry[]> {
    return entriesOf(context, uuid, moment);
  }

  @FieldResolver(() => Rating, {
    nullable: true,
    description:
      'Credit risk class (企业信用风险分类): internal to market regulation, sets the share of random inspections. Not an evaluation, not a punishment, not public, no exemption.',
  })
  async riskClass(@Root() { uuid }: Enterprise, @Ctx() context: Context): Promise<Rating | null> {
    const rating = (await listRatings(context, uuid)).find(({ sector }) => sector === ENTERPRISE_RISK_SECTOR);
    return rating === undefined ? null : ratingOf(uuid, rating, { locale: context.locale });
  }
}

@Resolver(() => LawFirm)
export class LawFirmResolver {
  @FieldResolver(() => [ListEntry], LISTS)
  listEntries(
    @Root() { uuid }: LawFirm,
    @Ctx() context: Context,
    @Args(() => MomentArguments) moment: MomentArguments,
  ): Promise<ListEntry[]> {
    return entriesOf(context, uuid, moment);
  }
}

export const enterpriseAccess: AccessMap = {
  Query: {
    creditSubject: official,
    enterprises: allow('MARKET_REGULATOR', 'CREDIT_CLERK', 'APPROVAL_OFFICER', 'AUDITOR'),
  },
  Enterprise: {
    ...creditSubjectFields,
    ...inheritedFields(
      'creditCode',
      'name',
      'category',
      'industryCode',
      'address',
      'registeredOn',
      'registeredCapital',
    ),
    listEntries: inherited,
    riskClass: seesRisk,
  },
  LawFirm: { ...creditSubjectFields, ...inheritedFields('creditCode', 'name', 'listEntries') },
  ...connectionAccess('Enterprise'),
};
