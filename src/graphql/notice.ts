import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { countNotices, listNotices, NOTICE_KINDS, type NoticeRow } from '../usecases/notice/list-notices.js';
import { recordNoticeDelivery } from '../usecases/notice/record-notice-delivery.js';
import { writeNotice } from '../usecases/notice/write-notice.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

const KINDS = {
  TIER_CHANGED: 'The tier of the house has changed (等级变动告知).',
  RECTIFICATION_DUE: 'The term of a hazard ends soon (整改期限提醒).',
  RECTIFICATION_FAILED: 'A rectification has failed (逾期未整改告知).',
  PRESS_FOR_RECTIFICATION: 'Somebody is asked to press for rectification (督促整改).',
  TRANSFERRED: 'The case was handed to the department that punishes (案件移送).',
} as const satisfies Record<NoticeRow['kind'], string>;

const RECIPIENTS = {
  OWNER: 'The owner (房主).',
  VILLAGE_COMMITTEE: 'The village committee (村委会).',
  TOWN: 'The town (镇街).',
  AUTHORITY: 'The department that punishes (主管部门).',
} as const satisfies Record<NoticeRow['recipient'], string>;

export const NoticeKind = enumOf(...NOTICE_KINDS);
registerEnumType(NoticeKind, {
  name: 'NoticeKind',
  description: 'What a notice is about.',
  valuesConfig: described(KINDS),
});

export const NoticeRecipient = enumOf('OWNER', 'VILLAGE_COMMITTEE', 'TOWN', 'AUTHORITY');
registerEnumType(NoticeRecipient, {
  name: 'NoticeRecipient',
  description: 'Whom a notice is for.',
  valuesConfig: described(RECIPIENTS),
});

function described<Key extends string>(words: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(words).map(([key, description]) => [key, { description }]);
  return Object.fromEntries(entries) as Record<Key, { description: string }>;
}

@ObjectType('Notice', {
  implements: Node,
  simpleResolvers: true,
  description: 'What somebody has to be told about a rental house (告知、督促、移送文书).',
})
export class Notice extends Node {
  @Field(() => NoticeKind, { description: 'What it is about.' })
  kind!: NoticeRow['kind'];

  @Field(() => NoticeRecipient, { description: 'Whom it is for.' })
  recipient!: NoticeRow['recipient'];

  @Field(() => DateScalar, { description: 'Day on which it came about.' })
  noticedOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of what it tells of, such as the look at a hazard; it may have come in late.',
  })
  happenedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the term that it is about.' })
  dueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier before the change.' })
  gradeBefore!: string | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier after it.' })
  gradeAfter!: string | null;

  @Field(() => Int, { nullable: true, description: 'How often the rectification had failed by then.' })
  failureCount!: number | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of delivery (送达); null: still to be delivered.',
  })
  deliveredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'How it was delivered.' })
  deliveredHow!: string | null;

  @Field(() => String, { nullable: true, description: 'The officer who recorded the delivery.' })
  deliveredBy!: string | null;

  row!: NoticeRow;
}

export const NoticeConnection = connectionOf(Notice, 'Notice');

export function noticeOf(row: NoticeRow): Notice {
  return { ...row, id: globalId(ID.notice, row.id), row };
}

@InputType({ description: 'Which notices are wanted.' })
export class NoticeFilter {
  @Field(() => NoticeKind, { nullable: true, description: 'About this.' })
  kind?: NoticeRow['kind'] | null;

  @Field(() => NoticeRecipient, { nullable: true, description: 'For this recipient.' })
  recipient?: NoticeRow['recipient'] | null;

  @Field(() => Boolean, { nullable: true, description: 'Delivered, or still to be delivered.' })
  delivered?: boolean | null;
}

@InputType({ description: 'Notices that were delivered.' })
export class RecordNoticeDeliveryInput extends Act {
  @Field(() => [IdType], { description: 'The notices, 1–250.' })
  noticeIds!: string[];

  @Field(() => DateScalar, { description: 'Day of delivery; not in the future.' })
  deliveredOn!: string;

  @Field(() => String, { description: 'How, such as handed over or sent by post; at most 200 characters.' })
  how!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Notices that were delivered.' })
export class RecordNoticeDeliveryPayload extends Payload {
  @Field(() => [IdType], { nullable: true, description: 'The notices.' })
  noticeIds?: string[] | null;
}

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => NoticeConnection, {
    complexity: connectionCost,
    description: 'What people have to be told about houses of the jurisdiction, newest first.',
  })
  async notices(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => NoticeFilter, { nullable: true, description: 'Which of them; all when absent.' })
    filter?: NoticeFilter | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listNotices(context, filter ?? {}, request), {
      nodeOf: noticeOf,
      keysetOf: (row) => [row.id],
      countAll: () => countNotices(context, filter ?? {}),
    });
  }

  @Mutation(() => RecordNoticeDeliveryPayload, {
    description: 'Records that notices were delivered (送达): all of them or none.',
  })
  async recordNoticeDelivery(
    @Arg('input', () => RecordNoticeDeliveryInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordNoticeDeliveryInput,
    @Ctx() context: Context,
  ) {
    const noticeIds = input.noticeIds.map((id) => uuidIn(id, ID.notice));
    const outcome = await recordNoticeDelivery(context, { ...input, noticeIds });
    return payloadOf(context, outcome, (delivered) => ({
      noticeIds: delivered.noticeIds.map((id) => globalId(ID.notice, id)),
    }));
  }

  @FieldResolver(() => RentalHouse, { nullable: true, description: 'The house.' })
  house(@Root() { row }: Notice, @Ctx() context: Context): Promise<RentalHouse | null> {
    return loadRentalHouse(context, row.houseId);
  }

  @FieldResolver(() => String, {
    complexity: 20,
    description:
      'The notice in Chinese: facts, reasons with their clauses, what follows, and how to object. Written from the histories as they were known when it came about; it names no person.',
  })
  text(@Root() { row }: Notice, @Ctx() context: Context): Promise<string> {
    return writeNotice(context, row);
  }
}

export const noticeAccess: AccessMap = {
  Query: { notices: allow('STATION_OFFICER', 'AUDITOR') },
  Mutation: { recordNoticeDelivery: allow('STATION_OFFICER') },
  Notice: inheritedFields(
    'id',
    'kind',
    'recipient',
    'noticedOn',
    'happenedOn',
    'dueOn',
    'gradeBefore',
    'gradeAfter',
    'failureCount',
    'deliveredOn',
    'deliveredHow',
    'deliveredBy',
    'house',
    'text',
  ),
  RecordNoticeDeliveryPayload: { ...payloadFields, noticeIds: inherited },
  ...connectionAccess('Notice'),
};
