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
import type { MatterState as State, RevocationGround as Ground } from '../domain/approval-matter.js';
import { globalId, ID } from '../http/global-id.js';
import type { MatterRow } from '../usecases/approval-loaders.js';
import { countMattersDue, listMattersDue } from '../usecases/approval-matter/list-matters-due.js';
import { countMatters, listMatters } from '../usecases/approval-matter/list-matters.js';
import { readMatterClock } from '../usecases/approval-matter/read-matter-clock.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { ApprovalItem, approvalItemOf, ApprovalPaper } from './approval-item.js';
import { Decision } from './check-feedback.js';
import { Commitment, commitmentOf } from './commitment.js';
import { MatterClock, MatterStop } from './matter-clock.js';
import { MatterState, RevocationGround } from './matter-enums.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';
import { globalSubjectId } from './subject-id.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An application (申请) of an enterprise or a law firm, from receipt to delivery.',
})
export class ApprovalMatter extends Node {
  @Field(() => String, { description: "The office's own number." })
  number!: string;

  @Field(() => String, { description: 'The office (审批机关).' })
  officeName!: string;

  @Field(() => IdType, { description: 'The applicant (申请人).' })
  applicantId!: string;

  @Field(() => String, { description: "The applicant's registered name." })
  applicantName!: string;

  @Field(() => CreditCodeScalar, { description: "The applicant's unified social credit code." })
  applicantCreditCode!: string;

  @Field(() => MatterState, { description: 'Where it stands.' })
  state!: State;

  @Field(() => Boolean, {
    description:
      'True while a commitment on which it rests was breached and is being corrected (暂停); not once the record of the breach is withdrawn.',
  })
  isSuspended!: boolean;

  @Field(() => DateScalar, { description: 'Day of receipt (收件).' })
  receivedOn!: string;

  @Field(() => String, { description: 'Officer who received it.' })
  receivedByName!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the applicant was told, once, what is missing.',
  })
  askedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of acceptance (受理).' })
  acceptedOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'By this day the office has to do what comes next: accept or tell what is missing, decide, hand over. Null while the clock stands still and when nothing is left to do.',
  })
  dueOn!: string | null;

  @Field(() => Boolean, { description: 'True when a holiday that is not published yet may move it.' })
  dueIsProvisional!: boolean;

  @Field(() => String, { nullable: true, description: 'Why an extension of the term was asked for.' })
  extensionReason!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was asked for.' })
  extensionRequestedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When another officer approved it.' })
  extendedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  extendedByName!: string | null;

  @Field(() => Decision, { nullable: true, description: 'What was decided.' })
  decision!: MatterRow['decision'];

  @Field(() => DateScalar, { nullable: true, description: 'Day of the decision.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who decided.' })
  decidedByName!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, or the conditions.' })
  decisionReason!: string | null;

  @Field(() => Boolean, { description: 'True when it was refused because of false material (提供虚假材料).' })
  falseMaterial!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'When another officer confirmed that.' })
  falseMaterialConfirmedOn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a refusal says about remedies (救济途径), in Chinese.',
  })
  remedies!: string | null;

  @Field(() => IdType, { nullable: true, description: 'The credit check that the decision rests on.' })
  checkId!: string | null;

  @Field(() => Boolean, { description: 'Whether the decision departs from the answer of that check.' })
  departs!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'When the decision was handed over (送达).' })
  deliveredOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When what was granted was revoked (撤销).' })
  revokedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who revoked it.' })
  revokedByName!: string | null;

  @Field(() => RevocationGround, { nullable: true, description: 'On which ground.' })
  revocationGround!: Ground | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  revocationReason!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day on which the applicant cannot apply for the item again. Source: 行政许可法 art. 78, 79.',
  })
  barredUntilOn!: string | null;

  @Field(() => [MatterStop], { description: 'Times in which its clock stood still, oldest first.' })
  stops!: readonly MatterStop[];

  row!: MatterRow;
}

export const ApprovalMatterConnection = connectionOf(ApprovalMatter, 'ApprovalMatter');

export function matterOf(row: MatterRow): ApprovalMatter {
  // Papers have a field of their own that tells them in words.
  const { missingPapers: _codes, ...shown } = row;
  return {
    ...shown,
    id: globalId(ID.matter, row.id),
    applicantId: globalSubjectId(row.subjectKind, row.subjectId),
    checkId: row.checkId === null ? null : globalId(ID.check, row.checkId),
    row,
  };
}

