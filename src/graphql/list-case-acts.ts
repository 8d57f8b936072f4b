import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { beginListPublicity } from '../usecases/list-case/begin-list-publicity.js';
import { confirmListEntry } from '../usecases/list-case/confirm-list-entry.js';
import { dropListCase } from '../usecases/list-case/drop-list-case.js';
import { proposeListEntry } from '../usecases/list-case/propose-list-entry.js';
import { serveListNotice } from '../usecases/list-case/serve-list-notice.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { ListCase, loadListCase } from './list-case.js';
import { DeliveryMethod, ResponsibleRole } from './list-enums.js';
import { PersonInput } from './person.js';
import { DateScalar } from './scalars.js';
import { subjectIn } from './subject-id.js';

@InputType({ description: 'Somebody who is responsible for what the entity has done (责任人员).' })
export class ResponsiblePersonInput {
  @Field(() => ResponsibleRole, { description: 'Why.' })
  role!: keyof typeof ResponsibleRole;

  @Field(() => PersonInput, { description: 'Who.' })
  person!: PersonInput;
}

@InputType({ description: 'The referral of a court (人民法院移送).' })
export class CourtReferralInput {
  @Field(() => String, { description: 'The court, at most 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Number of its document, at most 100 characters.' })
  documentNumber!: string;
}

@InputType({ description: 'Who is to be put on which list, and why.' })
export class ProposeListEntryInput extends Act {
  @Field(() => IdType, { description: 'The enterprise or law firm, one of the jurisdiction.' })
  subjectId!: string;

  @Field(() => String, { description: 'Code of a list that the office keeps.' })
  listCode!: string;

  @Field(() => String, { description: 'Facts, at most 2,000 characters, without numbers of persons.' })
  facts!: string;

  @Field(() => String, {
    description: 'Legal basis down to the article, at most 500 characters; never empty.',
  })
  legalBasis!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Codes of the measures that will follow: published measures of that list in force, at least one; all of them unless given. ' +
      'Measures that the notice does not tell of are not applied to this entry.',
  })
  measureCodes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Organ whose decision the entry will be; the office, or the court, unless given.',
  })
  organName?: string | null;

  @Field(() => [ResponsiblePersonInput], { nullable: true, description: 'Responsible persons, at most 20.' })
  responsiblePersons?: ResponsiblePersonInput[] | null;

  @Field(() => IdType, {
    nullable: true,
    description:
      'An accepted proposal of a random inspection (抽查结果建议) of the same enterprise for the same list.',
  })
  listProposalId?: string | null;

  @Field(() => CourtReferralInput, {
    nullable: true,
    description: 'For lists whose notice is `COURT`, and only for those.',
  })
  court?: CourtReferralInput | null;
}

@InputType({ description: 'A written notice that was delivered.' })
export class ServeListNoticeInput extends Act {
  @Field(() => IdType, { description: 'The case.' })
  caseId!: string;

  @Field(() => DateScalar, {
    description: 'Day of delivery (送达日期), from the day of the proposal to today.',
  })
  deliveredOn!: string;

  @Field(() => DeliveryMethod, { description: 'How.' })
  method!: keyof typeof DeliveryMethod;
}

@InputType({ description: 'A case that is to be published as proposed.' })
export class BeginListPublicityInput extends Act {
  @Field(() => IdType, { description: 'The case.' })
  caseId!: string;
}

@InputType({ description: 'A case that is to lead to an entry.' })
export class ConfirmListEntryInput extends Act {
  @Field(() => IdType, { description: 'The case that another officer has proposed.' })
  caseId!: string;

  @Field(() => String, { description: 'Number of the decision (列入决定书文号), at most 100 characters.' })
  decisionNumber!: string;
}

@InputType({ description: 'A case that is to end without an entry.' })
export class DropListCaseInput extends Act {
  @Field(() => IdType, { description: 'The case.' })
  caseId!: string;

  @Field(() => String, { description: 'Why, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an act on a case.' })
export class ListCasePayload extends Payload {
  @Field(() => ListCase, { nullable: true, description: 'The case as it is now.' })
  listCase?: ListCase | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class ListCaseActsResolver {
  @Mutation(() => ListCasePayload, {
    description:
      'Proposes an entry on a list that the office keeps (拟列入名单). Nobody is on a list by it: notice, hearing and another officer come first.',
  })
  async proposeListEntry(
    @Arg('input', () => ProposeListEntryInput, INPUT)
    { subjectId, listProposalId, ...input }: ProposeListEntryInput,
    @Ctx() context: Context,
  ) {
    const outcome = await proposeListEntry(context, {
      ...input,
      subject: subjectIn(subjectId),
      listProposalId: listProposalId == null ? null : uuidIn(listProposalId, ID.listProposal),
    });
    return payloadFor(context, outcome);
  }

  @Mutation(() => ListCasePayload, {
    description:
      'Records that the written notice was delivered (送达列入告知书), as the service words it. The term to object runs from that day.',
  })
  async serveListNotice(
    @Arg('input', () => ServeListNoticeInput, INPUT) input: ServeListNoticeInput,
    @Ctx() context: Context,
  ) {
    const caseId = uuidIn(input.caseId, ID.listCase);
    return payloadFor(context, await serveListNotice(context, { ...input, caseId }));
  }

  @Mutation(() => ListCasePayload, {
    description:
      'Publishes a proposed entry on a red list (守信名单公示), from today and for everybody. Anybody may object in its term.',
  })
  async beginListPublicity(
    @Arg('input', () => BeginListPublicityInput, INPUT) input: BeginListPublicityInput,
    @Ctx() context: Context,
  ) {
    const caseId = uuidIn(input.caseId, ID.listCase);
    return payloadFor(context, await beginListPublicity(context, { ...input, caseId }));
  }

  @Mutation(() => ListCasePayload, {
    description:
      'Confirms a case, by another officer than who proposed it (列入名单). Refused without notice, before the term to object has ended or while holidays that are not published yet may move its end, and while an objection is open. The entry holds from today, is announced, and ratings follow.',
  })
  async confirmListEntry(
    @Arg('input', () => ConfirmListEntryInput, INPUT) input: ConfirmListEntryInput,
    @Ctx() context: Context,
  ) {
    const caseId = uuidIn(input.caseId, ID.listCase);
    return payloadFor(context, await confirmListEntry(context, { ...input, caseId }));
  }

  @Mutation(() => ListCasePayload, {
    description: 'Ends a case without an entry (不予列入), with a reason.',
  })
  async dropListCase(
    @Arg('input', () => DropListCaseInput, INPUT) input: DropListCaseInput,
    @Ctx() context: Context,
  ) {
    const caseId = uuidIn(input.caseId, ID.listCase);
    return payloadFor(context, await dropListCase(context, { ...input, caseId }));
  }
}

function payloadFor(context: Context, outcome: Outcome<{ caseId: string }>) {
  return payloadOf(context, outcome, async ({ caseId }) => ({
    listCase: await loadListCase(context, caseId),
  }));
}

/** Officers of the offices that keep lists; which lists those are, the rule of each list says. */
export const keepsLists = allow('MARKET_REGULATOR', 'CREDIT_CLERK');

export const listCaseActsAccess: AccessMap = {
  Mutation: {
    proposeListEntry: keepsLists,
    serveListNotice: keepsLists,
    beginListPublicity: keepsLists,
    confirmListEntry: keepsLists,
    dropListCase: keepsLists,
  },
  ListCasePayload: { ...payloadFields, listCase: inherited },
};
