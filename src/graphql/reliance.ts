import { Ctx, Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { ELEMENT_KINDS } from '../domain/answer-substance.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { AnswerChangeRow } from '../usecases/reliance/list-answer-changes.js';
import { type AccessMap, inheritedFields } from './access.js';
import { CreditCheck, loadCheck } from './credit-check.js';
import { enumOf } from './enum-of.js';
import { Node } from './node.js';
import { connectionAccess, connectionOf } from './paging.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { ReasonCode, VerdictCode } from './verdict.js';

export const RelianceBegunBy = enumOf('DECISION', 'REQUEST');
registerEnumType(RelianceBegunBy, {
  name: 'RelianceBegunBy',
  description: 'How an office came to rely on an answer.',
  valuesConfig: {
    DECISION: { description: 'It has granted the matter (已准予).' },
    REQUEST: { description: 'It has asked to be told (申请关注).' },
  },
});

export const RelianceEndCause = enumOf('STOPPED', 'TERM', 'REPLACED');
registerEnumType(RelianceEndCause, {
  name: 'RelianceEndCause',
  description: 'Why an office relies on an answer no more.',
  valuesConfig: {
    STOPPED: { description: 'It stopped, or took back what it had granted.' },
    TERM: { description: 'Its last day is over.' },
    REPLACED: { description: 'It relies on a later check of the same matter.' },
  },
});

export const ElementKind = enumOf(...ELEMENT_KINDS);
registerEnumType(ElementKind, {
  name: 'ElementKind',
  description: 'What answers are compared by (答复要素).',
  valuesConfig: {
    LIST: { description: 'An entry on a list.' },
    SUSPENSION: { description: 'Its use is suspended.' },
    OBJECTION: { description: 'An objection to it is open.' },
    REPAIR: { description: 'An application for repair is open.' },
    RECORD: { description: 'A record.' },
    MEASURE: { description: 'A published measure that an entry or a record leads to.' },
  },
});

export const ChangeCause = enumOf(
  'LIST_ENTRY',
  'OBJECTION',
  'REPAIR',
  'RECORD',
  'SUBJECT_STATUS',
  'RELIANCE_BEGUN',
  'CALENDAR',
);
registerEnumType(ChangeCause, {
  name: 'ChangeCause',
  description: 'Why an answer was asked again.',
  valuesConfig: {
    LIST_ENTRY: { description: 'An entry on a list was made, suspended or ended (列入、移出、暂缓适用).' },
    OBJECTION: { description: 'An objection to an entry was filed or decided (异议).' },
    REPAIR: { description: 'A repair was applied for or decided (信用修复).' },
    RECORD: { description: 'A record was added, ended or withdrawn (信用信息变动).' },
    SUBJECT_STATUS: { description: 'The subject was deregistered, revoked or brought back (主体状态变化).' },
    RELIANCE_BEGUN: { description: 'The office began to rely on it; something had changed since the check.' },
    CALENDAR: { description: 'A day has come on which something begins or ends.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'One element of an answer, in codes and ids.',
})
export class AnswerElement {
  @Field(() => ElementKind, { description: 'What it is.' })
  kind!: string;

  @Field(() => String, { description: 'Code of the list, the kind of record or the measure.' })
  code!: string;

  @Field(() => String, {
    description: 'The list entry or record that it is about or follows from, as in the receipt.',
  })
  id!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'That the office relies on an answer (采信), and is told when it would be another one.',
})
export class Reliance {
  @Field(() => RelianceBegunBy, { description: 'How it began.' })
  begunBy!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Its last day; null: until the office stops.' })
  untilOn!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null: it holds.' })
  endedAt!: string | null;

  @Field(() => RelianceEndCause, { nullable: true, description: 'Why it ended.' })
  endCause!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the office was last told what the answer would be.' })
  toldAt!: string;

  @Field(() => VerdictCode, {
    description:
      'The verdict it was told last, as if the data were of that day: that deliveries stop is no news about anybody.',
  })
  toldVerdict!: string;
}

@ObjectType('AnswerChange', {
  implements: Node,
  simpleResolvers: true,
  description: 'An answer that the office relies on would be another one (答复变化).',
})
export class AnswerChange extends Node {
  @Field(() => VerdictCode, { description: 'The verdict that the office knew.' })
  fromVerdict!: string;

  @Field(() => VerdictCode, { description: 'The verdict now; may be the same with other elements.' })
  toVerdict!: string;

  @Field(() => ReasonCode, { description: 'What the former verdict rested on.' })
  fromReasonCode!: string;

  @Field(() => ReasonCode, { description: 'What the verdict rests on now.' })
  toReasonCode!: string;

  @Field(() => [AnswerElement], { description: 'Elements that are there now and were not.' })
  added!: AnswerElement[];

  @Field(() => [AnswerElement], { description: 'Elements that were there and are no longer.' })
  removed!: AnswerElement[];

  @Field(() => [ChangeCause], { description: 'Why it was asked again.' })
  causes!: string[];

  @Field(() => DateTimeScalar, { description: 'When it was noticed; says in which order changes came.' })
  noticedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When somebody of the office said that he has read of it; null: nobody has.',
  })
  readAt!: string | null;

  checkId!: string;
}

export const AnswerChangeConnection = connectionOf(AnswerChange, 'AnswerChange');

export function answerChangeOf(row: AnswerChangeRow): AnswerChange {
  return {
    ...row,
    id: globalId(ID.answerChange, row.id),
    added: [...row.added],
    removed: [...row.removed],
    causes: [...row.causes],
  };
}

@Resolver(() => AnswerChange)
export class AnswerChangeResolver {
  @FieldResolver(() => CreditCheck, { nullable: true, description: 'The check whose answer it is.' })
  async check(@Root() { checkId }: AnswerChange, @Ctx() context: Context): Promise<CreditCheck | null> {
    return (await loadCheck(context, checkId)).check;
  }
}

@Resolver(() => CreditCheck)
export class RelianceOfCheckResolver {
  @FieldResolver(() => Reliance, {
    nullable: true,
    description: 'Whether the office relies on the answer, or did so last; null: it never has.',
  })
  reliance(@Root() { uuid }: CreditCheck, @Ctx() context: Context): Promise<Reliance | null> {
    return context.loaders.relianceOfCheck.load(uuid);
  }

  @FieldResolver(() => [AnswerChange], {
    description: 'What the office was told of the answer since, newest first; at most 100.',
  })
  async changes(@Root() { uuid }: CreditCheck, @Ctx() context: Context): Promise<AnswerChange[]> {
    return (await context.loaders.changesOfCheck.load(uuid)).map(answerChangeOf);
  }
}

export const relianceAccess: AccessMap = {
  CreditCheck: inheritedFields('reliance', 'changes'),
  AnswerElement: inheritedFields('kind', 'code', 'id'),
  Reliance: inheritedFields('begunBy', 'since', 'untilOn', 'endedAt', 'endCause', 'toldAt', 'toldVerdict'),
  AnswerChange: inheritedFields(
    ...['id', 'fromVerdict', 'toVerdict', 'fromReasonCode', 'toReasonCode', 'added', 'removed', 'causes'],
    ...['noticedAt', 'readAt', 'check'],
  ),
  ...connectionAccess('AnswerChange'),
};
