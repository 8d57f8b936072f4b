import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import type { DeliveryRow, WebhookRow } from '../usecases/webhook/list-webhooks.js';
import { type AccessMap, inheritedFields } from './access.js';
import { enumOf } from './enum-of.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateTimeScalar } from './scalars.js';

export const WebhookKind = enumOf('ANSWER_CHANGED');
registerEnumType(WebhookKind, {
  name: 'WebhookKind',
  description: 'What a system is told of.',
  valuesConfig: {
    ANSWER_CHANGED: { description: 'An answer that the office relies on would be another one (答复变化).' },
  },
});

export const DeliveryState = enumOf('WAITING', 'DELIVERED', 'GIVEN_UP');
registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'How far a message has come.',
  valuesConfig: {
    WAITING: { description: 'It is sent, or sent again, at `nextAt`.' },
    DELIVERED: { description: 'The receiver has answered with a status from 200 to 299.' },
    GIVEN_UP: { description: 'It was tried for days; `redeliver` begins anew.' },
  },
});

@ObjectType('Webhook', {
  implements: Node,
  simpleResolvers: true,
  description: 'Where a system of the office is told of changes (回调地址).',
})
export class Webhook extends Node {
  @Field(() => String, { description: 'The address.' })
  url!: string;

  @Field(() => [WebhookKind], { description: 'What it is told of.' })
  kinds!: string[];

  @Field(() => String, { description: 'The officer who registered it.' })
  registeredBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  registeredAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null: it is in use.' })
  endedAt!: string | null;

  @Field(() => Int, { description: 'Messages that wait.' })
  waiting!: number;

  @Field(() => Int, { description: 'Messages that were given up.' })
  givenUp!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a message last came through.' })
  lastDeliveredAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What came of the last attempt: `HTTP_` and the status, `TIMEOUT`, `UNREACHABLE`, `HOST_NOT_ALLOWED`, `ENDED`, `FAILED` (this service itself failed).',
  })
  lastOutcome!: string | null;

  uuid!: string;
}

@ObjectType('WebhookDelivery', {
  implements: Node,
  simpleResolvers: true,
  description: 'One message to a system of the office (回调投递).',
})
export class WebhookDelivery extends Node {
  @Field(() => DeliveryState, { description: 'How far it has come.' })
  state!: string;

  @Field(() => Int, { description: 'Attempts since it was put into the outbox.' })
  attempts!: number;

  @Field(() => DateTimeScalar, { description: 'When it is tried next; of meaning while it waits.' })
  nextAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' })
  lastAttemptAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What came of that, as in `Webhook.lastOutcome`.' })
  lastOutcome!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came through.' })
  deliveredAt!: string | null;
}

export const WebhookConnection = connectionOf(Webhook, 'Webhook');
export const WebhookDeliveryConnection = connectionOf(WebhookDelivery, 'WebhookDelivery');

export function webhookOf(row: WebhookRow): Webhook {
  return { ...row, uuid: row.id, id: globalId(ID.webhook, row.id), kinds: [...row.kinds] };
}

export function webhookDeliveryOf(row: DeliveryRow): WebhookDelivery {
  return { ...row, id: globalId(ID.webhookDelivery, row.id) };
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @FieldResolver(() => WebhookDeliveryConnection, {
    complexity: connectionCost,
    description: 'Its messages, newest first.',
  })
  async deliveries(
    @Root() { uuid }: Webhook,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await context.loaders.deliveries(request).load(uuid), {
      nodeOf: webhookDeliveryOf,
      keysetOf: (row) => [row.id],
      countAll: () => context.loaders.deliveryCount.load(uuid),
    });
  }
}

export const webhookAccess: AccessMap = {
  Webhook: inheritedFields(
    ...['id', 'url', 'kinds', 'registeredBy', 'registeredAt', 'endedAt', 'waiting', 'givenUp'],
    ...['lastDeliveredAt', 'lastOutcome', 'deliveries'],
  ),
  WebhookDelivery: inheritedFields(
    ...['id', 'state', 'attempts', 'nextAt', 'lastAttemptAt', 'lastOutcome', 'deliveredAt'],
  ),
  ...connectionAccess('Webhook', 'WebhookDelivery'),
};
