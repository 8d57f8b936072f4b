import { Arg, Args, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { REASON_WORDS } from '../domain/verdict-words.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  countOwnChecks,
  listOwnChecks,
  type OwnCheckRow,
} from '../usecases/own-enterprise/list-own-checks.js';
import {
  countOwnRepresentatives,
  listOwnRepresentatives,
} from '../usecases/own-enterprise/list-own-representatives.js';
import { listOwnEnterprises } from '../usecases/own-enterprise/list-own-enterprises.js';
import { readOwnCredit } from '../usecases/own-enterprise/read-own-credit.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { CreditAnswer, creditAnswerOf } from './credit-answer.js';
import { MomentArguments, momentOf } from './moment.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { RepresentativeConnection, representativeOf, RepresentativeRole } from './representative.js';
import { CreditCodeScalar, DateScalar, DateTimeScalar } from './scalars.js';
import { ReasonCode, VerdictCode } from './verdict.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An enterprise that the caller represents today (本人代表的企业).',
})
export class OwnEnterprise {
  @Field(() => CreditCodeScalar, { description: 'For `ownCredit`, `ownChecks` and `ownRepresentatives`.' })
  creditCode!: string;

  @Field(() => String, { description: 'Registered name.' })
  name!: string;

  @Field(() => RepresentativeRole, { description: 'As what.' })
  role!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  fromOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day by the paper; null: it names none.' })
  untilOn!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A credit check as the enterprise that was asked about may know it (被查询记录).',
})
export class OwnCheck {
  @Field(() => String, { description: 'The office that asked.' })
  officeName!: string;

  @Field(() => DateTimeScalar, { description: 'When it was answered.' })
  checkedAt!: string;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => String, { description: 'The stated purpose.' })
  purpose!: string;

  @Field(() => VerdictCode, { description: 'What was answered.' })
  verdict!: string;

  @Field(() => ReasonCode, { description: 'What that rested on, for programs.' })
  reasonCode!: string;

  @Field(() => String, { description: 'What that rested on, for people.' })
  reason!: string;
}

export const OwnCheckConnection = connectionOf(OwnCheck, 'OwnCheck');

function ownCheckOf({ fieldCode, reasonCode, ...row }: OwnCheckRow, locale: Locale): OwnCheck {
  const { officeName, checkedAt, purpose, verdict } = row;
  const reason = REASON_WORDS[reasonCode][locale === 'en' ? 'en' : 'zh'];
  return { officeName, checkedAt, field: fieldCode, purpose, verdict, reasonCode, reason };
}

@Resolver()
export class OwnEnterpriseResolver {
  @Query(() => [OwnEnterprise], {
    description: 'The enterprises that the caller represents today, by credit code; at most 500.',
  })
  ownEnterprises(@Ctx() context: Context): Promise<OwnEnterprise[]> {
    return listOwnEnterprises(context);
  }

  @Query(() => CreditAnswer, {
    complexity: ({ childComplexity }) => 5 + childComplexity,
    description:
      'What an office would be answered about an enterprise that the caller represents (主体本人查询), today or as of a day and a moment of knowledge. The look is logged; no check is recorded.',
  })
  async ownCredit(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'The enterprise.' }) creditCode: string,
    @Arg('field', () => String, { description: 'Code of the approval field, whichever it is.' })
    field: string,
    @Args(() => MomentArguments) moment: MomentArguments,
    @Ctx() context: Context,
  ): Promise<CreditAnswer> {
    const question = { creditCode, fieldCode: field, ...momentOf(moment) };
    return creditAnswerOf(await readOwnCredit(context, question), context.locale);
  }

  @Query(() => OwnCheckConnection, {
    complexity: connectionCost,
    description:
      'Who has checked an enterprise that the caller represents, when, for what and with which answer, newest first. The look is logged.',
  })
  async ownChecks(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'The enterprise.' }) creditCode: string,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listOwnChecks(context, creditCode, request), {
      nodeOf: (row) => ownCheckOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countOwnChecks(context, creditCode),
    });
  }

  @Query(() => RepresentativeConnection, {
    complexity: connectionCost,
    description:
      'Who has been registered as representing an enterprise that the caller represents, and at which office (本企业的代表人登记), newest first. The look is logged.',
  })
  async ownRepresentatives(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'The enterprise.' }) creditCode: string,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listOwnRepresentatives(context, creditCode, request), {
      nodeOf: (row) => ({ ...representativeOf(row), registeredBy: null }),
      keysetOf: (row) => [row.id],
      countAll: () => countOwnRepresentatives(context, creditCode),
    });
  }
}

const resident = allow('RESIDENT');

export const ownEnterpriseAccess: AccessMap = {
  Query: { ownEnterprises: resident, ownCredit: resident, ownChecks: resident, ownRepresentatives: resident },
  OwnEnterprise: inheritedFields('creditCode', 'name', 'role', 'fromOn', 'untilOn'),
  OwnCheck: inheritedFields('officeName', 'checkedAt', 'field', 'purpose', 'verdict', 'reasonCode', 'reason'),
  ...connectionAccess('OwnCheck'),
};
