import { Arg, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { readMatterTimes } from '../usecases/approval-matter/read-matter-times.js';
import type { Context } from '../usecases/context.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'How long decisions on an item took against what the law gives (办理时长), in working days without those on which the clock stood still.',
})
export class MatterTimes {
  @Field(() => String, { description: 'Code of the item.' })
  itemCode!: string;

  @Field(() => String, { description: 'The item in words.' })
  label!: string;

  @Field(() => Int, { description: 'The statutory term in working days, without extension.' })
  termDays!: number;

  @Field(() => Int, {
    description: 'Decisions of the period. Applications that were taken back are not counted.',
  })
  decidedCount!: number;

  @Field(() => Float, {
    description: 'Mean from receipt to decision, in working days, one place; 0 without decisions.',
  })
  meanDays!: number;

  @Field(() => Float, {
    description: 'Median from receipt to decision, in working days; 0 without decisions.',
  })
  medianDays!: number;

  @Field(() => Int, { description: 'The longest of them, in working days.' })
  longestDays!: number;

  @Field(() => Float, { description: 'Mean of the working days on which the clock stood still, one place.' })
  meanStoppedDays!: number;

  @Field(() => Int, {
    description: 'Decisions that came after the term, with its extension, had ended (超期).',
  })
  lateCount!: number;

  @Field(() => Int, { description: 'Decisions whose term had been extended (延期).' })
  extendedCount!: number;

  @Field(() => Int, { description: 'Applications that wait for a decision today.' })
  openCount!: number;

  @Field(() => Int, { description: 'Of these, accepted ones whose term has ended.' })
  openLateCount!: number;
}

@Resolver()
export class MatterTimesResolver {
  @Query(() => [MatterTimes], {
    complexity: ({ childComplexity }) => 20 + 20 * childComplexity,
    description:
      "Elapsed working days of the decisions of the caller's office, item by item (办理时长统计). Oversight sees those of its regions.",
  })
  async matterTimes(
    @Ctx() context: Context,
    @Arg('from', () => DateScalar, { description: 'First day of the decisions.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'Last day of the decisions.' }) to: string,
  ): Promise<MatterTimes[]> {
    const rows = await readMatterTimes(context, from, to);
    return rows.map((row) => ({ ...row, label: context.locale === 'en' ? row.labelEn : row.labelZh }));
  }
}

export const matterTimesAccess: AccessMap = {
  Query: { matterTimes: allow('APPROVAL_OFFICER', 'AUDITOR') },
  MatterTimes: inheritedFields(
    'itemCode',
    'label',
    'termDays',
    'decidedCount',
    'meanDays',
    'medianDays',
    'longestDays',
    'meanStoppedDays',
    'lateCount',
    'extendedCount',
    'openCount',
    'openLateCount',
  ),
};
