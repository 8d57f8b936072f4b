import { Field, InputType, ObjectType } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { Outcome } from '../usecases/command.js';
import { inherited } from './access.js';
import { UserError, userErrorOf } from './errors.js';

/** What every mutation takes besides its own input. */
@InputType()
export abstract class Act {
  @Field(() => String, {
    description:
      'Made by the client, 1–255 characters. The same key with the same input is answered with the first answer again, with another input it is refused. Kept at least 24 hours.',
  })
  idempotencyKey!: string;
}

/** What every mutation answers besides its own result. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Why nothing was done; empty when the act took effect.' })
  userErrors!: readonly UserError[];

  @Field(() => Boolean, {
    description: 'True when this is the first answer again, for a repeated idempotency key.',
  })
  replayed!: boolean;
}

export const payloadFields = { userErrors: inherited, replayed: inherited } as const;

/** The payload of an act: its refusals as data in the caller's language, or what `toFields` makes of its result. */
export async function payloadOf<Result, Fields extends object>(
  context: Context,
  { result, refusals, replayed }: Outcome<Result>,
  toFields: (result: Result) => Fields | Promise<Fields>,
): Promise<Payload & Partial<Fields>> {
  const userErrors = refusals.map((refusal) => userErrorOf(refusal, context.locale));
  const fields: Partial<Fields> = result === null ? {} : await toFields(result);
  return { ...fields, userErrors, replayed };
}
