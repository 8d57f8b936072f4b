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
import type { Context, Locale } from '../usecases/context.js';
import { checkCredit } from '../usecases/credit-check/check-credit.js';
import { listApprovalFields } from '../usecases/credit-check/list-approval-fields.js';
import { type CheckRow, countChecks, listChecks } from '../usecases/credit-check/list-checks.js';
import { previewCredit } from '../usecases/credit-check/preview-credit.js';
import { recordCheckFeedback } from '../usecases/credit-check/record-check-feedback.js';
import type { CreditAnswer as AnswerFacts } from '../usecases/steps/answer-credit.js';
import { type AccessMap, allow, inherited, inheritedFields, signedIn } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { ID, uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateScalar, DateTimeScalar, globalId } from './scalars.js';

function enumOf<Name extends string>(...names: readonly Name[]): Record<Name, Name> {
  return Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;
}

export const VerdictCode = enumOf('CLEAR', 'FAST_TRACK', 'CAUTION', 'RESTRICTED', 'SUSPENDED_USE', 'UNKNOWN');
registerEnumType(VerdictCode, {
  name: 'Verdict',
  description: 'What the lists and the published measures say about a matter. The officer decides.',
  valuesConfig: {
    CLEAR: { description: 'Nothing adverse, nothing to reward (正常办理).' },
    FAST_TRACK: { description: 'A red list carries a reward for this matter (绿色通道).' },
    CAUTION: { description: 'An adverse measure or list that leaves the decision open (审慎办理).' },
    RESTRICTED: { description: 'A measure must deny or restrict this matter (依法限制).' },
    SUSPENDED_USE: { description: 'What would be adverse is suspended for a term (暂停使用惩戒).' },
    UNKNOWN: { description: 'Not on file, deregistered, revoked, or the data are too old (信息不明).' },
  },
});

export const MeasureEffect = enumOf(
  'DENY',
  'RESTRICT',
  'KEY_REVIEW',
  'NO_COMMITMENT_SHORTCUT',
  'MORE_CHECKS',
  'FAST_TRACK',
  'PRIORITY',
  'COMMITMENT_SHORTCUT',
  'TOLERANCE',
  'FEE_REDUCTION',
  'FEWER_CHECKS',
);
registerEnumType(MeasureEffect, {
  name: 'MeasureEffect',
  description: 'What a measure does to the matter.',
  valuesConfig: {
    DENY: { description: '不予批准' },
    RESTRICT: { description: '依法限制' },
    KEY_REVIEW: { description: '重点审查' },
    NO_COMMITMENT_SHORTCUT: { description: '不适用告知承诺制' },
    MORE_CHECKS: { description: '增加检查频次' },
    FAST_TRACK: { description: '绿色通道' },
    PRIORITY: { description: '优先办理' },
    COMMITMENT_SHORTCUT: { description: '适用告知承诺制' },
    TOLERANCE: { description: '容缺受理' },
    FEE_REDUCTION: { description: '费用减免' },
    FEWER_CHECKS: { description: '减少检查频次' },
  },
});

export const MustOrMay = enumOf('MUST', 'MAY');
registerEnumType(MustOrMay, {
  name: 'MustOrMay',
  description: 'How a measure binds.',
  valuesConfig: { MUST: { description: '应当' }, MAY: { description: '可以' } },
});

export const ListKind = enumOf('RED', 'BLACK', 'ABNORMAL', 'FOCUS');
registerEnumType(ListKind, {
  name: 'ListKind',
  description: 'Kind of a credit list.',
  valuesConfig: {
    RED: { description: '守信激励名单（红名单）' },
    BLACK: { description: '严重失信主体名单（黑名单）' },
    ABNORMAL: { description: '经营异常名录' },
    FOCUS: { description: '重点关注名录' },
  },
});

