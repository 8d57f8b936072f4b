import { Args, ArgsType, Ctx, Field, InputType, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import {
  type AnnouncementFilter,
  type AnnouncementRow,
  countAnnouncements,
  listAnnouncements,
} from '../usecases/list-announcement/list-announcements.js';
import { type AccessMap, anyone, inheritedFields } from './access.js';
import { ListAnnouncementKind, ListExitKind } from './list-enums.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { CreditCodeScalar, DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What the public reads of lists (名单公示). Nobody is named but the entity.',
})
export class ListAnnouncement {
  @Field(() => ListAnnouncementKind, { description: 'What is announced.' })
  kind!: string;

  @Field(() => String, { description: 'Code of the list.' })
  listCode!: string;

  @Field(() => String, { description: 'The list, in words.' })
  list!: string;

  @Field(() => String, { description: 'Name of the entity as it was on the day of the announcement.' })
  enterpriseName!: string;

  @Field(() => CreditCodeScalar, { description: 'Its unified social credit code (统一社会信用代码).' })
  creditCode!: string;

  @Field(() => String, { description: 'Organ that decides.' })
  organName!: string;

  @Field(() => String, { description: 'Legal basis.' })
  legalBasis!: string;

  @Field(() => String, { nullable: true, description: 'Number of the decision or document.' })
  documentNumber!: string | null;

  @Field(() => ListExitKind, { nullable: true, description: 'How the entry ended; null unless it has.' })
  exitKind!: string | null;

  @Field(() => DateScalar, { description: 'First day of the entry, or of the publication as proposed.' })
  holdsFromOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day of it, or last day to object to what is proposed; null: no term, and of an exit that it held on no day.',
  })
  holdsUntilOn!: string | null;

  @Field(() => String, { description: 'Where it is announced (公示渠道).' })
  channel!: string;

  @Field(() => DateScalar, { description: 'When.' })
  announcedOn!: string;
}

export const ListAnnouncementConnection = connectionOf(ListAnnouncement, 'ListAnnouncement');

function announcementOf(row: AnnouncementRow, locale: Locale): ListAnnouncement {
  const [list, channel] = locale === 'en' ? [row.listEn, row.channelEn] : [row.listZh, row.channelZh];
  return { ...row, list, channel };
}

@InputType({ description: 'Which announcements; all when nothing is given.' })
export class ListAnnouncementFilter {
  @Field(() => CreditCodeScalar, { nullable: true, description: 'Of this entity.' })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this list.' })
  listCode?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Announced from this day on.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Announced until this day.' })
  to?: string | null;
}

@ArgsType()
export class ListAnnouncementArguments extends PageArguments {
  @Field(() => ListAnnouncementFilter, {
    nullable: true,
    description: 'Which announcements; all when absent.',
  })
  filter?: ListAnnouncementFilter | null;
}

@Resolver()
export class ListAnnouncementResolver {
  @Query(() => ListAnnouncementConnection, {
    complexity: connectionCost,
    description:
      'Announcements of lists, newest first, for everybody: entries that hold, publications as proposed that are open, and for some days what has ended. `totalCount` counts no further than 10,000. The same as a file: `GET /public/list-announcements.csv`.',
  })
  async listAnnouncements(
    @Ctx() context: Context,
    @Args(() => ListAnnouncementArguments) { filter, ...page }: ListAnnouncementArguments,
  ) {
    const { creditCode = null, listCode = null, from = null, to = null } = filter ?? {};
    const chosen: AnnouncementFilter = { creditCode, listCode, from, to };
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listAnnouncements(context, chosen, request), {
      nodeOf: (row) => announcementOf(row, context.locale),
      keysetOf: (row) => [row.id],
      countAll: () => countAnnouncements(context, chosen),
    });
  }
}

export const listAnnouncementAccess: AccessMap = {
  Query: { listAnnouncements: anyone },
  ListAnnouncement: {
    ...inheritedFields('kind', 'listCode', 'list', 'enterpriseName', 'creditCode', 'organName', 'legalBasis'),
    ...inheritedFields('documentNumber', 'exitKind', 'holdsFromOn', 'holdsUntilOn', 'channel', 'announcedOn'),
  },
  ...connectionAccess('ListAnnouncement'),
};
