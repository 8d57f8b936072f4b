import { Field, ID as IdType, ObjectType, registerEnumType } from 'type-graphql';
import { ID, globalId } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import type { GradeChangeRow } from '../usecases/loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { globalSubjectId } from './subject-id.js';
import { Node } from './node.js';
import { connectionAccess, connectionOf } from './paging.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export const GradeChangeDirection = { UP: 'UP', DOWN: 'DOWN' } as const;
registerEnumType(GradeChangeDirection, {
  name: 'GradeChangeDirection',
  description: 'Whether a grade gets better or worse.',
  valuesConfig: {
    UP: { description: 'To a better grade (升级), one step after the observation (观察期) is over.' },
    DOWN: { description: 'To a worse grade (降级).' },
  },
});

export const GradeChangeState = {
  PROPOSED: 'PROPOSED',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
} as const;
registerEnumType(GradeChangeState, {
  name: 'GradeChangeState',
  description: 'How far a change of grade has come.',
  valuesConfig: {
    PROPOSED: { description: 'Waits for a second officer (待确认).' },
    CONFIRMED: { description: 'In effect (已确认).' },
    REJECTED: { description: 'Turned down by a second officer, with a reason (不予确认).' },
    SUPERSEDED: { description: 'Overtaken: the standard has come to indicate another grade (已失效).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A change of a grade that one officer proposes and another confirms (等级调整). Reasons and notice stay as they were when it was proposed.',
})
export class GradeChange extends Node {
  @Field(() => IdType, { description: 'Whose grade it is.' })
  subjectId!: string;

  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, { description: 'Version of the standard that it was proposed by.' })
  standardVersion!: string;

  @Field(() => String, { description: 'Code of the grade in effect when it was proposed.' })
  fromGradeCode!: string;

  @Field(() => String, { description: 'That grade in words.' })
  fromLabel!: string;

  @Field(() => String, { description: 'Code of the grade that it leads to.' })
  toGradeCode!: string;

  @Field(() => String, { description: 'That grade in words.' })
  toLabel!: string;

  @Field(() => GradeChangeDirection, { description: 'To a better or to a worse grade.' })
  direction!: GradeChangeRow['direction'];

  @Field(() => GradeChangeState, { description: 'Waiting, decided, or overtaken.' })
  state!: GradeChangeRow['state'];

  @Field(() => String, { description: 'The officer who proposed it.' })
  proposedBy!: string;

  @Field(() => DateScalar, { description: 'The day on which it was proposed.' })
  proposedOn!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The officer who confirmed it or turned it down; null when nobody has.',
  })
  decidedBy!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was confirmed, turned down or overtaken.',
  })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was turned down; null when it was not.' })
  reason!: string | null;

  row!: GradeChangeRow;
}

export const GradeChangeConnection = connectionOf(GradeChange, 'GradeChange');

export function gradeChangeOf(row: GradeChangeRow, locale: Locale): GradeChange {
  const { sector, standardVersion, fromGradeCode, toGradeCode, direction, state } = row;
  const { proposedBy, proposedOn, decidedBy, decidedAt, reason } = row;
  return {
    id: globalId(ID.gradeChange, row.id),
    subjectId: globalSubjectId(row.subjectKind, row.subjectId),
    ...{ sector, standardVersion, fromGradeCode, toGradeCode, direction, state },
    fromLabel: locale === 'en' ? row.fromEn : row.fromZh,
    toLabel: locale === 'en' ? row.toEn : row.toZh,
    ...{ proposedBy, proposedOn, decidedBy, decidedAt, reason },
    row,
  };
}

/** A change by its uuid, where the caller may know of it. */
export async function loadGradeChange(context: Context, uuid: string): Promise<GradeChange | null> {
  const row = await context.loaders.gradeChange.load(uuid);
  return row === null ? null : gradeChangeOf(row, context.locale);
}

export const gradeChangeAccess: AccessMap = {
  GradeChange: inheritedFields(
    'id',
    'subjectId',
    'sector',
    'standardVersion',
    'fromGradeCode',
    'fromLabel',
    'toGradeCode',
    'toLabel',
    'direction',
    'state',
    'notice',
    'proposedBy',
    'proposedOn',
    'decidedBy',
    'decidedAt',
    'reason',
    'subject',
    'reasons',
  ),
  ...connectionAccess('GradeChange'),
};
