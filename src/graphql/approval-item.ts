import { Arg, Ctx, Field, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { ClockKind } from '../domain/approval-matter.js';
import type { CommitmentKind as Kind, ForbiddingReason as Forbidding } from '../domain/commitment-offer.js';
import { type ApprovalItemRow, listApprovalItems } from '../usecases/approval-item/list-approval-items.js';
import { type ApprovalRuleRow, listApprovalRules } from '../usecases/approval-item/list-approval-rules.js';
import type { Context, Locale } from '../usecases/context.js';
import { type AccessMap, inheritedFields, official } from './access.js';
import { enumOf } from './enum-of.js';
import { RuleSource } from './rating.js';
import { DateScalar } from './scalars.js';

export const ApprovalClockKind = enumOf('ORDINARY', 'JOINT');
registerEnumType(ApprovalClockKind, {
  name: 'ApprovalClockKind',
  description: 'Which statutory term an item has.',
  valuesConfig: {
    ORDINARY: { description: 'Decided by one authority (普通办理).' },
    JOINT: { description: 'Decided by several together (联合办理).' },
  },
});

export const CommitmentKind = enumOf('REPLACE_PAPERS', 'TOLERANCE', 'FILING');
registerEnumType(CommitmentKind, {
  name: 'CommitmentKind',
  description: 'What an applicant can promise.',
  valuesConfig: {
    REPLACE_PAPERS: {
      description: 'That what papers would prove is so; the papers are not handed in (告知承诺).',
    },
    TOLERANCE: { description: 'That papers follow within a term (容缺受理).' },
    FILING: { description: 'That the requirements are met; it is filed and checked later (承诺备案).' },
  },
});

export const ForbiddingReason = enumOf('SAFETY', 'SECURITY', 'IRREPARABLE');
registerEnumType(ForbiddingReason, {
  name: 'ForbiddingReason',
  description: 'Why the law allows no commitment in an item.',
  valuesConfig: {
    SAFETY: { description: 'Public safety, health or property is at stake (公共安全).' },
    SECURITY: { description: 'State or public security is at stake (国家安全、治安).' },
    IRREPARABLE: { description: 'The damage could not be made good (难以挽回).' },
  },
});

export const TermUnit = enumOf('WORKING_DAY', 'DAY', 'MONTH');
registerEnumType(TermUnit, {
  name: 'TermUnit',
  description: 'In what a term is counted.',
  valuesConfig: {
    WORKING_DAY: { description: 'Working days (工作日).' },
    DAY: { description: 'Calendar days (自然日).' },
    MONTH: { description: 'Months (月).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A paper that an item asks for (申请材料).' })
export class ApprovalPaper {
  @Field(() => String, { description: 'Code, within its item.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => Boolean, { description: 'Whether a commitment can replace it (可承诺替代).' })
  isReplaceable!: boolean;

  @Field(() => Boolean, { description: 'Whether a commitment can bring it later (可容缺).' })
  mayComeLater!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What can be applied for (审批事项), as it holds from a day on.',
})
export class ApprovalItem {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => String, { description: 'Code of the approval field that credit is checked in.' })
  fieldCode!: string;

  @Field(() => ApprovalClockKind, { description: 'Which statutory term it has.' })
  clock!: ClockKind;

  @Field(() => Boolean, { description: 'Whether a decision needs a credit check on record.' })
  needsCheck!: boolean;

  @Field(() => Boolean, {
    description: 'Whether false material or fraud bars from applying again (直接关系公共安全等事项).',
  })
  concernsSafety!: boolean;

  @Field(() => [CommitmentKind], { description: 'Kinds of commitment that it offers; empty: none.' })
  commitmentKinds!: readonly Kind[];

  @Field(() => ForbiddingReason, {
    nullable: true,
    description: 'Why the law allows no commitment; null where it does not forbid any.',
  })
  noCommitmentReason!: Forbidding | null;

  @Field(() => String, { nullable: true, description: 'Instrument and article that forbid it.' })
  noCommitmentBasis!: string | null;

  @Field(() => String, { description: 'Law and article that the item rests on (法律依据).' })
  legalBasis!: string;

  @Field(() => DateScalar, { description: 'First day on which it holds as it stands here.' })
  validFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day on which it no longer holds.' })
  validTo!: string | null;

  @Field(() => [ApprovalPaper], { description: 'Papers that it asks for.' })
  papers!: ApprovalPaper[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A term of applications or commitments (办理期限), as it holds from a day on.',
})
export class ApprovalTerm {
  @Field(() => String, { description: 'Code.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => Int, { description: 'How many.' })
  value!: number;

  @Field(() => TermUnit, { description: 'Of what.' })
  unit!: ApprovalRuleRow['unit'];

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  validFrom!: string;

  @Field(() => String, { description: 'Why it is so long, in Chinese.' })
  reason!: string;

  @Field(() => RuleSource, { description: 'Where it comes from.' })
  source!: RuleSource;
}

export function approvalItemOf(row: ApprovalItemRow, locale: Locale): ApprovalItem {
  const papers = row.papers.map((paper) => ({ ...paper, label: labelOf(paper, locale) }));
  return { ...row, label: labelOf(row, locale), papers };
}

function labelOf(
  { labelZh, labelEn }: { readonly labelZh: string; readonly labelEn: string },
  locale: Locale,
): string {
  return locale === 'en' ? labelEn : labelZh;
}

@Resolver()
export class ApprovalItemResolver {
  @Query(() => [ApprovalItem], { description: 'What can be applied for on a day (审批事项).' })
  async approvalItems(
    @Ctx() context: Context,
    @Arg('field', () => String, { nullable: true, description: 'Only of this approval field.' })
    field?: string | null,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when absent.' })
    on?: string | null,
  ): Promise<ApprovalItem[]> {
    const rows = await listApprovalItems(context, on ?? context.today, field ?? null);
    return rows.map((row) => approvalItemOf(row, context.locale));
  }

  @Query(() => [ApprovalTerm], { description: 'Terms of applications and commitments on a day (办理期限).' })
  async approvalTerms(
    @Ctx() context: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when absent.' })
    on?: string | null,
  ): Promise<ApprovalTerm[]> {
    const rows = await listApprovalRules(context, on ?? context.today);
    return rows.map(({ source: { instrument, clause = null, mark }, ...row }) => ({
      ...row,
      label: labelOf(row, context.locale),
      source: { instrument, clause, mark },
    }));
  }
}

export const approvalItemAccess: AccessMap = {
  Query: { approvalItems: official, approvalTerms: official },
  ApprovalPaper: inheritedFields('code', 'label', 'isReplaceable', 'mayComeLater'),
  ApprovalItem: inheritedFields(
    'code',
    'label',
    'fieldCode',
    'clock',
    'needsCheck',
    'concernsSafety',
    'commitmentKinds',
    'noCommitmentReason',
    'noCommitmentBasis',
    'legalBasis',
    'validFrom',
    'validTo',
    'papers',
  ),
  ApprovalTerm: inheritedFields('code', 'label', 'value', 'unit', 'validFrom', 'reason', 'source'),
};