export async function loadMatter(context: Context, uuid: string): Promise<ApprovalMatter | null> {
  const row = await context.loaders.matter.load(uuid);
  return row === null ? null : matterOf(row);
}

@Resolver(() => ApprovalMatter)
export class ApprovalMatterResolver {
  @Query(() => ApprovalMatterConnection, {
    complexity: connectionCost,
    description: "Applications of the caller's office, newest first. Oversight sees those of its regions.",
  })
  async approvalMatters(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('state', () => MatterState, { nullable: true, description: 'Only those that stand here.' })
    state?: State | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listMatters(context, state ?? null, request), {
      nodeOf: matterOf,
      keysetOf: (row) => [row.id],
      countAll: () => countMatters(context, state ?? null),
    });
  }

  @Query(() => ApprovalMatterConnection, {
    complexity: connectionCost,
    description:
      "Applications that the caller's office has to accept, decide or hand over by a day, longest overdue first (办件到期清单). Oversight sees those of its regions.",
  })
  async mattersDue(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('dueBy', () => DateScalar, { description: 'The day.' }) dueBy: string,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listMattersDue(context, dueBy, request), {
      nodeOf: matterOf,
      keysetOf: (row) => [row.dueOn, row.id],
      countAll: () => countMattersDue(context, dueBy),
    });
  }

  @FieldResolver(() => ApprovalItem, {
    description: 'What is applied for, as it held on the day of receipt.',
  })
  async item(@Root() { row }: ApprovalMatter, @Ctx() context: Context): Promise<ApprovalItem | null> {
    const item = await context.loaders.approvalItem.load(row.itemId);
    return item === null ? null : approvalItemOf(item, context.locale);
  }

  @FieldResolver(() => [ApprovalPaper], {
    description: 'Papers that were asked for and have neither come nor been replaced by a commitment.',
  })
  async missingPapers(@Root() { row }: ApprovalMatter, @Ctx() context: Context): Promise<ApprovalPaper[]> {
    const item = await context.loaders.approvalItem.load(row.itemId);
    if (item === null) return [];
    const { papers } = approvalItemOf(item, context.locale);
    return papers.filter(({ code }) => row.missingPapers.includes(code));
  }

  @FieldResolver(() => MatterClock, {
    description: 'Its statutory clock (法定时限), today or at the decision.',
  })
  async clock(@Root() { row }: ApprovalMatter, @Ctx() context: Context): Promise<MatterClock> {
    const clock = await readMatterClock(context, row);
    return { ...clock, isDeemedAccepted: clock.isDeemedAccepted || row.isDeemedAccepted };
  }

  @FieldResolver(() => [Commitment], { description: 'Commitments given in it, oldest first.' })
  async commitments(@Root() { row }: ApprovalMatter, @Ctx() context: Context): Promise<Commitment[]> {
    const rows = await context.loaders.commitmentsOfMatter.load(row.id);
    return rows.map((commitment) => commitmentOf(commitment, context.today));
  }
}

const reads = allow('APPROVAL_OFFICER', 'AUDITOR');

export const approvalMatterAccess: AccessMap = {
  Query: { approvalMatters: reads, mattersDue: reads },
  ApprovalMatter: inheritedFields(
    'id',
    'number',
    'officeName',
    'applicantId',
    'applicantName',
    'applicantCreditCode',
    'state',
    'isSuspended',
    'receivedOn',
    'receivedByName',
    'askedOn',
    'acceptedOn',
    'dueOn',
    'dueIsProvisional',
    'extensionReason',
    'extensionRequestedOn',
    'extendedOn',
    'extendedByName',
    'decision',
    'decidedOn',
    'decidedByName',
    'decisionReason',
    'falseMaterial',
    'falseMaterialConfirmedOn',
    'remedies',
    'checkId',
    'departs',
    'deliveredOn',
    'revokedOn',
    'revokedByName',
    'revocationGround',
    'revocationReason',
    'barredUntilOn',
    'item',
    'missingPapers',
    'clock',
    'stops',
    'commitments',
  ),
  ...connectionAccess('ApprovalMatter'),
};
