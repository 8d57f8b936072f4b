import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { openMemberFiles } from '../usecases/person/open-member-files.js';
import { recordOf } from './credit-record.js';
import { GradeChange } from './grade-change.js';
import { loadSubject } from './load-subject.js';
import { openFile } from './open-file.js';
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
    const memberIds = reasons.flatMap(({ memberId }) => memberId ?? []);
    const showsMembers = await openMemberFiles(context, memberIds, 'GradeChange.reasons');
    const records = await context.loaders.record.loadMany(reasons.map(({ recordId }) => recordId));
    return reasons.map((reason, index) => {
      const record = records[index];
      const isHidden = reason.memberId !== null && !showsMembers;
      return {
        ...reasonOf(reason, { standard: standard.definition }, context.locale),
        record: record && !isHidden && !(record instanceof Error) ? recordOf(record, context.locale) : null,
      };
    });
  }
}
