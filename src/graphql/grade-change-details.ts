import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { GradeChangeRow } from '../usecases/loaders.js';
import { openPersonFile } from '../usecases/person/open-person-file.js';
import { recordOf } from './credit-record.js';
import { GradeChange } from './grade-change.js';
import { loadSubject } from './load-subject.js';
import { RatingReason, reasonOf } from './rating.js';
import { CreditSubject } from './subject.js';

/** What a change of grade rests on; apart from the type itself, because ratings show the change that is pending. */
@Resolver(() => GradeChange)
export class GradeChangeResolver {
  @FieldResolver(() => CreditSubject, {
    nullable: true,
    description: 'Whose grade it is; null for a kind of subject that the caller may not look at.',
  })
  subject(@Root() { row }: GradeChange, @Ctx() context: Context): Promise<CreditSubject | null> {
    return loadSubject(context, row.subjectKind, row.subjectId);
  }

  @FieldResolver(() => String, {
    description:
      'The notice to the subject (告知书) in Chinese: facts, reasons with their clauses, what follows, and how to object. Of a natural person only with a stated purpose (`x-purpose`).',
  })
  async notice(@Root() { row }: GradeChange, @Ctx() context: Context): Promise<string> {
    await openFile(context, row, 'GradeChange.notice');
    return row.notice;
  }

  @FieldResolver(() => [RatingReason], {
    complexity: ({ childComplexity }) => 10 + 5 * childComplexity,
    description:
      'Every contribution to the rating when the change was proposed; kept, not worked out again. Of a natural person only with a stated purpose (`x-purpose`).',
  })
  async reasons(@Root() { row }: GradeChange, @Ctx() context: Context): Promise<RatingReason[]> {
    await openFile(context, row, 'GradeChange.reasons');
    const standard = await context.loaders.standard.load(row.standardId);
    if (standard === null) throw new Error(`Standard ${row.standardId} is gone.`);
    const { reasons } = row.explanation;
    const records = await context.loaders.record.loadMany(reasons.map(({ recordId }) => recordId));
    return reasons.map((reason, index) => {
      const record = records[index];
      return {
        ...reasonOf(reason, { standard: standard.definition }, context.locale),
        record: record && !(record instanceof Error) ? recordOf(record, context.locale) : null,
      };
    });
  }
}

/** What a change tells of a natural person is read as his file is: for a purpose, and with a trace. */
async function openFile(context: Context, row: GradeChangeRow, query: string): Promise<void> {
  const isPerson = row.subjectKind === 'PERSON' || row.subjectKind === 'LAWYER';
  if (isPerson) await openPersonFile(context, row.subjectId, query);
}
