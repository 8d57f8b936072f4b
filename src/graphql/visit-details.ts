import { Field, ID as IdType, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { PointVerdict as Verdict } from '../domain/checklist.js';
import { globalId, ID } from '../http/global-id.js';
import type { Locale } from '../usecases/context.js';
import type { FindingRow, RecusalRow, ReplacementRow } from '../usecases/spot-check-loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { Photo, PhotoInput } from './photo.js';
import { DateScalar } from './scalars.js';

export const RecusalState = enumOf('REQUESTED', 'UPHELD', 'DISMISSED');
registerEnumType(RecusalState, {
  name: 'RecusalState',
  description: 'Where a request for recusal stands.',
  valuesConfig: {
    REQUESTED: { description: 'Waits for another officer (待决定).' },
    UPHELD: { description: 'Upheld (回避): the inspector must be replaced.' },
    DISMISSED: { description: 'Dismissed (不予回避).' },
  },
});

export const PointVerdict = enumOf('OK', 'PROBLEM', 'NOT_APPLICABLE');
registerEnumType(PointVerdict, {
  name: 'PointVerdict',
  description: 'What an inspector says to a point of the checklist.',
  valuesConfig: {
    OK: { description: 'In order (合格).' },
    PROBLEM: { description: 'A problem (有问题), with a remark.' },
    NOT_APPLICABLE: { description: 'Does not apply here (不适用).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody who is visited asks that an inspector does not come (申请回避).',
})
export class Recusal {
  @Field(() => IdType, { description: 'For the decision.' })
  id!: string;

  @Field(() => String, { description: 'The inspector.' })
  inspectorName!: string;

  @Field(() => String, { description: 'His certificate number (执法证号).' })
  certificateNumber!: string;

  @Field(() => String, { description: 'Grounds of the request.' })
  grounds!: string;

  @Field(() => DateScalar, { description: 'When it was made.' })
  requestedOn!: string;

  @Field(() => String, { description: 'Officer who recorded it.' })
  recordedBy!: string;

  @Field(() => RecusalState, { description: 'Where it stands.' })
  state!: RecusalRow['state'];

  @Field(() => String, { nullable: true, description: 'Officer who decided.' })
  decidedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was decided.' })
  decidedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of the decision.' })
  decision!: string | null;
}

export function recusalOf(row: RecusalRow): Recusal {
  return { ...row, id: globalId(ID.recusal, row.id) };
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody took the seat of an inspector who could not go (更换检查人员).',
})
export class Replacement {
  @Field(() => String, { description: 'Who was to go.' })
  outName!: string;

  @Field(() => String, { description: 'His certificate number.' })
  outCertificate!: string;

  @Field(() => String, { description: 'Who goes instead.' })
  inName!: string;

  @Field(() => String, { description: 'His certificate number.' })
  inCertificate!: string;

  @Field(() => String, { description: 'Certificate number of whoever had the next lot of the draw.' })
  nextCertificate!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'More on it.' })
  remark!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why somebody else than the lots name; null: as the lots name.',
  })
  departureReason!: string | null;

  @Field(() => String, { description: 'Officer.' })
  replacedBy!: string;

  @Field(() => DateScalar, { description: 'When.' })
  replacedOn!: string;
}

export function replacementOf(row: ReplacementRow, locale: Locale): Replacement {
  return { ...row, reason: locale === 'en' ? row.reasonEn : row.reasonZh };
}

@ObjectType({ simpleResolvers: true, description: 'What was said to a point of the checklist (检查要点).' })
export class PointFinding {
  @Field(() => String, { description: 'Code of the point.' })
  pointCode!: string;

  @Field(() => String, { description: 'The point, in words.' })
  point!: string;

  @Field(() => PointVerdict, { description: 'In order, a problem, or not applicable.' })
  verdict!: Verdict;

  @Field(() => String, { nullable: true, description: 'Remark of the inspectors.' })
  remark!: string | null;

  @Field(() => [Photo], { description: 'Photos of it.' })
  photos!: readonly Photo[];
}

export function pointFindingOf(row: FindingRow, locale: Locale): PointFinding {
  return { ...row, point: locale === 'en' ? row.labelEn : row.labelZh };
}

@InputType({ description: 'What is said to a point of the checklist.' })
export class PointFindingInput {
  @Field(() => String, { description: 'Code of the point, as in `spotCheckPoints`.' })
  pointCode!: string;

  @Field(() => PointVerdict, { description: 'In order, a problem, or not applicable.' })
  verdict!: Verdict;

  @Field(() => String, {
    nullable: true,
    description: 'Remark, at most 1,000 characters; required for a problem.',
  })
  remark?: string | null;

  @Field(() => [PhotoInput], { nullable: true, description: 'Photos of it, at most 20.' })
  photos?: PhotoInput[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'A result that was put right (结果更正).' })
export class ResultAmendment {
  @Field(() => [String], { description: 'Result codes as they hold from here.' })
  resultCodes!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Remark as it holds from here.' })
  note!: string | null;

  @Field(() => String, { description: 'Why it was put right.' })
  reason!: string;

  @Field(() => String, { description: 'Officer.' })
  amendedBy!: string;

  @Field(() => DateScalar, { description: 'When.' })
  amendedOn!: string;
}

export const visitDetailsAccess: AccessMap = {
  Recusal: {
    ...inheritedFields(
      'id',
      'inspectorName',
      'certificateNumber',
      'grounds',
      'requestedOn',
      'recordedBy',
      'state',
    ),
    ...inheritedFields('decidedBy', 'decidedOn', 'decision'),
  },
  Replacement: {
    ...inheritedFields(
      'outName',
      'outCertificate',
      'inName',
      'inCertificate',
      'nextCertificate',
      'reason',
      'remark',
    ),
    ...inheritedFields('departureReason', 'replacedBy', 'replacedOn'),
  },
  PointFinding: inheritedFields('pointCode', 'point', 'verdict', 'remark', 'photos'),
  ResultAmendment: inheritedFields('resultCodes', 'note', 'reason', 'amendedBy', 'amendedOn'),
};
