import { Arg, Ctx, Field, ID as IdType, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ID, parseGlobalId } from '../http/global-id.js';
import type { Outcome } from '../usecases/command.js';
import type { Context } from '../usecases/context.js';
import { decideListObjection } from '../usecases/list-objection/decide-list-objection.js';
import { objectToListEntry } from '../usecases/list-objection/object-to-list-entry.js';
import { type AccessMap, inherited } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { keepsLists } from './list-case-acts.js';
import { ListObjection, listObjectionOf } from './list-entry-details.js';
import { ListObjectorRole } from './list-enums.js';
import { ObjectionOutcome } from './objection-acts.js';
import { DateScalar } from './scalars.js';

@InputType({ description: 'An objection that came in writing.' })
export class ObjectToListEntryInput extends Act {
  @Field(() => IdType, { description: 'The case, before an entry is made, or the entry.' })
  againstId!: string;

  @Field(() => ListObjectorRole, { description: 'Who objects.' })
  filedAs!: keyof typeof ListObjectorRole;

  @Field(() => String, { description: 'Grounds, at most 2,000 characters, without numbers of persons.' })
  grounds!: string;

  @Field(() => DateScalar, {
    description: 'Day of filing (提出日期): of a case inside its term; of an entry any day since it began.',
  })
  filedOn!: string;
}

@InputType({ description: 'A decision on an objection to an entry.' })
export class DecideListObjectionInput extends Act {
  @Field(() => IdType, { description: 'The objection.' })
  objectionId!: string;

  @Field(() => ObjectionOutcome, { description: 'Right or not.' })
  outcome!: 'UPHELD' | 'REJECTED';

  @Field(() => String, { description: 'Reasons, at most 2,000 characters.' })
  reasons!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an act on an objection to an entry.' })
export class ListObjectionPayload extends Payload {
  @Field(() => ListObjection, { nullable: true, description: 'The objection as it is now.' })
  objection?: ListObjection | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver()
export class ListObjectionActsResolver {
  @Mutation(() => ListObjectionPayload, {
    description:
      'Records an objection to a proposed entry, or to one that was made (陈述申辩、异议). Whoever asks about the subject is told at once that it is open.',
  })
  async objectToListEntry(
    @Arg('input', () => ObjectToListEntryInput, INPUT)
    { againstId, ...input }: ObjectToListEntryInput,
    @Ctx() context: Context,
  ) {
    const isEntry = parseGlobalId(againstId, ID.listEntry) !== null;
    const against = isEntry
      ? { entryId: uuidIn(againstId, ID.listEntry) }
      : { caseId: uuidIn(againstId, ID.listCase) };
    return payloadFor(context, await objectToListEntry(context, { ...input, against }));
  }

  @Mutation(() => ListObjectionPayload, {
    description:
      'Decides an objection with reasons, by another officer than who recorded it, and than who proposed or confirmed the entry (处理异议). One that is upheld ends the case, or the entry at once.',
  })
  async decideListObjection(
    @Arg('input', () => DecideListObjectionInput, INPUT) input: DecideListObjectionInput,
    @Ctx() context: Context,
  ) {
    const objectionId = uuidIn(input.objectionId, ID.listObjection);
    return payloadFor(context, await decideListObjection(context, { ...input, objectionId }));
  }
}

function payloadFor(context: Context, outcome: Outcome<{ objectionId: string }>) {
  return payloadOf(context, outcome, async ({ objectionId }) => {
    const row = await context.loaders.listObjection.load(objectionId);
    return { objection: row === null ? null : listObjectionOf(row, context) };
  });
}

export const listObjectionActsAccess: AccessMap = {
  Mutation: { objectToListEntry: keepsLists, decideListObjection: keepsLists },
  ListObjectionPayload: { ...payloadFields, objection: inherited },
};
