import {
  Arg,
  Args,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { endWebhook } from '../usecases/webhook/end-webhook.js';
import { countWebhooks, listWebhooks } from '../usecases/webhook/list-webhooks.js';
import { redeliver } from '../usecases/webhook/redeliver.js';
import { registerWebhook } from '../usecases/webhook/register-webhook.js';
import { type AccessMap, allow, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import {
  Webhook,
  WebhookConnection,
  WebhookDelivery,
  webhookDeliveryOf,
  WebhookKind,
  webhookOf,
} from './webhook.js';

@InputType({ description: 'Where a system of the office shall be told.' })
export class RegisterWebhookInput extends Act {
  @Field(() => String, {
    description: "An https address whose host is on the operator's list; at most 2,000 characters.",
  })
  url!: string;

  @Field(() => [WebhookKind], { description: 'What it shall be told of; one at least.' })
  kinds!: string[];
}

@InputType({ description: 'An address that shall be told nothing any more.' })
export class EndWebhookInput extends Act {
  @Field(() => IdType, { description: 'The webhook.' })
  webhookId!: string;
}

@InputType({ description: 'A message that shall be sent again.' })
export class RedeliverInput extends Act {
  @Field(() => IdType, { description: 'The message.' })
  deliveryId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Where a system of the office is told.' })
export class WebhookPayload extends Payload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook.' })
  webhook?: Webhook | null;
}

@ObjectType({ simpleResolvers: true, description: 'A message that is sent again.' })
export class RedeliverPayload extends Payload {
  @Field(() => WebhookDelivery, { nullable: true, description: 'The message.' })
  delivery?: WebhookDelivery | null;
}

@Resolver()
export class WebhookActsResolver {
  @Query(() => WebhookConnection, {
    complexity: connectionCost,
    description: "Where systems of the caller's office are told of changes, and how that goes; newest first.",
  })
  async webhooks(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listWebhooks(context, request), {
      nodeOf: webhookOf,
      keysetOf: (row) => [row.id],
      countAll: () => countWebhooks(context),
    });
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Registers an address at which a system of the office is told of changes (登记回调地址). Messages are signed; docs/WEBHOOKS.md says how they are verified.',
  })
  async registerWebhook(
    @Arg('input', () => RegisterWebhookInput, { description: 'What is to be done, with an idempotency key.' })
    input: RegisterWebhookInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await registerWebhook(context, input), ({ webhookId }) =>
      loadWebhook(context, webhookId),
    );
  }

  @Mutation(() => WebhookPayload, {
    description: 'Nothing is sent to this address any more; what still waits is given up (停用回调地址).',
  })
  async endWebhook(
    @Arg('input', () => EndWebhookInput, { description: 'What is to be done, with an idempotency key.' })
    input: EndWebhookInput,
    @Ctx() context: Context,
  ) {
    const webhookId = uuidIn(input.webhookId, ID.webhook);
    return payloadOf(context, await endWebhook(context, { ...input, webhookId }), (result) =>
      loadWebhook(context, result.webhookId),
    );
  }

  @Mutation(() => RedeliverPayload, {
    description: 'Sends a message again, whatever became of it; it keeps its id (重新投递).',
  })
  async redeliver(
    @Arg('input', () => RedeliverInput, { description: 'What is to be done, with an idempotency key.' })
    input: RedeliverInput,
    @Ctx() context: Context,
  ) {
    const deliveryId = uuidIn(input.deliveryId, ID.webhookDelivery);
    return payloadOf(context, await redeliver(context, { ...input, deliveryId }), async (result) => {
      const row = await context.loaders.webhookDelivery.load(result.deliveryId);
      return { delivery: row === null ? null : webhookDeliveryOf(row) };
    });
  }
}

async function loadWebhook(context: Context, webhookId: string): Promise<{ webhook: Webhook | null }> {
  const row = await context.loaders.webhook.load(webhookId);
  return { webhook: row === null ? null : webhookOf(row) };
}

const integration = allow('APPROVAL_OFFICER', 'INTEGRATOR');

export const webhookActsAccess: AccessMap = {
  Query: { webhooks: integration },
  Mutation: { registerWebhook: integration, endWebhook: integration, redeliver: integration },
  WebhookPayload: { ...payloadFields, webhook: inherited },
  RedeliverPayload: { ...payloadFields, delivery: inherited },
};
