import {
  Arg,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { formatDecimal } from '../domain/decimal.js';
import type { Context, Locale } from '../usecases/context.js';
import { approveSpotCheckRatio } from '../usecases/spot-check-ratio/approve-spot-check-ratio.js';
import {
  listRatioProposals,
  type RatioProposalRow,
} from '../usecases/spot-check-ratio/list-ratio-proposals.js';
import { proposeSpotCheckRatio } from '../usecases/spot-check-ratio/propose-spot-check-ratio.js';
import { globalId, ID } from '../http/global-id.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';
import { ratiosOn, SpotCheckRatio } from './spot-check-ratio.js';

const PLACES = 2;

@ObjectType({
  simpleResolvers: true,
  description: 'A spot-check ratio that one officer has proposed (拟定抽查比例).',
})
export class RatioProposal {
  @Field(() => IdType, { description: 'Opaque; to approve it.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the inspection item; null: the general ratio of the class.',
  })
  itemCode!: string | null;

  @Field(() => String, { nullable: true, description: 'That item in words.' })
  itemLabel!: string | null;

  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, { description: 'Per cent, two places.' })
  ratioPercent!: string;

  @Field(() => DateScalar, { description: 'In force from this day, once approved.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => String, { description: 'PROPOSED or APPROVED.' })
  state!: string;

  @Field(() => String, { description: 'Officer who proposed it.' })
  proposedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  proposedAt!: string;

  @Field(() => String, { nullable: true, description: 'Officer who approved it.' })
  approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved.' })
  approvedAt!: string | null;
}

function proposalOf(row: RatioProposalRow, locale: Locale): RatioProposal {
  const { id, itemZh, itemEn, ratioBasisPoints, ...fields } = row;
  return {
    ...fields,
    id: globalId(ID.ratioProposal, id),
    itemLabel: locale === 'en' ? itemEn : itemZh,
    ratioPercent: formatDecimal(ratioBasisPoints, PLACES),
  };
}

@InputType({ description: 'A spot-check ratio to be proposed.' })
export class ProposeSpotCheckRatioInput extends Act {
  @Field(() => String, {
    nullable: true,
    description: 'Inspection item; the general ratio of the class when absent.',
  })
  itemCode?: string | null;

  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, {
    description:
      'Per cent with up to two places: above 0, at most 100, and at most the highest ratio of a general item.',
  })
  ratioPercent!: string;

  @Field(() => DateScalar, { description: 'From this day; not in the past.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'A proposed ratio to be approved.' })
export class ApproveSpotCheckRatioInput extends Act {
  @Field(() => IdType, { description: 'The proposal.' })
  proposalId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a proposed ratio.' })
export class RatioProposalPayload extends Payload {
  @Field(() => RatioProposal, { nullable: true, description: 'The proposal as it is now.' })
  proposal?: RatioProposal | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an approved ratio changed.' })
export class ApproveSpotCheckRatioPayload extends Payload {
  @Field(() => RatioProposal, { nullable: true, description: 'The proposal as it is now.' })
  proposal?: RatioProposal | null;

  @Field(() => [SpotCheckRatio], {
    nullable: true,
    description: 'The ratios in force on the first day of the new one.',
  })
  ratios?: SpotCheckRatio[] | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class RatioProposalResolver {
  @Query(() => [RatioProposal], {
    description: 'Ratios that wait for a second officer, oldest first, at most 500.',
  })
  async ratioProposals(@Ctx() context: Context): Promise<RatioProposal[]> {
    return (await listRatioProposals(context)).map((row) => proposalOf(row, context.locale));
  }

  @Mutation(() => RatioProposalPayload, {
    description:
      'Proposes the ratio of a risk class from a day on, for one item or in general. Nothing holds before it is approved.',
  })
  async proposeSpotCheckRatio(
    @Arg('input', () => ProposeSpotCheckRatioInput, INPUT) input: ProposeSpotCheckRatioInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await proposeSpotCheckRatio(context, input), async ({ proposalId }) => ({
      proposal: await loadProposal(context, proposalId),
    }));
  }

  @Mutation(() => ApproveSpotCheckRatioPayload, {
    description:
      'Puts a proposed ratio in force from its day, by another officer of the office. Earlier ratios stay on record.',
  })
  async approveSpotCheckRatio(
    @Arg('input', () => ApproveSpotCheckRatioInput, INPUT) input: ApproveSpotCheckRatioInput,
    @Ctx() context: Context,
  ) {
    const proposalId = uuidIn(input.proposalId, ID.ratioProposal);
    const outcome = await approveSpotCheckRatio(context, { ...input, proposalId });
    return payloadOf(context, outcome, async ({ validFrom }) => ({
      proposal: await loadProposal(context, proposalId),
      ratios: await ratiosOn(context, validFrom, null),
    }));
  }
}

async function loadProposal(context: Context, uuid: string): Promise<RatioProposal | null> {
  const row = await context.loaders.ratioProposal.load(uuid);
  return row === null ? null : proposalOf(row, context.locale);
}

export const ratioProposalAccess: AccessMap = {
  Query: { ratioProposals: seesRisk },
  Mutation: { proposeSpotCheckRatio: regulatesRisk, approveSpotCheckRatio: regulatesRisk },
  RatioProposal: {
    ...inheritedFields(
      'id',
      'itemCode',
      'itemLabel',
      'classCode',
      'ratioPercent',
      'validFrom',
      'reason',
      'state',
    ),
    ...inheritedFields('proposedBy', 'proposedAt', 'approvedBy', 'approvedAt'),
  },
  RatioProposalPayload: { ...payloadFields, proposal: inherited },
  ApproveSpotCheckRatioPayload: { ...payloadFields, proposal: inherited, ratios: inherited },
};