export const ReasonCode = enumOf(
  'SUBJECT_UNKNOWN',
  'SUBJECT_DEREGISTERED',
  'LICENCE_REVOKED',
  'NO_DATA',
  'DATA_STALE',
  'MANDATORY_RESTRICTION',
  'ADVERSE_MEASURE',
  'ON_ADVERSE_LIST',
  'PUNISHMENT_SUSPENDED',
  'REWARD',
  'NOTHING_ADVERSE',
);
const REASONS: Record<keyof typeof ReasonCode, { zh: string; en: string }> = {
  SUBJECT_UNKNOWN: { zh: '未建立信用档案。', en: 'There is no credit file.' },
  SUBJECT_DEREGISTERED: { zh: '主体已注销。', en: 'The subject is deregistered.' },
  LICENCE_REVOKED: { zh: '主体营业执照已吊销。', en: 'The licence of the subject is revoked.' },
  NO_DATA: { zh: '尚无归集数据。', en: 'No data have been delivered.' },
  DATA_STALE: { zh: '归集数据过旧。', en: 'The delivered data are too old.' },
  MANDATORY_RESTRICTION: {
    zh: '列入名单，依法应当限制本事项。',
    en: 'A list carries a measure that must restrict this matter.',
  },
  ADVERSE_MEASURE: {
    zh: '列入名单，可以对本事项采取措施。',
    en: 'A list carries a measure that may be taken in this matter.',
  },
  ON_ADVERSE_LIST: {
    zh: '列入名单，但无适用于本事项的措施。',
    en: 'On an adverse list without a measure for this matter.',
  },
  PUNISHMENT_SUSPENDED: { zh: '惩戒措施暂停使用。', en: 'The use of the punishment is suspended.' },
  REWARD: { zh: '守信激励。', en: 'A red list carries a reward for this matter.' },
  NOTHING_ADVERSE: { zh: '无不良信息。', en: 'Nothing adverse.' },
};
registerEnumType(ReasonCode, {
  name: 'VerdictReason',
  description: 'What the verdict rests on.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([code, { zh, en }]) => [code, { description: `${en} (${zh})` }]),
  ),
});

