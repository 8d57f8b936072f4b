import { Field, ID as IdType, ObjectType } from 'type-graphql';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import type { ChangedRecord } from '../usecases/steps/change-record.js';
import type { ChangedRating as RatingChange } from '../usecases/steps/rate-sectors.js';
import { type AccessMap, inheritedFields } from './access.js';
import { Payload, payloadFields, payloadOf } from './act.js';
import { CreditRecord, recordOf } from './credit-record.js';
import { globalSubjectId } from './subject-id.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A rating that an act has changed at once. Internal ratings are told to the regulators of their sector only.',
})
export class ChangedRating {
  @Field(() => IdType, {
    description: 'Whose rating it is: the subject itself, or a household that is rated by its members.',
  })
  subjectId!: string;

  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the grade in effect before; null when there was none.',
  })
  gradeBefore!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the grade in effect now. The same as before when only the score has changed, or the grade is held until officers confirm it.',
  })
  gradeAfter!: string | null;
}

/** What every act on a record answers besides its own result. */
@ObjectType({ simpleResolvers: true })
export abstract class RecordEffectPayload extends Payload {
  @Field(() => CreditRecord, { nullable: true, description: 'The record as it is now.' })
  record?: CreditRecord | null;

  @Field(() => [ChangedRating], {
    nullable: true,
    description: 'The ratings that changed with it, as far as the caller may know them.',
  })
  changedRatings?: ChangedRating[] | null;
}

export function changedRatingOf({
  kind,
  subjectId,
  sector,
  gradeBefore,
  gradeAfter,
}: RatingChange): ChangedRating {
  return { subjectId: globalSubjectId(kind, subjectId), sector, gradeBefore, gradeAfter };
}

/** The payload of an act on a record. */
export function recordPayloadOf(context: Context, outcome: Outcome<ChangedRecord>) {
  return payloadOf(context, outcome, async ({ recordId, changedRatings }) => {
    const row = await context.loaders.record.load(recordId);
    return {
      record: row === null ? null : recordOf(row, context.locale),
      changedRatings: changedRatings.map(changedRatingOf),
    };
  });
}

export const recordEffectFields = { ...payloadFields, ...inheritedFields('record', 'changedRatings') };

export const changedRatingAccess: AccessMap = {
  ChangedRating: inheritedFields('subjectId', 'sector', 'gradeBefore', 'gradeAfter'),
};
