import { Arg, Args, ArgsType, Ctx, Field, ID as IdType, ObjectType, Query, Resolver } from 'type-graphql';
import { FALL_OUT_WORDS } from '../domain/screening-words.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import {
  countScreeningResults,
  listScreeningResults,
  type ScreeningResultRow,
} from '../usecases/screening/list-screening-results.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Measure } from './credit-answer.js';
import { uuidIn } from './ids.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';
import { ScreeningOutcome, ScreeningReason } from './screening-words.js';
import { VerdictCode } from './verdict.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A list or a record that the verdict of a subject in a screening rests on (依据).',
})
export class ScreeningGround {
  @Field(() => String, { nullable: true, description: 'Code of the list; null: it is a record.' })
  listCode!: string | null;

  @Field(() => IdType, { nullable: true, description: 'The record; null: it is a list.' })
  recordId!: string | null;

  @Field(() => String, { description: 'The list or the kind of record in words.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Number of the decision or the document.' })
  documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Organ it comes from.' })
  organName!: string | null;

  @Field(() => [Measure], { description: 'Published measures that it leads to in the approval field.' })
  measures!: Measure[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Since when an objection to the entry has been open; null: none is.',
  })
  objectedOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Since when an application for repair has been open; null: none is.',
  })
  repairAppliedOn!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What became of one subject of a screening. It is no check: whoever is granted something is checked.',
})
export class ScreeningResult {
  @Field(() => CreditCodeScalar, { description: 'Whom it is about.' })
  creditCode!: string;

  @Field(() => String, { description: 'Name on file.' })
  subjectName!: string;

  @Field(() => ScreeningOutcome, { description: 'Whether it meets the requirements.' })
  outcome!: string;

  @Field(() => VerdictCode, { description: 'What a check would have answered.' })
  verdict!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Grade in the sector that is asked for; null: none, or not asked for.',
  })
  gradeCode!: string | null;

  @Field(() => [ScreeningReason], { description: 'Every reason why it fell out; empty when eligible.' })
  reasonCodes!: readonly string[];

  @Field(() => [String], { description: 'The same reasons in words.' })
  reasons!: string[];

  @Field(() => [ScreeningGround], { description: 'Lists and records that the verdict rests on.' })
  grounds!: ScreeningGround[];
}

export const ScreeningResultConnection = connectionOf(ScreeningResult, 'ScreeningResult');

function resultOf(row: ScreeningResultRow, locale: Locale): ScreeningResult {
  const { creditCode, subjectName, outcome, verdict, gradeCode, reasons, grounds } = row;
  const inWords = <Named extends { readonly labelZh: string; readonly labelEn: string }>(named: Named) => ({
    ...named,
    label: locale === 'en' ? named.labelEn : named.labelZh,
  });
  return {
    ...{ creditCode, subjectName, outcome, verdict, gradeCode },
    reasonCodes: reasons,
    reasons: reasons.map((code) => FALL_OUT_WORDS[code][locale === 'en' ? 'en' : 'zh']),
    grounds: grounds.map((ground) => ({
      ...inWords(ground),
      recordId: ground.recordId === null ? null : globalId(ID.record, ground.recordId),
      measures: ground.measures.map(inWords),
    })),
  };
}

@ArgsType()
export class ScreeningResultsArguments extends PageArguments {
  @Field(() => ScreeningOutcome, { nullable: true, description: 'Only of this outcome.' })
  outcome?: keyof typeof ScreeningOutcome | null;

  @Field(() => ScreeningReason, { nullable: true, description: 'Only whoever fell out for this reason.' })
  reason?: keyof typeof ScreeningReason | null;
}

@Resolver()
export class ScreeningResultResolver {
  @Query(() => ScreeningResultConnection, {
    complexity: connectionCost,
    description:
      "What became of the subjects of a screening of the caller's office, the eligible first. All of them as a file: `GET /screenings/{id}.csv`.",
  })
  async screeningResults(
    @Arg('screeningId', () => IdType, { description: 'The screening.' }) screeningId: string,
    @Ctx() context: Context,
    @Args(() => ScreeningResultsArguments) { outcome, reason, ...page }: ScreeningResultsArguments,
  ) {
    const request = pageRequest(page, ['string', 'uuid']);
    const filter = {
      screeningId: uuidIn(screeningId, ID.screening),
      outcome: outcome ?? null,
      reason: reason ?? null,
    };
    return connectionFor(request, await listScreeningResults(context, filter, request), {
      nodeOf: (row) => resultOf(row, context.locale),
      keysetOf: (row) => [row.outcome, row.subjectId],
      countAll: () => countScreeningResults(context, filter),
    });
  }
}

export const screeningResultAccess: AccessMap = {
  Query: { screeningResults: allow('APPROVAL_OFFICER') },
  ScreeningGround: inheritedFields(
    'listCode',
    'recordId',
    'label',
    'documentNumber',
    'organName',
    'measures',
    'objectedOn',
    'repairAppliedOn',
  ),
  ScreeningResult: inheritedFields(
    'creditCode',
    'subjectName',
    'outcome',
    'verdict',
    'gradeCode',
    'reasonCodes',
    'reasons',
    'grounds',
  ),
  ...connectionAccess('ScreeningResult'),
};