@ObjectType({ simpleResolvers: true, description: 'One of the ten kinds of approval matter (审批应用领域).' })
export class ApprovalField {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A measure of the published list (奖惩措施) that applies to the matter.',
})
export class Measure {
  @Field(() => String, { description: 'Code, for feedback.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => MeasureEffect, { description: 'What it does.' })
  effect!: string;

  @Field(() => MustOrMay, { description: 'Whether it must or may be taken.' })
  mustOrMay!: string;

  @Field(() => String, { description: 'Legal basis down to the article (法律依据).' })
  legalBasis!: string;

  @Field(() => String, { description: 'Who takes it.' })
  appliedBy!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A list that the subject stands on (名单).' })
export class ListMembership {
  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list in words.' })
  label!: string;

  @Field(() => ListKind, { description: 'Kind of the list.' })
  kind!: string;

  @Field(() => DateScalar, { description: 'First day on it.' })
  enteredOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day no longer on it; null when open.' })
  endsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which its use is suspended.' })
  suspendedUntilOn!: string | null;

  @Field(() => String, { description: 'Number of the decision.' })
  decisionNumber!: string;

  @Field(() => String, { description: 'Organ that decided.' })
  organName!: string;

  @Field(() => String, { description: 'Legal basis of the list.' })
  legalBasis!: string;

  @Field(() => [Measure], { description: 'Its published measures in the approval field.' })
  measures!: Measure[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The answer to a credit question. It rests on lists and published measures only, never on a credit risk class or on points.',
})
export class CreditAnswer {
  @Field(() => CreditCodeScalar, { description: 'Whom was asked about.' })
  creditCode!: string;

  @Field(() => String, { nullable: true, description: 'Name on file; null when there is no file.' })
  subjectName!: string | null;

  @Field(() => String, { description: 'Code of the approval field.' })
  field!: string;

  @Field(() => VerdictCode, { description: 'The verdict.' })
  verdict!: string;

  @Field(() => ReasonCode, { description: 'What it rests on, for programs.' })
  reasonCode!: string;

  @Field(() => String, { description: 'What it rests on, for people.' })
  reason!: string;

  @Field(() => [ListMembership], {
    description: 'Every list the subject stands on, with its measures in this field.',
  })
  lists!: ListMembership[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the last delivery of data (数据截止日期).',
  })
  dataOn!: string | null;

  @Field(() => DateScalar, { description: 'The day the answer holds for.' })
  validAt!: string;
}

function creditAnswerOf(answer: AnswerFacts, locale: Locale): CreditAnswer {
  const { creditCode, subjectName, fieldCode, verdict, reasonCode, lists, dataOn, on } = answer;
  return {
    creditCode,
    subjectName,
    field: fieldCode,
    verdict,
    reasonCode,
    reason: locale === 'en' ? REASONS[reasonCode].en : REASONS[reasonCode].zh,
    lists: lists.map((list) => ({
      ...list,
      label: locale === 'en' ? list.labelEn : list.labelZh,
      measures: list.measures.map((measure) => ({
        ...measure,
        label: locale === 'en' ? measure.labelEn : measure.labelZh,
      })),
    })),
    dataOn,
    validAt: on,
  };
}

export const Decision = enumOf('GRANTED', 'GRANTED_WITH_CONDITIONS', 'REFUSED', 'WITHDRAWN');
registerEnumType(Decision, {
  name: 'Decision',
  description: 'What the officer decided in the matter.',
  valuesConfig: {
    GRANTED: { description: '准予' },
    GRANTED_WITH_CONDITIONS: { description: '附条件准予' },
    REFUSED: { description: '不予批准' },
    WITHDRAWN: { description: '申请人撤回' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What was done with an answer (奖惩反馈).' })
export class CheckFeedback {
  @Field(() => Decision, { description: 'The decision.' })
  decision!: string;

  @Field(() => [String], { description: 'Codes of the measures that were applied.' })
  measureCodes!: string[];

  @Field(() => Boolean, { description: 'Whether the decision departs from the answer.' })
  departs!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; always there when it departs.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was given.' })
  recordedAt!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A recorded credit check (信用核查记录): the answer as it was given, with everything it rested on.',
})
export class CreditCheck extends Node {
  @Field(() => String, { description: 'The matter, such as the number of the application.' })
  matter!: string;

  @Field(() => String, { description: 'The stated purpose.' })
  purpose!: string;

  @Field(() => String, { description: 'The officer who asked.' })
  officerName!: string;

  @Field(() => DateTimeScalar, { description: 'When it was answered.' })
  checkedAt!: string;

  @Field(() => CreditAnswer, { description: 'The answer of that moment.' })
  answer!: CreditAnswer;

  uuid!: string;
}

export const CreditCheckConnection = connectionOf(CreditCheck, 'CreditCheck');

export function creditCheckOf(row: CheckRow, locale: Locale): CreditCheck {
  const { matter, purpose, officerName, checkedAt } = row;
  const id = globalId(ID.check, row.id);
  return {
    uuid: row.id,
    id,
    matter,
    purpose,
    officerName,
    checkedAt,
    answer: creditAnswerOf(row.answer, locale),
  };
}

@InputType({ description: 'A credit question of an approval office.' })
export class CheckCreditInput extends Act {
  @Field(() => CreditCodeScalar, { description: 'About whom.' })
  creditCode!: string;

  @Field(() => String, { description: "Code of the approval field; one of the caller's office." })
  field!: string;

  @Field(() => String, {
    description: 'The matter, such as the number of the application; at most 200 characters.',
  })
  matter!: string;

  @Field(() => String, { description: 'Why it is asked; at most 200 characters.' })
  purpose!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a credit question was answered.' })
export class CheckCreditPayload extends Payload {
  @Field(() => CreditCheck, { nullable: true, description: 'The check on record.' })
  check?: CreditCheck | null;
}

@InputType({ description: 'What was done with an answer.' })
export class RecordCheckFeedbackInput extends Act {
  @Field(() => IdType, { description: "The check, one of the caller's office." })
  checkId!: string;

  @Field(() => Decision, { description: 'The decision.' })
  decision!: keyof typeof Decision;

  @Field(() => [String], {
    description: 'Codes of the measures of the answer that were applied; may be empty.',
  })
  measureCodes!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Why; required when the decision departs from the answer.',
  })
  reason?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The check with its feedback.' })
export class RecordCheckFeedbackPayload extends Payload {
  @Field(() => CreditCheck, { nullable: true, description: 'The check.' })
  check?: CreditCheck | null;
}

@Resolver(() => CreditCheck)
export class CreditCheckResolver {
  @Query(() => [ApprovalField], { description: 'The approval fields in which credit is checked.' })
  async approvalFields(@Ctx() context: Context): Promise<ApprovalField[]> {
    const rows = await listApprovalFields(context);
    return rows.map(({ code, labelZh, labelEn }) => ({
      code,
      label: context.locale === 'en' ? labelEn : labelZh,
    }));
  }

  @Query(() => CreditAnswer, {
    complexity: ({ childComplexity }) => 5 + childComplexity,
    description:
      'What `checkCredit` would answer, without recording a check. Needs the purpose in the header `x-purpose`; the look-up is logged with it.',
  })
  async previewCredit(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'About whom.' }) creditCode: string,
    @Arg('field', () => String, { description: "Code of the approval field; one of the caller's office." })
    field: string,
    @Ctx() context: Context,
  ): Promise<CreditAnswer> {
    return creditAnswerOf(await previewCredit(context, { creditCode, fieldCode: field }), context.locale);
  }

  @Query(() => CreditCheckConnection, {
    complexity: connectionCost,
    description: "Checks of the caller's office, newest first.",
  })
  async creditChecks(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listChecks(context, request), {
      nodeOf: (row) => creditCheckOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countChecks(context),
    });
  }

  @Mutation(() => CheckCreditPayload, {
    description:
      'Answers a credit question and records the answer with officer, purpose and matter in one transaction (信用核查).',
  })
  async checkCredit(
    @Arg('input', () => CheckCreditInput) { field, ...input }: CheckCreditInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await checkCredit(context, { ...input, fieldCode: field }), ({ checkId }) =>
      loadCheck(context, checkId),
    );
  }

  @Mutation(() => RecordCheckFeedbackPayload, {
    description: 'Says what was decided after a check and which measures were applied (奖惩反馈).',
  })
  async recordCheckFeedback(
    @Arg('input', () => RecordCheckFeedbackInput) input: RecordCheckFeedbackInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordCheckFeedback(context, {
      ...input,
      checkId: uuidIn(input.checkId, ID.check),
    });
    return payloadOf(context, outcome, ({ checkId }) => loadCheck(context, checkId));
  }

  @FieldResolver(() => [CheckFeedback], { description: 'What was done with it, oldest first.' })
  feedback(@Root() { uuid }: CreditCheck, @Ctx() context: Context): Promise<CheckFeedback[]> {
    return context.loaders.feedbackOfCheck.load(uuid);
  }
}

async function loadCheck(context: Context, checkId: string): Promise<{ check: CreditCheck | null }> {
  const row = await context.loaders.check.load(checkId);
  return { check: row === null ? null : creditCheckOf(row, context.locale) };
}

const approval = allow('APPROVAL_OFFICER');

export const creditCheckAccess: AccessMap = {
  Query: { approvalFields: signedIn, previewCredit: approval, creditChecks: approval },
  Mutation: { checkCredit: approval, recordCheckFeedback: approval },
  ApprovalField: inheritedFields('code', 'label'),
  Measure: inheritedFields('code', 'label', 'effect', 'mustOrMay', 'legalBasis', 'appliedBy'),
  ListMembership: inheritedFields(
    'listCode',
    'label',
    'kind',
    'enteredOn',
    'endsOn',
    'suspendedUntilOn',
    'decisionNumber',
    'organName',
    'legalBasis',
    'measures',
  ),
  CreditAnswer: inheritedFields(
    'creditCode',
    'subjectName',
    'field',
    'verdict',
    'reasonCode',
    'reason',
    'lists',
    'dataOn',
    'validAt',
  ),
  CheckFeedback: inheritedFields('decision', 'measureCodes', 'departs', 'reason', 'recordedAt'),
  CreditCheck: inheritedFields('id', 'matter', 'purpose', 'officerName', 'checkedAt', 'answer', 'feedback'),
  CheckCreditPayload: { ...payloadFields, check: inherited },
  RecordCheckFeedbackPayload: { ...payloadFields, check: inherited },
  ...connectionAccess('CreditCheck'),
};
