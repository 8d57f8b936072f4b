import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import { decideListProposal } from '../usecases/spot-check/decide-list-proposal.js';
import { countProposals, listProposals } from '../usecases/spot-check/list-proposals.js';
import type { ListProposalRow } from '../usecases/spot-check-loaders.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { DateScalar } from './scalars.js';

export const ListProposalState = enumOf('PROPOSED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN');
registerEnumType(ListProposalState, {
  name: 'ListProposalState',
  description: 'Where a proposal for a list stands.',
  valuesConfig: {
    PROPOSED: { description: 'Waits for another officer (待审核).' },
    ACCEPTED: { description: 'Accepted (同意): the entry itself, with notice and hearing, may begin.' },
    REJECTED: { description: 'Rejected (不同意).' },
    WITHDRAWN: { description: 'The result it rests on was put right before anybody decided (已撤回).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A proposal that an enterprise be put on a list because of a result, such as the list of abnormal operations (列入经营异常名录建议). It is no entry: that is a matter of its own, with notice, hearing and objection.',
})
export class ListProposal extends Node {
  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list, in words.' })
  list!: string;

  @Field(() => String, { description: 'What was found.' })
  facts!: string;

  @Field(() => String, { description: 'Law and article (法律依据).' })
  legalBasis!: string;

  @Field(() => ListProposalState, { description: 'Where it stands.' })
  state!: ListProposalRow['state'];

  @Field(() => String, { description: 'Officer who recorded the result.' })
  proposedBy!: string;

  @Field(() => DateScalar, { description: 'When.' })
  proposedOn!: string;

  @Field(() => String, { nullable: true, description: 'Officer who decided; null: nobody yet.' })
  decidedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was decided.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of the decision.' })
  decision!: string | null;

  row!: ListProposalRow;
}

export const ListProposalConnection = connectionOf(ListProposal, 'ListProposal');

export function listProposalOf(row: ListProposalRow, locale: Locale): ListProposal {
  const list = locale === 'en' ? row.listEn : row.listZh;
  return { ...row, id: globalId(ID.listProposal, row.id), list, row };
}

@InputType({ description: 'A decision on a proposal.' })
export class DecideListProposalInput extends Act {
  @Field(() => IdType, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Boolean, { description: 'True: accepted.' })
  isAccepted!: boolean;

  @Field(() => String, { description: 'Reasons, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A proposal that was decided.' })
export class DecideListProposalPayload extends Payload {
  @Field(() => ListProposal, { nullable: true, description: 'The proposal as it is now.' })
  proposal?: ListProposal | null;
}

@Resolver(() => ListProposal)
export class ListProposalResolver {
  @Query(() => ListProposalConnection, {
    complexity: connectionCost,
    description: 'Proposals for lists of the jurisdiction that results led to, newest first.',
  })
  async listProposals(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('state', () => ListProposalState, { nullable: true, description: 'Only those that stand so.' })
    state?: ListProposalRow['state'] | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listProposals(context, state ?? null, request), {
      nodeOf: (row) => listProposalOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countProposals(context, state ?? null),
    });
  }

  @Mutation(() => DecideListProposalPayload, {
    description:
      'Accepts or rejects a proposal for a list, by another officer than who proposed it. Nobody is put on a list by it.',
  })
  async decideListProposal(
    @Arg('input', () => DecideListProposalInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: DecideListProposalInput,
    @Ctx() context: Context,
  ) {
    const proposalId = uuidIn(input.proposalId, ID.listProposal);
    const outcome = await decideListProposal(context, { ...input, proposalId });
    return payloadOf(context, outcome, async () => {
      const row = await context.loaders.listProposal.load(proposalId);
      return { proposal: row === null ? null : listProposalOf(row, context.locale) };
    });
  }

  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(@Root() { row }: ListProposal, @Ctx() context: Context): Promise<Enterprise | null> {
    const found = await context.loaders.enterprise.load(row.subjectId);
    return found === null ? null : enterpriseOf(found);
  }
}

export const listProposalAccess: AccessMap = {
  Query: { listProposals: seesRisk },
  Mutation: { decideListProposal: regulatesRisk },
  ListProposal: {
    ...inheritedFields('id', 'listCode', 'list', 'facts', 'legalBasis', 'state', 'proposedBy', 'proposedOn'),
    ...inheritedFields('decidedBy', 'decidedOn', 'decision', 'enterprise'),
  },
  DecideListProposalPayload: { ...payloadFields, proposal: inherited },
  ...connectionAccess('ListProposal'),
};
