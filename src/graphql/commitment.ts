import {
  Args,
  Arg,
  Ctx,
  Field,
  ID as IdType,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import type { CommitmentKind as Kind } from '../domain/commitment-offer.js';
import { COMMITMENT_STATES, type CommitmentState as State } from '../domain/commitment.js';
import { globalId, ID } from '../http/global-id.js';
import type { CommitmentRow } from '../usecases/approval-loaders.js';
import { countCommitmentsDue, listCommitmentsDue } from '../usecases/commitment/list-commitments-due.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { CommitmentKind } from './approval-item.js';
import { enumOf } from './enum-of.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar } from './scalars.js';

export const CommitmentState = enumOf(...COMMITMENT_STATES);
registerEnumType(CommitmentState, {
  name: 'CommitmentState',
  description: 'Where a commitment stands.',
  valuesConfig: {
    GIVEN: { description: 'Given, to be fulfilled or checked (履行中).' },
    FULFILLED: { description: 'Kept; on record (已履行).' },
    CORRECTING: {
      description:
        'Found breached, on record, to be corrected; what was granted is suspended (限期整改、暂停).',
    },
    FULFILLED_LATE: { description: 'Corrected after a breach; its record no longer counts (已整改).' },
    REVOKED: { description: 'Ended with what was granted, because it was not corrected (终止并撤销).' },
    WITHDRAWN: { description: 'Taken back by the applicant before the decision (已撤回).' },
    LAPSED: { description: 'Ended with its matter, neither kept nor breached (已终结).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A commitment that an applicant has given in a matter (信用承诺).',
})
export class Commitment extends Node {
  @Field(() => CommitmentKind, { description: 'What it does.' })
  kind!: Kind;

  @Field(() => [String], { description: 'Codes of the papers that it stands for; of a filing none.' })
  paperCodes!: readonly string[];

  @Field(() => String, { description: "What is promised, in the applicant's words." })
  content!: string;

  @Field(() => CommitmentState, { description: 'Where it stands.' })
  state!: State;

  @Field(() => DateScalar, { description: 'Day on which it was given.' })
  givenOn!: string;

  @Field(() => String, { description: 'Officer who took it.' })
  givenByName!: string;

  @Field(() => Int, { description: 'Its term in working days; the one extension is as long.' })
  termDays!: number;

  @Field(() => DateScalar, { description: 'Last day of the term, with its extension.' })
  dueOn!: string;

  @Field(() => Boolean, { description: 'True when a holiday that is not published yet may move the term.' })
  dueIsProvisional!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'When it was extended; null: it was not.' })
  extendedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was extended.' })
  extensionReason!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day for the later check (事后核查); null until something is granted on it.',
  })
  postCheckDueOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the later check.' })
  postCheckedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day on which a breach was found (认定违诺).' })
  breachFoundOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who found it.' })
  breachFoundByName!: string | null;

  @Field(() => String, { nullable: true, description: 'What was found.' })
  breachFinding!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day for correcting it (整改期限).' })
  correctUntilOn!: string | null;

  @Field(() => IdType, {
    nullable: true,
    description: 'The record that it has left in the credit file: kept, or breached.',
  })
  recordId!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'What the office must look at next has to be done by this day; null: nothing.',
  })
  nextDueOn!: string | null;

  @Field(() => Boolean, {
    description:
      'True when that day has passed. Nothing follows by itself: a breach is an officer’s finding.',
  })
  isOverdue!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'When it was closed.' })
  closedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who closed it.' })
  closedByName!: string | null;

  @Field(() => String, { nullable: true, description: 'What was noted then.' })
  closingNote!: string | null;

  matterUuid!: string;
}

export const CommitmentConnection = connectionOf(Commitment, 'Commitment');

export function commitmentOf(row: CommitmentRow, today: string): Commitment {
  const recordId = row.recordId === null ? null : globalId(ID.record, row.recordId);
  const isOverdue = row.nextDueOn !== null && row.nextDueOn < today;
  return { ...row, id: globalId(ID.commitment, row.id), recordId, isOverdue, matterUuid: row.matterId };
}

export async function loadCommitment(context: Context, uuid: string): Promise<Commitment | null> {
  const row = await context.loaders.commitment.load(uuid);
  return row === null ? null : commitmentOf(row, context.today);
}

@Resolver()
export class CommitmentResolver {
  @Query(() => CommitmentConnection, {
    complexity: connectionCost,
    description:
      "Commitments of the caller's office to be fulfilled, checked or corrected by a day, longest overdue first (承诺到期清单). Oversight sees those of its regions.",
  })
  async commitmentsDue(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('dueBy', () => DateScalar, { description: 'The day.' }) dueBy: string,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listCommitmentsDue(context, dueBy, request), {
      nodeOf: (row) => commitmentOf(row, context.today),
      keysetOf: (row) => [row.nextDueOn, row.id],
      countAll: () => countCommitmentsDue(context, dueBy),
    });
  }
}

export const commitmentAccess: AccessMap = {
  Query: { commitmentsDue: allow('APPROVAL_OFFICER', 'AUDITOR') },
  Commitment: inheritedFields(
    'id',
    'kind',
    'paperCodes',
    'content',
    'state',
    'givenOn',
    'givenByName',
    'termDays',
    'dueOn',
    'dueIsProvisional',
    'extendedOn',
    'extensionReason',
    'postCheckDueOn',
    'postCheckedOn',
    'breachFoundOn',
    'breachFoundByName',
    'breachFinding',
    'correctUntilOn',
    'recordId',
    'nextDueOn',
    'isOverdue',
    'closedOn',
    'closedByName',
    'closingNote',
    'matter',
  ),
  ...connectionAccess('Commitment'),
};
